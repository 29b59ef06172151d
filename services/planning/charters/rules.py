"""What is allowed of charters."""

import datetime as dt
from uuid import UUID

from services.planning.charters.schemas import CharterStatus
from shared.errors import Problem, field_problem
from shared.places import Level, level_of

LEVELS = (Level.TAMBON, Level.DISTRICT, Level.PROVINCE)


def check_level(area_code: str) -> None:
    """Raise 422 unless the charter is of a tambon, a district or a province."""
    if level_of(area_code) not in LEVELS:
        raise field_problem("area_code", "wrong-level", levels=[each.value for each in LEVELS])


def check_draft(status: str) -> None:
    """Raise 409 unless the charter is a draft: an adopted one is amended, not changed."""
    if status != CharterStatus.DRAFT:
        said = ("ธรรมนูญรับรองแล้ว แก้ไขด้วยการทำฉบับแก้ไข", "The charter is adopted: amend it")
        raise Problem("state-conflict", said)


def check_in_force(status: str, open_draft: UUID | None) -> None:
    """Raise 409 unless the charter is the one in force and no amendment of it is open."""
    if status != CharterStatus.ADOPTED:
        said = ("แก้ไขได้เฉพาะธรรมนูญฉบับที่ใช้อยู่", "Only the charter in force is amended")
        raise Problem("state-conflict", said)
    if open_draft is not None:
        said = ("มีร่างฉบับแก้ไขอยู่แล้ว", "An amendment is open already")
        raise Problem("state-conflict", said, charter_id=str(open_draft))


def check_day(adopted_on: dt.date, before: dt.date | None) -> None:
    """Raise 422 for an amendment adopted before what it amends."""
    if before is not None and adopted_on < before:
        raise field_problem("adopted_on", "too-early")
