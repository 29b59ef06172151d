"""Hold a service's database against what its clients were told, and its feed against itself."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

from bench.faults.phone import Thing
from shared import feed

SETTLE_SECONDS = 20.0
FEED = (
    "SELECT position, id, type, kind, subject, revision, area_code, private, actor, reason,"
    " request_id, data::text, occurred_at, hash FROM feed ORDER BY position"
)
UNLOCK = "ALTER TABLE feed DISABLE TRIGGER only_grows"
"""What somebody with the owner's rights does before changing what was written down."""
LOCK = "ALTER TABLE feed ENABLE ALWAYS TRIGGER only_grows"
EMPTY = f"{UNLOCK}; TRUNCATE outbox, feed; {LOCK}"


@dataclass
class Findings:
    """What is wrong; all zero when nothing is."""

    lost: int = 0
    """Acknowledged writes whose effect is not there."""
    doubled: int = 0
    """Effects and events that nobody asked for, or that came twice."""
    without_event: int = 0
    """Changes that stand in the table and left no event."""
    gaps: int = 0
    """Positions that the feed skips, entries that break its chain, events that were never numbered."""

    @property
    def clean(self) -> bool:
        """Say whether nothing is wrong."""
        return not any(asdict(self).values())

    def add(self, other: "Findings") -> None:
        """Take in what was found elsewhere."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


async def settled(url: str) -> int:
    """Wait until the relay has numbered everything; return how many events it left behind."""
    until = time.monotonic() + SETTLE_SECONDS
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while True:
            cursor = await connection.execute("SELECT count(*) FROM outbox")
            left = int((await cursor.fetchone() or (0,))[0])
            if not left or time.monotonic() > until:
                return left
            await asyncio.sleep(0.05)


async def check(url: str, thing: Thing, known: Mapping[str, Sequence[str]]) -> Findings:
    """Compare the table and the feed with `known`: the acknowledged texts of each id by revision."""
    found = Findings(gaps=await settled(url))
    statement = sql.SQL("SELECT id::text, revision, {} FROM {}").format(
        sql.Identifier(thing.column), sql.Identifier(thing.table)
    )
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        rows = {row[0]: row[1:] for row in await (await connection.execute(statement)).fetchall()}
        entries = await (await connection.execute(FEED)).fetchall()
    _check_rows(found, rows, known)
    _check_events(found, rows, [entry for entry in entries if entry[3] == thing.kind])
    found.gaps += broken(entries)
    return found


def broken(entries: Sequence[tuple[Any, ...]]) -> int:
    """Count the entries of a feed that are not the next position or do not follow from the one before."""
    wrong, previous = 0, bytes(32)
    for number, (position, *row, stored) in enumerate(entries, start=1):
        wrong += position != number or feed.chain(previous, position, tuple(row)) != stored
        previous = stored
    return wrong


def _check_rows(
    found: Findings,
    rows: Mapping[str, tuple[int, str]],
    known: Mapping[str, Sequence[str]],
) -> None:
    found.doubled += len(rows.keys() - known.keys())
    for id, marks in known.items():
        revision, mark = rows.get(id, (0, ""))
        found.lost += max(0, len(marks) - revision)
        found.doubled += max(0, revision - len(marks))
        found.lost += revision == len(marks) and mark != marks[-1]


def _check_events(
    found: Findings, rows: Mapping[str, tuple[int, str]], events: Sequence[tuple[Any, ...]]
) -> None:
    """Every revision of every row has exactly one event, in the order of the revisions."""
    told = Counter((entry[4], entry[5]) for entry in events)
    wanted = {(id, n) for id, (revision, _) in rows.items() for n in range(1, revision + 1)}
    found.without_event += len(wanted - told.keys())
    found.doubled += sum(count - 1 for count in told.values()) + len(told.keys() - wanted)
    last: dict[str, int] = {}
    for entry in events:
        found.gaps += entry[5] < last.get(entry[4], 0)
        last[entry[4]] = entry[5]


def chain_anew(connection: psycopg.Connection[Any], *, after: int = 0) -> None:
    """Number and chain the entries behind `after` of an unlocked feed anew, so that it is whole by itself."""
    entries = connection.execute(FEED.encode()).fetchall()
    position, previous = feed.START
    if kept := [entry for entry in entries if entry[0] <= after]:
        position, previous = kept[-1][0], bytes(kept[-1][-1])
    connection.execute("DELETE FROM feed WHERE position > %s", (after,))
    with connection.cursor() as cursor, cursor.copy("COPY feed FROM STDIN") as copy:
        for _, *row, _ in entries[len(kept) :]:
            position += 1
            previous = feed.chain(previous, position, tuple(row))
            copy.write_row((position, *row, previous))
