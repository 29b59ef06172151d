"""Organization moves: rows that refer to one record of an organization come to refer to another."""
