"""Escalations: an addressee is silent beyond its time, and those above hear of it once."""
