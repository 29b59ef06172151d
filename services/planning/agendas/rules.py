"""What is allowed of joint agendas."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.planning.agendas.schemas import AgendaStatus
from shared.errors import FieldError, Problem, field_problem
from shared.thai_time import fiscal_year_bounds

_FROZEN = frozenset({"title_th", "issues"})


def check_draft(status: str) -> None:
    """Raise 409 when a meeting has adopted the agenda already."""
    if status != AgendaStatus.DRAFT:
        raise Problem("state-conflict", ("วาระร่วมรับรองแล้ว", "The joint agenda is adopted already"))


def check_frozen(status: str, changes: Mapping[str, Any]) -> None:
    """Raise 409 for a change to title or issues of what a meeting adopted."""
    if status != AgendaStatus.DRAFT and _FROZEN & changes.keys():
        raise Problem(
            "state-conflict",
            (
                "ที่ประชุมรับรองวาระแล้ว แก้ประเด็นและเป้าหมายไม่ได้",
                "A meeting adopted the agenda: its issues and goals no longer change",
            ),
        )


def check_day(adopted_on: dt.date, fiscal_year_be: int) -> None:
    """Raise 422 for an adoption after the end of the agenda's year."""
    last = fiscal_year_bounds(fiscal_year_be)[1]
    if adopted_on > last:
        raise field_problem("adopted_on", "out-of-range", max=last.isoformat())


def check_plan(
    level: str, plan_area: str, first_year: int, years: int, area_code: str, year: int
) -> None:
    """Raise 422 at `plan_id` unless it is a plan of the province that covers the year."""
    if level != "PROVINCE":
        raise field_problem("plan_id", "wrong-level", levels=["PROVINCE"])
    if plan_area != area_code:
        raise field_problem("plan_id", "outside-parent")
    if not first_year <= year < first_year + years:
        raise field_problem("plan_id", "out-of-range", min=first_year, max=first_year + years - 1)


def check_known(named: Sequence[tuple[Sequence[str | int], Any]], known: Collection[Any]) -> None:
    """Raise 422 `unknown-reference` at each place of the body that names what is not known here."""
    faults = [
        FieldError(("body", *where), "unknown-reference")
        for where, name in named
        if name is not None and name not in known
    ]
    if faults:
        raise Problem("validation-failed", errors=faults)
