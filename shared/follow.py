"""Follow another service's feed: each event takes effect once, in the transaction that moves the position."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import structlog
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared import handlers, http, tokens
from shared.database import Database
from shared.events import EVENTS
from shared.feed import Relay
from shared.plumbing import followed, parked

POLL_SECONDS = 20
RETRY_SECONDS = 0.2
TRIES = 5
BATCH = 500
_log = structlog.get_logger("follow")


@dataclass(frozen=True, slots=True)
class Event:
    """What a follower gets to see of an event."""

    position: int
    type: str
    kind: str
    subject: str
    revision: int
    area_code: str
    actor: str
    time: str
    data: dict[str, Any]
    hash: bytes = b""
    """What the source's chain of entries had come to with this event (`shared.audit`)."""


class RewrittenError(Exception):
    """The source's feed is another than the one whose events took effect here."""


Handler = Callable[..., Awaitable[None]]
"""`async def take_in(session, *events)`: a run of events of one kind, in order."""
Follows = Mapping[str, Mapping[str, Handler]]
"""Service name → kind of thing (`organization`, `area`, …) → the action that takes its state in."""


class Follower:
    """Follows one source; an effect is an upsert guarded by the revision, so a repeat changes nothing."""

    def __init__(
        self,
        source: str,
        effects: Mapping[str, Handler],
        *,
        database: Database,
        relay: Relay,
        client: httpx.AsyncClient,
        key_file: Path,
    ) -> None:
        self.source = source
        self.handlers = effects
        self.database = database
        self.relay = relay
        self.client = client
        self.key_file = key_file
        self.position = 0
        self.hash = b""
        self.head = 0
        self._tries = 0

    @property
    def behind(self) -> int:
        """Return how many events of the source have not taken effect here yet, as far as we know."""
        return max(0, self.head - self.position)

    async def run(self) -> None:
        """Follow for ever; a source that is down is asked again soon."""
        while True:
            try:
                await self.step(wait=POLL_SECONDS)
            except http.UpstreamError:
                _log.info("source-away", source=self.source)
                await asyncio.sleep(RETRY_SECONDS)
            except RewrittenError:
                _log.error("feed-rewritten", source=self.source, position=self.position)
                await asyncio.sleep(POLL_SECONDS)
            except Exception as error:  # noqa: BLE001 - a follower outlives its source's troubles
                _log.warning("follow-failed", source=self.source, exc_info=error)
                await asyncio.sleep(RETRY_SECONDS)

    async def step(self, *, wait: float = 0) -> int:
        """Take in one page of the feed, waiting up to `wait` seconds for news; return how many events.

        Raise `RewrittenError`, and stay where we are, when the feed no longer holds what we have seen of
        it: what we hold is the evidence.
        """
        self.position, self.hash = await self._stored()
        page = await http.get(
            self.client,
            "/internal/v1/feed",
            token=tokens.service_token(self.key_file),
            budget=wait + 5,
            params={"after": self.position, "limit": BATCH, "timeout": int(wait * 1000)},
        )
        events = [_event(entry) for entry in page["events"]]
        self.head = int(page["head"])
        if events:
            if self.hash and page.get("before", self.hash.hex()) != self.hash.hex():
                raise RewrittenError
            await self._take_in(events)
        return len(events)

    async def _stored(self) -> tuple[int, bytes]:
        async with self.database.reading() as connection:
            cursor = await connection.execute(
                "SELECT position, hash FROM followed WHERE source = %s",
                (self.source,),
                prepare=True,
            )
            row: Any = await cursor.fetchone()
        return (row[0], bytes(row[1] or b"")) if row else (0, b"")

    async def _take_in(self, events: list[Event]) -> None:
        try:
            await self._apply(events)
            self._tries = 0
        except Exception as error:
            if len(events) > 1:
                for event in events:
                    await self._take_in([event])
                return
            if handlers.is_passing(error):
                raise  # a locked table or a full disk is no fault of the event: it waits
            self._tries += 1
            if self._tries < TRIES:
                raise
            await self._park(events[0])
            self._tries = 0

    async def _apply(self, events: list[Event]) -> None:
        async with self.database.transaction() as session:
            if not await self._lock(session, events[0].position - 1):
                return
            for kind, run in itertools.groupby(events, key=lambda event: event.kind):
                if handler := self.handlers.get(kind):
                    await handler(session, *run)
            await self._move(session, events[-1])
        self.position = events[-1].position
        if session.info.get(EVENTS):
            self.relay.wake()

    async def _park(self, event: Event) -> None:
        _log.error("event-parked", source=self.source, position=event.position, type=event.type)
        async with self.database.transaction() as session:
            if await self._lock(session, event.position - 1):
                row = {"source": self.source, "position": event.position, "type": event.type}
                values = {**row, "subject": event.subject, "error": "no effect after five tries"}
                await session.execute(insert(parked).values(values).on_conflict_do_nothing())
                await self._move(session, event)
        self.position = event.position

    async def _lock(self, session: AsyncSession, expected: int) -> bool:
        """Lock the position; say whether it still is where we read (a replica may have been faster)."""
        await session.execute(
            insert(followed).values(source=self.source, position=0).on_conflict_do_nothing()
        )
        query = select(followed.c.position).where(followed.c.source == self.source)
        return await session.scalar(query.with_for_update()) == expected

    async def _move(self, session: AsyncSession, last: Event) -> None:
        here = followed.c.source == self.source
        seen = {"position": last.position, "hash": last.hash or None, "moved_at": func.now()}
        await session.execute(update(followed).where(here).values(seen))


def _event(entry: Mapping[str, Any]) -> Event:
    return Event(
        position=int(entry["sequence"]),
        type=entry["type"],
        kind=entry["kind"],
        subject=entry["subject"],
        revision=entry["revision"],
        area_code=entry["partitionkey"],
        actor=entry["actor"],
        time=entry["time"],
        data=entry["data"],
        hash=bytes.fromhex(entry.get("chainhash", "")),
    )
