"""What happens to the access log: it grows by one entry for each look, or nobody looks."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import structlog
from fastapi import Response
from psycopg import AsyncConnection

from services.registry import desk
from services.registry.access_log import queries
from shared import feed
from shared.database import Database, ask
from shared.errors import Problem
from shared.exchange import Read
from shared.ids import new_id
from shared.logging import request_id

_log = structlog.get_logger("access-log")
_WRITE = """WITH entry AS (
    INSERT INTO access_log
        (number, at, actor, token, purpose, route, persons, address, request_id, hash)
    VALUES (%(number)s, %(at)s, %(actor)s, %(token)s, %(purpose)s, %(route)s, %(persons)s, %(address)s,
            %(request_id)s, %(hash)s)
    RETURNING number, hash
)
INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, request_id, data)
SELECT %(event_id)s, 'access-log.grown', 'access-log', 'access-log', number, '', true, 'registry', '',
       json_build_object('number', number, 'hash', encode(hash, 'hex'))
FROM entry
"""
"""The event holds the log's head, so that the feed, and who follows it, has seen every entry; not who looked."""


@dataclass(frozen=True, slots=True)
class Lent(Database):
    """The database as one connection in a transaction: what is read there is given once it is logged."""

    connection: AsyncConnection[Any]

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection[tuple[object, ...]]]:
        """Lend the one connection."""
        yield self.connection


@asynccontextmanager
async def looking(read: Read) -> AsyncGenerator[Lent]:
    """Open a transaction to read personal data in; `write_down` belongs into it before its end."""
    database = read.database
    async with database.reading() as connection, connection.transaction():
        yield Lent(database.engine, database.pool, connection)


def given(read: Read, body: bytes, tag: str, *, opened: bool) -> Response:
    """Answer what was read; personal data that was opened is kept by no cache."""
    answer = read.answer(body, tag)
    if opened:
        answer.headers["Cache-Control"] = "no-store"
    return answer


async def write_down(
    read: Read, connection: AsyncConnection[Any], purpose: str, persons: Sequence[UUID]
) -> None:
    """Log that the caller was given personal data of these persons; raise 503 when it cannot be logged."""
    request, subject = read.request, read.subject
    try:
        number, previous, at = await queries.last(connection)
        row: dict[str, Any] = {
            "at": at,
            "actor": subject.id,
            "token": subject.token,
            "purpose": purpose,
            "route": str(getattr(request.scope.get("route"), "path_format", "")),
            "persons": sorted(set(persons)),
            "address": desk.address(request),
            "request_id": request_id.get(),
        }
        ids = "{" + ",".join(str(person) for person in row["persons"]) + "}"
        entry = tuple({**row, "persons": ids}.values())
        chained = feed.chain(previous or feed.START[1], number + 1, entry)
        await ask(
            connection,
            _WRITE,
            {**row, "number": number + 1, "hash": chained, "event_id": new_id()},
        )
    except psycopg.Error as error:
        _log.error("access-not-logged", exc_info=error)
        raise Problem("temporarily-unavailable") from None
