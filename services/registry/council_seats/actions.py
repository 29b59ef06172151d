"""What happens to councils' terms and seats."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.communities import queries as communities
from services.registry.council_seats import queries, rules, schemas
from services.registry.council_seats.tables import CouncilSeat, CouncilSeatEnding, CouncilTerm
from services.registry.councils import actions as councils
from services.registry.councils import queries as of_councils
from services.registry.councils import rules as council_rules
from services.registry.councils.tables import Council
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as organizations
from services.registry.people import actions as persons
from services.registry.people import queries as people
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem
from shared.thai_time import bangkok_date

_RULE = movement_rules.Rule


async def begin_term(
    session: AsyncSession, new: schemas.CouncilTermNew, *, by: Subject
) -> CouncilTerm:
    """Write down that a term of a council's members begins; the newest one is the council's term.

    Raises 403, 409 for a dissolved council, 422 for an unknown council, dates that do not fit and too many
    experts.
    """
    council = await _council(session, new.council_id, by=by)
    years = await movement_rules.in_force(
        session, _RULE.COUNCIL_TERM_YEARS, council.area_code, new.starts_on
    )
    rules.check_near(new.starts_on, bangkok_date(dt.datetime.now(dt.UTC)), years)
    starts_on, ends_on = rules.term(new.starts_on, new.ends_on, years)
    row = CouncilTerm(
        **new.model_dump(exclude={"ends_on"}),
        ends_on=ends_on,
        fingerprint=events.fingerprint(new, by),
    )
    before = await queries.last_end(session, council.id)
    await events.write_down(session, row, view=queries.TERM)
    council_rules.check_open(council.status)
    await organizations.require_standing(session, council.id)
    rules.check_follows(starts_on, before)
    limits = await _limits(session, council, starts_on)
    rules.check_experts(
        new.experts,
        (new.village_representatives, new.community_representatives),
        limits.experts_percent,
    )
    counts = new.model_dump(
        include={"village_representatives", "community_representatives", "experts"}
    )
    changes = {"term_starts_on": starts_on, "term_ends_on": ends_on, **counts}
    await events.alter(session, council, changes)
    await events.emit(session, "began_term", of_councils.COUNCIL, council.id, by=by)
    await events.emit(session, "begun", queries.TERM, row.id, by=by)
    return row


async def seat(session: AsyncSession, new: schemas.CouncilSeatNew, *, by: Subject) -> CouncilSeat:
    """Write down that somebody sits in a council, until the end of the term.

    Whoever names a person may change that person: a seat makes a name public. Raises 403, also for the
    caller's own person and for a name without a second factor; 409 without a term and for a person who sits
    there already; 422 for unknown people, communities and villages, 422 `rule-broken` beyond the Act's
    numbers.
    """
    council = await _council(session, new.council_id, by=by)
    rules.check_shape(new.kind, new.village_code, new.community_id, council.tambon_codes)
    if new.person_id is not None:
        await copies.require_seen(session, people.MASKED, new.person_id, by, field="person_id")
        await persons.check_named(session, new.person_id, by=by)
    if new.community_id is not None:
        community = await communities.get_for_update(session, new.community_id)
        if community is None:
            raise field_problem("community_id", "unknown-reference")
        rules.check_community(community.kind, community.area_code, council.tambon_codes)
    term = await queries.term_on(session, council.id, new.starts_on)
    last = rules.check_within((term.starts_on, term.ends_on) if term else None)[1]
    row = CouncilSeat(**new.model_dump(), ends_on=last, fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.SHOWN)
    council_rules.check_open(council.status)
    await organizations.require_standing(session, council.id)
    told = (term.village_representatives, term.community_representatives) if term else ()
    await _check_seats(session, council, new, row.id, last, told)
    await events.emit(session, "taken", queries.SEAT, row.id, by=by)
    return row


async def end_seat(
    session: AsyncSession, seat_id: UUID, asked: schemas.CouncilSeatEndingNew, *, by: Subject
) -> CouncilSeat:
    """End a seat before its term does; raises 404, 403, 409 when it was ended before, 422."""
    row: CouncilSeat = copies.found(await queries.get_for_update(session, seat_id))
    area = await queries.council_area(session, row.council_id)
    auth.require(by, "councils.change", area=area, organization=row.council_id)
    act = CouncilSeatEnding(
        **asked.model_dump(), seat_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.SHOWN, key=row.id)
    ended = await queries.endings(session, row.id, besides=act.id)
    rules.check_ending(row.starts_on, row.ends_on, asked.ended_on, ended=ended)
    await events.alter(session, row, {"ends_on": asked.ended_on})
    await events.emit(session, "left", queries.SEAT, row.id, by=by)
    return row


async def _council(session: AsyncSession, council_id: UUID, *, by: Subject) -> Council:
    """Return the council that the body names, locked, if the caller may change it."""
    await copies.require_seen(session, of_councils.COUNCIL, council_id, by, field="council_id")
    return await councils.held(session, council_id, by=by)


async def _limits(session: AsyncSession, council: Council, day: dt.date) -> rules.Limits:
    numbers = [
        await movement_rules.in_force(session, rule, council.area_code, day)
        for rule in (
            _RULE.COUNCIL_MEMBERS_PER_VILLAGE,
            _RULE.COUNCIL_MEMBERS_PER_OTHER_COMMUNITY,
            _RULE.COUNCIL_EXPERTS_PERCENT,
        )
    ]
    return rules.Limits(*numbers)


async def _check_seats(
    session: AsyncSession,
    council: Council,
    new: schemas.CouncilSeatNew,
    seat_id: UUID,
    ends_on: dt.date,
    told: tuple[int | None, ...],
) -> None:
    """Hold the seats of the council, this one with them, to the Act's numbers on every day."""
    during = (new.starts_on, ends_on)
    limits = await _limits(session, council, new.starts_on)
    seats = await queries.seats_during(session, council.id, *during, besides=seat_id)
    place = (new.kind.value, new.village_code, new.community_id)
    same = [s for s in seats if (s.kind, s.village_code, s.community_id) == place]
    rules.check_room(new.kind, _periods(same), during, limits)
    known = sum(s.kind != "EXPERT" and s.starts_on <= new.starts_on < s.ends_on for s in seats)
    others = max(known, sum(count or 0 for count in told))
    experts = _periods(s for s in seats if s.kind == "EXPERT")
    rules.check_experts_seat(new.kind, experts, others, during, limits)
    if new.person_id is not None:
        own = _periods(s for s in seats if s.person_id == new.person_id)
        rules.check_once(own, during)


def _periods(seats: Iterable[Any]) -> list[rules.Period]:
    return [(each.starts_on, each.ends_on) for each in seats]
