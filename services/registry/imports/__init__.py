"""Imports: a whole list of organizations as a file, looked at row by row before anything is registered."""
