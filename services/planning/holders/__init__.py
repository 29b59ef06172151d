"""Holders: who holds a need at a place of its way."""
