"""The tests: through the front door, on real PostgreSQL."""
