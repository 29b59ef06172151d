"""Strength: dated assessments of tambons and organizations; the level on a day follows from them alone."""
