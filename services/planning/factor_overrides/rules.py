"""What is allowed of overrides."""

import datetime as dt
from uuid import UUID

from services.planning.factor_overrides.schemas import FactorState
from shared.errors import Problem, field_problem
from shared.thai_time import fiscal_year_bounds


def check_state(state: FactorState) -> None:
    """Raise 422 for an override to what is not known: it says something, or it is ended."""
    if state is FactorState.UNKNOWN:
        raise field_problem("state", "not-a-choice", expected="MET, PARTLY, NOT")


def check_begun(decided_on: dt.date, fiscal_year_be: int) -> None:
    """Raise 422 for a year that has not begun on the day of the decision."""
    first = fiscal_year_bounds(fiscal_year_be)[0]
    if decided_on < first:
        raise field_problem("decided_on", "out-of-range", min=first.isoformat())


def check_alone(existing: UUID | None) -> None:
    """Raise 409 pointing at the override that stands for this factor, province and year."""
    if existing is not None:
        raise Problem(
            "already-exists",
            ("ปัจจัยนี้ถูกปรับผลอยู่แล้ว ให้ยุติอันเดิมก่อน", "End the override that stands first"),
            existing=str(existing),
        )


def check_after(decided_on: dt.date, last_end: dt.date | None) -> None:
    """Raise 422 for a day on which another override of the factor still stood: one is told of each day."""
    if last_end is not None and decided_on < last_end:
        raise field_problem("decided_on", "out-of-range", min=last_end.isoformat())


def check_ending(ended_on: dt.date | None, decided_on: dt.date, wanted: dt.date) -> None:
    """Raise 409 for an override that has ended, 422 for an end before its beginning."""
    if ended_on is not None:
        raise Problem("state-conflict", ("ยุติแล้ว", "It has ended"))
    if wanted < decided_on:
        raise field_problem("ended_on", "end-before-start")
