"""The relay that numbers committed events, and the feed that everybody reads.

Writers insert into `outbox` and never wait. One relay per database, whichever process holds the advisory lock,
moves committed rows into `feed`, giving dense positions 1, 2, 3 … and a hash chained to the previous entry.
"""

import asyncio
import contextlib
import hashlib
import json
from typing import Any

import structlog
from psycopg import AsyncConnection, Error

from shared.database import Database

BATCH = 500
LOCK = 0x4B484142
TICK_SECONDS = 0.1
GATHER_SECONDS = 0.002
"""For each event of the last batch, up to ten: while many write, more gather for one transaction."""
_log = structlog.get_logger("relay")

_TAKE = """
    DELETE FROM outbox WHERE number = ANY(ARRAY(SELECT number FROM outbox ORDER BY number LIMIT %s))
    RETURNING number, id, type, kind, subject, revision, area_code, private, actor, reason, request_id,
              data::text, occurred_at
"""
_PUT = """
    INSERT INTO feed (position, id, type, kind, subject, revision, area_code, private, actor, reason,
                      request_id, data, occurred_at, hash)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::json, %s, %s)
"""
_HEAD = "SELECT position, hash FROM feed ORDER BY position DESC LIMIT 1"
_READ = """
    SELECT position, id, type, kind, subject, revision, area_code, private, actor, reason, request_id,
           data::text, occurred_at, hash FROM feed WHERE position > %s ORDER BY position LIMIT %s
"""
_HASH = "SELECT hash FROM feed WHERE position = %s"
START = (0, bytes(32))


def chain(previous: bytes, position: int, row: tuple[Any, ...]) -> bytes:
    """Return the hash of an entry: sha256 over the previous hash, the position and every column.

    A text that says None is written otherwise than no text at all.
    """
    entry = [position, *(["None"] if value == "None" else str(value) for value in row)]
    return hashlib.sha256(previous + json.dumps(entry, ensure_ascii=False).encode()).digest()


class Relay:
    """Moves committed events into the feed and wakes whoever waits for them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.head = 0
        self.closing = False
        self._work = asyncio.Event()
        self._news = asyncio.Condition()

    def wake(self) -> None:
        """Say that something was committed."""
        self._work.set()

    async def wait(self, after: int, seconds: float) -> None:
        """Wait until the feed has grown beyond `after`, at most `seconds`; holds no connection."""
        async with self._news:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._news.wait_for(lambda: self.closing or self.head > after)

    async def close(self) -> None:
        """Send home whoever waits for news: the process is asked to stop."""
        self.closing = True
        async with self._news:
            self._news.notify_all()

    async def run(self) -> None:
        """Relay for ever; after a lost connection, start again."""
        while True:
            try:
                async with self.database.reading() as connection:
                    await self._hold(connection)
            except Exception as error:  # noqa: BLE001 - the relay outlives every database trouble
                _log.warning("relay-lost", exc_info=error)
            await asyncio.sleep(TICK_SECONDS)

    async def _hold(self, connection: AsyncConnection[Any]) -> None:
        cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,))
        row = await cursor.fetchone()
        leading = bool(row and row[0])
        try:
            while True:
                if not leading:
                    await self._follow_head(connection)
                    await asyncio.sleep(TICK_SECONDS)
                    cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,))
                    leading = bool((await cursor.fetchone() or (False,))[0])
                    continue
                self._work.clear()
                if (moved := await self.move(connection)) < BATCH:
                    await self._follow_head(connection)
                    await self._pause(GATHER_SECONDS * min(moved, 10))
        finally:
            if leading and not connection.closed:
                try:
                    await connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
                except Error:
                    await connection.close()

    async def _pause(self, gather: float) -> None:
        """Wait for the next commit, or a tick, and then for what others commit just now."""
        # Not asyncio.wait_for: in Python 3.11 it loses a cancellation that comes with the event.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TICK_SECONDS):
                await self._work.wait()
                await asyncio.sleep(gather)

    async def move(self, connection: AsyncConnection[Any]) -> int:
        """Move one batch of committed events into the feed in one transaction; return how many."""
        async with connection.transaction():
            cursor = await connection.execute(_TAKE, (BATCH,), prepare=True)
            taken = sorted(await cursor.fetchall())
            if not taken:
                return 0
            cursor = await connection.execute(_HEAD, prepare=True)
            position, previous = await cursor.fetchone() or START
            entries = []
            for _, *row in taken:
                position += 1
                previous = chain(previous, position, tuple(row))
                entries.append((position, *row, previous))
            async with connection.cursor() as writer:
                await writer.executemany(_PUT, entries)
        await self._tell(position)
        return len(taken)

    async def _follow_head(self, connection: AsyncConnection[Any]) -> None:
        cursor = await connection.execute("SELECT max(position) FROM feed", prepare=True)
        await self._tell(int((await cursor.fetchone() or (0,))[0] or 0))

    async def _tell(self, position: int) -> None:
        if position > self.head:
            self.head = position
            async with self._news:
                self._news.notify_all()


async def read(database: Database, after: int, limit: int) -> list[tuple[Any, ...]]:
    """Return up to `limit` feed rows behind position `after`, in order."""
    async with database.reading() as connection:
        cursor = await connection.execute(_READ, (after, limit), prepare=True)
        return list(await cursor.fetchall())


async def hash_at(database: Database, position: int) -> str | None:
    """Return the hash of the entry at a position in hexadecimal, None when there is none."""
    async with database.reading() as connection:
        cursor = await connection.execute(_HASH, (position,), prepare=True)
        row: Any = await cursor.fetchone()
    return bytes(row[0]).hex() if row else None


def cloud_event(row: tuple[Any, ...], source: str, prefix: str) -> dict[str, Any]:
    """Return a feed row as a CloudEvent 1.0 with the registered extensions we use."""
    (position, identity, kind_verb, kind, subject, revision, area, private, actor, reason,
     request, data, occurred, chained) = row  # fmt: skip
    return {
        "specversion": "1.0",
        "id": f"{position:016d}_{identity}",
        "source": f"/{source}",
        "type": f"{prefix}.{source}.{kind_verb}.v1",
        "subject": subject,
        "time": occurred.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "sequence": f"{position:016d}",
        "partitionkey": area,
        "dataclassification": "partner" if private else "public",
        "kind": kind,
        "revision": revision,
        "actor": actor,
        "correlationid": request,
        "chainhash": bytes(chained).hex(),
        **({"reason": reason} if reason else {}),
        "data": json.loads(data),
    }
