"""What is allowed of commitments."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from services.partners.funds.schemas import CommitmentStatus
from shared import persons
from shared.errors import FieldError, Problem, field_problem

ADOPTED = "ADOPTED"


@dataclass(frozen=True, slots=True)
class FundPolicy:
    """Which of the field's wishes are held as hard rules.

    `adopted_plans_only`: money is designed from upstream, not handed out beside the plan
    (“ออกแบบให้ดีตั้งแต่ต้นน้ำ”, S1 #20; docs/sources.md, rule 13).
    `year_of_the_plan`: joint plan and joint budget go together, year by year (S4; rule 15).
    `within_item_budget`: agencies fund lines inside the plan's sum, never past it (S4; rule 16).
    """

    adopted_plans_only: bool = True
    year_of_the_plan: bool = True
    within_item_budget: bool = True


NATIONAL = FundPolicy()


def check_amount(amount: Decimal) -> None:
    """Raise 422 for a commitment of nothing."""
    if amount <= 0:
        raise field_problem("amount/amount", "out-of-range", min="0.01")


def check_plan(
    plan_status: str, plan_year_be: int, fiscal_year_be: int, policy: FundPolicy = NATIONAL
) -> None:
    """Raise 409 unless the item's plan is adopted, 422 unless the years are the same."""
    if policy.adopted_plans_only and plan_status != ADOPTED:
        raise Problem(
            "state-conflict",
            (
                "แผนของรายการนี้ยังไม่ผ่านการรับรอง จึงยังผูกพันงบไม่ได้",
                "The plan of this item is not adopted, so nothing can be committed to it yet",
            ),
            plan_status=plan_status,
        )
    if policy.year_of_the_plan and fiscal_year_be != plan_year_be:
        wrong = FieldError(
            ("body", "fiscal_year_be"), "out-of-range", min=plan_year_be, max=plan_year_be
        )
        raise Problem(
            "rule-broken",
            (
                f"ปีงบประมาณต้องตรงกับแผน คือ {plan_year_be}",
                f"The fiscal year must be that of the plan, {plan_year_be} BE",
            ),
            errors=[wrong],
        )


def check_budget(
    budget: Decimal,
    committed: Decimal,
    amount: Decimal,
    policy: FundPolicy = NATIONAL,
    *,
    sent: bool = True,
) -> None:
    """Raise 422 `budget-exceeds-item` when `amount` is more than what is left of the item's budget.

    All in baht; `committed` is the sum of the approved commitments. The answer's `left` says how much
    could still be approved; when the amount was `sent` with the request, it is pointed at.
    """
    left = max(budget - committed, Decimal("0.00"))
    if policy.within_item_budget and amount > left:
        baht = format(left, ".2f")
        raise Problem(
            "budget-exceeds-item",
            (
                f"รายการแผนนี้เหลือให้ผูกพันงบได้อีก {baht} บาท",
                f"Only {baht} baht of this plan item are left to commit",
            ),
            errors=[FieldError(("body", "amount", "amount"), "exceeds-left", left=baht)] * sent,
            left={"amount": baht, "currency": "THB"},
        )


def check_decision(status: str, proposed_by: str, *by: str) -> None:
    """Raise 409 unless it waits for a decision, 403 `same-person` for who proposed it (four eyes)."""
    if status != CommitmentStatus.PROPOSED:
        raise Problem("state-conflict", status_now=status)
    persons.check_another(proposed_by, *by)


def check_decided_on(field: str, decided_on: dt.date, committed_on: dt.date) -> None:
    """Raise 422 at `field` when it would be decided before the day of the proposal."""
    if decided_on < committed_on:
        raise field_problem(field, "end-before-start")


def check_withdrawal(status: str, stands_since: dt.date, withdrawn_on: dt.date) -> None:
    """Raise 409 when it does not stand any more, 422 before it was proposed or approved."""
    if status not in {CommitmentStatus.PROPOSED, CommitmentStatus.APPROVED}:
        raise Problem("state-conflict", status_now=status)
    if withdrawn_on < stands_since:
        raise field_problem("withdrawn_on", "end-before-start")
