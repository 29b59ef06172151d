"""What happens to charters."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.charters import queries, rules, schemas
from services.planning.charters.schemas import CharterStatus
from services.planning.charters.tables import Charter, CharterAdoption
from services.planning.evidence import queries as evidence
from services.planning.evidence import rules as meetings
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject

WRITE = "charters.write"


async def draft(session: AsyncSession, new: schemas.CharterNew, *, by: Subject) -> Charter:
    """Draft a charter; raises 403 outside the caller's area, 422 for an unknown area or another level."""
    auth.require(by, WRITE, area=new.area_code)
    rules.check_level(new.area_code)
    await places.require(session, new.area_code, "area_code")
    row = Charter(
        **new.model_dump(), status=CharterStatus.DRAFT, fingerprint=events.fingerprint(new, by)
    )
    await events.write_down(session, row, view=queries.CHARTER)
    await events.emit(session, "drafted", queries.CHARTER, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    charter_id: UUID,
    asked: schemas.CharterChange,
    *,
    expected: int,
    by: Subject,
) -> Charter:
    """Change a draft, if nobody changed it since revision `expected`; raises 404, 403, 412, 409."""
    row = await _lock(session, charter_id, by)
    events.check_revision(row, expected)
    rules.check_draft(row.status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.CHARTER, row.id, by=by, reason=asked.reason)
    return row


async def amend(
    session: AsyncSession, charter_id: UUID, new: schemas.AmendmentNew, *, by: Subject
) -> Charter:
    """Open the amendment of an adopted charter with all that it says; raises 404, 403, 409."""
    of = await _lock(session, charter_id, by)
    if await queries.get(session, new.id) is None:  # a repeat is told what came of it
        rules.check_in_force(of.status, await queries.other_draft(session, charter_id))
    row = Charter(
        **of.model_dump(include={"area_code", "title_th", "articles", "agreements"}),
        id=new.id,
        version=of.version + 1,
        amends_id=charter_id,
        amendment_reason_th=new.reason_th,
        status=CharterStatus.DRAFT,
        fingerprint=events.fingerprint(new, by, charter_id),
    )
    await events.write_down(session, row, view=queries.CHARTER)
    await events.emit(session, "amendment_opened", queries.CHARTER, row.id, by=by)
    return row


async def adopt(
    session: AsyncSession, charter_id: UUID, new: schemas.CharterAdoptionNew, *, by: Subject
) -> Charter:
    """Adopt a charter: it is frozen and public, and what it amends is in force no longer.

    Raises 404, 403, 409 when it is adopted already or the meeting was not held, 422 for a meeting that is not
    known (yet) or is of another area, and for a day before it or before what it amends was adopted.
    """
    row = await _lock(session, charter_id, by)
    meeting = await evidence.require_meeting(session, new.meeting_id, row.area_code, "meeting_id")
    act = CharterAdoption(
        id=new.id, charter_id=charter_id, fingerprint=events.fingerprint(new, by, charter_id)
    )
    await events.write_down(session, act, view=queries.CHARTER, key=charter_id)
    rules.check_draft(row.status)
    if meeting is not None:
        meetings.check_held(meeting.state, meeting.held_from, new.adopted_on)
    if row.amends_id is not None:
        former = await _lock(session, row.amends_id, by)
        rules.check_day(new.adopted_on, former.adopted_on)
        await events.alter(session, former, {"status": CharterStatus.SUPERSEDED})
        await events.emit(session, "superseded", queries.CHARTER, former.id, by=by)
    said = new.model_dump(exclude={"id"})
    await events.alter(session, row, {"status": CharterStatus.ADOPTED, **said})
    await events.emit(session, "adopted", queries.CHARTER, row.id, by=by)
    return row


async def _lock(session: AsyncSession, charter_id: UUID, by: Subject) -> Charter:
    await copies.require_seen(session, queries.CHARTER, charter_id, by)
    row: Charter = copies.found(await queries.get_for_update(session, charter_id))
    auth.require(by, WRITE, area=row.area_code)
    return row
