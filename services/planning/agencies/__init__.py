"""Planning's small copy of agencies: whose money a budget line is."""
