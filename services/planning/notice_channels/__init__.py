"""Notice channels: how an organization wants to hear what became of what it voiced."""
