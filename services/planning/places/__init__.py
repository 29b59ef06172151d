"""Planning's small copy of the registry's areas."""
