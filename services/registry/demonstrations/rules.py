"""What is allowed of demonstrations: their way is walked step by step, each with its evidence."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from services.registry.demonstrations.schemas import DemonstrationState, Ground, Reached
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

PATH = tuple(DemonstrationState)
PLACES = frozenset({Level.TAMBON, Level.VILLAGE})
NONE_FOUND = (
    "ณ วันนั้นพื้นที่นี้ยังไม่มีองค์กรที่ค้นหาแล้ว",
    "No organization of this place had been found by that day",
)
NONE_CERTIFIED = (
    "ณ วันนั้นพื้นที่นี้ยังไม่มีองค์กรที่ได้รับการรับรอง",
    "No organization of this place was certified on that day",
)


def state_on(steps: Iterable[Reached], day: dt.date) -> DemonstrationState | None:
    """Return how far a place had come on a day, or None before its beginning."""
    reached = [PATH.index(step.state) for step in steps if step.reached_on <= day]
    return PATH[max(reached)] if reached else None


def check_place(area_code: str) -> None:
    """Raise 422 unless it is a tambon or a village."""
    if level_of(area_code) not in PLACES:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON", "VILLAGE"])


def check_next(steps: Sequence[Reached], asked: DemonstrationState, reached_on: dt.date) -> None:
    """Raise 409 unless the step is the next one, 422 for a day before the step that comes first."""
    last = steps[-1]
    place = PATH.index(last.state) + 1
    if place == len(PATH) or PATH[place] is not asked:
        raise Problem("state-conflict")
    if reached_on < last.reached_on:
        raise field_problem("reached_on", "too-early")


def proof(
    ground: Sequence[Ground], asked: DemonstrationState, named: Sequence[UUID]
) -> list[UUID]:
    """Return the organizations that prove a step: the named ones, or all that can.

    Organizations are found before any is certified, and a council stands on certified ones (domain 1.10,
    rule 4). Raises 422 `rule-broken` when none proves it, or at each named one that does not.
    """
    wants_certified = asked is not DemonstrationState.ORGANIZATIONS_FOUND
    able = {each.organization_id for each in ground if each.certified or not wants_certified}
    wrong = [
        FieldError(("body", "organization_ids", place), "unknown-reference")
        for place, each in enumerate(named)
        if each not in able
    ]
    if wrong:
        raise Problem("validation-failed", errors=wrong)
    if not able:
        raise Problem("rule-broken", NONE_CERTIFIED if wants_certified else NONE_FOUND)
    return sorted(named) or sorted(able)


def check_council(asked: DemonstrationState, council_id: UUID | None) -> None:
    """Raise 422 unless the last step, and no other, names the council."""
    last = asked is DemonstrationState.COUNCIL
    if last and council_id is None:
        raise field_problem("council_id", "required")
    if not last and council_id is not None:
        raise field_problem("council_id", "only-with-council")
