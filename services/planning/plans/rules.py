"""What is allowed of plans."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from services.planning.charters.schemas import CharterStatus
from services.planning.plans.schemas import ChangeKind, PlanKind, PlanLevel, PlanStatus
from shared.errors import Problem, field_problem
from shared.places import level_of
from shared.thai_time import fiscal_year_bounds

PREFIX = {PlanLevel.ZONE: "Z-", PlanLevel.PROVINCE_GROUP: "G-", PlanLevel.REGION: "R-"}
"""How the codes of groups begin that have plans of their own."""
ONE_YEAR = 1


def check_place(level: PlanLevel, area_code: str | None, group_code: str | None) -> None:
    """Raise 422 unless a plan of this level names what it is a plan of: an area, or a group of areas."""
    if level in PREFIX:
        if group_code is None:
            raise field_problem("group_code", "required")
        if not group_code.startswith(PREFIX[level]):
            raise field_problem("group_code", "not-a-choice", expected=PREFIX[level])
        if area_code is not None and level is not PlanLevel.ZONE:
            raise field_problem("area_code", "only-one-of")
        return
    if group_code is not None:
        raise field_problem("group_code", "only-one-of")
    if level is not PlanLevel.NATION and area_code is None:
        raise field_problem("area_code", "required")


def check_level(level: PlanLevel, area_code: str | None) -> None:
    """Raise 422 unless the area is of the plan's level; groups are by their codes, and the nation has none."""
    if level not in PREFIX and level_of(area_code or "").value != level.value:
        raise field_problem("area_code", "wrong-level", levels=[level.value])


def check_kind(
    kind: PlanKind, horizon_years: int, issue_code: str | None, charter_id: UUID | None
) -> None:
    """Raise 422 unless a plan has what its kind asks for.

    A plan of an issue names it, and no other does; one by a charter names that; a year's operating plan is of a year.
    """
    if kind is PlanKind.CHARTER and charter_id is None:
        raise field_problem("charter_id", "required")
    if kind is PlanKind.ISSUE and issue_code is None:
        raise field_problem("issue_code", "required")
    if kind is not PlanKind.ISSUE and issue_code is not None:
        raise field_problem("issue_code", "only-with", other="kind=ISSUE")
    if kind is PlanKind.OPERATING and horizon_years != ONE_YEAR:
        raise field_problem("horizon_years", "out-of-range", min=ONE_YEAR, max=ONE_YEAR)


def check_charter(status: str, charter_area: str, areas: Sequence[str]) -> None:
    """Raise 422 unless a charter is adopted and in force, and holds in all areas of the plan."""
    if status != CharterStatus.ADOPTED:
        raise field_problem("charter_id", "not-in-force")
    if not all(code.startswith(charter_area) for code in areas):
        raise field_problem("charter_id", "outside-parent")


def day_of(fiscal_year_be: int, horizon_years: int, begins: dt.date | None) -> dt.date:
    """Return the day whose areas of a group a plan is about: its first, or the group's first within it."""
    first = fiscal_year_bounds(fiscal_year_be)[0]
    last = fiscal_year_bounds(fiscal_year_be + horizon_years - 1)[1]
    return begins if begins is not None and first < begins <= last else first


def areas_of(area_code: str, area_codes: Sequence[str] | None) -> tuple[str, ...]:
    """Return the areas that a plan is about: those of its group, or its own; '' is the nation."""
    return tuple(area_codes) if area_codes else (area_code,)


def check_draft(status: str) -> None:
    """Raise 409 unless the plan is still a draft: an adopted plan is frozen, a withdrawn one is over."""
    if status == PlanStatus.WITHDRAWN:
        raise Problem("state-conflict", ("ร่างนี้ถอนแล้ว", "The draft was withdrawn"))
    if status != PlanStatus.DRAFT:
        raise Problem(
            "state-conflict",
            ("แผนรับรองแล้ว แก้ไขไม่ได้", "The plan is adopted and can no longer change"),
        )


def check_new_item(change_kind: str | None) -> None:
    """Raise 409 for a new item in a version that only changes the items there are."""
    if change_kind == ChangeKind.CHANGE:
        said = (
            "ฉบับเปลี่ยนแปลงเพิ่มโครงการไม่ได้",
            "A version of kind CHANGE takes no new items: use ADD or REVISE",
        )
        raise Problem("state-conflict", said)


def check_carried_item(change_kind: str | None, version_of_id: UUID | None) -> None:
    """Raise 409 for a change of an item that a version carries over when it only adds items."""
    if change_kind == ChangeKind.ADD and version_of_id is not None:
        said = (
            "ฉบับเพิ่มเติมแก้โครงการเดิมไม่ได้",
            "A version of kind ADD leaves the items there are as they are",
        )
        raise Problem("state-conflict", said)


def check_adopted(status: str) -> None:
    """Raise 409 unless the plan is adopted: only what the people adopted goes further."""
    if status == PlanStatus.SUPERSEDED:
        said = ("แผนฉบับนี้มีฉบับใหม่แทนแล้ว", "A newer version has taken the plan's place")
        raise Problem("state-conflict", said)
    if status != PlanStatus.ADOPTED:
        raise Problem("state-conflict", ("แผนยังไม่ได้รับรอง", "The plan is not adopted yet"))
