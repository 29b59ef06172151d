"""Allocations: what money that comes to an item means for each project and need below it."""
