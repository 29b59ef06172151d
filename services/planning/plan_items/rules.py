"""What is allowed of plan items."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.planning.plan_items.schemas import Activity, ItemStatus
from shared.errors import FieldError, Problem, field_problem
from shared.money import LARGEST

NEEDED = ("expected_result_th", "indicator_th")
WHY = (
    "โครงการต้องมีผู้รับผิดชอบ ผลที่คาดหวัง และตัวชี้วัด",
    "A project needs an owner, the result expected and an indicator",
)


def missing(facts: Mapping[str, Any]) -> list[str]:
    """Return the fields without which an item cannot be final: owner, expected result, indicator (rule 13)."""
    has_owner = facts["owner_th"] or facts["owner_organization_id"]
    return [*([] if has_owner else ["owner_th"]), *(name for name in NEEDED if not facts[name])]


def check_complete(facts: Mapping[str, Any]) -> None:
    """Raise 422 `rule-broken` with a pointer to each missing field: activities alone are no project."""
    if lacking := missing(facts):
        errors = [FieldError(("body", name), "required") for name in lacking]
        raise Problem("rule-broken", WHY, errors=errors)


def check_not_final(status: str) -> None:
    """Raise 409 when the item is final already."""
    if status == ItemStatus.FINAL:
        raise Problem("state-conflict", ("โครงการนี้ครบถ้วนแล้ว", "The item is final already"))


def check_standing(status: str) -> None:
    """Raise 409 when the item was taken out of the draft."""
    if status == ItemStatus.WITHDRAWN:
        said = ("ถอนโครงการนี้ออกจากร่างแล้ว", "The item was withdrawn from the draft")
        raise Problem("state-conflict", said)


def check_needs(
    need_ids: Sequence[UUID], known: Mapping[UUID, str], areas: tuple[str, ...]
) -> None:
    """Raise 422 with a pointer to each need that is not known or lies in none of the plan's areas."""
    errors = []
    for index, need_id in enumerate(need_ids):
        if need_id not in known:
            errors.append(FieldError(("body", "need_ids", index), "unknown-reference"))
        elif not known[need_id].startswith(areas):
            errors.append(FieldError(("body", "need_ids", index), "outside-parent"))
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_total(field: str, total: Decimal) -> None:
    """Raise 422 at `field` when the items of a plan would cost more than money can be written down."""
    if total > LARGEST:
        raise field_problem(field, "out-of-range", max=str(LARGEST))


def check_period(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    """Raise 422 at `ends_on` unless it comes after the start."""
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        raise field_problem("ends_on", "end-before-start")


def check_activities(steps: Sequence[Activity]) -> None:
    """Raise 422 at the month of each step that ends before it begins."""
    errors = [
        FieldError(("body", "activities", index, "to_month"), "end-before-start")
        for index, step in enumerate(steps)
        if step.from_month and step.to_month and step.to_month < step.from_month
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_place(place_code: str | None, areas: tuple[str, ...]) -> None:
    """Raise 422 at `place_code` for a place outside the areas that the plan is about."""
    if place_code and not place_code.startswith(areas):
        raise field_problem("place_code", "outside-parent")


def check_carried(own: Decimal, carried: Decimal) -> None:
    """Raise 422 when an item would cost less than the money that was carried into it from the year before."""
    if own < carried:
        raise field_problem("own_budget/amount", "out-of-range", min=str(carried))
