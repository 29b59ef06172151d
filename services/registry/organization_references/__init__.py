"""Organization references: every place where something refers to an organization, and whether it moves."""
