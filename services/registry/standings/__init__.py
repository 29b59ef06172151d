"""Standings: where a certification stood on any day, by which acts, and how many of an area stand where."""
