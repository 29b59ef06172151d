"""What is allowed of bodies, and of what is seated in them over time: pure decisions about spans of days.

A span begins on its first day and ends before its end, which is the first day on which it no longer holds;
without an end it goes on. All rules are of rule 6 in the meeting of 12-13 June 2550.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from services.registry.bodies.schemas import BodyLevel
from shared.errors import Problem, field_problem
from shared.places import level_of
from shared.thai_time import DatePrecision


class Span(NamedTuple):
    """A time from its first day to the first day on which it no longer holds, or without an end."""

    starts_on: dt.date
    ends_on: dt.date | None = None


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day; an empty one shares none."""
    start = max(one.starts_on, other.starts_on)
    ends = [end for end in (one.ends_on, other.ends_on) if end is not None]
    return all(start < end for end in ends)


def crowded(new: Span, held: Iterable[Span], most: int) -> dt.date | None:
    """Return the first day within `new` on which it would be more than the `most`-th, or None.

    The number of held spans only grows on the first day of one: no other day can be the first.
    """
    beside = [each for each in held if overlap(new, each)]
    days = sorted({new.starts_on, *(max(new.starts_on, each.starts_on) for each in beside)})
    for day in days:
        if new.ends_on is not None and day >= new.ends_on:
            return None
        if sum(holds(each, day) for each in beside) >= most:
            return day
    return None


def holds(span: Span, day: dt.date) -> bool:
    """Say whether a span holds on a day."""
    return span.starts_on <= day and (span.ends_on is None or day < span.ends_on)


def check_room(new: Span, held: Sequence[Span], most: int | None) -> None:
    """Raise 409 `body-full` when on some day the new seat would be one more than there are."""
    day = crowded(new, held, most) if most is not None else None
    if day is not None:
        raise Problem("body-full", seats=most, full_on=day.isoformat())


def check_fewer(held: Sequence[Span], most: int | None) -> None:
    """Raise 409 `body-full` when more seats than `most` are held on some day."""
    for day in sorted({span.starts_on for span in held} if most is not None else ()):
        if sum(holds(span, day) for span in held) > (most or 0):
            raise Problem("body-full", seats=most, full_on=day.isoformat())


def level(area_code: str | None, group_code: str | None) -> BodyLevel:
    """Return the level of a body in an area or a region; raise 422 for both at once."""
    if area_code and group_code:
        raise field_problem("group_code", "only-one-of")
    return BodyLevel.REGION if group_code else BodyLevel(level_of(area_code or ""))


def check_founding(founded_on: dt.date | None, precision: str | None, first: dt.date) -> None:
    """Raise 422 when somebody sat before a foundation that is known to the day; `first` is the first seat's."""
    if founded_on is not None and precision == DatePrecision.DAY and first < founded_on:
        raise field_problem("founded_on", "after-first-seat", first=first.isoformat())


def check_circle(body_id: UUID, above: Iterable[UUID]) -> None:
    """Raise 422 for a body that would belong to itself."""
    if body_id in above:
        raise field_problem("parent_id", "invalid")


def check_standing(ended_on: dt.date | None) -> None:
    """Raise 409 for a body that has ended."""
    if ended_on is not None:
        raise Problem("state-conflict")


def check_end(founded_on: dt.date | None, asked: dt.date) -> None:
    """Raise 422 for an end before the beginning."""
    if founded_on is not None and asked < founded_on:
        raise field_problem("ended_on", "end-before-start")


def check_emptied(held: Iterable[Span], day: dt.date) -> None:
    """Raise 409 when somebody sits there on the day from which a body no longer stands, or later."""
    if any(overlap(span, Span(day)) for span in held):
        raise Problem("still-referenced")
