"""Memberships: who holds which post in which organization, from when to when."""
