"""A follower as a process of its own: `python -m bench.faults.follower SOURCE DATABASE KEY_FILE [--naive]`.

It writes down every event that takes effect, in the order in which they do, and the state that they
leave. Nothing but the follower itself keeps an event from being written twice: the tables have no
keys that would. `--naive` trusts the numbers it is given, as followers of insert sequences do.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession

from shared import database, feed, follow, http, plumbing

KIND = "organization"
TABLES = """
    CREATE TABLE taken (number bigint GENERATED ALWAYS AS IDENTITY, position bigint, subject text, revision bigint);
    CREATE TABLE kept (subject text PRIMARY KEY, revision bigint, members bigint)
"""
_TAKE = """
    WITH noted AS (
        INSERT INTO taken (position, subject, revision)
        VALUES (%(position)s, %(subject)s, %(revision)s)
    )
    INSERT INTO kept VALUES (%(subject)s, %(revision)s, %(members)s)
    ON CONFLICT (subject) DO UPDATE SET revision = excluded.revision, members = excluded.members
"""


class Naive(follow.Follower):
    """Takes whatever comes behind its cursor."""

    async def _lock(self, session: AsyncSession, expected: int) -> bool:
        await super()._lock(session, expected)
        return True


def prepare(url: str, position: int) -> None:
    """Make the tables in an empty database and begin behind `position`."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    plumbing.TABLES.create_all(engine)
    engine.dispose()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
        connection.execute(
            "INSERT INTO followed (source, position) VALUES ('registry', %s)", [position]
        )


async def take(session: AsyncSession, *events: follow.Event) -> None:
    """Write down events and the state they tell, in their order."""
    facts = [
        {
            "position": event.position,
            "subject": event.subject,
            "revision": event.revision,
            "members": event.data["members_count"],
        }
        for event in events
    ]
    connection = await session.connection()
    for each in facts:
        await connection.exec_driver_sql(_TAKE, each)


async def main(source: str, url: str, key_file: str, *more: Any) -> None:
    """Follow until killed."""
    kind = Naive if more else follow.Follower
    async with database.connect(url, pool_size=2) as opened, http.client(source) as client:
        relay = feed.Relay(opened)
        follower = kind(
            "registry",
            {KIND: take},
            database=opened,
            relay=relay,
            client=client,
            key_file=Path(key_file),
        )
        await follower.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
