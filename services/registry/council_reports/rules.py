"""What is allowed of councils' yearly reports."""

import datetime as dt

from shared.errors import field_problem
from shared.thai_time import ERA


def check_year(year_be: int, delivered_on: dt.date, acknowledged_on: dt.date | None) -> None:
    """Raise 422 for a report that is delivered before its year, or on a year before the council was."""
    if delivered_on.year + ERA < year_be:
        raise field_problem("delivered_on", "too-early")
    if acknowledged_on is not None and year_be < acknowledged_on.year + ERA:
        raise field_problem("year_be", "too-early")
