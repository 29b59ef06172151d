"""The one place where a process calls another: httpx over aiohttp, with timeouts and a budget for the whole call."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from shared.logging import request_id

CONNECT_SECONDS = 0.3
POOL = 64


class UpstreamError(Exception):
    """Another process did not give a usable answer in time."""


def split_address(url: str) -> tuple[str, str | None]:
    """Return (base URL, socket path or None) of `http://…`, `https://…` or `unix:/path`."""
    if url.startswith("unix:"):
        return "http://internal", url.removeprefix("unix:")
    return url.rstrip("/"), None


def aiohttp_session(socket: str | None) -> aiohttp.ClientSession:
    """Return a session with our pool; `socket` names a unix socket instead of TCP."""
    connector: aiohttp.BaseConnector = (
        aiohttp.UnixConnector(socket, limit=POOL)
        if socket
        else aiohttp.TCPConnector(limit=POOL, keepalive_timeout=30)
    )
    return aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


@asynccontextmanager
async def client(
    url: str, *, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client for one other process; tests hand in a transport."""
    base, socket = split_address(url)
    chosen = transport or AiohttpTransport(client=lambda: aiohttp_session(socket))
    async with httpx.AsyncClient(
        base_url=base,
        transport=chosen,
        timeout=httpx.Timeout(30, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
    ) as opened:
        yield opened


async def get(
    caller: httpx.AsyncClient,
    path: str,
    *,
    token: str,
    budget: float,
    params: Mapping[str, str | int] | None = None,
) -> Any:
    """Return the JSON of an internal GET within `budget` seconds, or None for 404.

    A connection that breaks is tried once more within the same budget. Raise `UpstreamError` for
    everything else.
    """
    headers = {"Authorization": f"Bearer {token}", "X-Request-Id": request_id.get()}
    try:
        async with asyncio.timeout(budget):
            try:
                answer = await caller.get(path, params=params, headers=headers)
            except httpx.TransportError:
                answer = await caller.get(path, params=params, headers=headers)
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code != httpx.codes.OK:
                raise UpstreamError(str(answer.status_code))
            return answer.json()
    except (TimeoutError, httpx.HTTPError, ValueError) as error:
        raise UpstreamError(type(error).__name__) from error
