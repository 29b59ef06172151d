"""What is allowed of needs."""

import re
from collections.abc import Sequence
from uuid import UUID

from services.planning.needs.schemas import NeedStatus, Voice
from services.planning.notices.schemas import Author
from shared.errors import field_problem
from shared.places import Level, level_of

_ENDS = frozenset({NeedStatus.MERGED, NeedStatus.SPLIT})
NEXT: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.RECORDED: frozenset({NeedStatus.IN_PLAN, NeedStatus.WITHDRAWN, *_ENDS}),
    NeedStatus.IN_PLAN: frozenset(
        {
            NeedStatus.RECORDED,
            NeedStatus.PROPOSED,
            NeedStatus.DONE,
            NeedStatus.WITHDRAWN,
            *_ENDS,
        }
    ),
    NeedStatus.PROPOSED: frozenset(
        {
            NeedStatus.RECORDED,
            NeedStatus.ACCEPTED,
            NeedStatus.ACCEPTED_IN_PART,
            NeedStatus.REJECTED,
            NeedStatus.DONE,
        }
    ),
    NeedStatus.ACCEPTED: frozenset({NeedStatus.DONE}),
    NeedStatus.ACCEPTED_IN_PART: frozenset({NeedStatus.ACCEPTED, NeedStatus.DONE}),
    NeedStatus.REJECTED: frozenset(
        {
            NeedStatus.RECORDED,
            NeedStatus.PROPOSED,
            NeedStatus.ACCEPTED,
            NeedStatus.ACCEPTED_IN_PART,
            NeedStatus.DONE,
            *_ENDS,
        }
    ),
    NeedStatus.DONE: frozenset(),
    NeedStatus.MERGED: frozenset({NeedStatus.RECORDED, NeedStatus.IN_PLAN, NeedStatus.REJECTED}),
    NeedStatus.SPLIT: frozenset(),
    NeedStatus.WITHDRAWN: frozenset(),
}
"""A need is in one state; a refusal by one addressee does not end it, a lesser answer takes nothing away.

What no plan in force answers any longer is RECORDED again, unless somebody is asked for it or granted it."""
ELSEWHERE = frozenset({NeedStatus.MERGED, NeedStatus.SPLIT})
"""States of a need whose way goes on in another one."""
ENDED = frozenset({NeedStatus.DONE, NeedStatus.WITHDRAWN})
"""States of a need for which nobody waits any longer."""


_JOINED = re.compile("รวมจาก [0-9]+ ความต้องการ")


def joined_words(many: int) -> str:
    """Return what a need that a merger makes says in place of a forum, until somebody voices it."""
    return f"รวมจาก {many} ความต้องการ"


def is_joined(forum_th: str | None) -> bool:
    """Say whether the words in place of a forum are those of a merger, which nobody said."""
    return forum_th is not None and _JOINED.fullmatch(forum_th) is not None


def authors_of(voices: Sequence[Voice]) -> list[Author]:
    """Return who voiced needs, from the voices on their way, those of what came from nothing first.

    What a need came from speaks for it: its own words count only for somebody who voiced none of those. A
    need that a merger made has no voice but what somebody wrote onto it later, and what it is split into has its.
    """
    told: list[Author] = []
    heard: set[tuple[UUID, UUID | None, str | None]] = set()
    groups: set[tuple[UUID, UUID | None]] = set()
    for each in voices:
        group, forum = each.organization_id, each.forum_th
        who = (each.asked, group, forum)
        if each.original or who not in heard:
            lent = each.made or is_joined(forum)
            group = None if lent and (each.asked, group) in groups else group
            forum = None if is_joined(forum) else forum
            told.append(
                Author(
                    each.asked,
                    each.need_id,
                    each.title_th,
                    each.area_code,
                    group,
                    forum,
                    each.own,
                )
            )
        heard.add(who)
        groups.add(who[:2])
    return told


def may_become(target: NeedStatus) -> frozenset[NeedStatus]:
    """Return the states from which a need moves to `target`; in any other it stays where it is.

    What was merged goes back by undoing the merger only, never by what happens to plans.
    """
    return frozenset(
        status
        for status, following in NEXT.items()
        if target in following and status not in ELSEWHERE
    )


def check_level(area_code: str) -> None:
    """Raise 422 unless the area is a tambon or a village: that is where people voice needs."""
    if level_of(area_code) not in {Level.TAMBON, Level.VILLAGE}:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON", "VILLAGE"])


def check_voiced(organization_id: object, forum_th: str | None) -> None:
    """Raise 422 unless somebody voiced the need: an organization, a forum, or both."""
    if organization_id is None and forum_th is None:
        raise field_problem("voiced_at_th", "unvoiced")
