"""What is allowed of inclusions, and how money flows along them without losing a satang."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.planning.plans.schemas import PlanLevel
from services.planning.rollups.schemas import (
    AreaShare,
    Decision,
    Edge,
    IssueShare,
    Leaf,
    PlanInShort,
    Rollup,
)
from shared.errors import Problem, field_problem
from shared.money import Money, allocate, sum_baht
from shared.places import AreaBlock, Level

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
NOTHING = Decimal("0.00")


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
            ("พิจารณาคู่นี้ไปแล้ว", "This pair was decided before"),
            inclusion_ids=sorted(str(each) for each in decided),
        )


def check_conserved(budget: Decimal, shared: Decimal) -> None:
    """Raise 422 `rule-broken` when the shares of an item exceed its budget, with what is left of it."""
    if shared > budget:
        said = ("ส่วนแบ่งรวมเกินงบของโครงการ", "The shares would exceed the budget of the item")
        raise Problem("rule-broken", said, budget=str(budget), shares=str(shared))


@dataclass(frozen=True, slots=True)
class Flow:
    """How an amount spread downward: what reached each item, what stayed there, what each edge carried."""

    reached: Mapping[UUID, Decimal]
    stayed: Mapping[UUID, Decimal]
    carried: Mapping[UUID, Decimal]


def flow_down(
    amounts: Mapping[UUID, Decimal], own: Mapping[UUID, Decimal], edges: Sequence[Edge]
) -> Flow:
    """Share the amounts that arrive at some items downward, in proportion to what came up along the edges.

    `own` holds the items' own budgets. At each item the amount is shared among its own budget and the
    shares of the items below it by largest remainder; what stays in all items adds up to the satang.
    """
    return flow_along(amounts, own, edges_below(edges))


def edges_below(edges: Sequence[Edge]) -> dict[UUID, list[Edge]]:
    """Return the edges by the item above them, in a fixed order."""
    below: dict[UUID, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda each: each.id.int):
        below[edge.above].append(edge)
    return below


def flow_along(
    amounts: Mapping[UUID, Decimal],
    own: Mapping[UUID, Decimal],
    below: Mapping[UUID, Sequence[Edge]],
) -> Flow:
    """Share the amounts as `flow_down` does, along edges that are in order already."""
    reached: dict[UUID, Decimal] = dict(amounts)
    stayed: dict[UUID, Decimal] = {}
    carried: dict[UUID, Decimal] = {}
    for item in _from_top(amounts, below):
        out = below.get(item, ())
        weights = [own[item], *(edge.share for edge in out)]
        parts = allocate(reached[item], weights) if any(weights) else [reached[item]]
        stayed[item] = parts[0]
        for edge, part in zip(out, parts[1:], strict=False):
            carried[edge.id] = part
            reached[edge.below] = sum_baht([reached.get(edge.below, NOTHING), part])
    return Flow(reached, stayed, carried)


def breakdown(told: str, leaves: Sequence[Leaf], edges: Sequence[Edge]) -> str:
    """Return a plan's money by where it was born, by the plans directly below, and by issue, as JSON.

    `told` is the plan itself as JSON.
    """
    plan = PlanInShort.model_validate_json(told)
    known = {leaf.id: leaf for leaf in leaves}
    top = [leaf for leaf in leaves if leaf.plan_id == plan.id]
    flow = flow_down(
        {leaf.id: leaf.budget for leaf in top}, {leaf.id: leaf.own for leaf in leaves}, edges
    )
    born = [(known[item], amount) for item, amount in flow.stayed.items() if amount]
    ours = {leaf.id for leaf in top}
    direct = [(known[edge.below], edge.share) for edge in edges if edge.above in ours]
    rollup = Rollup(
        plan=plan,
        items=len(top),
        total=Money.of(sum_baht(leaf.budget for leaf in top)),
        own=Money.of(sum_baht(leaf.own for leaf in top)),
        from_below=Money.of(sum_baht(share for _, share in direct)),
        by_area=_by_area(born),
        by_child_area=_by_area(direct),
        by_issue=_by_issue(top),
    )
    return rollup.model_dump_json()


def _by_area(parts: Sequence[tuple[Leaf, Decimal]]) -> list[AreaShare]:
    found: dict[str, list[tuple[Leaf, Decimal]]] = defaultdict(list)
    for leaf, amount in parts:
        found[leaf.area_code].append((leaf, amount))
    return [
        AreaShare(
            area=AreaBlock(
                code=code,
                level=Level(here[0][0].level),
                name_th=here[0][0].name_th,
                name_en=here[0][0].name_en,
            ),
            items=len({leaf.id for leaf, _ in here}),
            amount=Money.of(sum_baht(amount for _, amount in here)),
        )
        for code, here in sorted(found.items())
    ]


def _by_issue(leaves: Sequence[Leaf]) -> list[IssueShare]:
    found: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        found[leaf.issue_code].append(leaf)
    return [
        IssueShare(
            issue_code=code,
            issue_name_th=here[0].issue_name_th,
            items=len(here),
            amount=Money.of(sum_baht(leaf.budget for leaf in here)),
        )
        for code, here in sorted(found.items())
    ]


def _from_top(roots: Iterable[UUID], below: Mapping[UUID, Sequence[Edge]]) -> list[UUID]:
    """Return the roots and the items below them, each after all that stand above it."""
    order: list[UUID] = []
    seen: set[UUID] = set()
    stack = [(root, False) for root in roots]
    while stack:
        item, finished = stack.pop()
        if finished:
            order.append(item)
        elif item not in seen:
            seen.add(item)
            stack.append((item, True))
            stack.extend((edge.below, False) for edge in below.get(item, ()))
    return order[::-1]
