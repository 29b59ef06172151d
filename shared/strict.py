"""Read what comes in strictly: JSON without surprises, addresses without bad bytes."""

import json
import math
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from shared import spelling
from shared.errors import FieldError, Problem

LONGEST_INTEGER = 18
MOST_PARAMETERS = 50
JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})


def loads(body: bytes) -> Any:
    """Return the JSON value of `body`.

    Raise 400 `malformed-json` for bad UTF-8, NaN and Infinity, numbers out of range, repeated keys,
    NUL, lone surrogates and bottomless nesting.
    """
    try:
        text = body.decode()
        value = json.loads(
            text,
            object_pairs_hook=_once_each,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_short,
        )
        if "\\u" in text or "\x00" in text:
            _check_strings(value)
    except (ValueError, RecursionError):
        raise Problem("malformed-json") from None
    return value


def is_clean(raw: bytes) -> bool:
    """Say whether a percent-encoded path or query holds only good UTF-8 without control characters."""
    if b"%" not in raw:
        return raw.isascii()
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return False
    return raw.isascii() and not any(ord(c) < 32 or ord(c) == 127 for c in text)


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:
        """Return the body as a JSON value; raise 400 for anything doubtful."""
        return loads(await self.body())


def check_parameters(request: Request, known: frozenset[str]) -> None:
    """Raise 422 for query parameters that the route does not know or that come twice."""
    if not request.scope["query_string"]:
        return
    errors, seen = [], set()
    for name, _ in request.query_params.multi_items()[:MOST_PARAMETERS]:
        if name not in known:
            near = spelling.nearest(name, known)
            hint = {"nearest": near} if near else {}
            errors.append(FieldError(("query", name[:100]), "unknown-parameter", **hint))
        elif name in seen:
            errors.append(FieldError(("query", name), "repeated-parameter"))
        seen.add(name)
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_media_type(request: Request, accepts: frozenset[str] = JSON_TYPES) -> None:
    """Raise 415 unless the body is of an accepted type and not compressed."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in accepts or request.headers.get("content-encoding", "identity") != "identity":
        accepted = ", ".join(sorted(accepts))
        name = "Accept-Patch" if request.method == "PATCH" else "Accept-Post"
        said = None
        if accepts != JSON_TYPES:
            said = (
                f"ส่งเป็นชนิดใดชนิดหนึ่งใน {accepted} และไม่บีบอัด",
                f"Send one of {accepted}, not compressed.",
            )
        raise Problem("unsupported-media-type", said, headers={name: accepted})


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _refuse(_: str) -> float:
    raise ValueError


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _short(text: str) -> int:
    if len(text) > LONGEST_INTEGER:
        raise ValueError
    return int(text)


def _check_strings(value: Any) -> None:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            if "\x00" in each:
                raise ValueError
            each.encode()
        elif isinstance(each, dict):
            stack.extend(each)
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)
