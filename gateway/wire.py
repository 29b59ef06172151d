"""One request to one service: bytes out, bytes in, a broken or silent service becomes a problem."""

import io
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple, Protocol

import aiohttp
import httpx
from multidict import CIMultiDict
from yarl import URL

from shared import http
from shared.errors import Problem

Headers = list[tuple[bytes, bytes]]
AT_ONCE_BYTES = 262_144
"""Answers up to this size are read whole; larger ones go through in pieces."""
_NOTHING_ADDED = ("Accept", "Accept-Encoding", "User-Agent", "Content-Type")


class Answer(NamedTuple):
    """What a service said; `body` at once or `pieces` of it."""

    status: int
    headers: Headers
    body: bytes
    pieces: AsyncIterator[bytes] | None = None


class Wire(Protocol):
    """A way to a service."""

    async def ask(
        self, method: str, target: str, headers: CIMultiDict[str], body: bytes | None
    ) -> Answer:
        """Return the answer; raise 502 or 504 when there is none."""


class Network:
    """Asks over pooled connections.

    A kept connection that turns out to be closed is replaced once, by aiohttp, and only for
    methods that may be repeated.
    """

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def ask(
        self, method: str, target: str, headers: CIMultiDict[str], body: bytes | None
    ) -> Answer:
        """Return the answer; raise 502 or 504 when there is none."""
        try:
            response = await self._session.request(
                method,
                URL(self._base + target, encoded=True),
                headers=headers,
                data=_lent(body),
                allow_redirects=False,
                skip_auto_headers=_NOTHING_ADDED,
            )
            raw = list(response.raw_headers)
            size = response.content_length
            if size is not None and size <= AT_ONCE_BYTES:
                return Answer(response.status, raw, await response.read())
        except (TimeoutError, aiohttp.ServerTimeoutError):
            raise Problem("upstream-timeout") from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise Problem("upstream-unavailable") from None
        return Answer(response.status, raw, b"", _pieces(response))


def _lent(body: bytes | None) -> bytes | io.BytesIO | None:
    """Return a body as it is sent: a large one is read piece by piece, so that others get their turn."""
    return body if body is None or len(body) <= AT_ONCE_BYTES else io.BytesIO(body)


async def _pieces(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """Yield the body as it comes; a connection that is not read to its end is not used again."""
    try:
        async for piece in response.content.iter_any():
            yield piece
    finally:
        response.close()


class Joined:
    """Asks an app of the same process (tests and journeys need no network)."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._client = httpx.AsyncClient(transport=transport, base_url="http://internal")

    async def ask(
        self, method: str, target: str, headers: CIMultiDict[str], body: bytes | None
    ) -> Answer:
        """Return the answer; raise 502 or 504 when there is none."""
        url = httpx.URL("http://internal").copy_with(raw_path=target.encode("ascii"))
        request = httpx.Request(method, url, headers=list(headers.items()), content=body)
        try:
            got = await self._client.send(request)
        except httpx.TimeoutException:
            raise Problem("upstream-timeout") from None
        except httpx.HTTPError:
            raise Problem("upstream-unavailable") from None
        return Answer(got.status_code, list(got.headers.raw), got.content)


@asynccontextmanager
async def network(url: str, *, limit: int) -> AsyncGenerator[Wire]:
    """Open a pool of at most `limit` connections to a service."""
    base, socket = http.split_address(url)
    async with http.aiohttp_session(socket, limit=limit) as session:
        yield Network(session, base)
