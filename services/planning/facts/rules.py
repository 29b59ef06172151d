"""What is allowed of facts, and what of them may be seen: pure decisions."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from services.planning.facts.schemas import FactRow, FactStatus
from services.planning.indicator_sets.schemas import Indicator, IndicatorKind
from shared import ids, text
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of
from shared.thai_time import fiscal_year_be

SMALLEST = 10
"""A count below this is shown to nobody but those responsible: few people are known by their number."""
HUNDRED = Decimal(100)
TOLD_OF = (Level.TAMBON, Level.DISTRICT, Level.PROVINCE)


class Cell(NamedTuple):
    """A value as it is kept, and whether it tells of too few people."""

    value: Decimal
    base: int | None
    hidden: bool


def cell(indicator: Indicator, value: str, base: int | None) -> Cell:
    """Return the cell of an indicator for a value without faults (`faults_of`)."""
    number = Decimal(value)
    return Cell(number, base, hides(indicator.kind, number, base))


def hides(kind: IndicatorKind, value: Decimal, base: int | None) -> bool:
    """Say whether a value tells of fewer than SMALLEST people.

    A share tells of those whom it counts and of the others; what it was rounded by counts against it.
    """
    if kind is IndicatorKind.COUNT:
        return value < SMALLEST
    if base is None or base < SMALLEST:
        return True
    if kind is IndicatorKind.SCORE:
        return False
    digits = -int(value.as_tuple().exponent)
    rounded = Decimal(5).scaleb(-digits - 1)
    fewest = (min(value, HUNDRED - value) - rounded) * base / HUNDRED
    return fewest < SMALLEST


def written(value: Decimal) -> str:
    """Return a kept value in its fewest digits: how many it was told with is not kept, and more claim more."""
    return format(value.normalize(), "f")


def faults_of(indicator: Indicator, value: str, base: int | None) -> list[tuple[str, str]]:
    """Return what is wrong with a value: (member, code) pairs, none when all is well."""
    number, faults = Decimal(value), []
    bounds = {
        IndicatorKind.COUNT: (0, None),
        IndicatorKind.SHARE: (0, 100),
        IndicatorKind.SCORE: (indicator.least, indicator.most),
    }
    least, most = bounds[indicator.kind]
    if (least is not None and number < least) or (most is not None and number > most):
        faults.append(("value", "out-of-range"))
    if indicator.kind is IndicatorKind.COUNT:
        if number != number.to_integral_value():
            faults.append(("value", "wrong-type"))
        if base is not None:
            faults.append(("base", "not-with-this-kind"))
    elif base is None:
        faults.append(("base", "required"))
    return faults


def check_value(indicator: Indicator, value: str, base: int | None) -> None:
    """Raise 422 for a value that does not fit its indicator."""
    faults = [
        FieldError(("body", member), code) for member, code in faults_of(indicator, value, base)
    ]
    if faults:
        raise Problem("validation-failed", errors=faults)


def check_year(year_be: int, collected_on: dt.date) -> None:
    """Raise 422 for data of a year that had not begun when they were collected: dashboards show the newest."""
    last = fiscal_year_be(collected_on)
    if year_be > last:
        raise field_problem("year_be", "out-of-range", max=last)


def check_rows(
    area_code: str,
    rows: Sequence[FactRow],
    indicators: Mapping[str, Indicator],
    known: Collection[str],
    told: Collection[tuple[str, str]],
) -> None:
    """Raise 422 naming every wrong row of a table, so that it can be mended at once.

    `known` are the areas in use, `told` the (area, indicator) pairs that the set has for this year.
    """
    faults: list[FieldError] = []
    seen, level = set[tuple[str, str]](), level_of(rows[0].area_code)
    for number, row in enumerate(rows):
        faults += [
            FieldError(("body", "facts", number, member), code)
            for member, code in _faults_of_row(row, indicators)
        ]
        place = ("body", "facts", number, "area_code")
        if not row.area_code.startswith(area_code):
            faults.append(FieldError(place, "outside-parent"))
        elif level_of(row.area_code) not in TOLD_OF or level_of(row.area_code) is not level:
            faults.append(FieldError(place, "wrong-level", levels=[level.value]))
        elif row.area_code not in known:
            faults.append(FieldError(place, "unknown-reference"))
        pair = (row.area_code, row.indicator_code)
        if pair in seen or pair in told:
            code = "repeated-item" if pair in seen else "already-told"
            faults.append(FieldError(("body", "facts", number), code))
        seen.add(pair)
    if faults:
        raise Problem("validation-failed", errors=faults)


def _faults_of_row(row: FactRow, indicators: Mapping[str, Indicator]) -> list[tuple[str, str]]:
    indicator = indicators.get(row.indicator_code)
    if indicator is None:
        return [("indicator_code", "unknown-reference")]
    return faults_of(indicator, row.value, row.base)


def check_parties(parties: Sequence[str]) -> None:
    """Raise 422 for a party named twice: two names of one party make no shared data."""
    seen = set[str]()
    for number, party in enumerate(parties):
        key = text.search_key(party)
        if key in seen:
            where = ("body", "parties_th", number)
            raise Problem("validation-failed", errors=[FieldError(where, "repeated-item")])
        seen.add(key)


def check_draft(status: str) -> None:
    """Raise 409 unless the fact is a draft: what was verified is sent back before it is corrected."""
    if status != FactStatus.DRAFT:
        said = ("แก้ได้เฉพาะร่าง ส่งกลับก่อน", "Only a draft is corrected: send it back first")
        raise Problem("state-conflict", said)


def row_id(table_id: UUID, number: int) -> UUID:
    """Return the id of a table's row: the same whenever the table is sent, of the table's own time."""
    return ids.part_id(table_id, number)
