"""What is allowed of mergers of needs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.planning.needs.schemas import NeedStatus
from services.planning.needs.tables import Need
from shared.errors import FieldError, Problem, field_problem

FREE = frozenset({NeedStatus.RECORDED, NeedStatus.IN_PLAN, NeedStatus.REJECTED})
"""States in which nobody is asked about a need and nothing was granted for it."""
PLANNED = frozenset({NeedStatus.IN_PLAN, NeedStatus.REJECTED})


def check_target(origin_ids: Sequence[UUID], into_id: UUID | None, *, made: bool) -> None:
    """Raise 422 unless needs become exactly one other need, and a new one is made of at least two."""
    if made == (into_id is not None):
        raise field_problem("into_id", "only-one-of" if made else "required")
    if made and len(origin_ids) == 1:
        raise field_problem("origin_ids", "too-short", min=2)
    if into_id in origin_ids:
        raise field_problem("into_id", "circle")


def check_known(
    origin_ids: Sequence[UUID], into_id: UUID | None, known: Mapping[UUID, Need], area_code: str
) -> None:
    """Raise 422 with a pointer to each need that is not known or lies outside the area of the merger."""
    asked = [(("body", "origin_ids", place), each) for place, each in enumerate(origin_ids)]
    errors = []
    for where, need_id in [*asked, *([] if into_id is None else [(("body", "into_id"), into_id)])]:
        if need_id not in known:
            errors.append(FieldError(where, "unknown-reference"))
        elif not known[need_id].area_code.startswith(area_code):
            errors.append(FieldError(where, "outside-parent"))
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_free(rows: Sequence[Need]) -> None:
    """Raise 409 for needs that are proposed, have money, are done or went on in another one."""
    if taken := {str(row.id): str(row.status) for row in rows if row.status not in FREE}:
        said = (
            "ความต้องการที่เสนอแล้ว ได้เงินแล้ว หรือไปต่อในรายการอื่นแล้ว รวมหรือแยกไม่ได้",
            "What is proposed, has money or goes on in another need is neither merged nor split",
        )
        raise Problem("state-conflict", said, need_states=taken)


def check_day(field: str, day: dt.date, *earlier: dt.date) -> None:
    """Raise 422 at `field` for a day before a need was voiced or the merger."""
    if any(day < each for each in earlier):
        raise field_problem(field, "too-early")


def check_undone(reversed_on: dt.date | None, steps: int, expected: int, *, planned: bool) -> None:
    """Raise 409 for a merger that was undone, or whose one need has moved on since."""
    if reversed_on is not None:
        raise Problem("state-conflict", ("แยกคืนไปแล้ว", "It was undone before"))
    if steps != expected or planned:
        said = ("ความต้องการที่รวมแล้วเดินหน้าต่อไปแล้ว แยกคืนไม่ได้", "The one need has moved on since")
        raise Problem("state-conflict", said)


def stands_at(before: NeedStatus, *, planned: bool) -> NeedStatus:
    """Return where a need stands that is told apart again: where it was, or where plans in force have put it since.

    A plan took it up, or the one that it stood in answers it no longer.
    """
    if planned:
        return NeedStatus.IN_PLAN if before is NeedStatus.RECORDED else before
    return NeedStatus.RECORDED if before in PLANNED else before
