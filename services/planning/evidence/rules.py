"""What a meeting can stand for."""

import datetime as dt

from shared.errors import Problem, field_problem

_HELD = "HELD"


def check_held(state: str, held_from: dt.date, adopted_on: dt.date) -> None:
    """Raise 409 for a meeting that was not held, 422 for a day before it."""
    if state != _HELD:
        raise Problem("state-conflict", ("การประชุมยังไม่ได้จัด", "The meeting was not held"))
    if adopted_on < held_from:
        raise field_problem("adopted_on", "too-early")
