"""Cycles: a planning year of an area is closed, and what has no money is carried into the next one, once."""
