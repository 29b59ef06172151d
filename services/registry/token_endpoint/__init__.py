"""The token endpoint: tokens for agencies' clients, renewals and outside identities; the keys they hold with."""
