"""Area changes: what a legal order renames, splits, merges or moves, and its reversal."""
