"""Demonstrations: what a place made real, its story, and its way from demonstration to council."""
