"""Clients: the machines of agencies, known by a secret or by a public key."""
