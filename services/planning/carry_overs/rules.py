"""What is allowed of carry-overs."""

import datetime as dt
from decimal import Decimal
from typing import NoReturn

from shared.errors import Problem, field_problem


def check_plans(below: tuple[str, str | None, int], above: tuple[str, str | None, int]) -> None:
    """Raise 422 at `into_plan_id` unless the later plan is of the same area or group, and of a later year."""
    if below[:2] != above[:2]:
        raise field_problem("into_plan_id", "outside-parent")
    if above[2] <= below[2]:
        raise field_problem("into_plan_id", "out-of-range", min=below[2] + 1)


def refuse_again(carried: Decimal) -> NoReturn:
    """Raise 409 for a project that was carried before, with the money that went along: it goes on from there."""
    said = ("โครงการนี้ยกไปปีถัดไปแล้ว", "The project was carried over before")
    raise Problem("state-conflict", said, amount=str(carried))


def check_left(amount: Decimal, left: Decimal) -> None:
    """Raise 422 when more is carried than is left of the item's own budget."""
    if amount > left:
        raise field_problem("amount/amount", "exceeds-left", left=str(max(left, Decimal("0.00"))))


def check_day(decided_on: dt.date, adopted_on: dt.date | None) -> None:
    """Raise 422 for a decision from before the plan was adopted."""
    if adopted_on is not None and decided_on < adopted_on:
        raise field_problem("decided_on", "too-early")
