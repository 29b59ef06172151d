"""Seats: who sits in which body, in what post and for which place, from when to when."""
