"""What happens when two records turn out to be of one person."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import actions as accounts
from services.registry.access import queries as access
from services.registry.access import rules as ranks
from services.registry.access.tables import Account
from services.registry.data_requests import queries as requests
from services.registry.mergers import rules
from services.registry.mergers.schemas import MergerNew
from services.registry.people import actions as people
from services.registry.people import queries, schemas
from services.registry.people import rules as people_rules
from services.registry.people.tables import Person
from services.registry.seats import actions as seats
from services.registry.trainings import actions as trainings
from shared import copies, events, privacy, revocations
from shared.auth import Subject
from shared.database import inside
from shared.errors import Problem

MERGE = "people.merge"


async def merge(session: AsyncSession, person_id: UUID, new: MergerNew, *, by: Subject) -> Person:
    """Make a second record of somebody part of the first: all that hangs on it moves, the rest is emptied.

    An account that moves gets the other record's posts and data: so the caller stands above all that either
    record may do. Raises 404 and 422 for unseen records, 403 below them and without a second factor, 409
    for an erased record and when somebody signs in for each.
    """
    rules.check_merger(person_id, new.into_id)
    await copies.require_seen(session, queries.MASKED, person_id, by)
    await copies.require_seen(session, queries.MASKED, new.into_id, by, field="into_id")
    pair = sorted((person_id, new.into_id))
    held = {one: await people.theirs(session, one, by=by, action=MERGE) for one in pair}
    row, into = held[person_id], held[new.into_id]
    people_rules.check_active(row.status)
    people_rules.check_active(into.status)
    if await queries.person_of(await inside(session), by.id) in held:
        raise Problem("not-for-oneself")
    theirs = {one: await _in_hand(session, one, by=by) for one in pair}
    rules.check_one_signs_in(*([each.status for each in theirs[one]] for one in pair))
    await people.move_posts(session, row.id, into.id, by=by)
    await seats.move(session, row.id, into.id, by=by)
    await trainings.move(session, row.id, into.id, by=by)
    await _move_bases(session, row.id, into.id, by=by)
    await _move_records(session, row.id, into.id, by=by)
    await accounts.void_invitations(session, into.id, by=by)
    for account in theirs[row.id]:
        await accounts.void_invitation(session, account, by=by)
        await events.alter(session, account, {"person_id": into.id})
        await events.emit(session, "moved", access.ACCOUNT, account.id, by=by, reason=new.reason)
        await revocations.declare(session, f"subject:{account.id}", by=by)
    emptied = privacy.emptied(Person, ("member", "restricted", "secret"))
    gone = {**emptied, "status": schemas.PersonStatus.MERGED, "merged_into_id": into.id}
    await events.alter(session, row, {**gone, "fingerprint": b""})
    await events.alter(session, into, {}, anyway=True)
    await events.emit(session, "merged", queries.PERSON, row.id, by=by, reason=new.reason)
    await events.emit(session, "took_over", queries.PERSON, into.id, by=by, reason=new.reason)
    return row


async def _in_hand(session: AsyncSession, person_id: UUID, *, by: Subject) -> list[Account]:
    """Return the accounts of a record, locked, if the caller stands above all that they and it may do."""
    found, day = await access.of_person(session, person_id), access.today()
    rights = await access.derived(session, person_id, day)
    for account in found:
        rights += await access.granted(session, account.id, day, planned=True)
    ranks.check_above(by, MERGE, [(right.role, right.area or "") for right in rights])
    return found


async def _move_bases(
    session: AsyncSession, person_id: UUID, into_id: UUID, *, by: Subject
) -> None:
    for basis in await queries.bases_of(session, person_id):
        basis.person_id = into_id
        basis.revision += 1
        session.add(basis)
        await session.flush()
        await events.emit(session, "moved", queries.LEGAL_BASIS, basis.id, by=by)


async def _move_records(
    session: AsyncSession, person_id: UUID, into_id: UUID, *, by: Subject
) -> None:
    """Let what became part of the record before, and the requests of all, belong to the other directly."""
    for record in await requests.records(await inside(session), person_id):
        for request in await requests.of_person(session, record):
            await events.alter(session, request, {"person_id": into_id})
            await events.emit(session, "moved", requests.REQUEST, request.id, by=by)
        if record != person_id:
            part: Person = copies.found(await queries.get_for_update(session, record))
            if await events.alter(session, part, {"merged_into_id": into_id}):
                await events.emit(session, "moved", queries.PERSON, part.id, by=by)
