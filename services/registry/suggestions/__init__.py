"""Suggestions: changes that others than the owner ask for, and how they climb until somebody decides."""
