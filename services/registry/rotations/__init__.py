"""Rotations: a member of a body serves on another board for a time and keeps the seat."""
