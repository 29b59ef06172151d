"""What is allowed of needs."""

from services.planning.needs.schemas import NeedStatus
from shared.errors import field_problem
from shared.places import Level, level_of

_ENDS = frozenset({NeedStatus.MERGED, NeedStatus.SPLIT})
NEXT: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.RECORDED: frozenset({NeedStatus.IN_PLAN, NeedStatus.WITHDRAWN, *_ENDS}),
    NeedStatus.IN_PLAN: frozenset(
        {NeedStatus.PROPOSED, NeedStatus.DONE, NeedStatus.WITHDRAWN, *_ENDS}
    ),
    NeedStatus.PROPOSED: frozenset(
        {NeedStatus.ACCEPTED, NeedStatus.ACCEPTED_IN_PART, NeedStatus.REJECTED, NeedStatus.DONE}
    ),
    NeedStatus.ACCEPTED: frozenset({NeedStatus.DONE}),
    NeedStatus.ACCEPTED_IN_PART: frozenset({NeedStatus.ACCEPTED, NeedStatus.DONE}),
    NeedStatus.REJECTED: frozenset(
        {
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
"""A need is in one state; a refusal by one addressee does not end it, a lesser answer takes nothing away."""
ELSEWHERE = frozenset({NeedStatus.MERGED, NeedStatus.SPLIT})
"""States of a need whose way goes on in another one."""
ENDED = frozenset({NeedStatus.DONE, NeedStatus.WITHDRAWN})
"""States of a need for which nobody waits any longer."""


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
