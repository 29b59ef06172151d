"""Holdings: what an organization has, in money or in kind, stated for a day."""
