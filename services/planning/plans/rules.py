"""What is allowed of plans."""

from services.planning.plans.schemas import PlanLevel, PlanStatus
from shared.errors import Problem, field_problem
from shared.places import level_of


def check_level(level: PlanLevel, area_code: str) -> None:
    """Raise 422 unless the area is of the plan's level."""
    if level_of(area_code).value != level.value:
        raise field_problem("area_code", "wrong-level", levels=[level.value])


def check_draft(status: str) -> None:
    """Raise 409 unless the plan is still a draft: an adopted plan is frozen."""
    if status != PlanStatus.DRAFT:
        raise Problem(
            "state-conflict",
            ("แผนรับรองแล้ว แก้ไขไม่ได้", "The plan is adopted and can no longer change"),
        )


def check_adopted(status: str) -> None:
    """Raise 409 unless the plan is adopted: only what the people adopted goes further."""
    if status != PlanStatus.ADOPTED:
        raise Problem("state-conflict", ("แผนยังไม่ได้รับรอง", "The plan is not adopted yet"))
