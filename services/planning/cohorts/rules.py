"""What is allowed of cohorts and their members."""

import datetime as dt
from uuid import UUID

from services.planning.cohorts.schemas import DeclaredAs, Stage
from services.planning.programmes.schemas import Track
from shared.errors import Problem, field_problem


def check_stage(stage: Stage, entered_on: dt.date | None, precision: str | None) -> None:
    """Raise 422 unless who has entered did so on a day, and who is planned did not."""
    if stage is Stage.WITHDRAWN:
        expected = f"{Stage.PLANNED.value}, {Stage.ENTERED.value}"
        raise field_problem("stage", "not-a-choice", expected=expected)
    if stage is Stage.ENTERED and entered_on is None:
        raise field_problem("entered_on", "required")
    if stage is Stage.PLANNED and entered_on is not None:
        raise field_problem("entered_on", "invalid")
    if entered_on is None and precision is not None:
        raise field_problem("entered_precision", "invalid")


def check_room(standing: int, declared: int, declared_as: str) -> None:
    """Raise 409 when a cohort has as many provinces as its source declares; a target is no limit."""
    if declared_as == DeclaredAs.SIZE and standing >= declared:
        raise Problem(
            "cohort-full",
            (
                f"แหล่งข้อมูลประกาศไว้ {declared} จังหวัด ครบแล้ว ถ้าจำนวนผิดให้แก้จำนวนพร้อมเหตุผลก่อน",
                f"The source declares {declared} provinces and all are named: put the number right first",
            ),
        )


def check_declared(declared: int, declared_as: str, standing: int) -> None:
    """Raise 422 for a size below the number of provinces that are in the cohort."""
    if declared_as == DeclaredAs.SIZE and declared < standing:
        raise field_problem("declared_size", "out-of-range", min=standing)


def check_new(existing: UUID | None) -> None:
    """Raise 409 pointing at the member that the province is already."""
    if existing is not None:
        raise Problem(
            "already-exists",
            ("จังหวัดนี้อยู่ในรุ่นนี้แล้ว", "The province is in this cohort already"),
            existing=str(existing),
        )


def check_order(track: str, *, integrated: bool, in_order: bool) -> None:
    """Raise 422 `rule-broken` for a self-managing province that never was an integrated one.

    It is rule 17 of the field, planning rule INTEGRATED_FIRST.
    """
    if track == Track.SELF_MANAGING and in_order and not integrated:
        raise Problem(
            "rule-broken",
            (
                "จังหวัดเข้าเส้นทางจัดการตนเองได้หลังเป็นจังหวัดบูรณาการแล้ว",
                "A province becomes self-managing after it was an integrated one",
            ),
            rule="INTEGRATED_FIRST",
        )


def check_step(stage: str, wanted: Stage) -> None:
    """Raise 409 for entering twice, and for what was withdrawn."""
    fits = {Stage.ENTERED: {"PLANNED"}, Stage.WITHDRAWN: {"PLANNED", "ENTERED"}}
    if stage not in fits[wanted]:
        raise Problem("state-conflict", status_now=stage, status_wanted=wanted.value)
