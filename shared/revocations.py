"""Rights that ended: tokens of a subject or with an id that are refused before they expire.

The registry declares a revocation and leaves an event; the other services take it in by following, and
every process looks at the list of those that still matter twice a second.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import httpx
import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared import events, http, tokens
from shared.auth import Subject
from shared.database import Database
from shared.follow import Event
from shared.plumbing import revocations
from shared.views import View

EVERY_SECONDS = 0.5
LIVE_SQL = "SELECT name, not_before FROM revocations WHERE until >= %s"
REVOCATION = View(
    "revocation",
    select(
        revocations.c.name.label("id"),
        revocations.c.revision.label("revision"),
        revocations.c.not_before.label("not_before"),
        revocations.c.until.label("until"),
    ),
    key=revocations.c.name,
)
_log = structlog.get_logger("revocations")
Look = Callable[[], Awaitable[Mapping[str, int]]]


async def declare(session: AsyncSession, name: str, *, by: Subject) -> None:
    """Refuse, from now on, every token of `subject:ID` issued so far, or the one token `token:JTI`."""
    now = int(time.time())
    values = {"revision": 1, "not_before": now, "until": now + tokens.LONGEST_SECONDS}
    statement = insert(revocations).values(name=name, **values)
    # A token since the last revocation may say the second after it: that one is refused too.
    last = func.greatest(statement.excluded.not_before, revocations.c.not_before + 1)
    counted = {**values, "revision": revocations.c.revision + 1, "not_before": last}
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=counted))
    await events.emit(session, "declared", REVOCATION, name, by=by)


async def take_in(session: AsyncSession, *news: Event) -> None:
    """Take in what the registry declared, newer revisions only."""
    for event in news:
        row = {key: event.data[key] for key in ("revision", "not_before", "until")}
        statement = insert(revocations).values(name=event.subject, **row)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["name"],
                set_=row,
                where=revocations.c.revision < statement.excluded.revision,
            )
        )


async def first_good_second(session: AsyncSession, subject: str) -> int:
    """Return the earliest second at which a token of the subject may say that it was issued."""
    asked = select(revocations.c.not_before).where(revocations.c.name == f"subject:{subject}")
    return max(int(time.time()), (await session.scalar(asked) or 0) + 1)


async def live(database: Database) -> dict[str, int]:
    """Return the revocations that can still matter: name to the last refused second."""
    async with database.reading() as connection:
        cursor = await connection.execute(LIVE_SQL, (int(time.time()),), prepare=True)
        return {str(name): int(str(second)) for name, second in await cursor.fetchall()}


async def asked_of(client: httpx.AsyncClient, token: Callable[[], str]) -> dict[str, int]:
    """Return the live revocations as the registry tells them to a process without a database."""
    answer = await http.get(client, "/internal/v1/revocations", token=token(), budget=5)
    return {str(name): int(second) for name, second in answer["revocations"].items()}


async def watch(verifier: tokens.Verifier, look: Look) -> None:
    """Keep the verifier's list of revocations fresh for ever; what is known stays when a look fails."""
    while True:
        try:
            verifier.revoked = dict(await look())
        except Exception as error:  # noqa: BLE001 - the next look may succeed
            _log.info("revocations-not-read", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
