"""Intake readings: a whole row read cell by cell: kinds, days, numbers, issues, names and places."""
