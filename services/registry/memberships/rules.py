"""What is allowed of memberships."""

import datetime as dt

from shared.errors import Problem, field_problem


def check_ending(starts_on: dt.date, ends_on: dt.date | None, asked: dt.date) -> None:
    """Raise 409 when it has ended already, 422 for an end before its start."""
    if ends_on is not None:
        raise Problem("state-conflict")
    if asked < starts_on:
        raise field_problem("ends_on", "end-before-start")
