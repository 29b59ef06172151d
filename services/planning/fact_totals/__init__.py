"""Totals of verified facts: sums of what everybody may see, with coverage; unknown is never zero."""
