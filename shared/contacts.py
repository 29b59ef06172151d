"""Find telephone numbers and addresses for mail in text: how to reach somebody is kept with people alone.

The smaller sure rule. A number alone is a mobile one as people write it (06, 08, 09 and eight digits more) or one
with the country's code; landlines, and digits in odd groups, are numbers only behind a word such as โทร. So
amounts, years, days, codes, hashes and numbers of orders stay what they are. Names of persons are not found.
"""

import re

from shared import national_ids

_FEWEST = 9
_MOST_SPACE = 25
_G = r"[ \-._\u2010-\u2015\u2212]{1,3}"
"""What stands between groups of digits; a comma groups money, a slash numbers of houses and orders."""
_B = r"(?<![0-9])(?<![0-9][.,/\-])"
_ALONE = rf"(?<![a-z]){_B}"
"""Digits within a word of Latin letters are of an id."""
_MOBILE = (
    rf"[(]?0[689][0-9][)]?(?:{_G})?[0-9]{{3}}(?:{_G})?[0-9]{{4}}"
    rf"|[(]?0[689][)]?{_G}(?!2[3-6][0-9]{{2}}{_G}2[3-6])[0-9]{{4}}{_G}[0-9]{{4}}"
    r"|0[689][ \-][0-9]{8}"
    rf"|0[689][0-9]{_G}[0-9]{{4}}{_G}[0-9]{{3}}"
    rf"|0[689][0-9]{{2}}{_G}[0-9]{{3}}{_G}[0-9]{{3}}"
    r"|0([ .\-])[689](?:\1[0-9]){8}"
)
_ANY = r"[ \-._()\u2010-\u2015\u2212]{0,3}"
_ABROAD = (
    rf"(?:[+]{_ANY}66|(?<![0-9])0066){_ANY}(?:0{_ANY})?[2-9](?:{_ANY}[0-9]){{7,8}}"
    rf"|{_ALONE}66{_G}(?:[(]?0[)]?)?[689][0-9]{_G}[0-9]{{3}}(?:{_G})?[0-9]{{4}}"
)
_SAID = (
    r"(?:โทร|ติดต่อ|เบอร์|มือถือ|แฟกซ์|(?<![a-z])(?:tel|phone|mobile|call|fax|contact))"
    rf"[^0-9+]{{0,{_MOST_SPACE}}}?{_B}"
    rf"(?:0{_ANY}[2-7](?:{_ANY}[0-9]){{7}}|(?:0{_ANY}|66{_ANY})?[689](?:{_ANY}[0-9]){{8}})"
)
_NUMBER = re.compile(
    rf"(?:{_ALONE}(?:{_MOBILE})(?![a-z])|{_ABROAD}|{_SAID})(?![0-9])", re.IGNORECASE
)
_MAIL = re.compile(r"[a-z0-9._%+\-] ?@ ?(?:[a-z0-9\-]{1,63}\.){1,8}[a-z]{2,}", re.IGNORECASE)
_NO_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:2[456]|19|20)[0-9]{2}(?![0-9])"
    r"|(?:2[456]|19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|https?://[^\s@]+",
    re.IGNORECASE,
)
"""Days, ids, hashes and addresses of pages."""


def holds_contact(value: str) -> bool:
    """Say whether a text holds a Thai telephone number or an address for mail, in digits of any script."""
    if len(value) < _FEWEST and "@" not in value and "\uff20" not in value:
        return False
    plain = national_ids.ascii_digits(value)
    if "@" in plain and _MAIL.search(plain):
        return True
    if sum(map(str.isdecimal, plain)) < _FEWEST:
        return False
    return _NUMBER.search(_NO_NUMBER.sub("#", plain)) is not None
