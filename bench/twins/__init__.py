"""The same lists and reads as others would write them, on the same database."""
