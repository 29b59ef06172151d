"""Find Thai national ids in text: the product keeps none, so no text may hold one."""

import re
import unicodedata

_LENGTH = 13
_THIRTEEN = re.compile(r"(?<![0-9])(?=((?:[0-9][ \-._/]{0,2}){12}[0-9])(?![0-9]))")
_WEIGHTS = range(_LENGTH, 1, -1)


def holds_national_id(value: str) -> bool:
    """Say whether a text holds 13 digits whose last one is the check digit of a national id.

    Digits of every script count, and spaces, hyphens, dots and the like between them do not.
    """
    if len(value) < _LENGTH:
        return False
    plain = value if value.isascii() else unicodedata.normalize("NFKC", value)
    if sum(map(str.isdecimal, plain)) < _LENGTH:
        return False
    digits = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each for each in plain
    )
    return any(_checks(re.sub("[^0-9]", "", found)) for found in _THIRTEEN.findall(digits))


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[0] != "0" and (11 - total % 11) % 10 == int(number[-1])
