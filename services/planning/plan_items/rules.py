"""What is allowed of plan items."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.planning.plan_items.schemas import ItemStatus
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
