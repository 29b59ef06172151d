"""Times that one asks after, not rates: three parts together against one, and an event on its way."""

import asyncio
import contextlib
import datetime as dt
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from bench import contest, ground
from gateway import screen
from gateway.gather import Gatherer, Status
from khabuan.generate import organizations
from shared import database, feed, follow, http

BACKEND_MS = 5
EVENTS_A_SECOND = 40
WRITERS = 4


def parts(stand: ground.Ground, times: int) -> float:
    """Return how long three parts take together, against the slowest of them alone.

    The gateway's own gatherer asks three services that each answer after 5 ms; nothing is kept.
    """
    addresses = {}
    for name in screen.SUMMARIES:
        addresses[name] = ground.free_address()
        port = addresses[name].rpartition(":")[2]
        command = [sys.executable, "-m", "bench.twins.late", port, str(BACKEND_MS), name]
        stand.start(command, addresses[name], ground.plain_environment())
    return asyncio.run(_parts(stand, addresses, times))


async def _parts(stand: ground.Ground, addresses: dict[str, str], times: int) -> float:
    alone: dict[str, list[float]] = {name: [] for name in addresses}
    together: list[float] = []
    async with contextlib.AsyncExitStack() as opened:
        clients = {
            name: await opened.enter_async_context(http.client(f"http://{address}"))
            for name, address in addresses.items()
        }
        key_file = stand.keys.of("gateway")
        gatherer = Gatherer(clients, key_file, fresh_seconds=0, part_seconds=5, kept=100)
        for _ in range(times):
            for name, seen in alone.items():
                seen.append(await _timed(gatherer, name))
            together.append(await _timed(gatherer, *addresses))
        await gatherer.close()
    slowest = max(statistics.median(seen[5:]) for seen in alone.values())
    return statistics.median(together[5:]) / slowest


async def _timed(gatherer: Gatherer, *names: str) -> float:
    began = time.perf_counter()
    got = await asyncio.gather(*(gatherer.part(screen.summary(name, "72")) for name in names))
    spent = time.perf_counter() - began
    if any(part.status is not Status.FRESH for part in got):
        raise RuntimeError("a part did not come fresh")
    return spent


def events(bout: contest.Contest, count: int) -> list[float]:
    """Return for `count` writes the milliseconds until a follower holds the event.

    They count from the start of the writing transaction, so they are upper bounds. The follower is
    the services' own, with a database of its own.
    """
    url = bout.stand.copy("planning", "planning_follows")
    return asyncio.run(_events(bout, url, count))


async def _events(bout: contest.Contest, url: str, count: int) -> list[float]:
    took: list[float] = []

    async def note(_: AsyncSession, *seen: follow.Event) -> None:
        now = dt.datetime.now(dt.UTC)
        took.extend((now - dt.datetime.fromisoformat(each.time)).total_seconds() for each in seen)

    async with contextlib.AsyncExitStack() as opened:
        base = f"http://{bout.addresses[contest.OURS]}"
        kept = await opened.enter_async_context(database.connect(url, pool_size=4))
        client = await opened.enter_async_context(http.client(base))
        follower = follow.Follower(
            "registry",
            {"organization": note},
            database=kept,
            relay=feed.Relay(kept),
            client=client,
            key_file=bout.stand.keys.of("planning"),
        )
        while await follower.step():
            took.clear()
        following = asyncio.create_task(follower.run())
        try:
            rows = organizations.generate(count, bout.seed + 2)
            bodies = [contest.body_of(row) for row in rows]
            chance = random.Random(bout.seed)
            shares = [bodies[number::WRITERS] for number in range(WRITERS)]
            await asyncio.gather(
                *(_write(client, bout.writer, share, chance.random) for share in shares)
            )
            await _until(lambda: len(took) >= count, seconds=20)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
    return [each * 1000 for each in took]


async def _write(
    client: httpx.AsyncClient,
    token: str,
    bodies: list[dict[str, Any]],
    chance: Callable[[], float],
) -> None:
    """Write now and then, so that all writers together make EVENTS_A_SECOND."""
    for body in bodies:
        await asyncio.sleep(2 * chance() * WRITERS / EVENTS_A_SECOND)
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": body["id"],
            "Content-Type": "application/json",
        }
        answer = await client.post(
            "/v1/organizations",
            content=json.dumps({**body, "confirm_new": True}, default=str),
            headers=headers,
        )
        answer.raise_for_status()


async def _until(done: Callable[[], bool], *, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 - the follower tells nobody
            await asyncio.sleep(0.01)
