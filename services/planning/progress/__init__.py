"""Progress: how far a project has come in a period, what was spent of which line, and the evidence."""
