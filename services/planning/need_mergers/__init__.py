"""Need mergers: several needs become one, and can be told apart again; each keeps its origin and its fate."""
