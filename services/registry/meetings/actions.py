"""What happens to meetings."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.bodies import queries as bodies
from services.registry.meetings import queries, rules, schemas
from services.registry.meetings.tables import Meeting
from services.registry.organizations import actions as organizations
from shared import auth, copies, events, text
from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.thai_time import bangkok_date

RECORD = "meetings.record"


async def record(session: AsyncSession, new: schemas.MeetingNew, *, by: Subject) -> Meeting:
    """Record a meeting, planned or held.

    It counts in the area of who organizes it or within. Raises 401 and 403 outside the caller's area or
    organization, 409 for a number that the organizer gave in that year, 422 for unknown references, days
    out of order, a number of another year and words for the next one that cannot be read.
    """
    facts = new.model_dump(exclude_unset=False)
    home = await _home(session, facts, by=by)
    rules.check_within(new.area_code, home)
    row = Meeting(**_stored(facts), fingerprint=events.fingerprint(new, by))
    if row.number is not None and await queries.is_taken(session, row):
        await _unless_the_same(session, row)
    rules.check_days(row.state, row.held_from, row.held_to, _today())
    rules.check_year(row.year_be, (row.held_from, row.held_to), row.held_precision)
    active = await _last_active(session, row.body_id)
    await events.write_down(session, row, view=queries.MEETING)
    if new.organization_id is not None:
        await organizations.require_standing(session, new.organization_id)
    await _check_places(session, row.area_code, row.venue_area_code)
    await events.emit(session, "recorded", queries.MEETING, row.id, by=by)
    await _tell_body(session, row.body_id, before=active, by=by)
    return row


async def change(
    session: AsyncSession,
    meeting_id: UUID,
    asked: schemas.MeetingChange,
    *,
    expected: int,
    by: Subject,
) -> Meeting:
    """Change what is known of a meeting, if nobody changed it since revision `expected`.

    Raises 404, 403, 409 when what was held is to be planned again, 412, 422.
    """
    row: Meeting = copies.found(await queries.get_for_update(session, meeting_id))
    await require_right(session, row, RECORD, by=by)
    events.check_revision(row, expected)
    changes = _stored(asked.model_dump(exclude_unset=True, exclude={"reason"}))
    rules.check_state(row.state, changes.get("state", row.state))
    after = {name: changes.get(name, getattr(row, name)) for name in _DATED}
    rules.check_days(today=_today(), **after)
    if changes.keys() & {"held_from", "held_to", "held_precision"}:
        days = (after["held_from"], after["held_to"])
        precision = changes.get("held_precision", row.held_precision)
        rules.check_year(row.year_be, days, precision, "held_from")
    await _check_places(session, "", changes.get("venue_area_code"))
    if "attendance" in changes:
        stated = {each["group"]: each["count"] for each in changes["attendance"]}
        rules.check_stated(stated, await queries.named(session, row.id))
    active = await _last_active(session, row.body_id)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.MEETING, row.id, by=by, reason=asked.reason)
        await _tell_body(session, row.body_id, before=active, by=by)
    return row


_DATED = ("state", "held_from", "held_to")


async def require_right(session: AsyncSession, row: Meeting, action: str, *, by: Subject) -> None:
    """Raise 401 or 403 unless the caller may do `action` for who organized the meeting."""
    await _home(session, row.model_dump(), by=by, action=action)


async def _home(
    session: AsyncSession, facts: dict[str, Any], *, by: Subject, action: str = RECORD
) -> str:
    """Return the area of who organizes, once the caller has shown a right there; 422 for nobody known."""
    home: str | None = facts["area_code"]
    provinces: list[str] = []
    field = "organization_id" if facts["organization_id"] else "body_id"
    if facts["organization_id"]:
        home = await queries.organization_area(session, facts["organization_id"])
    elif facts["body_id"]:
        place = await queries.body_place(session, facts["body_id"])
        home = place[0] if place else None
        if place and place[1]:
            provinces = await queries.provinces_of(session, place[1], facts["held_from"])
    where = facts["area_code"] if home is None else home
    where = rules.place_of_right(by.grants, where, provinces)
    auth.require(by, action, area=where, organization=facts["organization_id"])
    if home is None:
        raise field_problem(field, "unknown-reference")
    return home


async def _last_active(session: AsyncSession, body_id: UUID | None) -> dt.date | None:
    """Return the last day on which a body met; it stays locked, for what is written may change that."""
    if body_id is None:
        return None
    copies.found(await bodies.get_for_update(session, body_id))
    return await bodies.last_active_on(session, body_id)


async def _tell_body(
    session: AsyncSession, body_id: UUID | None, *, before: dt.date | None, by: Subject
) -> None:
    """Let a body tell when it last met, if that is another day than `before`."""
    if body_id is None or await bodies.last_active_on(session, body_id) == before:
        return
    body = copies.found(await bodies.get_for_update(session, body_id))
    await events.alter(session, body, {}, anyway=True)
    await events.emit(session, "met", bodies.BODY, body_id, by=by)


async def _check_places(session: AsyncSession, *codes: str | None) -> None:
    for field, code in zip(("area_code", "venue_area_code"), codes, strict=True):
        if code:
            await areas.require(session, code, field)


async def _unless_the_same(session: AsyncSession, row: Meeting) -> None:
    """Raise 409 for another meeting of this number; the same request sent again goes on."""
    before = await queries.get_for_update(session, row.id)
    if before is None or before.fingerprint != row.fingerprint:
        raise Problem(
            "already-exists",
            (
                f"ผู้จัดมีการประชุมครั้งที่ {row.number}/{row.year_be} แล้ว",
                f"The organizer already has a meeting {row.number}/{row.year_be}",
            ),
        )


def _stored(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the columns for what was told: one day ends on itself, words for the next one become days."""
    if facts.get("held_from") and facts.get("held_to", ...) is None:
        facts["held_to"] = facts["held_from"]
    if "next_words" in facts:
        due = rules.read_due(facts["next_words"], "next_words")
        days = (due.first, due.last, due.precision.value) if due else (None, None, None)
        facts |= dict(zip(("next_from", "next_to", "next_precision"), days, strict=True))
    if "title_th" in facts:
        facts["search_key"] = text.search_key(facts["title_th"])
        facts["bigrams"] = text.bigrams(facts["search_key"])
        facts["title_sort"] = text.sort_key(facts["title_th"])
    if "attendance" in facts:
        facts["attendance"] = [{**a, "group": str(a["group"])} for a in facts["attendance"]]
    return facts


def _today() -> dt.date:
    return bangkok_date(dt.datetime.now(dt.UTC))
