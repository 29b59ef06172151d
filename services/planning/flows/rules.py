"""How money and households flow along the edges between plans without losing a satang or a household."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from services.planning.flows.schemas import Edge, Leaf, Payer, Portion, Sums
from shared.money import allocate, sum_baht

NOTHING = Decimal("0.00")


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
        nothing = [NOTHING] * len(out)
        parts = allocate(reached[item], weights) if any(weights) else [reached[item], *nothing]
        stayed[item] = parts[0]
        for edge, part in zip(out, parts[1:], strict=True):
            carried[edge.id] = part
            reached[edge.below] = sum_baht([reached.get(edge.below, NOTHING), part])
    return Flow(reached, stayed, carried)


def households_with(
    households: int, budget: Decimal, taken: tuple[Decimal, int], share: Decimal
) -> int:
    """Return how many whole households come up with a share of an item's budget.

    `taken` is what came up from the item before: money and households. Each time so many come that all
    together are the whole part of their money's share: never more than the item has, and all of them when
    all of its money has come up. Where a share was made smaller or given up, so many may have come before
    that none do now.
    """
    if not budget:
        return 0
    money, before = taken
    whole = int(households * Fraction(min(money + share, budget)) / Fraction(budget))
    return max(whole - before, 0)


def sums(plan_id: UUID, leaves: Sequence[Leaf], edges: Sequence[Edge]) -> Sums:
    """Return a plan's money and households by where they were born, by plan below, by issue and by payer.

    `leaves` are the plan's items and all below them. Each breakdown adds up to the total, to the satang.
    """
    known = {leaf.id: leaf for leaf in leaves}
    top = [leaf for leaf in leaves if leaf.plan_id == plan_id]
    below = edges_below(edges)
    money = flow_along(
        {leaf.id: leaf.budget for leaf in top}, {leaf.id: leaf.own for leaf in leaves}, below
    ).stayed
    people = households_down(
        {leaf.id: leaf.households for leaf in top},
        {leaf.id: leaf.own_households for leaf in leaves},
        below,
    )
    born = [leaf for leaf in leaves if money.get(leaf.id) or people.get(leaf.id)]
    ours = {leaf.id for leaf in top}
    direct = [edge for edge in edges if edge.above in ours]
    by_area = _Portions()
    by_source = _Portions()
    carried = []
    for leaf in born:
        amount = money.get(leaf.id, NOTHING)
        by_area.add((leaf.area_code, None), leaf.id, amount, people.get(leaf.id, 0))
        for payer, part in paid_by(leaf, amount):
            by_source.add((payer.source or "", payer.agency_id), leaf.id, part)
        carried.append(_carried(leaf, amount))
    by_child = _Portions()
    for edge in direct:
        code = known[edge.below].area_code
        by_child.add((code, None), edge.below, edge.share, edge.households)
    by_issue = _Portions()
    for leaf in top:
        by_issue.add((leaf.issue_code, None), leaf.id, leaf.budget, leaf.households)
    return Sums(
        items=len(top),
        total=sum_baht(leaf.budget for leaf in top),
        own=sum_baht(leaf.own for leaf in top),
        from_below=sum_baht(edge.share for edge in direct),
        carried=sum_baht(carried),
        households=sum(leaf.households for leaf in top),
        by_area=by_area.told(),
        by_child_area=by_child.told(),
        by_issue=by_issue.told(),
        by_source=by_source.told(),
    )


def households_down(
    arrived: Mapping[UUID, int], own: Mapping[UUID, int], below: Mapping[UUID, Sequence[Edge]]
) -> dict[UUID, int]:
    """Share households downward as money is shared: whole ones, by largest remainder, none lost."""
    counted = {
        item: [replace(edge, share=_whole(edge.households)) for edge in edges]
        for item, edges in below.items()
    }
    flow = flow_along(
        {item: _whole(count) for item, count in arrived.items()},
        {item: _whole(count) for item, count in own.items()},
        counted,
    )
    return {item: int(part * 100) for item, part in flow.stayed.items()}


def _whole(count: int) -> Decimal:
    # One household stands for one satang, which is never split.
    return Decimal(count) / 100


def paid_by(leaf: Leaf, amount: Decimal) -> list[tuple[Payer, Decimal]]:
    """Return who pays which part of an amount of an item's own money, by its budget lines."""
    named = sum_baht(part for _, part in leaf.lines)
    lines = [*leaf.lines, (Payer(None), leaf.own - named)]
    weights = [part for _, part in lines]
    if not any(weights):
        return [(Payer(None), amount)] if amount else []
    parts = allocate(amount, weights)
    return [(payer, part) for (payer, _), part in zip(lines, parts, strict=True) if part]


def _carried(leaf: Leaf, amount: Decimal) -> Decimal:
    return (
        allocate(amount, [leaf.carried, leaf.own - leaf.carried])[0] if leaf.carried else NOTHING
    )


class _Portions:
    """Sums by a code and, for money of agencies, the agency."""

    def __init__(self) -> None:
        self.amounts: dict[tuple[str, UUID | None], list[Decimal]] = defaultdict(list)
        self.households: dict[tuple[str, UUID | None], int] = defaultdict(int)
        self.items: dict[tuple[str, UUID | None], set[UUID]] = defaultdict(set)

    def add(
        self, key: tuple[str, UUID | None], item: UUID, amount: Decimal, households: int = 0
    ) -> None:
        """Count an amount and households of an item under a key."""
        self.amounts[key].append(amount)
        self.households[key] += households
        self.items[key].add(item)

    def told(self) -> list[Portion]:
        """Return what was counted, in the order of the keys."""
        return [
            Portion(
                code=key[0],
                agency_id=key[1],
                items=len(self.items[key]),
                households=self.households[key],
                amount=sum_baht(amounts),
            )
            for key, amounts in sorted(self.amounts.items(), key=lambda one: str(one[0]))
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
