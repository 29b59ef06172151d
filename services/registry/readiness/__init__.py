"""Readiness: is an area ready for a council, and what is still missing."""
