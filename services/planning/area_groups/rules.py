"""Which areas are in a group on a day."""

import datetime as dt
from typing import Any, Protocol


class Dated(Protocol):
    """A group with its days and those of its members."""

    valid_from: dt.date | None
    valid_to: dt.date | None
    members: Any


def holds(valid_from: dt.date | None, valid_to: dt.date | None, day: dt.date) -> bool:
    """Say whether something holds on a day; no first day is for ever, an end is the first day without it."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def members_on(group: Dated, day: dt.date) -> list[str]:
    """Return the areas of a group on a day, by code; none on a day on which the group does not hold."""
    if not holds(group.valid_from, group.valid_to, day):
        return []
    return sorted(
        {
            told["area_code"]
            for told in group.members
            if holds(_day(told["valid_from"]), _day(told["valid_to"]), day)
        }
    )


def _day(told: str | None) -> dt.date | None:
    return dt.date.fromisoformat(told) if told else None
