"""Planted bugs: factories that break one thing and then build the real app.

They are started in place of the real factories by a figure's control; the product has no switch for
any of this. Each is asked for by name, for example `bench.faults.broken:forgetful_registry`.
"""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI, Response
from sqlalchemy.ext.asyncio import AsyncSession

from gateway import gather
from shared import conditions, database, edge, events, exchange, feed, persons, strict, text

LATER = "later"
LOCKED = "get_for_update"


def forgetful_registry() -> FastAPI:
    """Build the registry without memory: see `_forget`."""
    _forget()
    return _real("services.registry")


def forgetful_planning() -> FastAPI:
    """Build planning without memory: see `_forget`."""
    _forget()
    return _real("services.planning")


def numbering_registry() -> FastAPI:
    """Build the registry with a feed read by the order of inserting, as most outboxes are."""

    async def only_tell(self: feed.Relay, connection: Any) -> int:
        cursor = await connection.execute("SELECT max(number) FROM outbox")
        await self._tell(int((await cursor.fetchone())[0] or 0))
        return 0

    feed._READ = (  # noqa: SLF001
        "SELECT number, id, type, kind, subject, revision, area_code, private, actor, reason,"
        " request_id, data::text, occurred_at, ''::bytea FROM outbox WHERE number > %s"
        " ORDER BY number LIMIT %s"
    )
    feed.Relay.move = only_tell  # type: ignore[method-assign]
    return _real("services.registry")


def careless_registry() -> FastAPI:
    """Build the registry with answers that do not keep the contract: `revision` is called `version`."""
    right = exchange.Read.answer

    def renamed(self: exchange.Read, body: bytes, tag: str, *media: str) -> Response:
        return right(self, body.replace(b'"revision":', b'"version":'), tag, *media)

    exchange.Read.answer = renamed  # type: ignore[method-assign]
    return _real("services.registry")


def patient_gateway() -> FastAPI:
    """Build the gateway without deadlines: a screen waits for its parts as long as they take."""
    begin = gather.Gatherer.__init__

    def patient(self: gather.Gatherer, *arguments: Any, **more: Any) -> None:
        begin(self, *arguments, **{**more, "part_seconds": 60.0})

    gather.Gatherer.__init__ = patient  # type: ignore[method-assign]
    gather.PATIENCE_SECONDS = 60.0
    return _real("gateway")


def trusting_partners() -> FastAPI:
    """Build partners that trust whoever asks to be another, and that nobody else asks at the same time."""
    commitments = importlib.import_module("services.partners.funds.queries")
    plan_items = importlib.import_module("services.partners.plan_items.queries")

    def unlocked(table: Any) -> Any:
        async def take(session: AsyncSession, key: UUID) -> Any:
            return await session.get(table, key)

        return take

    persons.check_another = lambda *_: None
    setattr(plan_items, LOCKED, unlocked(plan_items.PlanItem))
    setattr(commitments, LOCKED, unlocked(commitments.Commitment))
    return _real("services.partners")


def talkative_planning() -> FastAPI:
    """Build planning with a post that makes a new id for each try: who is told twice cannot know."""
    post = importlib.import_module("services.planning.post")
    right = post.message

    def fresh(row: Any, organization: str) -> dict[str, Any]:
        return {**right(row, organization), "notice_id": str(uuid4())}

    post.message = fresh
    return _real("services.planning")


def naked_registry() -> FastAPI:
    """Build the registry without the kit: see `_undress`."""
    _undress()
    return _real("services.registry")


def naked_planning() -> FastAPI:
    """Build planning without the kit: see `_undress`."""
    _undress()
    return _real("services.planning")


def naked_partners() -> FastAPI:
    """Build partners without the kit: see `_undress`."""
    _undress()
    return _real("services.partners")


def naked_gateway() -> FastAPI:
    """Build the gateway without the kit: see `_undress`."""
    _undress()
    return _real("gateway")


def _undress() -> None:
    """Read plain JSON, let any address and any parameter in, and take any text as it comes."""
    strict.loads = json.loads  # type: ignore[assignment]
    strict.check_parameters = lambda *_: None
    text.Text.clean = lambda _, value: value  # type: ignore[method-assign, assignment]
    edge.Edge._refusal = lambda *_: None  # type: ignore[method-assign]  # noqa: SLF001


def _forget() -> None:
    """Leave events in a second transaction, and forget keys and revisions, so that a repeat is done again."""
    right = events.emit
    lend = database.Database.transaction

    async def emit_later(session: AsyncSession, *arguments: Any, **more: Any) -> None:
        session.info.setdefault(LATER, []).append((arguments, more))

    @asynccontextmanager
    async def in_two_steps(self: database.Database) -> AsyncIterator[AsyncSession]:
        async with lend(self) as session:
            yield session
        await asyncio.sleep(0.01)
        async with lend(self) as second:
            for arguments, more in session.info.get(LATER, []):
                await right(second, *arguments, **more)

    async def nothing(*_: Any) -> None:
        return None

    events.emit = emit_later
    events.check_revision = lambda *_: None
    database.Database.transaction = in_two_steps  # type: ignore[method-assign]
    conditions.replay = conditions.store = nothing  # type: ignore[assignment]


def _real(package: str) -> FastAPI:
    app: FastAPI = importlib.import_module(f"{package}.main").create_app()
    return app
