"""Certificates: renewed, suspended, given back, revoked; shown to everybody, on paper and with proof."""
