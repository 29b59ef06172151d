"""What is allowed of seats over time: pure decisions about what a body holds already."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from services.registry.bodies.rules import Span, check_room, holds, overlap
from services.registry.bodies.schemas import CoChairs, SeatPost
from services.registry.seats.schemas import Holder
from shared.errors import Problem, field_problem
from shared.thai_time import DatePrecision


class Held(NamedTuple):
    """A seat as far as others have to go with it."""

    id: UUID
    span: Span
    post: str
    person_id: UUID | None = None
    region_code: str | None = None
    stands_in_for_id: UUID | None = None


Regions = Mapping[str, tuple[dt.date | None, dt.date | None]]
"""The regions of all times: when each begins and no longer holds, None where that is open."""


class Limits(NamedTuple):
    """What a body allows: a number of seats, or None for any; and whether a region has one co-chair."""

    seats: int | None
    one_co_chair_a_region: bool
    regions: Regions


def limits(
    seats_count: int | None, co_chairs: str, regions: Regions, *, exact: bool, one: bool
) -> Limits:
    """Return what holds for a body while the movement's rules are in force (`exact`, `one`) or not."""
    per_region = one and co_chairs == CoChairs.ONE_PER_REGION
    return Limits(seats_count if exact else None, per_region, regions)


def check_founding(starts_on: dt.date, founded_on: dt.date | None, precision: str | None) -> None:
    """Raise 422 for a seat before its body was founded, where that is known to the day."""
    if founded_on is not None and precision == DatePrecision.DAY and starts_on < founded_on:
        raise field_problem("starts_on", "before-founding", founded_on=founded_on.isoformat())


def check_region(code: str | None, known: bool, regions: Regions, span: Span) -> None:
    """Raise 422 unless the region is one, holds on the seat's first day and as long as the seat says it lasts.

    A seat that does not say when it ends may have begun in a region that is no more: of the 67 the source
    tells no end.
    """
    if code is None:
        return
    if not known:
        raise field_problem("region_code", "unknown-reference")
    if code not in regions:
        raise field_problem("region_code", "not-a-region")
    _, ended = regions[code]
    lasts = ended is None or span.ends_on is None or span.ends_on <= ended
    if not stands(regions[code], span.starts_on) or not lasts:
        raise field_problem("region_code", "outside-region")


def stands(region: tuple[dt.date | None, dt.date | None], day: dt.date) -> bool:
    """Say whether a region holds on a day."""
    begun, ended = region
    return (begun is None or begun <= day) and (ended is None or day < ended)


def check_span(span: Span, body_ends_on: dt.date | None) -> None:
    """Raise 422 for an end that is not after the start, 409 for a time when the body no longer stands."""
    if span.ends_on is not None and span.ends_on <= span.starts_on:
        raise field_problem("ends_on", "end-before-start")
    if body_ends_on is not None and overlap(span, Span(body_ends_on)):
        raise Problem("state-conflict")


def check_taking(new: Held, held: Sequence[Held], limit: Limits) -> None:
    """Raise 409 for a seat or co-chair too many, a region's second one, or a person who sits there already.

    422 for a co-chair of no region where each has one. `held` is all of the body, whenever.
    """
    beside = [each for each in held if each.id != new.id and overlap(new.span, each.span)]
    seats = [each.span for each in beside if each.stands_in_for_id is None]
    if new.stands_in_for_id is None:
        check_room(new.span, seats, limit.seats)
        if limit.one_co_chair_a_region and new.post == SeatPost.CO_CHAIR:
            _check_co_chair(new, beside)
            _check_as_many_as_regions(new, beside, limit.regions)
    if new.person_id is not None and any(each.person_id == new.person_id for each in beside):
        raise Problem("already-exists")


def _check_co_chair(new: Held, beside: Iterable[Held]) -> None:
    if new.region_code is None:
        raise field_problem("region_code", "required")
    theirs = [
        each
        for each in beside
        if each.post == SeatPost.CO_CHAIR and each.region_code == new.region_code
    ]
    if any(each.stands_in_for_id is None for each in theirs):
        raise Problem("region-has-co-chair", region_code=new.region_code)


def _check_as_many_as_regions(new: Held, beside: Iterable[Held], regions: Regions) -> None:
    """Raise 409 when on a day on which a co-chair begins there would be more of them than regions."""
    others = [
        each.span
        for each in beside
        if each.post == SeatPost.CO_CHAIR and each.stands_in_for_id is None
    ]
    for day in sorted({max(new.span.starts_on, each.starts_on) for each in (*others, new.span)}):
        most = sum(stands(region, day) for region in regions.values())
        if holds(new.span, day) and sum(holds(each, day) for each in others) >= most:
            raise Problem("co-chairs-full", regions=most, full_on=day.isoformat())


def check_standing_in(new: Held, held: Iterable[Held]) -> None:
    """Raise 422 for a seat that is not of this body or itself stands in, or a time beyond that seat's.

    409 when somebody stands in for it already.
    """
    if new.stands_in_for_id is None:
        return
    known = {each.id: each for each in held}
    filled = known.get(new.stands_in_for_id)
    if filled is None or filled.stands_in_for_id is not None:
        raise field_problem("stands_in_for_id", "unknown-reference")
    if not within(new.span, filled.span):
        raise field_problem("ends_on", "outside-seat")
    if any(
        each.stands_in_for_id == filled.id and each.id != new.id and overlap(new.span, each.span)
        for each in known.values()
    ):
        raise Problem("already-exists")


def within(inner: Span, outer: Span) -> bool:
    """Say whether a span lies in another one."""
    if inner.starts_on < outer.starts_on:
        return False
    return outer.ends_on is None or (inner.ends_on is not None and inner.ends_on <= outer.ends_on)


def check_ending(span: Span, asked: dt.date) -> None:
    """Raise 422 for an end before the start, 409 when it ends on that day or before: no seat is prolonged."""
    if asked < span.starts_on:
        raise field_problem("ends_on", "end-before-start")
    if span.ends_on is not None and asked >= span.ends_on:
        raise Problem("state-conflict")


def cut(span: Span, end: dt.date) -> dt.date | None:
    """Return where what hangs on a seat ends when the seat ends: not after it; None when it ends before."""
    if span.ends_on is not None and span.ends_on <= end:
        return None
    return max(span.starts_on, end)


def doubled(span: Span, kept: Iterable[Span], today: dt.date) -> bool:
    """Say whether a seat that goes on would be a person's second one in a body from today on."""
    rest = Span(max(today, span.starts_on), span.ends_on)
    return any(overlap(rest, each) for each in kept)


def check_unnamed(holder: str) -> None:
    """Raise 409 unless the source left it open who holds the seat."""
    if holder != Holder.UNNAMED:
        raise Problem("state-conflict")


def check_rotation(new: Span, seat: Span, others: Iterable[Span]) -> None:
    """Raise 422 for a time beyond the seat's, 409 while the holder serves on another board already."""
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        raise field_problem("ends_on", "end-before-start")
    if not seat.starts_on <= new.starts_on or (
        seat.ends_on is not None and new.starts_on >= seat.ends_on
    ):
        raise field_problem("starts_on", "outside-seat")
    if not within(new, seat) and new.ends_on is not None:
        raise field_problem("ends_on", "outside-seat")
    if any(overlap(new, other) for other in others):
        raise Problem("already-exists")
