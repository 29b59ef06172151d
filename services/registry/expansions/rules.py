"""What is allowed of expansions."""

import datetime as dt

from services.registry.expansions.schemas import ExpansionState
from shared import beside
from shared.errors import Problem, field_problem

NEXT = {
    ExpansionState.PLANNED: {ExpansionState.STARTED, ExpansionState.STOPPED},
    ExpansionState.STARTED: {ExpansionState.ESTABLISHED, ExpansionState.STOPPED},
    ExpansionState.ESTABLISHED: {ExpansionState.STOPPED},
    ExpansionState.STOPPED: {ExpansionState.STARTED},
}


def check_elsewhere(area_code: str, origin: str) -> None:
    """Raise 422 when a demonstration is to spread to where it is."""
    if origin.startswith(area_code) or area_code.startswith(origin):
        raise field_problem("area_code", "same-place")


def check_neighbour(
    area_code: str, origin: str, *, shapes_touch: bool | None, field: str = "area_code"
) -> None:
    """Raise 422 at `field` unless the two areas are neighbours.

    `shapes_touch` says whether the shapes of their tambons touch, None where one has no shape: then only an area of
    a province that is no neighbour is refused, for codes tell no more.
    """
    touch = beside.may_touch(area_code, origin) if shapes_touch is None else shapes_touch
    if not touch:
        raise field_problem(field, "not-a-neighbour")


def check_move(
    state: ExpansionState,
    asked: ExpansionState | None,
    on: dt.date | None,
    last: dt.date,
    reason: str | None,
) -> None:
    """Raise 409 for a state that does not follow, 422 without its day, before the last one or unexplained.

    A plan may begin before the day it was meant to: only days of states that were reached count.
    """
    if asked is None:
        if on is not None:
            raise field_problem("state", "required")
        return
    if asked is not state and asked not in NEXT[state]:
        raise Problem("state-conflict")
    if on is None:
        raise field_problem("state_on", "required")
    if state is not ExpansionState.PLANNED and on < last:
        raise field_problem("state_on", "too-early")
    if asked is ExpansionState.STOPPED and reason is None:
        raise field_problem("reason", "required")
