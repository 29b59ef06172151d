"""What happens to attendees: they are named while the meeting is locked, so that no number falls behind."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.attendees import queries, rules, schemas
from services.registry.meetings import actions as meetings
from services.registry.meetings import queries as held
from services.registry.meetings import rules as meeting_rules
from services.registry.meetings.tables import Meeting, MeetingAttendee, MeetingAttendeeWithdrawal
from services.registry.organizations import actions as organizations
from services.registry.people import queries as people
from shared import copies, events
from shared.auth import Subject
from shared.errors import Problem, field_problem


async def name(session: AsyncSession, new: schemas.AttendeeNew, *, by: Subject) -> MeetingAttendee:
    """Write down who came to a meeting: a seat of a body, a person, or whoever came for an organization.

    Raises 401 and 403 for somebody else's meeting, 409 for one that was not held and for who is there
    already, 422 for what is not known, a seat of another time, and more than were stated to have come.
    """
    meeting = await held.get_for_update(session, new.meeting_id)
    if meeting is None:
        raise field_problem("meeting_id", "unknown-reference")
    await meetings.require_right(session, meeting, meetings.RECORD, by=by)
    person_id = new.person_id
    if person_id is not None:
        await copies.require_seen(session, people.MASKED, person_id, by, field="person_id")
    if new.organization_id is not None:
        known = await held.organization_area(session, new.organization_id)
        if known is None:
            raise field_problem("organization_id", "unknown-reference")
    seat = None if new.seat_id is None else await queries.seat_of(session, new.seat_id)
    if new.seat_id is not None:
        if seat is None:
            raise field_problem("seat_id", "unknown-reference")
        person_id = seat.person_id
    row = MeetingAttendee(
        **new.model_dump(exclude={"group"}),
        attendance_group=new.group,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ATTENDEE)
    meeting_rules.check_held(meeting.state)
    if seat is not None:
        rules.check_seat(seat.starts_on, seat.ends_on, meeting.held_from, meeting.held_to)
    if new.organization_id is not None:
        await organizations.require_standing(session, new.organization_id)
    if await queries.is_there(session, row, person_id):
        raise Problem("already-exists")
    stated = {each["group"]: each["count"] for each in meeting.attendance}
    meeting_rules.check_named(stated, await held.named(session, meeting.id))
    await _tell(session, row, meeting, "named", by=by)
    return row


async def withdraw(
    session: AsyncSession,
    attendee_id: UUID,
    asked: schemas.AttendeeWithdrawalNew,
    *,
    by: Subject,
) -> MeetingAttendee:
    """Withdraw who was written down by mistake; raises 404, 403 and 409 when that was done before."""
    await copies.require_seen(session, queries.ATTENDEE, attendee_id, by)
    row: MeetingAttendee = copies.found(await queries.get_for_update(session, attendee_id))
    meeting: Meeting = copies.found(await held.get_for_update(session, row.meeting_id))
    await meetings.require_right(session, meeting, meetings.RECORD, by=by)
    act = MeetingAttendeeWithdrawal(
        **asked.model_dump(),
        attendee_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, act, view=queries.ATTENDEE, key=row.id)
    rules.check_counts(row.withdrawn_at)
    await events.alter(session, row, {"withdrawn_at": dt.datetime.now(dt.UTC)})
    await _tell(session, row, meeting, "withdrawn", by=by)
    return row


async def _tell(
    session: AsyncSession, row: MeetingAttendee, meeting: Meeting, verb: str, *, by: Subject
) -> None:
    """Leave the events of an attendee and of the meeting, whose numbers changed with it."""
    await events.alter(session, meeting, {}, anyway=True)
    await events.emit(session, f"{verb}_attendee", held.MEETING, meeting.id, by=by)
    await events.emit(session, verb, queries.ATTENDEE, row.id, by=by)
