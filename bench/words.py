"""Make words for names that nobody else has."""

from shared.ids import new_id

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def word() -> str:
    """Return a word without a digit: an id now and then holds 13 that read as a national id."""
    return new_id().hex.translate(_LETTERS)
