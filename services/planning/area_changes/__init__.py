"""Area changes: what follows here when the registry tells of a legal order."""
