"""What is allowed of submissions."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from services.planning.plans.rules import PREFIX
from services.planning.plans.schemas import PlanLevel
from services.planning.rollups.rules import ABOVE
from services.planning.submissions.schemas import SubmissionStatus
from shared.errors import FieldError, Problem, field_problem

DIGITS = {PlanLevel.DISTRICT: 4, PlanLevel.PROVINCE: 2}


def check_level(level: PlanLevel, above: PlanLevel, group_code: str | None) -> None:
    """Raise 422 unless plans of a level are handed to the one above, with the group where it has one."""
    fitting = ABOVE[level]
    if above not in fitting:
        raise field_problem("to_level", "wrong-level", levels=[each.value for each in fitting])
    if above in PREFIX and group_code is None:
        raise field_problem("to_group_code", "required")
    if above not in PREFIX and group_code is not None:
        raise field_problem("to_group_code", "only-one-of")
    if group_code is not None and not group_code.startswith(PREFIX[above]):
        raise field_problem("to_group_code", "not-a-choice", expected=PREFIX[above])


def area_of(area_code: str, above: PlanLevel) -> str:
    """Return the district or province that a plan of an area is handed to; '' above the province."""
    return area_code[: DIGITS.get(above, 0)]


def check_within(areas: Sequence[str], above: Sequence[str]) -> None:
    """Raise 422 unless the group that a plan is handed to holds all of its areas."""
    if not all(code.startswith(tuple(above)) for code in areas) or not above:
        raise field_problem("to_group_code", "outside-parent")


def check_day(field: str, day: dt.date, first: dt.date | None) -> None:
    """Raise 422 for a day before the step that comes first."""
    if first is not None and day < first:
        raise field_problem(field, "too-early")


def check_turn(last: tuple[str, int] | None, version: int) -> None:
    """Raise 409 while it lies above, once it was received, or when what was returned has not changed since."""
    if last is None or (last[0] != SubmissionStatus.SUBMITTED and version > last[1]):
        return
    said = {
        SubmissionStatus.SUBMITTED: (
            "ส่งแล้ว รอระดับบนพิจารณา",
            "It lies above and waits for an answer",
        ),
        SubmissionStatus.RECEIVED: ("ระดับบนรับฉบับนี้ไว้แล้ว", "This version was received above"),
        SubmissionStatus.RETURNED: (
            "ฉบับนี้ถูกส่งคืน ทำฉบับใหม่ก่อนส่งอีกครั้ง",
            "This version was returned: it is handed in again as a new version",
        ),
    }
    raise Problem("state-conflict", said[SubmissionStatus(last[0])])


def check_undecided(status: str) -> None:
    """Raise 409 for a submission that was received or returned already."""
    if status != SubmissionStatus.SUBMITTED:
        raise Problem("state-conflict", ("พิจารณาไปแล้ว", "It was decided already"))


def check_items(asked: Sequence[UUID], known: Collection[UUID]) -> None:
    """Raise 422 at each reason about an item that is not in the plan."""
    errors = [
        FieldError(("body", "item_reasons", place, "plan_item_id"), "unknown-reference")
        for place, item in enumerate(asked)
        if item not in known
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)
