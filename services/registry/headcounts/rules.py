"""How small a count may be, for whom, and what is hidden with it.

Counts are hidden once, in the base tables: a province by districts for everybody, a district by tambons for
those at home there. They have no count in common. All other tables are made from what base tables show, never
from the counts behind it, so that comparing tables tells no more than the base tables do.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.headcounts.schemas import GENERATIONS, CountedBy
from services.registry.people.schemas import Post
from shared import cells
from shared.auth import Subject
from shared.places import covers
from shared.policies import Role

FEWEST, FEWEST_AT_HOME = 10, 5
AT_HOME = frozenset({Role.PROVINCE_WORKING_GROUP, Role.REGION_OFFICE})
COLUMNS = {
    CountedBy.POST: tuple(post.value for post in Post),
    CountedBy.GENERATION: (*GENERATIONS, "UNKNOWN"),
}


Counts = Mapping[tuple[str, str, str], int]
"""(by, code, value) → how many."""
Shown = dict[str, list[int | None]]


def fewest(by: Subject, area: str) -> int:
    """Return k: 5 for province staff in what they are responsible for, 10 for everybody else."""
    home = [
        grant
        for grant in by.grants
        if grant.role in AT_HOME and grant.area and area and covers(grant.area, area)
    ]
    return FEWEST_AT_HOME if home else FEWEST


def digits_below(area: str) -> int:
    """Return how long the codes are that are counted: those of the level below, a tambon's its own."""
    return min(len(area) + 2, 6)


def base_digits(k: int) -> int:
    """Return how long the codes are whose tables are the base of all others that are given with `k`."""
    return 4 if k == FEWEST_AT_HOME else 2


def below(area: str, places: Mapping[str, str]) -> list[str]:
    """Return the codes of a table's rows."""
    digits = digits_below(area)
    return [code for code in places if len(code) == digits and code.startswith(area)]


def gathered(counts: Counts, digits: int) -> Counts:
    """Return the counts of areas with so many digits, those below them added up."""
    found: Counter[tuple[str, str, str]] = Counter()
    for (by, code, value), count in counts.items():
        found[by, code[:digits], value] += count
    return dict(found)


def base_table(
    area: str, by: CountedBy, k: int, places: Mapping[str, str], counts: Counts
) -> Shown:
    """Return what is shown of a base table: a line of cells and total by code, under "" their totals.

    A total is hidden whichever way it is counted when it is hidden one way: often the two are the same.
    """
    codes = below(area, places)
    raw = {
        each: [[counts.get((each, code, column), 0) for column in COLUMNS[each]] for code in codes]
        for each in CountedBy
    }
    rows: set[int] = set()
    while True:
        found = {
            each: cells.suppressed(lines, k, {(row, len(COLUMNS[each])) for row in rows})
            for each, lines in raw.items()
        }
        hidden = {
            row for lines in found.values() for row, line in enumerate(lines) if line[-1] is None
        }
        if hidden <= rows:
            return dict(zip((*codes, ""), found[by], strict=True))
        rows |= hidden


def table(
    area: str, by: CountedBy, k: int, places: Mapping[str, str], counts: Counts
) -> dict[str, Any]:
    """Return the counts with totals; hidden are those below `k`, and those that would tell them.

    `counts` are those of the areas one level below the base; `places` are those of the base and below.
    """
    columns, base = COLUMNS[by], base_digits(k)
    nothing: list[int | None] = [None] * (len(columns) + 1)
    codes = below(area, places)
    if len(area) < base:
        lines = {code: base_table(code, by, k, places, counts)[""] for code in codes}
        totals = [_sum(column) for column in zip(*lines.values(), strict=True)]
    else:
        lines = base_table(area[:base], by, k, places, counts)
        totals = lines["" if len(area) == base else area] if len(area) <= base + 2 else nothing
    rows = [
        {
            "code": code,
            "name_th": places[code],
            "cells": _cells(line[:-1]),
            "total": _cells(line)[-1],
        }
        for code in codes
        for line in [lines.get(code, nothing)]
    ]
    return {
        "area": area,
        "by": by,
        "k": k,
        "columns": columns,
        "rows": rows,
        "totals": _cells(totals[:-1]),
        "total": _cells(totals)[-1],
    }


def _sum(column: Sequence[int | None]) -> int | None:
    """Return the sum of what is shown, nothing when something is hidden."""
    shown = [count for count in column if count is not None]
    return sum(shown) if len(shown) == len(column) else None


def _cells(line: Sequence[int | None]) -> list[dict[str, Any]]:
    return [{"count": count, "suppressed": count is None} for count in line]
