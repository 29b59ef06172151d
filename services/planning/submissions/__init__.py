"""Submissions: an adopted plan is handed to the level above, which receives it or returns it with reasons."""
