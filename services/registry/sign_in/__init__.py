"""Signing in: passwords, agency clients, outside identities; tokens, their renewal and their end."""
