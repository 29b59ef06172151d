"""Verifications: people of the area, then of the province, look whether a need is so and say what they found."""
