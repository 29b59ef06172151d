"""Council formations: how far the communities of a place are on the way to a council, and what is missing."""
