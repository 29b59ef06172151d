"""What is allowed of issues."""

import datetime as dt
from collections.abc import Mapping

from shared.errors import field_problem


def check_time(valid_from: dt.date | None, valid_until: dt.date | None) -> None:
    """Raise 422 unless an issue ends after it begins."""
    if valid_from is not None and valid_until is not None and valid_until <= valid_from:
        raise field_problem("valid_until", "end-before-start")


def check_above(code: str, field: str, other: str | None, above: Mapping[str, str | None]) -> None:
    """Raise 422 at `field` unless the other issue is defined and does not lead back to this one."""
    if other is not None and other not in above and other != code:
        raise field_problem(field, "unknown-reference")
    while other is not None:
        if other == code:
            raise field_problem(field, "circle")
        other = above.get(other)
