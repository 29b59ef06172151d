"""How a level follows from dated evidence, and what is allowed of an assessment."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from services.registry.rubrics.schemas import DECLARED, StrengthLevel, items_of
from services.registry.strength.schemas import AssessmentNew, Days, Evidence
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

CENT = Decimal("0.01")


def level_on(evidence: Iterable[Evidence], day: dt.date) -> Evidence | None:
    """Return the latest standing assessment on or before the day, or None when there is none.

    Its level may be lower than the one before: strength falls as well as rises (domain 1.10, rule 3).
    """
    known = ((e.assessed_on, e.id, e) for e in evidence if e.standing and e.assessed_on <= day)
    latest = max(known, default=None, key=lambda each: each[:2])
    return latest[2] if latest else None


def spans(evidence: Iterable[Evidence]) -> list[Days]:
    """Return for which days each assessment tells the level: `level_on` for all days at once."""
    last: dict[dt.date, Evidence] = {}
    for each in evidence:
        known = last.get(each.assessed_on)
        if each.standing and (known is None or known.id < each.id):
            last[each.assessed_on] = each
    days = sorted(last)
    ends = [*days[1:], None]
    return [
        Days(last[day].id, last[day].level, day, end) for day, end in zip(days, ends, strict=False)
    ]


def share_reached(frames: Any, scores: Mapping[str, int]) -> Fraction:
    """Return which part of its weighted scale was reached, 0 to 1; every item has a score."""
    items = items_of(frames)
    reached = sum(
        item["weight"]
        * Fraction(scores[item["code"]] - item["scale_min"], item["scale_max"] - item["scale_min"])
        for item in items
    )
    return Fraction(reached, sum(item["weight"] for item in items))


def level_reached(share: Fraction, thresholds: Mapping[str, int]) -> StrengthLevel | None:
    """Return the highest level whose threshold (percent) is reached, or None below the first."""
    reached = [level for level in StrengthLevel if share * 100 >= thresholds[level.value.lower()]]
    return reached[-1] if reached else None


def percent(share: Fraction) -> Decimal:
    """Return a part as a percentage with two decimals, half rounded up."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)


def judged(
    new: AssessmentNew, code: str, frames: Any, thresholds: Any
) -> tuple[StrengthLevel | None, Decimal | None]:
    """Return the level and the score of an assessment by a rubric.

    A level said directly is for DECLARED alone; every other rubric wants one score for each of its items.
    Raises 422 with a pointer to each score that does not fit.
    """
    if code == DECLARED:
        if new.scores or new.level is None:
            raise field_problem("level", "level-or-scores")
        return new.level, None
    if new.level is not None or not new.scores:
        raise field_problem("scores", "level-or-scores")
    given = _checked(new, {item["code"]: item for item in items_of(frames)})
    share = share_reached(frames, given)
    return level_reached(share, thresholds), percent(share)


def _checked(new: AssessmentNew, items: Mapping[str, Any]) -> dict[str, int]:
    given: dict[str, int] = {}
    wrong = []
    for place, each in enumerate(new.scores):
        where: Sequence[str | int] = ("body", "scores", place)
        item = items.get(each.item)
        if item is None:
            wrong.append(FieldError((*where, "item"), "unknown-reference"))
        elif each.item in given:
            wrong.append(FieldError((*where, "item"), "repeated-item"))
        elif not item["scale_min"] <= each.score <= item["scale_max"]:
            limits = {"min": item["scale_min"], "max": item["scale_max"]}
            wrong.append(FieldError((*where, "score"), "out-of-range", **limits))
        given[each.item] = each.score
    if not wrong and (missing := [code for code in items if code not in given]):
        wrong.append(FieldError(("body", "scores"), "items-missing", items=missing))
    if wrong:
        raise Problem("validation-failed", errors=wrong)
    return given


def check_level(area_code: str) -> None:
    """Raise 422 unless a tambon is assessed."""
    if level_of(area_code) is not Level.TAMBON:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON"])


def check_points(new: AssessmentNew) -> None:
    """Raise 422 unless a strong or a weak point is named (domain 1.10, rule 3)."""
    if not new.strong_points and not new.weak_points:
        raise field_problem("strong_points", "no-points")


def check_standing(withdrawn_at: dt.datetime | None) -> None:
    """Raise 409 when the assessment was withdrawn before."""
    if withdrawn_at is not None:
        raise Problem("state-conflict")


def check_evidence(new: AssessmentNew, kept: Mapping[str, bool]) -> None:
    """Raise 422 at each score whose evidence is not among the documents that are `kept`."""
    wrong = [
        FieldError(("body", "scores", place, "evidence_sha256"), "unknown-reference")
        for place, each in enumerate(new.scores)
        if each.evidence_sha256 is not None and not kept.get(each.evidence_sha256)
    ]
    if wrong:
        raise Problem("validation-failed", errors=wrong)
