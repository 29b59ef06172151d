"""Names of organizations: what they are also called, and the keys by which they are found and compared."""
