"""What is allowed of addressees, and by when they have to be heard."""

import datetime as dt
from typing import NamedTuple

from services.planning.addressees.schemas import AddresseeKind
from shared.errors import field_problem
from shared.places import Level, level_of

_ALL = frozenset(Level) - {Level.VILLAGE}
LEVELS: dict[AddresseeKind, frozenset[Level]] = {
    AddresseeKind.GOVERNOR: frozenset({Level.PROVINCE}),
    AddresseeKind.PAO: frozenset({Level.PROVINCE}),
    AddresseeKind.LAO: frozenset({Level.TAMBON, Level.DISTRICT, Level.PROVINCE}),
    AddresseeKind.MINISTRY: frozenset({Level.NATION}),
    AddresseeKind.AGENCY: _ALL,
    AddresseeKind.CABINET: frozenset({Level.NATION}),
}
"""Where an addressee of a kind can be in office."""


class Deadlines(NamedTuple):
    """The last days on which an addressee is in time."""

    acknowledge_by: dt.date
    answer_by: dt.date


def check_level(kind: AddresseeKind, area_code: str) -> None:
    """Raise 422 for an addressee at a level where there is none of its kind."""
    if level_of(area_code) not in LEVELS[kind]:
        raise field_problem("area_code", "wrong-level", levels=sorted(LEVELS[kind]))


def check_window(takes_from: dt.date, takes_until: dt.date, decides_on: dt.date | None) -> None:
    """Raise 422 for a window that ends before it begins, or a decision before it opens."""
    if takes_until <= takes_from:
        raise field_problem("takes_until", "end-before-start")
    if decides_on is not None and decides_on < takes_from:
        raise field_problem("decides_on", "too-early")


def check_taken(submitted_on: dt.date, takes_from: dt.date, takes_until: dt.date) -> None:
    """Raise 422 for a day on which proposals for the fiscal year are not taken."""
    if not takes_from <= submitted_on < takes_until:
        last = takes_until - dt.timedelta(days=1)
        raise field_problem(
            "submitted_on", "out-of-range", min=takes_from.isoformat(), max=last.isoformat()
        )


def check_reach(addressee_area: str, area_code: str) -> None:
    """Raise 422 for an addressee of somewhere else: one area lies in the other."""
    if not (area_code.startswith(addressee_area) or addressee_area.startswith(area_code)):
        raise field_problem("addressee_id", "outside-parent")


def deadlines(
    submitted_on: dt.date,
    acknowledge_days: int,
    answer_days: int,
    decides_on: dt.date | None = None,
) -> Deadlines:
    """Return by when a proposal has to be acknowledged and answered.

    The day of decision in the addressee's calendar, where it has one ahead, is the day of the answer; nobody
    answers before the arrival is acknowledged.
    """
    acknowledge_by = submitted_on + dt.timedelta(days=acknowledge_days)
    answer_by = submitted_on + dt.timedelta(days=answer_days)
    if decides_on is not None and decides_on >= submitted_on:
        answer_by = decides_on
    return Deadlines(min(acknowledge_by, answer_by), answer_by)
