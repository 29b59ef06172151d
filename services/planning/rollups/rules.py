"""What is allowed of inclusions, and how a roll-up is told."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.planning.budget_lines.schemas import SOURCE_TH, Source
from services.planning.flows.schemas import Portion, Sums
from services.planning.plans.schemas import PlanLevel
from services.planning.rollups.schemas import (
    Decision,
    IssueShare,
    Names,
    PlanInShort,
    Rollup,
    Said,
    SourceShare,
)
from shared.errors import FieldError, Problem, field_problem
from shared.money import Money

ABOVE: Mapping[PlanLevel, tuple[PlanLevel, ...]] = {
    PlanLevel.TAMBON: (PlanLevel.DISTRICT,),
    PlanLevel.DISTRICT: (PlanLevel.ZONE, PlanLevel.PROVINCE),
    PlanLevel.ZONE: (PlanLevel.PROVINCE,),
    PlanLevel.PROVINCE: (PlanLevel.PROVINCE_GROUP, PlanLevel.REGION, PlanLevel.NATION),
    PlanLevel.PROVINCE_GROUP: (PlanLevel.REGION, PlanLevel.NATION),
    PlanLevel.REGION: (PlanLevel.NATION,),
    PlanLevel.NATION: (),
}
"""Where each level rolls up into: zones and groups of provinces are not everywhere (docs/decisions/0016)."""
NOT_TOLD = "ยังไม่ระบุแหล่งเงิน"


@dataclass(frozen=True, slots=True)
class Part:
    """A plan as far as a roll-up looks at it: the areas that it is about, its level and its first year."""

    areas: tuple[str, ...]
    level: str
    fiscal_year_be: int


def check_edge(below: Part, above: Part) -> None:
    """Raise 422 at `into_item_id` unless the plan above is of a level that fits, holds the area, and is of the year."""
    fitting = [level.value for level in ABOVE[PlanLevel(below.level)]]
    if above.level not in fitting:
        levels = {"levels": fitting} if fitting else {}
        raise field_problem("into_item_id", "wrong-level", **levels)
    if not all(code.startswith(above.areas) for code in below.areas):
        raise field_problem("into_item_id", "outside-parent")
    if below.fiscal_year_be != above.fiscal_year_be:
        year = below.fiscal_year_be
        raise field_problem("into_item_id", "out-of-range", min=year, max=year)


def check_decision(decision: Decision, share: Decimal, reason_th: str | None) -> None:
    """Raise 422 unless a share goes with INCLUDED, and none but a reason with EXCLUDED."""
    if decision is Decision.INCLUDED and share == 0:
        raise field_problem("share/amount", "out-of-range", gt="0.00")
    if decision is Decision.EXCLUDED and share != 0:
        raise field_problem("share/amount", "out-of-range", max="0.00")
    if decision is Decision.EXCLUDED and reason_th is None:
        raise field_problem("reason_th", "required")


def check_day(decided_on: dt.date, adopted_on: dt.date | None) -> None:
    """Raise 422 for a decision dated before the plan below was adopted."""
    if adopted_on is not None and decided_on < adopted_on:
        raise field_problem("decided_on", "too-early")


def check_undecided(decided: Collection[UUID]) -> None:
    """Raise 409 when it was decided before about this item and the one above."""
    if decided:
        raise Problem(
            "state-conflict",
            (
                "พิจารณาคู่นี้ไปแล้ว แก้ผลเดิมได้ขณะแผนบนเป็นร่าง",
                "This pair was decided before: that decision can be changed while the plan above is a draft",
            ),
            inclusion_ids=sorted(str(each) for each in decided),
        )


def check_conserved(budget: Decimal, taken: Decimal, share: Decimal) -> None:
    """Raise 422 `rule-broken` at the share when the shares of an item exceed its budget, with what is left of it."""
    if taken + share > budget:
        said = ("ส่วนแบ่งรวมเกินงบของโครงการ", "The shares would exceed the budget of the item")
        left = str(max(budget - taken, Decimal("0.00")))
        where = FieldError(("body", "share", "amount"), "out-of-range", max=left)
        shares = str(taken + share)
        raise Problem("rule-broken", said, errors=[where], budget=str(budget), shares=shares)


def news_of_version(
    before: Mapping[UUID, Said], now: Mapping[UUID, Said]
) -> tuple[list[UUID], list[UUID]]:
    """Return the decisions that are new in a plan's next version, and those taken in before and no more.

    What a version carries over was told when it was decided; what is decided about otherwise is told as that.
    """
    known, decided = set(before.values()), {each.plan_item_id for each in now.values()}
    fresh = [each for each, said in now.items() if said not in known]
    dropped = [
        each
        for each, said in before.items()
        if said.decision == Decision.INCLUDED and said.plan_item_id not in decided
    ]
    return sorted(fresh), sorted(dropped)


def told(plan: str, sums: Sums, names: Names) -> str:
    """Return a plan's roll-up as JSON with today's names; `plan` is the plan itself as JSON."""
    rollup = Rollup(
        plan=PlanInShort.model_validate_json(plan),
        items=sums.items,
        total=Money.of(sums.total),
        own=Money.of(sums.own),
        from_below=Money.of(sums.from_below),
        carried=Money.of(sums.carried),
        households=sums.households,
        by_area=[],
        by_child_area=[],
        by_issue=[
            IssueShare(
                issue_code=part.code,
                issue_name_th=names.issues.get(part.code, part.code),
                items=part.items,
                households=part.households,
                amount=Money.of(part.amount),
            )
            for part in sums.by_issue
        ],
        by_source=[_source(part, names) for part in sums.by_source],
    )
    whole = rollup.model_dump(mode="json")
    whole["by_area"] = _by_area(sums.by_area, names)
    whole["by_child_area"] = _by_area(sums.by_child_area, names)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _by_area(parts: Sequence[Portion], names: Names) -> list[dict[str, Any]]:
    """Return what is told of places as `AreaShare` says it; the nation has 7,400, so that none is a model."""
    found = []
    for part in parts:
        level, name_th, name_en = names.places[part.code]
        area = {"code": part.code, "level": level, "name_th": name_th, "name_en": name_en}
        told = {"area": area, "items": part.items, "households": part.households}
        found.append({**told, "amount": {"amount": f"{part.amount:.2f}", "currency": "THB"}})
    return found


def _source(part: Portion, names: Names) -> SourceShare:
    source = Source(part.code) if part.code else None
    label = NOT_TOLD if source is None else SOURCE_TH[source]
    agency = names.agencies.get(part.agency_id) if part.agency_id else None
    return SourceShare(
        source=source,
        source_th=agency or label,
        agency_id=part.agency_id,
        items=part.items,
        amount=Money.of(part.amount),
    )
