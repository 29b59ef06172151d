"""Action items: what a meeting gave somebody to do, when it is due, and what became of it."""
