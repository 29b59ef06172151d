"""Proof of access: who gets through where, which tokens count, what starts, and which rights stand."""
