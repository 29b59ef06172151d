"""Nodes: an agency's own mechanism in a province, and how those of several stand to each other."""
