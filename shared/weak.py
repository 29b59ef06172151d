"""Secrets that whoever guesses tries first."""

from itertools import pairwise
from string import ascii_lowercase, digits

SIMPLE = 10
"""Fewer different characters than this are no secret of 32; of 48 random hexadecimal digits none has so few."""
WORDS = (
    "administrator", "qwertyuiop", "asdfghjkl", "superuser", "postgresql", "changethis", "changeme",
    "changeit", "password", "iloveyou", "postgres", "sunshine", "princess", "football", "database",
    "khabuan", "letmein", "welcome", "zxcvbnm", "default", "trustno", "secret", "master", "dragon",
    "monkey", "shadow", "qazwsx", "qwerty", "azerty", "asdfgh", "zxcvbn", "admin", "login", "guest",
    "hello", "pass", "root", "test", "user", "abc", "my",
)  # fmt: skip
"""Words that nobody may have as a password, however they are repeated, numbered or spelt; longer ones first."""
_SPELT = str.maketrans("@40031!5$7|", "aaooeiisstl")
_KEYBOARD = "qwertyuiopasdfghjklzxcvbnm"
_ORDERS = (ascii_lowercase + digits, _KEYBOARD + "1234567890")


def is_simple(secret: str) -> bool:
    """Say whether a secret is few characters, or some over and over, or a sequence, or nothing but words."""
    repeated = any(secret == (secret[:n] * len(secret))[: len(secret)] for n in range(1, 17))
    few = len(set(secret)) < SIMPLE
    return few or repeated or is_sequence(secret) or is_default(secret)


def is_default(password: str) -> bool:
    """Say whether a password is nothing but words that everybody tries first, digits and signs."""
    told = password.lower()
    core = told.strip("".join(each for each in told if not each.isalpha() and each not in "@$"))
    return any(_is_words(each) for each in (told, core.translate(_SPELT), told.translate(_SPELT)))


def _is_words(told: str) -> bool:
    letters = "".join(each for each in told if each.isalpha())
    for word in WORDS:
        letters = letters.replace(word, "")
    return not letters


def is_sequence(secret: str) -> bool:
    """Say whether most of a secret follows from what stands before: alphabet, digits, rows of keys.

    Also when two sequences take turns, as in `a1b2c3`. Of a random secret a twentieth follows, of
    hexadecimal digits a fifth; here it takes two thirds.
    """
    told = secret.lower()
    return any(
        3 * (_starts(told[::2], order) + _starts(told[1::2], order)) < len(told)
        or 3 * _starts(told, order) < len(told)
        for order in _ORDERS
    )


def _starts(told: str, order: str) -> int:
    """Return how many characters are neither the one before, nor a neighbour of it in the order."""
    at = [order.find(each) for each in told]
    return bool(at) + sum(-1 in step or abs(step[0] - step[1]) > 1 for step in pairwise(at))
