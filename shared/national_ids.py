"""Find Thai national ids in text: the product keeps none, so no text may hold one."""

import re
import unicodedata

_LENGTH = 13
_GAP = r"[ \-._/|\u2010-\u2015\u2212]{0,3}"
_THIRTEEN = re.compile(rf"(?<![0-9])(?=((?:[0-9]{_GAP}){{12}}[0-9])(?![0-9]))")
_SHAPES = re.compile(
    r"(?<![0-9])(?=([0-9](?:,[0-9]{3}){4}(?![0-9])"
    r"|[0-9]([^0-9\w]{1,4})[0-9]{4}\2[0-9]{5}\2[0-9]{2}\2[0-9](?![0-9])))"
)
"""As a card shows it between any signs, and as a spreadsheet groups a number.

Other commas count for nothing: หมู่ 1,2,3,4,5,6,7,8,9,10,11 has 13 digits and the last one checks.
"""
_WEIGHTS = range(_LENGTH, 1, -1)


def holds_national_id(value: str) -> bool:
    """Say whether a text holds 13 digits whose last one is the check digit of a national id.

    Digits of every script count, and spaces, dashes, dots and the like between them do not.
    """
    if len(value) < _LENGTH:
        return False
    digits = ascii_digits(value)
    if sum(map(str.isdecimal, digits)) < _LENGTH:
        return False
    found = [*_THIRTEEN.findall(digits), *(each for each, _ in _SHAPES.findall(digits))]
    return any(_checks(re.sub("[^0-9]", "", each)) for each in found)


def ascii_digits(value: str) -> str:
    """Return a text in NFKC with the digits of every script written 0-9."""
    if value.isascii():
        return value
    return unicodedata.normalize("NFKC", value).translate(_DIGITS)


class _Digits(dict[int, str]):
    """What each character is written as; looked up once, for a list has millions."""

    def __missing__(self, point: int) -> str:
        each = chr(point)
        self[point] = found = str(unicodedata.decimal(each)) if each.isdecimal() else each
        return found


_DIGITS = _Digits()


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[0] != "0" and (11 - total % 11) % 10 == int(number[-1])
