"""Columns of lists: what they are about by their headings, and which of them are about persons."""
