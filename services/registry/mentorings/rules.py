"""What is allowed of mentorings."""

import datetime as dt
from collections.abc import Collection

from services.registry.networks.schemas import NetworkLevel
from shared.errors import Problem, field_problem

_BELOW = frozenset({NetworkLevel.VILLAGE, NetworkLevel.TAMBON})


def covers(level: NetworkLevel, area_code: str, provinces: Collection[str], tambon: str) -> bool:
    """Say whether a network stands above a tambon: the district, the province, the group or the country.

    `provinces` are the areas of its group.
    """
    if level in _BELOW:
        return False
    if level is NetworkLevel.NATION:
        return True
    if level is NetworkLevel.GROUP:
        return any(tambon.startswith(each) for each in provinces)
    return tambon.startswith(area_code)


def check_mentor(*, covered: bool, asked: bool) -> None:
    """Raise 422 `rule-broken` when the rule is `asked` for and the network does not cover the tambon.

    The source: the lever is the province, which should be the mentor of its tambons (S1).
    """
    if asked and not covered:
        raise Problem(
            "rule-broken",
            (
                "พี่เลี้ยงต้องเป็นเครือข่ายระดับอำเภอขึ้นไปที่ครอบคลุมตำบลนี้",
                "A mentor is a network above the tambon that covers it",
            ),
            rule="MENTOR_COVERS_TAMBON",
        )


def check_ending(starts_on: dt.date, ends_on: dt.date | None, asked: dt.date) -> None:
    """Raise 409 when it ended before, 422 for an end before its start."""
    if ends_on is not None:
        raise Problem("state-conflict")
    if asked < starts_on:
        raise field_problem("ends_on", "end-before-start")


def check_apart(starts_on: dt.date, last_end: dt.date | None) -> None:
    """Raise 409 when the network stood by the tambon on that day already."""
    if last_end is not None and starts_on < last_end:
        raise Problem("already-exists")
