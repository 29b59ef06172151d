"""Import matches: which organization, or which earlier row, a row of a list is about."""
