"""What happens to trainings."""

import json
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access_log import actions as access_log
from services.registry.access_log.schemas import Purpose
from services.registry.people import actions as people
from services.registry.people import queries as persons
from services.registry.people import rules
from services.registry.trainings import queries, schemas
from services.registry.trainings.tables import Training
from shared import copies, events, paging, privacy
from shared.auth import Subject
from shared.exchange import Read

CONTACT = people.CONTACT


async def page(read: Read, person_id: UUID, asked: schemas.TrainingFilters) -> tuple[bytes, bool]:
    """Return a page of somebody's trainings as JSON, and whether it is for a purpose: then it is logged.

    Raises 404 for a person whom the caller does not see, 403 for one outside their right, 503 when the
    look cannot be logged.
    """
    secret, path = read.request.app.state.cursor_secret, read.request.url.path
    granted, purpose = read.subject.granted, asked.purpose
    if asked.cursor is not None and purpose is None:
        before = paging.read(asked.cursor, secret, granted, path).asked.get("purpose")
        purpose = Purpose(before) if before else None
    copies.found(await persons.MASKED.one(read.database, person_id, granted))
    if purpose is None:
        body = await queries.TRAININGS.page(
            read.database, asked, granted, secret, path, person=person_id
        )
        return body, False
    async with access_log.looking(read) as lent:
        facts = await persons.facts(lent.connection, person_id)
        rules.require(read.subject, CONTACT, *facts)
        fixed = {"person": person_id, "reached": rules.reach(read.subject, CONTACT)}
        body = await queries.OPENED_TRAININGS.page(lent, asked, granted, secret, path, **fixed)
        seen = [person_id] if json.loads(body)["items"] else []
        await access_log.write_down(read, lent.connection, purpose, seen)
    return body, True


async def add(
    session: AsyncSession, person_id: UUID, new: schemas.TrainingNew, *, by: Subject
) -> Training:
    """Write down what somebody learned. Raises 404, 403 outside the caller's area or organization, 409."""
    person = await people.theirs(session, person_id, by=by)
    rules.check_active(person.status)
    fingerprint = events.fingerprint(new, by, person_id)
    row = Training(**new.model_dump(), person_id=person_id, fingerprint=fingerprint)
    await events.write_down(session, row, view=queries.MASKED)
    await events.emit(session, "added", queries.TRAINING, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    training_id: UUID,
    asked: schemas.TrainingChange,
    *,
    expected: int,
    by: Subject,
) -> Training:
    """Correct a training, if nobody changed it since revision `expected`. Raises 404, 403, 409, 412."""
    await copies.require_seen(session, queries.MASKED, training_id, by)
    row: Training = copies.found(await queries.get_for_update(session, training_id))
    person = await people.theirs(session, row.person_id, by=by)
    events.check_revision(row, expected)
    rules.check_active(person.status)
    if await events.alter(session, row, asked.model_dump(exclude_unset=True, exclude={"reason"})):
        await events.emit(session, "changed", queries.TRAINING, row.id, by=by, reason=asked.reason)
    return row


async def empty(session: AsyncSession, person_id: UUID, *, by: Subject, reason: str) -> None:
    """Leave nothing of what somebody learned who is erased."""
    gone = {**privacy.emptied(Training, ("member", "restricted", "secret")), "fingerprint": b""}
    for row in await queries.of_person(session, person_id):
        if await events.alter(session, row, gone):
            await events.emit(session, "emptied", queries.TRAINING, row.id, by=by, reason=reason)


async def move(session: AsyncSession, person_id: UUID, into_id: UUID, *, by: Subject) -> None:
    """Move trainings to another record of the same person."""
    for row in await queries.of_person(session, person_id):
        await events.alter(session, row, {"person_id": into_id})
        await events.emit(session, "moved", queries.TRAINING, row.id, by=by)
