"""What is allowed of issues."""

import datetime as dt
from collections.abc import Mapping
from typing import NoReturn

from shared.errors import field_problem


def holds(valid_from: dt.date | None, valid_until: dt.date | None, day: dt.date) -> bool:
    """Say whether an issue is in use on a day; its end is the first day on which it is not."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day < valid_until)


def refuse_unknown(known_as: str | None) -> NoReturn:
    """Raise 422 at `issue_code`: with the code to use when the issue is known by it."""
    if known_as is None:
        raise field_problem("issue_code", "unknown-reference")
    raise field_problem("issue_code", "known-as", use=known_as)


def refuse_ended(newer: str | None) -> NoReturn:
    """Raise 422 at `issue_code` for an issue that is not in use, with the one that succeeds it."""
    raise field_problem("issue_code", "not-in-use", **({} if newer is None else {"use": newer}))


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
