"""Expansions: the neighbouring and interested areas to which a demonstration spreads, each on its own way."""
