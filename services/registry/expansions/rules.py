"""What is allowed of expansions."""

import datetime as dt

from services.registry.expansions.schemas import ExpansionState
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
