"""Findings: what is doubtful about a row as it was typed, and what may be meant."""
