"""What the authors of made-up needs heard: a notice of each step, sent, or printed and handed over."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from khabuan.generate.planning_pen import NULL, Pen, day_of
from khabuan.generate.planning_year import Need, Year
from services.planning.needs.actions import CHANGES
from services.planning.needs.schemas import NeedStatus

_GATEWAY = "line"
_FEW = "01234"
"""Last digits of the ids of organizations that hear by a gateway."""
_DONE = 365 + 275
"""When what was printed of a year's needs had been handed over, in days from its first one."""


def open_channels(pen: Pen, year: Year, owners: Mapping[str, Sequence[str]]) -> None:
    """Write the channels by which organizations hear."""
    day = year.drafted()
    for found in owners.values():
        for owner in found:
            if owner[-1] in _FEW:
                pen.line("notice_channels", *pen.kept(day), owner, _GATEWAY, "t")


def hear(pen: Pen, year: Year, need: Need) -> None:
    """Write what the author of a need heard of each of its steps."""
    area, title, _, _, owner, forum, _ = need.facts
    by_gateway = owner != NULL and owner[-1] in _FEW
    author = f"o:{owner}" if owner != NULL else _forum(area, forum)
    for status, kind, cause, day in need.steps:
        change = CHANGES.get(NeedStatus(status))
        if change is None:
            continue
        identity, _, at = pen.written(day)
        state, attempts, sent, handover = "SENT", "1", at, NULL
        if not by_gateway:
            state, attempts, sent = "ON_PAPER", "0", NULL
            if year.ended:
                state, (handover, sent) = "HANDED_OVER", _handover(pen, year, area[:6])
        pen.line(
            "notices",
            *(identity, author, owner, forum, area, need.kept.id, need.kept.id, title),
            *(change.value, kind, cause, day.text, state, attempts, at, sent, handover),
            *("2" if state == "HANDED_OVER" else "1", at),
        )


def hand_over(pen: Pen, year: Year) -> None:
    """Write that what was printed of a year was handed over, each tambon's at once."""
    for area, (act, day, notices) in year.papers.items():
        pen.line("notice_handovers", *act, area, day, str(notices), "1")
    year.papers.clear()


def _handover(pen: Pen, year: Year, area: str) -> tuple[str, str]:
    """Count a notice of those that a tambon handed over; return the act and its time."""
    if area not in year.papers:
        day = day_of(year.first + _DONE)
        year.papers[area] = (pen.written(day), day.text, 0)
    act, day_text, notices = year.papers[area]
    year.papers[area] = (act, day_text, notices + 1)
    return act[0], act[2]


@lru_cache(maxsize=8192)
def _forum(area: str, forum: str) -> str:
    return f"f:{area}:{hashlib.sha256(forum.encode()).hexdigest()[:32]}"
