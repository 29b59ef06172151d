"""How coverage is counted: pure arithmetic over what happened to levels in each fiscal year."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from services.registry.coverage.schemas import Change, Place, Target
from services.registry.rubrics.schemas import LEVEL_TH, StrengthLevel
from shared.contracts.registry import CoverageYear, LevelCount, StrengthCoverage
from shared.thai_time import fiscal_year_be

YEARS = 10
STRONG = (StrengthLevel.STRONG, StrengthLevel.CAN_RUN)
ALTERNATIVES_BE = (2579, 2575)
"""The forum of Sep 2567 and the twentieth anniversary of CODI name different years (domain 2.2)."""
TENTH = Decimal("0.1")


def percent(part: int, whole: int) -> float | None:
    """Return a percentage with one decimal, half rounded up; None of nothing."""
    if whole == 0:
        return None
    return float((Decimal(part * 100) / whole).quantize(TENTH, ROUND_HALF_UP))


def standing(changes: Iterable[Change], year_be: int) -> dict[str | None, int]:
    """Return how many tambons stand at each level at the end of a fiscal year."""
    counts: dict[str | None, int] = {}
    for change in changes:
        if change.fiscal_year_be <= year_be:
            counts[change.level] = counts.get(change.level, 0) + change.tambons
    return counts


def other_target(year_be: int) -> int | None:
    """Return the year that the other source names, or None when the rule was set to neither."""
    return next((other for other in ALTERNATIVES_BE if other != year_be), None)


def coverage(
    place: Place, tambons: int, changes: Iterable[Change], day: dt.date, target: Target
) -> StrengthCoverage:
    """Return the coverage of a place on a day with its last ten fiscal years, the day's own included.

    `changes` are those up to the day; years left are counted from the day's fiscal year.
    """
    known, year = list(changes), fiscal_year_be(day)
    now = standing(known, year)
    assessed = sum(now.values())
    strong = sum(now.get(level, 0) for level in STRONG)
    return StrengthCoverage(
        **place._asdict(),
        as_of=day,
        tambons=tambons,
        assessed_tambons=assessed,
        assessed_percent=percent(assessed, tambons),
        not_assessed_tambons=tambons - assessed,
        below_tambons=now.get(None, 0),
        by_level=[
            LevelCount(
                level=level,
                name_th=LEVEL_TH[level],
                tambons=now.get(level, 0),
                percent=percent(now.get(level, 0), tambons),
            )
            for level in StrengthLevel
        ],
        strong_tambons=strong,
        strong_percent=percent(strong, tambons),
        fiscal_year_be=year,
        target_year_be=target.year_be,
        target_alternative_be=other_target(target.year_be),
        target_source_th=target.source_th,
        years_left=max(0, target.year_be - year),
        trend=[_of_year(known, each, tambons) for each in range(year - YEARS + 1, year + 1)],
    )


def _of_year(changes: list[Change], year_be: int, tambons: int) -> CoverageYear:
    then = standing(changes, year_be)
    assessed, strong = sum(then.values()), sum(then.get(level, 0) for level in STRONG)
    return CoverageYear(
        fiscal_year_be=year_be,
        assessed_tambons=assessed,
        assessed_percent=percent(assessed, tambons),
        strong_tambons=strong,
        strong_percent=percent(strong, tambons),
    )
