"""The harness of the measurements: small, fast proofs that it counts and judges right."""
