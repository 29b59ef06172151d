"""What is allowed of budget lines."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from services.planning.budget_lines.schemas import BudgetLineNew, Source
from shared.errors import FieldError, Problem
from shared.money import sum_baht

FIELD = "budget_lines"
TOO_MUCH = ("แหล่งเงินรวมเกินงบของแผนนี้เอง", "The lines are more than the item's own budget")
NOT_ALL = (
    "โครงการที่ครบถ้วนแล้ว แหล่งเงินต้องรวมเท่ากับงบของแผนนี้เอง",
    "The lines of a final item add up to its own budget",
)


def check_lines(lines: Sequence[BudgetLineNew], known: Collection[UUID]) -> None:
    """Raise 422 with a pointer to each line that is nothing, or does not say whose money it is."""
    errors: list[FieldError] = []
    for index, line in enumerate(lines):
        at = ("body", FIELD, index)
        if line.amount.baht == 0:
            errors.append(FieldError((*at, "amount", "amount"), "out-of-range", gt="0.00"))
        if line.source is Source.OTHER and line.source_th is None:
            errors.append(FieldError((*at, "source_th"), "required"))
        if line.source is Source.AGENCY and line.agency_id is None:
            errors.append(FieldError((*at, "agency_id"), "required"))
        elif line.source is not Source.AGENCY and line.agency_id is not None:
            errors.append(FieldError((*at, "agency_id"), "not-with-this-source"))
        elif line.agency_id is not None and line.agency_id not in known:
            errors.append(FieldError((*at, "agency_id"), "unknown-reference"))
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_sum(own: Decimal, amounts: Iterable[Decimal], *, final: bool) -> None:
    """Raise 422 `rule-broken` unless the lines fit the own budget; a final item with lines has all of it in them."""
    each = list(amounts)
    total = sum_baht(each)
    if total > own or (final and each and total != own):
        said = TOO_MUCH if total > own else NOT_ALL
        limit = {"max": str(own)} if total > own and not final else {"expected": str(own)}
        code = "above-the-sum" if "max" in limit else "not-the-sum"
        errors = [FieldError(("body", FIELD), code, sum=str(total), **limit)]
        raise Problem("rule-broken", said, errors=errors, own_budget=str(own), lines=str(total))
