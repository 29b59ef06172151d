"""What happens to seats; what a body holds is decided while the body is locked."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.bodies import queries as bodies
from services.registry.bodies.rules import Span
from services.registry.bodies.tables import Body, Seat
from services.registry.issues import queries as issues
from services.registry.movement_rules import queries as movement_rules
from services.registry.movement_rules.queries import Rule
from services.registry.people import actions as people
from services.registry.people import queries as persons
from services.registry.seats import queries, rules, schemas
from shared import auth, copies, events, thai_time
from shared.auth import Subject
from shared.errors import field_problem

SEAT = "bodies.seat"


async def take(session: AsyncSession, new: schemas.SeatNew, *, by: Subject) -> Seat:
    """Seat somebody in a body, or a place that the source does not name.

    Whoever names a person may change that person: a seat makes a name public. Raises 403 elsewhere, for the
    caller's own person and for a name without a second factor; 409 for a seat too many, a region's second
    co-chair, more of them than regions, a person who sits there and a body that has ended; 422 for what is
    not known, for a time before the body was founded and for what is no region then.
    """
    area = await queries.area_of(session, new.body_id)
    if area is None:
        raise field_problem("body_id", "unknown-reference")
    if new.person_id is not None:
        await copies.require_seen(session, persons.MASKED, new.person_id, by, field="person_id")
    auth.require(by, SEAT, area=area)
    if new.person_id is not None:
        await people.check_named(session, new.person_id, by=by)
    body: Body = copies.found(await bodies.get_for_update(session, new.body_id))
    named = schemas.Holder.NAMED if new.person_id else schemas.Holder.UNNAMED
    row = Seat(**new.model_dump(), holder=named, fingerprint=events.fingerprint(new, by))
    regions = await bodies.regions(session)
    await _check_places(session, new, regions)
    others = [_held(seat) for seat in await bodies.seated(session, body.id)]
    await events.write_down(session, row, view=queries.SHOWN)
    if new.province_code:
        await areas.require(session, new.province_code, "province_code")
    taken = _held(row)
    rules.check_span(taken.span, body.ended_on)
    rules.check_founding(taken.span.starts_on, body.founded_on, body.founded_precision)
    rules.check_taking(taken, others, await _limits(session, body, regions))
    rules.check_standing_in(taken, others)
    await events.emit(session, "taken", queries.SEAT, row.id, by=by)
    return row


async def name(
    session: AsyncSession, seat_id: UUID, asked: schemas.SeatNaming, *, by: Subject
) -> Seat:
    """Say who holds a seat that the source did not name. Raises as `take`, 404, 409 for one with a name."""
    body_id = copies.found(await queries.body_of(session, seat_id))
    await copies.require_seen(session, persons.MASKED, asked.person_id, by, field="person_id")
    auth.require(by, SEAT, area=await queries.area_of(session, body_id))
    await people.check_named(session, asked.person_id, by=by)
    body: Body = copies.found(await bodies.get_for_update(session, body_id))
    row: Seat = copies.found(await queries.get_for_update(session, seat_id))
    rules.check_unnamed(row.holder)
    others = [_held(seat) for seat in await bodies.seated(session, body.id)]
    named = _held(row)._replace(person_id=asked.person_id)
    rules.check_taking(named, others, rules.Limits(None, False, {}))
    changes = {"person_id": asked.person_id, "holder": schemas.Holder.NAMED}
    await events.alter(session, row, changes)
    await events.emit(session, "named", queries.SEAT, row.id, by=by, reason=asked.reason)
    return row


async def end(
    session: AsyncSession, seat_id: UUID, asked: schemas.SeatEnding, *, by: Subject
) -> Seat:
    """End a seat, and what hangs on it: who stands in, and service on another board.

    Raises 404, 403 elsewhere, 409 when it ends on that day or before, 422.
    """
    body_id = copies.found(await queries.body_of(session, seat_id))
    auth.require(by, SEAT, area=await queries.area_of(session, body_id))
    copies.found(await bodies.get_for_update(session, body_id))
    row: Seat = copies.found(await queries.get_for_update(session, seat_id))
    rules.check_ending(Span(row.starts_on, row.ends_on), asked.ends_on)
    await events.alter(session, row, {"ends_on": asked.ends_on})
    await events.emit(session, "ended", queries.SEAT, row.id, by=by, reason=asked.reason)
    for other in await queries.standing_in(session, seat_id):
        await _cut(session, other, queries.SEAT, asked.ends_on, by=by)
    for rotation in await queries.rotations_of(session, seat_id):
        await _cut(session, rotation, queries.ROTATION, asked.ends_on, by=by)
    return row


async def vacate(session: AsyncSession, person_id: UUID, *, by: Subject, reason: str) -> None:
    """Keep the seats of somebody who is erased and forget who holds them: they stay held until ended."""
    gone = {"person_id": None, "holder": schemas.Holder.ERASED, "fingerprint": b""}
    for seat in await queries.held_by(session, person_id):
        await events.alter(session, seat, gone)
        await events.emit(session, "vacated", queries.SEAT, seat.id, by=by, reason=reason)


async def move(session: AsyncSession, person_id: UUID, into_id: UUID, *, by: Subject) -> None:
    """Move seats to another record; of two in one body at one time the second record's ends today."""
    kept = [_held(seat) for seat in await queries.held_by(session, into_id)]
    bodies_kept = {seat.id: seat.body_id for seat in await queries.held_by(session, into_id)}
    today = thai_time.bangkok_date(dt.datetime.now(dt.UTC))
    for seat in await queries.held_by(session, person_id):
        changes: dict[str, object] = {"person_id": into_id}
        span = Span(seat.starts_on, seat.ends_on)
        here = [each.span for each in kept if bodies_kept[each.id] == seat.body_id]
        if rules.doubled(span, here, today):
            changes["ends_on"] = max(today, seat.starts_on)
        await events.alter(session, seat, changes)
        await events.emit(session, "moved", queries.SEAT, seat.id, by=by)


async def _check_places(
    session: AsyncSession, new: schemas.SeatNew, regions: rules.Regions
) -> None:
    """Raise 422 at a place or issue that is not known, and at a region that does not hold then."""
    if new.issue_code and await issues.unknown(session, [new.issue_code]):
        raise field_problem("issue_code", "unknown-reference")
    region = new.region_code
    known = bool(region) and await bodies.group_exists(session, region or "")
    rules.check_region(region, known, regions, Span(new.starts_on, new.ends_on))


async def _limits(session: AsyncSession, body: Body, regions: rules.Regions) -> rules.Limits:
    """Return what a body allows under the movement's rules as they are in force there today."""
    area = body.area_code or None
    exact = await movement_rules.in_force(session, Rule.BODY_SEATS_ARE_EXACT, area)
    one = await movement_rules.in_force(session, Rule.ONE_CO_CHAIR_PER_REGION, area)
    return rules.limits(
        body.seats_count, body.co_chairs, regions, exact=bool(exact), one=bool(one)
    )


async def _cut(session: AsyncSession, row: Any, view: Any, end: dt.date, *, by: Subject) -> None:
    until = rules.cut(Span(row.starts_on, row.ends_on), end)
    if until is not None and await events.alter(session, row, {"ends_on": until}):
        await events.emit(session, "ended", view, row.id, by=by)


def _held(row: Seat) -> rules.Held:
    """Return a seat as the rules look at it."""
    return rules.Held(
        row.id,
        Span(row.starts_on, row.ends_on),
        row.post,
        row.person_id,
        row.region_code,
        row.stands_in_for_id,
    )
