"""The one place where a process calls another: httpx over aiohttp, with timeouts and a budget for the whole call."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
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


class UnreachableError(UpstreamError):
    """Another process did not answer at all: no connection, a broken one, or too late."""


def split_address(url: str) -> tuple[str, str | None]:
    """Return (base URL, socket path or None) of `http://…`, `https://…` or `unix:/path`."""
    if url.startswith("unix:"):
        return "http://internal", url.removeprefix("unix:")
    return url.rstrip("/"), None


def aiohttp_session(
    socket: str | None, *, limit: int = POOL, connect: float = CONNECT_SECONDS
) -> aiohttp.ClientSession:
    """Return a session with at most `limit` connections; `socket` names a unix socket instead of TCP.

    It repeats a request once by itself when a kept connection turns out to be closed, and only
    for methods that may be repeated; nobody else repeats.
    """
    connector: aiohttp.BaseConnector = (
        aiohttp.UnixConnector(socket, limit=limit)
        if socket
        else aiohttp.TCPConnector(limit=limit, keepalive_timeout=30)
    )
    return aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


@asynccontextmanager
async def client(
    url: str,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    connect: float = CONNECT_SECONDS,
) -> AsyncGenerator[httpx.AsyncClient]:
    """Open a client for one other process; tests hand in a transport.

    `connect` are the seconds for a connection: more for somebody outside than for a neighbour.
    """
    base, socket = split_address(url)
    chosen = transport or AiohttpTransport(client=lambda: aiohttp_session(socket, connect=connect))
    async with httpx.AsyncClient(
        base_url=base,
        transport=chosen,
        timeout=httpx.Timeout(30, connect=connect),
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

    Raise `UpstreamError` for everything else.
    """
    content = await get_bytes(caller, path, token=token, budget=budget, params=params)
    try:
        return None if content is None else json.loads(content)
    except ValueError as error:
        raise UpstreamError(type(error).__name__) from error


async def get_bytes(
    caller: httpx.AsyncClient,
    path: str,
    *,
    token: str,
    budget: float,
    params: Mapping[str, str | int] | None = None,
) -> bytes | None:
    """Return the body of an internal GET within `budget` seconds, or None for 404.

    The budget holds for the whole call, so that a body in drips counts as late. Raise
    `UnreachableError` without an answer and `UpstreamError` for any other status.
    """
    headers = {"Authorization": f"Bearer {token}", "X-Request-Id": request_id.get()}
    try:
        async with asyncio.timeout(budget):
            answer = await caller.get(path, params=params, headers=headers)
    except (TimeoutError, httpx.HTTPError, aiohttp.ClientError, OSError) as error:
        raise UnreachableError(type(error).__name__) from error
    if answer.status_code == httpx.codes.NOT_FOUND:
        return None
    if answer.status_code != httpx.codes.OK:
        raise UpstreamError(str(answer.status_code))
    return answer.content
