"""Resolutions: what a meeting decided, and the working groups that it set up."""
