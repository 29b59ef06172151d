"""What is allowed of terms and seats; the Act's numbers come in as arguments (`movement_rules`)."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.registry.communities.schemas import CommunityKind
from services.registry.council_seats.schemas import SeatKind
from shared.errors import Problem, field_problem

Period = tuple[dt.date, dt.date]
"""From the first day on to the first day on which it no longer holds."""
_FEBRUARY, _LEAP_DAY, _WHOLE = 2, 29, 100


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the Act as they hold for a council on a day."""

    per_village: int
    per_community: int
    experts_percent: int


def after_years(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; of 29 February the next day where there is none."""
    later = day.year + years
    if (day.month, day.day) == (_FEBRUARY, _LEAP_DAY) and not calendar.isleap(later):
        return dt.date(later, 3, 1)
    return day.replace(year=later)


def term(starts_on: dt.date, ends_on: dt.date | None, years: int) -> Period:
    """Return a term's days, at most and by default `years` long; raise 422 otherwise."""
    full = after_years(starts_on, years)
    if ends_on is None:
        return starts_on, full
    if ends_on <= starts_on:
        raise field_problem("ends_on", "end-before-start")
    if ends_on > full:
        raise field_problem("ends_on", "out-of-range", max=full.isoformat())
    return starts_on, ends_on


def check_near(starts_on: dt.date, today: dt.date, years: int) -> None:
    """Raise 422 when a term begins more than a whole term ahead: nothing takes a term back."""
    latest = after_years(today, years)
    if starts_on > latest:
        raise field_problem("starts_on", "out-of-range", max=latest.isoformat())


def check_follows(starts_on: dt.date, last_ends_on: dt.date | None) -> None:
    """Raise 422 when a term begins before the last one ended."""
    if last_ends_on is not None and starts_on < last_ends_on:
        raise field_problem("starts_on", "too-early")


def check_experts(experts: int | None, others: Sequence[int | None], percent: int) -> None:
    """Raise 422 when more than `percent` of all members are experts; unknown counts are not judged."""
    if experts is None or None in others:
        return
    members = experts + sum(count or 0 for count in others)
    if experts * _WHOLE > members * percent:
        raise _broken(
            "COUNCIL_EXPERTS_PERCENT",
            f"ผู้ทรงคุณวุฒิ {experts} คน เกินร้อยละ {percent} ของสมาชิก {members} คน",
            f"{experts} experts are more than {percent} percent of {members} members",
        )


def check_shape(
    kind: SeatKind, village: str | None, community: object | None, tambons: Sequence[str]
) -> None:
    """Raise 422 unless a seat names its village or its community, as its kind asks."""
    if kind is SeatKind.VILLAGE and village is None:
        raise field_problem("village_code", "required")
    if kind is not SeatKind.VILLAGE and village is not None:
        raise field_problem("village_code", "not-with-this-seat")
    if kind is SeatKind.OTHER_COMMUNITY and community is None:
        raise field_problem("community_id", "required")
    if kind is not SeatKind.OTHER_COMMUNITY and community is not None:
        raise field_problem("community_id", "not-with-this-seat")
    if village is not None and village[:6] not in tambons:
        raise field_problem("village_code", "outside-parent")


def check_community(kind: str, area_code: str, tambons: Sequence[str]) -> None:
    """Raise 422 unless it is an other community of the council's tambons."""
    if kind != CommunityKind.OTHER:
        raise field_problem("community_id", "not-a-choice", expected=CommunityKind.OTHER.value)
    if area_code[:6] not in tambons:
        raise field_problem("community_id", "outside-parent")


def check_within(term_found: Period | None) -> Period:
    """Return the term in which a seat begins; raise 409 when there is none on that day."""
    if term_found is None:
        raise Problem(
            "state-conflict",
            (
                "สภายังไม่มีวาระในวันนั้น ให้บันทึกวาระก่อน",
                "The council has no term on that day; record the term first",
            ),
        )
    return term_found


def most_at_once(periods: Iterable[Period], during: Period) -> int:
    """Return how many periods hold on the fullest day of another one."""
    clipped = [
        (max(start, during[0]), min(end, during[1]))
        for start, end in periods
        if start < during[1] and end > during[0]
    ]
    return max(
        (sum(start <= day < end for start, end in clipped) for day, _ in clipped), default=0
    )


def check_room(kind: SeatKind, same: Iterable[Period], during: Period, limits: Limits) -> None:
    """Raise 422 when the village or the other community would have more seats than the Act gives it."""
    most = {
        SeatKind.VILLAGE: ("COUNCIL_MEMBERS_PER_VILLAGE", limits.per_village),
        SeatKind.OTHER_COMMUNITY: (
            "COUNCIL_MEMBERS_PER_OTHER_COMMUNITY",
            limits.per_community,
        ),
    }
    if kind in most and most_at_once(same, during) >= most[kind][1]:
        rule, number = most[kind]
        raise _broken(
            rule,
            f"หมู่บ้านหรือชุมชนนี้มีผู้แทนครบ {number} คนแล้ว",
            f"This village or community has its {number} representatives",
        )


def check_experts_seat(
    kind: SeatKind, experts: Iterable[Period], others: int, during: Period, limits: Limits
) -> None:
    """Raise 422 when another expert would make more than their share of the members.

    `others` are the representatives that the term tells, or the seats known on the expert's first day.
    """
    if kind is SeatKind.EXPERT:
        check_experts(most_at_once(experts, during) + 1, [others], limits.experts_percent)


def check_once(own: Iterable[Period], during: Period) -> None:
    """Raise 409 when the person sits in the council on one of these days already."""
    if most_at_once(own, during):
        raise Problem("already-exists")


def check_ending(starts_on: dt.date, ends_on: dt.date, asked: dt.date, *, ended: bool) -> None:
    """Raise 409 when it ended before, 422 outside the days of the seat."""
    if ended:
        raise Problem("state-conflict")
    if asked < starts_on:
        raise field_problem("ended_on", "end-before-start")
    if asked >= ends_on:
        raise field_problem("ended_on", "out-of-range", lt=ends_on.isoformat())


def _broken(rule: str, thai: str, english: str) -> Problem:
    return Problem("rule-broken", (thai, english), rule=rule)
