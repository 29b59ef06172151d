"""Answers: what an addressee says to a proposal, and what the movement says to that."""
