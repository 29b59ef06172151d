"""Tamper evidence: chained entries, and heads of the chain that others hold.

A database may refuse to change what it wrote down, and its owner may lift the refusal. So every entry
hashes the one before, and the last hash is told to those who follow, published, and kept in a file: whoever
edits, drops or rewrites what they have seen is found by comparing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from psycopg import sql

from shared import feed
from shared.database import Database
from shared.routing import Reading, policy, router

ENTRIES = (
    "SELECT position, id, type, kind, subject, revision, area_code, private, actor, reason, request_id,"
    " data::text, occurred_at, hash FROM feed ORDER BY position"
)
HEAD = """
    SELECT coalesce(head.position, 0), coalesce(head.hash, %(start)s), clock_timestamp()
    FROM (SELECT) nothing LEFT JOIN
        (SELECT position, hash FROM feed ORDER BY position DESC LIMIT 1) head ON true
"""
LOGS = {
    "feed": ENTRIES,
    "access_log": (
        "SELECT number, at, actor, token, purpose, route, persons::text, address, request_id, hash"
        " FROM access_log ORDER BY number"
    ),
}
"""Every log that is chained by `feed.chain`, as `walk` takes it: position first, hash last, time zone UTC."""


BESIDES = {"registry": ("access_log", "number")}
"""The other log of a service, and its place; its entries leave events `access-log` with {number, hash}."""
SEEN_IN_FEED = """
    SELECT (data->>'number')::bigint, decode(data->>'hash', 'hex') FROM feed WHERE kind = 'access-log'
"""


class Fault(StrEnum):
    """What is wrong with a log."""

    EDITED = "EDITED"
    """An entry does not follow from the one before."""
    MISSING = "MISSING"
    """A position is skipped."""
    REWRITTEN = "REWRITTEN"
    """An entry is another than the one that somebody holds the hash of."""
    TRUNCATED = "TRUNCATED"
    """The log ends before an entry that somebody has seen."""


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody outside a database has seen of its log."""

    service: str
    position: int
    hash: bytes
    holder: str
    log: str = "feed"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a log is not what it was."""

    position: int
    fault: Fault
    holder: str = ""
    """Who has seen it otherwise, for what only comparing finds."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a log goes, and where it breaks, if it does."""

    position: int
    hash: bytes
    found: Break | None = None


def walk(entries: Iterable[tuple[Any, ...]], held: Sequence[Held]) -> Walk:
    """Follow the chain of `entries` (see `LOGS`) to its end or its first break, comparing with `held`."""
    seen: defaultdict[int, list[Held]] = defaultdict(list)
    for each in held:
        seen[each.position].append(each)
    last, previous = feed.START
    for position, *row, stored in entries:
        if position != last + 1:
            return Walk(last, previous, Break(last + 1, Fault.MISSING))
        if feed.chain(previous, position, tuple(row)) != bytes(stored):
            return Walk(last, previous, Break(position, Fault.EDITED))
        last, previous = position, bytes(stored)
        for each in seen.get(position, ()):
            if each.hash != previous:
                return Walk(last, previous, Break(position, Fault.REWRITTEN, each.holder))
    return Walk(last, previous, _cut(last, held))


def _cut(last: int, held: Sequence[Held]) -> Break | None:
    for each in held:
        if each.position > last:
            return Break(last + 1, Fault.TRUNCATED, each.holder)
    return None


async def head(database: Database, service: str) -> dict[str, Any]:
    """Return {service, position, hash, at} of the feed's newest entry, position 0 before the first.

    `logs` holds {log, position, hash} of the service's other log.
    """
    logs: list[dict[str, Any]] = []
    async with database.reading() as connection:
        if besides := BESIDES.get(service):
            log, place = besides
            newest = sql.SQL("SELECT {0}, hash FROM {1} ORDER BY {0} DESC LIMIT 1").format(
                sql.Identifier(place), sql.Identifier(log)
            )
            number, seen = await (await connection.execute(newest)).fetchone() or feed.START
            logs.append({"log": log, "position": number, "hash": _hex(seen)})
        cursor = await connection.execute(HEAD, {"start": feed.START[1]}, prepare=True)
        row: Any = await cursor.fetchone()
    position, chained, at = row
    told = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "service": service,
        "position": position,
        "hash": _hex(chained),
        "at": told,
        "logs": logs,
    }


def _hex(chained: Any) -> str:
    return bytes(chained).hex()


def inside() -> APIRouter:
    """Return the route by which the gateway learns the head that it publishes."""
    made = router("internal")

    @made.get("/internal/v1/audit-head", response_model=dict[str, Any], include_in_schema=False)
    @policy("read-inside")
    async def read_audit_head(read: Reading) -> Response:
        """Return the position and the hash of the newest entry of this service's feed."""
        found = await head(read.database, read.request.app.state.name)
        return JSONResponse(found, headers={"Cache-Control": "no-store"})

    return made
