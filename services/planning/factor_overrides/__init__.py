"""Overrides: somebody sets a factor of a province otherwise than computed, with reason, day and evidence."""
