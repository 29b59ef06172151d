"""People: which records of one person the registry has merged; ids, never a name."""
