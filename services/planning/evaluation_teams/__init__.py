"""Evaluation teams of three kinds, each with its own purpose and its own audience (rule 21)."""
