"""Sentences: where a need stands, in words that a leader reads aloud."""
