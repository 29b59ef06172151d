"""What is allowed of the meetings of councils; the Act's numbers come in as arguments (`movement_rules`)."""

import datetime as dt

from services.registry.council_meetings.schemas import DelegateKind, MeetingLevel
from shared.errors import Problem, field_problem
from shared.thai_time import ERA


def level_of(area_code: str) -> MeetingLevel:
    """Return the level of a meeting: of a province, or of the country ('')."""
    return MeetingLevel.PROVINCE if area_code else MeetingLevel.NATION


def year_of(held_on: dt.date) -> int:
    """Return the Buddhist year to whose series a meeting belongs: that of its first day."""
    return held_on.year + ERA


def check_days(held_on: dt.date, held_until: dt.date, *, year_be: int | None = None) -> None:
    """Raise 422 when the last day lies before the first, or the first in another year than the series."""
    if held_until < held_on:
        raise field_problem("held_until", "end-before-start")
    if year_be is not None and year_of(held_on) != year_be:
        raise field_problem("held_on", "out-of-range", expected=str(year_be))


def check_stands_for(kind: DelegateKind, council: object | None) -> None:
    """Raise 422 unless a delegate names a council, and an expert none."""
    if kind is DelegateKind.DELEGATE and council is None:
        raise field_problem("council_id", "required")
    if kind is DelegateKind.EXPERT and council is not None:
        raise field_problem("council_id", "not-with-this-seat")


def check_of_here(meeting_area: str, council_area: str) -> None:
    """Raise 422 for a council of another province than the one whose councils meet."""
    if not council_area.startswith(meeting_area):
        raise field_problem("council_id", "outside-parent")


def check_delegates(level: MeetingLevel, sent: int, most: int) -> None:
    """Raise 422 when the council, in the national meeting the province, has sent all its delegates."""
    if sent >= most:
        of = (
            ("สภานี้", "This council")
            if level is MeetingLevel.PROVINCE
            else ("จังหวัดนี้", "This province")
        )
        raise Problem(
            "rule-broken",
            (f"{of[0]}มีผู้แทนครบ {most} คนแล้ว", f"{of[1]} has its {most} delegates"),
            rule="COUNCIL_DELEGATES_PER_COUNCIL"
            if level is MeetingLevel.PROVINCE
            else "COUNCIL_DELEGATES_PER_PROVINCE",
        )


def check_not_withdrawn(withdrawn_on: dt.date | None) -> None:
    """Raise 409 for a delegate who was withdrawn before."""
    if withdrawn_on is not None:
        raise Problem("state-conflict")
