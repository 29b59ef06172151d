"""Planning's small copy of what partners commit to plan items: the funding of an item."""
