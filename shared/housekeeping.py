"""What is thrown away once its time is over: idempotency records after 30 days, and what a service names."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from shared.conditions import KEPT_DAYS
from shared.database import Database, ask

EVERY_SECONDS = 3600.0
BATCH = 5000
_log = structlog.get_logger("housekeeping")
Purge = Callable[[Database], Awaitable[int]]
_PURGE = f"""
    DELETE FROM idempotency WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM idempotency WHERE stored_at < now() - interval '{KEPT_DAYS} days' LIMIT {BATCH}))
"""


async def purge(database: Database) -> int:
    """Delete idempotency records older than 30 days, in short batches; return how many."""
    gone = 0
    async with database.reading() as connection:
        while (batch := (await ask(connection, _PURGE)).rowcount) > 0:
            gone += batch
    return gone


async def run(database: Database, also: Sequence[Purge] = ()) -> None:
    """Purge every hour for ever, by `also` too; a database that is away is tried again the next hour."""
    while True:
        for each in (purge, *also):
            try:
                if gone := await each(database):
                    _log.info("purged", of=each.__module__, gone=gone)
            except Exception as error:  # noqa: BLE001 - housekeeping never takes the service down
                _log.warning("purge-failed", exc_info=error)
        await asyncio.sleep(EVERY_SECONDS)
