"""Deliberations: the forums in which people of every side consider a plan before it is adopted."""
