"""Cohorts: how many provinces a source declares for a year, and which of them are known by name."""
