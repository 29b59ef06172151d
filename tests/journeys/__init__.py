"""Whole stories through all four processes."""
