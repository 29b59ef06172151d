"""What is allowed of progress reports."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from services.planning.progress.schemas import Evidence, Spending
from shared.errors import FieldError, Problem, field_problem
from shared.money import sum_baht

REASON = "over_budget_reason_th"
TOO_MUCH = (
    "ใช้จ่ายรวมเกินงบ ต้องระบุเหตุผล",
    "More is spent than the budget: a reason must be stated",
)


def check_period(starts_on: dt.date, ends_on: dt.date, reported_on: dt.date) -> None:
    """Raise 422 for a period that ends before it starts, or a report from before it."""
    if ends_on <= starts_on:
        raise field_problem("ends_on", "end-before-start")
    if reported_on < starts_on:
        raise field_problem("reported_on", "too-early")


def check_day(reported_on: dt.date, adopted_on: dt.date | None) -> None:
    """Raise 422 for a report from before the plan was adopted."""
    if adopted_on is not None and reported_on < adopted_on:
        raise field_problem("reported_on", "too-early")


def check_spendings(
    spendings: Sequence[Spending], evidence: Sequence[Evidence], lines: Mapping[UUID, Decimal]
) -> None:
    """Raise 422 with a pointer to each spending that is nothing or of a line that the item has not."""
    errors = []
    for index, each in enumerate(spendings):
        if each.amount.baht == 0:
            at = ("body", "spendings", index, "amount", "amount")
            errors.append(FieldError(at, "out-of-range", gt="0.00"))
        if each.budget_line_id is not None and each.budget_line_id not in lines:
            line = ("body", "spendings", index, "budget_line_id")
            errors.append(FieldError(line, "unknown-reference"))
    if spendings and not evidence:
        errors.append(FieldError(("body", "evidence"), "required"))
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_within(
    budget: Decimal,
    spent: Decimal,
    lines: Mapping[UUID, Decimal],
    spent_of: Mapping[UUID, Decimal],
    reason_th: str | None,
) -> None:
    """Raise 422 `rule-broken` when more than the budget, or than a line, is spent and no reason is stated."""
    over = [line for line, money in spent_of.items() if money > lines[line]]
    if (spent > budget or over) and reason_th is None:
        raise Problem(
            "rule-broken",
            TOO_MUCH,
            errors=[FieldError(("body", REASON), "required")],
            budget=str(budget),
            spent=str(spent),
            budget_line_ids=sorted(str(line) for line in over),
        )


def total(spendings: Sequence[Spending]) -> Decimal:
    """Return what is spent together."""
    return sum_baht(each.amount.baht for each in spendings)
