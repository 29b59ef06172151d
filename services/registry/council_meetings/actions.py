"""What happens to the meetings of councils."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.council_meetings import queries, rules, schemas
from services.registry.council_meetings.tables import (
    CouncilDelegate,
    CouncilDelegateWithdrawal,
    CouncilMeeting,
)
from services.registry.councils import rules as council_rules
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as organizations
from services.registry.people import queries as people
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem, field_problem

_RULE = movement_rules.Rule


async def convene(
    session: AsyncSession, new: schemas.CouncilMeetingNew, *, by: Subject
) -> CouncilMeeting:
    """Write down a meeting of the councils of a province or of the country.

    Raises 403, 409 when the series has this number, 422 for an unknown province and days that do not fit.
    """
    area = new.province_code or ""
    auth.require(by, "councils.convene", area=area)
    until = new.held_until or new.held_on
    rules.check_days(new.held_on, until)
    row = CouncilMeeting(
        **new.model_dump(exclude={"province_code", "held_until"}),
        held_until=until,
        area_code=area,
        level=rules.level_of(area),
        year_be=rules.year_of(new.held_on),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.MEETING)
    if area:
        await areas.require(session, area, "province_code")
    await events.emit(session, "convened", queries.MEETING, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    meeting_id: UUID,
    asked: schemas.CouncilMeetingChange,
    *,
    expected: int,
    by: Subject,
) -> CouncilMeeting:
    """Change the days, the venue or the record of a meeting; raises 404, 403, 412 and 422."""
    row: CouncilMeeting = copies.found(await queries.get_for_update(session, meeting_id))
    auth.require(by, "councils.convene", area=row.area_code)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    days = changes.get("held_on", row.held_on), changes.get("held_until", row.held_until)
    rules.check_days(*days, year_be=row.year_be)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.MEETING, row.id, by=by, reason=asked.reason)
    return row


async def send(
    session: AsyncSession, new: schemas.CouncilDelegateNew, *, by: Subject
) -> CouncilDelegate:
    """Write down that somebody stands for a council in a meeting, or is invited as an expert.

    Raises 403, 409 for a dissolved council and for a person who is a delegate already, 422 for what is not
    known or of another province, 422 `rule-broken` when all delegates are sent.
    """
    await copies.require_seen(
        session, queries.MEETING, new.council_meeting_id, by, field="council_meeting_id"
    )
    meeting = await queries.get_for_update(session, new.council_meeting_id)
    assert meeting is not None, "it was seen, and meetings are never deleted"
    auth.require(by, "councils.convene", area=meeting.area_code)
    rules.check_stands_for(new.kind, new.council_id)
    if new.person_id is not None:
        await copies.require_seen(session, people.MASKED, new.person_id, by, field="person_id")
    council = await queries.get_council(session, new.council_id) if new.council_id else None
    if new.council_id is not None and council is None:
        raise field_problem("council_id", "unknown-reference")
    row = CouncilDelegate(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.DELEGATE)
    if council is not None:
        council_rules.check_open(council.status)
        await organizations.require_standing(session, council.id)
        rules.check_of_here(meeting.area_code, council.area_code)
        level = schemas.MeetingLevel(meeting.level)
        national = level is schemas.MeetingLevel.NATION
        rule = (
            _RULE.COUNCIL_DELEGATES_PER_PROVINCE
            if national
            else _RULE.COUNCIL_DELEGATES_PER_COUNCIL
        )
        most = await movement_rules.in_force(session, rule, council.area_code, meeting.held_on)
        province = council.area_code[:2] if national else ""
        there = await queries.sent(session, meeting.id, row.id, council, province)
        rules.check_delegates(level, there, most)
    if new.person_id is not None and await queries.has_person(
        session, meeting.id, row.id, new.person_id
    ):
        raise Problem("already-exists")
    await _tell(session, row, meeting, "sent", by=by)
    return row


async def withdraw(
    session: AsyncSession,
    delegate_id: UUID,
    asked: schemas.CouncilDelegateWithdrawalNew,
    *,
    by: Subject,
) -> CouncilDelegate:
    """Withdraw a delegate; raises 404, 403 and 409 when that was done before."""
    row: CouncilDelegate = copies.found(await queries.delegate_for_update(session, delegate_id))
    meeting = copies.found(await queries.get_for_update(session, row.council_meeting_id))
    auth.require(by, "councils.convene", area=meeting.area_code)
    act = CouncilDelegateWithdrawal(
        **asked.model_dump(), delegate_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.DELEGATE, key=row.id)
    rules.check_not_withdrawn(row.withdrawn_on)
    await events.alter(session, row, {"withdrawn_on": asked.withdrawn_on})
    await _tell(session, row, meeting, "withdrawn", by=by)
    return row


async def _tell(
    session: AsyncSession, row: CouncilDelegate, meeting: CouncilMeeting, verb: str, *, by: Subject
) -> None:
    """Leave the events of a delegate and of the meeting, whose counts changed with it."""
    await events.alter(session, meeting, {}, anyway=True)
    await events.emit(session, f"{verb}_delegate", queries.MEETING, meeting.id, by=by)
    await events.emit(session, verb, queries.DELEGATE, row.id, by=by)
