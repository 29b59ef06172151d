"""What is allowed of indicator sets."""

import datetime as dt
from collections.abc import Sequence

from services.planning.indicator_sets.schemas import Indicator, IndicatorKind, Last
from shared.errors import FieldError, Problem, field_problem


def check_indicators(indicators: Sequence[Indicator]) -> None:
    """Raise 422 for a code told twice, a score without bounds, or bounds where there is no score."""
    faults, seen = [], set[str]()
    for number, each in enumerate(indicators):
        where = ("body", "indicators", number)
        if each.code in seen:
            faults.append(FieldError((*where, "code"), "repeated-item"))
        seen.add(each.code)
        bounds = (each.least, each.most)
        if each.kind is IndicatorKind.SCORE:
            faults += [
                FieldError((*where, name), "required")
                for name, bound in zip(("least", "most"), bounds, strict=True)
                if bound is None
            ]
            if each.least is not None and each.most is not None and each.least >= each.most:
                faults.append(FieldError((*where, "most"), "must-rise"))
        elif bounds != (None, None):
            faults.append(FieldError((*where, "least"), "not-with-this-kind"))
    if faults:
        raise Problem("validation-failed", errors=faults)


def check_follows(
    version: int, area_code: str | None, valid_from: dt.date, last: Last | None
) -> None:
    """Raise 422 or 409 unless this is the owner's next version of the set.

    A code belongs to who used it first, so that nobody puts another meaning under a known name.
    """
    if last is None:
        if version != 1:
            raise field_problem("version", "out-of-range", expected=1)
        return
    if version <= last.version or area_code != last.area_code:
        raise Problem("already-exists")
    if version != last.version + 1:
        raise field_problem("version", "out-of-range", expected=last.version + 1)
    if valid_from <= last.valid_from:
        raise field_problem("valid_from", "too-early")
