"""Grants: which role somebody has, where, from when to when, given by whom and why."""
