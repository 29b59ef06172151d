"""What is allowed of results."""

import datetime as dt
from decimal import Decimal

from services.planning.progress import rules as progress
from shared.errors import field_problem


def check_day(reported_on: dt.date, adopted_on: dt.date | None) -> None:
    """Raise 422 for a report dated before the plan was adopted."""
    if adopted_on is not None and reported_on < adopted_on:
        raise field_problem("reported_on", "too-early")


def check_period(starts_on: dt.date | None, ends_on: dt.date | None, reported_on: dt.date) -> None:
    """Raise 422 for half a period, one that ends before it starts, or a report from before it."""
    if starts_on is None or ends_on is None:
        if starts_on is not ends_on:
            raise field_problem("starts_on" if starts_on is None else "ends_on", "required")
        return
    progress.check_period(starts_on, ends_on, reported_on)


def check_last(starts_on: dt.date | None, *, closes: bool) -> None:
    """Raise 422 for a result after which the work goes on that does not say of which period it is."""
    if not closes and starts_on is None:
        raise field_problem("starts_on", "required")


def check_spent(spent: Decimal | None, budget: Decimal, reason_th: str | None) -> None:
    """Raise 422 `rule-broken` when more than the budget is spent and no reason is stated."""
    if spent is not None:
        progress.check_within(budget, spent, {}, {}, reason_th)
