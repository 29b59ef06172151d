"""How small a count may be, for whom, and what is hidden with it."""

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


def table(
    area: str,
    by: CountedBy,
    k: int,
    places: Sequence[tuple[str, str]],
    counts: Mapping[tuple[str, str], int],
) -> dict[str, Any]:
    """Return the counts with totals; hidden are those below `k`, and those that would tell them."""
    columns = COLUMNS[by]
    raw = [[counts.get((code, column), 0) for column in columns] for code, _ in places]
    shown = cells.suppressed(raw, k)
    rows = [
        {"code": code, "name_th": name, "cells": _cells(line[:-1]), "total": _cells(line)[-1]}
        for (code, name), line in zip(places, shown, strict=False)
    ]
    return {
        "area": area,
        "by": by,
        "k": k,
        "columns": columns,
        "rows": rows,
        "totals": _cells(shown[-1][:-1]),
        "total": _cells(shown[-1])[-1],
    }


def _cells(line: Sequence[int | None]) -> list[dict[str, Any]]:
    return [{"count": count, "suppressed": count is None} for count in line]
