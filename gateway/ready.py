"""Answers put together already: served as bytes until their first part expires."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from starlette.types import Message, Scope

from shared.conditions import weak_etag

KEPT = 2_000
CACHE = b"public, max-age=2"


class Ready(NamedTuple):
    """An answer and the moment (monotonic seconds) until which it may be served again."""

    until: float
    tag: bytes
    whole: tuple[Message, Message]
    unchanged: tuple[Message, Message]


class Shelf:
    """The answers that can be served at once, by path; the oldest leave first."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Ready] = OrderedDict()

    def put(self, path: str, ready: Ready) -> None:
        """Keep an answer for others that ask the same, as long as it stays fresh."""
        self._kept[path] = ready
        self._kept.move_to_end(path)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def answer(self, scope: Scope) -> tuple[Message, Message] | None:
        """Return the messages that answer the request, or None when it takes more than that.

        Requests with a token or parameters go the whole way, so that both are checked.
        """
        ready = self._kept.get(scope["path"])
        if ready is None or scope["method"] != "GET" or scope["query_string"]:
            return None
        if ready.until <= self._clock():
            del self._kept[scope["path"]]
            return None
        asked = None
        for name, value in scope["headers"]:
            if name == b"authorization":
                return None
            if name == b"if-none-match":
                asked = value
        return ready.unchanged if asked is not None and has(asked, ready.tag) else ready.whole


def has(asked: bytes, tag: bytes) -> bool:
    """Say whether an If-None-Match header names this weak tag."""
    known = {part.strip().removeprefix(b"W/") for part in asked.split(b",")}
    return b"*" in known or tag.removeprefix(b"W/") in known


def make(body: bytes, essence: bytes, until: float) -> Ready:
    """Return the answer for `body`; its tag is made from `essence`, what matters of it."""
    tag = weak_etag(essence).encode()
    headers = [(b"etag", tag), (b"cache-control", CACHE)]
    whole = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        *headers,
    ]
    return Ready(until, tag, _messages(200, whole, body), _messages(304, headers, b""))


def _messages(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> tuple[Message, Message]:
    return (
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": body},
    )
