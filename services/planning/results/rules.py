"""What is allowed of results."""

import datetime as dt

from shared.errors import field_problem


def check_day(reported_on: dt.date, adopted_on: dt.date | None) -> None:
    """Raise 422 for a report dated before the plan was adopted."""
    if adopted_on is not None and reported_on < adopted_on:
        raise field_problem("reported_on", "too-early")
