"""Hostile input, one place for the tests of the kit and the figure `nasty`.

Each attack has a name, what is sent, and the status that refuses it. Attacks on a field are raw JSON
that takes the place of its value; `ECHO` marks text that must not come back in an answer.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

ECHO = "ก" * 30 + "ECHO7f3a"
PLACE = "PLACE-OF-THE-ATTACK"
LONGEST_BODY = 1_048_576

ECHOES = (
    "ECHO7f3a",
    "ก" * 20,
    "9" * 15,
    "7777777",
    "8888888",
    "2147483648",
    "2540-01-01",
    "1181606400",
    "๑๒",
    "๒๐๒๓",
    "DROP TABLE",
)
"""No refusal repeats any of these: they are parts of what the attacks send."""

Facts = dict[str, Any]


class Whole(NamedTuple):
    """An attack on a body as a whole; `make` gets a good body."""

    make: Callable[[Facts], bytes]
    status: int


class Value(NamedTuple):
    """An attack on one value; `make` gets the value's JSON schema and returns raw JSON."""

    make: Callable[[Facts], bytes]
    status: int


def raw(text: str) -> Callable[[Facts], bytes]:
    """Return what makes the same raw JSON for every schema; lone surrogates become their bytes."""
    content = text.encode("utf-8", "surrogatepass")
    return lambda _: content


def dump(facts: Facts) -> bytes:
    """Return good JSON bytes."""
    return json.dumps(facts, ensure_ascii=False).encode()


def put(facts: Facts, field: str, value: bytes) -> bytes:
    """Return the body with raw JSON as the value of one field."""
    return dump({**facts, field: PLACE}).replace(f'"{PLACE}"'.encode(), value)


def _with_member(facts: Facts, member: str) -> bytes:
    return dump(facts)[:-1] + f", {member}}}".encode()


def _repeated(facts: Facts) -> bytes:
    name = next(iter(facts))
    return _with_member(facts, f'"{name}": {json.dumps(facts[name])}')


WHOLE: dict[str, Whole] = {
    "bad UTF-8": Whole(lambda facts: dump(facts)[:-1] + b', "a": "\xff\xfe"}', 400),
    "UTF-16": Whole(lambda facts: json.dumps(facts).encode("utf-16"), 400),
    "repeated key": Whole(_repeated, 400),
    "deep nesting": Whole(lambda _: b"[" * 100_000 + b"]" * 100_000, 400),
    "not an object": Whole(lambda _: b"[]", 422),
    "null": Whole(lambda _: b"null", 422),
    "empty": Whole(lambda _: b"", 422),
    "half": Whole(lambda facts: dump(facts)[:-1], 400),
    "unknown field": Whole(lambda facts: _with_member(facts, f'"revision": "{ECHO}"'), 422),
    "two megabytes": Whole(
        lambda facts: _with_member(facts, f'"a": "{"ก" * (2 * LONGEST_BODY // 3)}"'), 413
    ),
}

TEXT: dict[str, Value] = {
    "NUL escaped": Value(raw(rf'"{ECHO}\u0000"'), 400),
    "NUL raw": Value(raw(f'"{ECHO}\x00"'), 400),
    "lone surrogate": Value(raw(rf'"{ECHO}\ud800"'), 400),
    "surrogate bytes": Value(raw(f'"{ECHO}\ud800"'), 400),
    "stacked marks": Value(raw('"ก' + "่" + "้๊๋์ํ๎็ฺ" * 12 + '"'), 422),
    "only blanks": Value(raw('"   "'), 422),
    "control character": Value(raw(rf'"{ECHO}\u0007"'), 422),
    "too long": Value(lambda schema: f'"{"ก" * (schema["maxLength"] + 1)}"'.encode(), 422),
    "an object for a text": Value(raw(f'{{"$ne": "{ECHO}"}}'), 422),
    "a number for a text": Value(raw("7777777"), 422),
}
COUNT: dict[str, Value] = {
    "NaN": Value(raw("NaN"), 400),
    "Infinity": Value(raw("Infinity"), 400),
    "1e400": Value(raw("1e400"), 400),
    "a float": Value(raw("1.5"), 422),
    "2^31": Value(raw(str(2**31)), 422),
    "2^63": Value(raw(str(2**63)), 400),
    "negative": Value(raw("-1"), 422),
    "4300 digits": Value(raw("9" * 5000), 400),
    "Thai digits in a count": Value(raw('"๑๒"'), 422),
    "a truth for a count": Value(raw("true"), 422),
}
DATE: dict[str, Value] = {
    "Buddhist year": Value(raw('"2540-01-01"'), 422),
    "year 9999": Value(raw('"9999-01-01"'), 422),
    "a datetime": Value(raw('"2007-06-12T00:00:00Z"'), 422),
    "a time stamp": Value(raw("1181606400"), 422),
    "a day that is not": Value(raw('"2023-02-29"'), 422),
    "Thai digits in a date": Value(raw('"๒๐๒๓-๐๑-๐๑"'), 422),
    "NUL in a date": Value(raw(r'"2023-01-01\u0000"'), 400),
}
MONEY: dict[str, Value] = {
    "a number for money": Value(raw("1500000.5"), 422),
    "too much money": Value(raw('{"amount": "88888888888888.00", "currency": "THB"}'), 422),
    "negative money": Value(raw('{"amount": "-1.00", "currency": "THB"}'), 422),
    "a third of a satang": Value(raw('{"amount": "0.333", "currency": "THB"}'), 422),
    "money that is not a number": Value(raw('{"amount": "NaN", "currency": "THB"}'), 422),
    "money as a float": Value(raw('{"amount": 0.1, "currency": "THB"}'), 422),
    "infinite money": Value(raw('{"amount": Infinity, "currency": "THB"}'), 400),
    "money with a word": Value(raw('{"amount": "10.00 บาท ECHO7f3a", "currency": "THB"}'), 422),
    "foreign money": Value(raw('{"amount": "1.00", "currency": "USD"}'), 422),
    "exponents": Value(raw('{"amount": "1e400", "currency": "THB"}'), 422),
}
ID: dict[str, Value] = {
    "no id": Value(raw(f'"{ECHO}"'), 422),
    "an id of version 4": Value(raw('"00000000-0000-4000-8000-000000000000"'), 422),
    "an id in braces": Value(raw('"{01680000-0000-7000-8000-00000000dead}"'), 422),
    "NUL in an id": Value(raw(r'"01680000-0000-7000-8000-00000000dea\u0000"'), 400),
    "an id as a number": Value(raw("7"), 422),
    "an object for an id": Value(raw(f'{{"$gt": "{ECHO}"}}'), 422),
}
CHOICE: dict[str, Value] = {
    "no choice": Value(raw(f'"{ECHO}"'), 422),
    "SQL for a choice": Value(raw('"\'; DROP TABLE outbox; --"'), 422),
    "NUL in a choice": Value(raw(rf'"{ECHO}\u0000"'), 400),
    "lone surrogate in a choice": Value(raw(r'"\udfff"'), 400),
    "a list for a choice": Value(raw(f'["{ECHO}"]'), 422),
    "a code far too long": Value(raw(f'"{"7" * 5000}"'), 422),
}
LIST: dict[str, Value] = {
    "a text for a list": Value(raw(f'"{ECHO}"'), 422),
    "an object for a list": Value(raw(f'{{"0": "{ECHO}"}}'), 422),
    "a list of lists": Value(raw(f'[["{ECHO}"]]'), 422),
    "far too many": Value(raw("[" + ",".join(["null"] * 5000) + "]"), 422),
}
OBJECT: dict[str, Value] = {
    "a text for an object": Value(raw(f'"{ECHO}"'), 422),
    "a list for an object": Value(raw("[]"), 422),
    "an unknown member": Value(raw(f'{{"constructor": "{ECHO}"}}'), 422),
}

MEDIA_TYPES = ("text/plain", "application/x-www-form-urlencoded", "", "application/xml")

ANYWHERE: dict[str, tuple[str, int]] = {
    "NUL": ("%00", 400),
    "bad byte": ("%ff", 400),
    "overlong": ("%C0%80", 400),
    "surrogate": ("%ED%A0%80", 400),
    "bell": ("72%07", 400),
    "line end": ("72%0d%0aX-Evil:%201", 400),
}
"""What no address may hold, encoded, with the status that refuses it."""

VALUES = (
    "ECHO7f3a",
    "-1",
    "0",
    "1e3",
    "9223372036854775808",
    "%E0%B9%91%E0%B9%92",
    "%27%20OR%201%3D1--",
    "%27%3BDROP%20TABLE%20outbox%3B--",
    "%25%25",
    "%5C",
    "%F0%9F%92%A9",
    "%E0%B8%81" * 300,
    "..%2F..%2Fetc%2Fpasswd",
    "%7B%22%24ne%22%3Anull%7D",
    "2567-01-01",
    "00000000-0000-4000-8000-000000000000",
    "",
)
"""What stands in for the value of a parameter, encoded; some are good values for some parameters."""

ADDRESSES = (
    ("/v1/organizations?area=%00", 400),
    ("/v1/organizations?area=%ff", 400),
    ("/v1/areas/%00", 400),
    ("/v1/areas/%C0%80", 400),
    ("/v1/organizations?limit=0", 422),
    ("/v1/organizations?limit=-1", 422),
    ("/v1/organizations?limit=1e3", 422),
    ("/v1/organizations?limit=9223372036854775808", 200),
    ("/v1/organizations?nonsense=1", 422),
    ("/v1/organizations?area=72&area=73", 422),
    ("/v1/organizations?sort=name;drop", 422),
    ("/v1/organizations?cursor=%F0%9F%92%A9", 400),
    ("/v1/organizations/not-a-uuid", 422),
    ("/v1/organizations/00000000-0000-4000-8000-000000000000", 422),
    ("/v1/organizations/01680000-0000-7000-8000-00000000dead", 404),
    ("/v1/areas?q=" + "ก" * 300, 422),
    ("/v1/areas?q=%25%25", 200),
    ("/v1/nothing", 404),
    ("/v1/organizations/", 404),
)
"""Whole addresses with the status that answers them."""

HEADERS: dict[str, tuple[bytes, ...]] = {
    "Authorization": (
        b"Bearer",
        b"Bearer ECHO7f3a",
        b"Bearer eyJhbGciOiJub25lIn0.e30.",
        b"Basic YTpi",
        b"Bearer \xe0\xb8\x81",
        b"Bearer " + b"a." * 3000,
    ),
    "Accept-Language": (b"\xff\xfe", b"th;q=ECHO7f3a", b"," * 3000),
    "If-Match": (
        b"ECHO7f3a",
        b'"r99999999999999999999"',
        b"*",
        b'W/"r1"',
        b'"r-1"',
        b"\xe0\xb8\x81",
    ),
    "If-None-Match": (b"ECHO7f3a", b'"' * 3000, b"\xff"),
    "Idempotency-Key": (b"", b'"', b"ECHO 7f3a", b"k" * 256, b"\xe0\xb8\x81"),
    "X-Request-Id": (b"ECHO7f3a ; drop", b"x" * 5000, b"\xff\xfe\xfd"),
    "Content-Encoding": (b"gzip", b"br", b"ECHO7f3a"),
    "Content-Type": (b"application/json; charset=utf-16", b"ECHO7f3a/json", b"\xff", b"text/html"),
    "X-Forwarded-For": (b"127.0.0.1", b"ECHO7f3a"),
    "X-User-Role": (b"NATIONAL_ADMIN",),
    "Cookie": (b"a=ECHO7f3a;" * 300,),
}
"""Hostile headers, by name."""
