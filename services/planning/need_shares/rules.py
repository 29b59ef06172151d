"""How an item's money is shared among the needs that it answers, and among what those needs became."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.planning.flows import rules as flows
from services.planning.flows.schemas import Edge
from shared.money import Money, allocate, sum_baht

Lines = Mapping[UUID, Sequence[UUID]]
"""What each need became: one by a merger, several by a split."""


def lines_of(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, list[UUID]]:
    """Return what each need became, in a fixed order, from pairs of an origin and what it went into."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for origin, into in pairs:
        found[origin].add(into)
    return {origin: sorted(into) for origin, into in found.items()}


def leaves_of(need_id: UUID, lines: Lines) -> frozenset[UUID]:
    """Return the needs in which a need lives today: itself, unless it was merged or split."""
    further = lines.get(need_id)
    if not further:
        return frozenset({need_id})
    return frozenset[UUID]().union(*(leaves_of(each, lines) for each in further))


def ahead_of(need_id: UUID, lines: Lines) -> frozenset[UUID]:
    """Return a need and all that it became, on the way to where it lives today too."""
    further = (ahead_of(each, lines) for each in lines.get(need_id, ()))
    return frozenset({need_id}).union(*further)


def spread(amount: Decimal, need_ids: Sequence[UUID], lines: Lines) -> dict[UUID, Decimal]:
    """Share an amount equally among needs, and of each again among what it became; nothing is lost."""
    found: dict[UUID, Decimal] = {}
    if not need_ids:
        return found
    for need_id, part in zip(
        need_ids, allocate(amount, [Decimal(1)] * len(need_ids)), strict=True
    ):
        further = lines.get(need_id)
        parts = spread(part, further, lines) if further else {need_id: part}
        for leaf, more in parts.items():
            found[leaf] = sum_baht([found.get(leaf, Decimal("0.00")), more])
    return found


@dataclass(frozen=True, slots=True)
class Shares:
    """Finds a need's share of money that stands at an item on its way."""

    leaves: frozenset[UUID]
    need_ids: Mapping[UUID, Sequence[UUID]]
    below: Mapping[UUID, list[Edge]]
    own: Mapping[UUID, Decimal]
    lines: Lines

    @classmethod
    def along(
        cls,
        need_id: UUID,
        items: Mapping[UUID, tuple[Decimal, Sequence[UUID]]],
        edges: list[Edge],
        lines: Lines,
    ) -> "Shares":
        """Return what finds the shares, prepared once; `items` hold their own budgets and their needs."""
        # Items beside the way keep what reaches them: where it goes there is not this need's story.
        own = {edge.below: Decimal(1) for edge in edges}
        own |= {item: budget for item, (budget, _) in items.items()}
        answered = {item: needs for item, (_, needs) in items.items()}
        return cls(leaves_of(need_id, lines), answered, flows.edges_below(edges), own, lines)

    def carried(self, amount: Decimal, item_id: UUID) -> Mapping[UUID, Decimal]:
        """Return what each edge below an item carries of `amount`."""
        return self._flow(amount, item_id).carried

    def of(self, amount: Decimal | None, item_id: UUID) -> Money | None:
        """Return the need's share of `amount` at an item as money, or None for no amount."""
        return None if amount is None else Money.of(self.baht(amount, item_id))

    def baht(self, amount: Decimal | None, item_id: UUID) -> Decimal:
        """Return the need's share of `amount` at an item: down the edges, then among an item's needs."""
        if amount is None:
            return flows.NOTHING
        stayed = self._flow(amount, item_id).stayed
        parts = (self._among(part, each) for each, part in stayed.items() if each in self.need_ids)
        return sum_baht(parts)

    def whole(self) -> Decimal:
        """Return the need's share of what the items that answer it have of their own."""
        return sum_baht(self._among(self.own[item], item) for item in self.need_ids)

    def _flow(self, amount: Decimal, item_id: UUID) -> flows.Flow:
        return flows.flow_along({item_id: amount}, self.own, self.below)

    def _among(self, amount: Decimal, item_id: UUID) -> Decimal:
        parts = spread(amount, self.need_ids[item_id], self.lines)
        return sum_baht(part for leaf, part in parts.items() if leaf in self.leaves)


def shares_of(
    parts: Iterable[tuple[Decimal, Sequence[UUID]]], need_ids: Iterable[UUID], lines: Lines
) -> dict[UUID, Decimal]:
    """Return how much of amounts, each shared by the needs beside it, is for each need or for what it became."""
    reached: dict[UUID, list[Decimal]] = defaultdict(list)
    for amount, answered in parts:
        for leaf, part in spread(amount, answered, lines).items():
            reached[leaf].append(part)
    sums = {leaf: sum_baht(found) for leaf, found in reached.items()}
    return {
        need: sum_baht(sums[leaf] for leaf in leaves_of(need, lines) if leaf in sums)
        for need in need_ids
    }
