"""Mentorings: which network stands by which tambon, since when (the lever is the province, S1)."""
