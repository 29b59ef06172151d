"""What is allowed of meetings."""

import datetime as dt
from collections.abc import Mapping, Sequence

from services.registry.meetings.schemas import AttendanceGroup, MeetingState
from shared import thai_due
from shared.auth import Grant
from shared.errors import Problem, field_problem
from shared.places import covers
from shared.policies import Role
from shared.thai_time import ERA, DatePrecision, fiscal_year_be

_FOLLOWING = {
    MeetingState.PLANNED: {MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED},
    MeetingState.HELD: {MeetingState.HELD},
    MeetingState.CANCELLED: {MeetingState.CANCELLED},
}


def check_days(state: str, held_from: dt.date, held_to: dt.date, today: dt.date) -> None:
    """Raise 422 for an end before the start, and for a meeting that was held on a day still to come."""
    if held_to < held_from:
        raise field_problem("held_to", "end-before-start")
    if state == MeetingState.HELD and held_from > today + dt.timedelta(days=1):
        raise field_problem("held_from", "in-the-future")


def check_year(
    year_be: int | None, days: tuple[dt.date, dt.date], precision: str, field: str = "year_be"
) -> None:
    """Raise 422 unless the year of a number is the calendar or the fiscal year (พ.ศ.) of a day of the meeting."""
    spans = [thai_due.around(day, DatePrecision(precision)) for day in days]
    held = [day for span in spans for day in (span.first, span.last)]
    years = {year for day in held for year in (day.year + ERA, fiscal_year_be(day))}
    if year_be is not None and year_be not in years:
        raise field_problem(field, "not-year-of-day", years=" ".join(map(str, sorted(years))))


def check_state(before: str, after: str) -> None:
    """Raise 409 unless a planned meeting is held or called off; what was held stays held."""
    if MeetingState(after) not in _FOLLOWING[MeetingState(before)]:
        raise Problem("state-conflict")


def check_held(state: str) -> None:
    """Raise 409 for a meeting that was not held: nothing was decided there."""
    if state != MeetingState.HELD:
        raise Problem(
            "state-conflict",
            (
                "การประชุมนี้ยังไม่ได้จัด บันทึกว่าจัดแล้วก่อน",
                "The meeting was not held; record first that it was",
            ),
        )


def unstated(stated: Mapping[str, int], named: Mapping[str, int]) -> tuple[str, int] | None:
    """Return the group of which more are named than were stated to have come, and how many are stated.

    Of a group without a number nothing was stated; all who are named are among all participants.
    """
    everybody = AttendanceGroup.PARTICIPANTS.value
    total = {**named, everybody: sum(named.values())} if named else {}
    found = ((g, stated[g]) for g, count in total.items() if count > stated.get(g, count))
    return next(found, None)


def check_stated(stated: Mapping[str, int], named: Mapping[str, int]) -> None:
    """Raise 422 when fewer are stated to have come than are named."""
    if short := unstated(stated, named):
        raise field_problem("attendance", "fewer-than-named", group=short[0], max=short[1])


def check_named(stated: Mapping[str, int], named: Mapping[str, int]) -> None:
    """Raise 422 when one more is named than were stated to have come."""
    if short := unstated(stated, named):
        raise field_problem("group", "more-than-stated", group=short[0], max=short[1])


def check_within(area_code: str, home: str) -> None:
    """Raise 422 when a meeting counts outside the area of who organizes it."""
    if not covers(home, area_code) and area_code != home:
        raise field_problem("area_code", "outside-parent")


def place_of_right(grants: Sequence[Grant], home: str, provinces: Sequence[str]) -> str:
    """Return the area in which somebody has to have a right: a region office speaks for its whole region.

    `provinces` are those of the region that something belongs to; without any it is `home`.
    """
    spoken = (
        code
        for code in provinces
        for grant in grants
        if grant.role is Role.REGION_OFFICE and grant.area and covers(grant.area, code)
    )
    return next(spoken, home)


def read_due(words: str | None, field: str) -> thai_due.Due | None:
    """Return what words for a date mean; raise 422 at `field` for what cannot be read."""
    if words is None:
        return None
    try:
        return thai_due.parse_due(words)
    except ValueError:
        raise field_problem(field, "not-a-due-date") from None
