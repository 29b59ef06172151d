"""Programmes: the two tracks of provinces, integrated and self-managing, kept apart."""
