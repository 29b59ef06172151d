"""What follows from the way of a need: in which needs it lives today, and which part of the money is its own."""

from collections.abc import Mapping
from uuid import UUID

from services.planning.flows import rules as flows
from services.planning.flows.schemas import Edge
from services.planning.need_shares import rules as need_shares
from services.planning.need_shares.rules import Shares
from services.planning.needs.rules import ENDED
from services.planning.needs.schemas import NeedStatus
from services.planning.rollups.schemas import Decision
from services.planning.ways.schemas import KinFact, NeedFact, ProposalFact, Way

_ORDER = list(NeedStatus)


def lines(way: Way) -> need_shares.Lines:
    """Return what the needs on the way became by mergers and splits."""
    return need_shares.lines_of((each.origin_id, each.into_id) for each in way.lines)


def here(way: Way) -> list[NeedFact | KinFact]:
    """Return the needs in which this one lives today, the least far first: itself, unless merged or split."""
    known: dict[UUID, NeedFact | KinFact] = {each.id: each for each in way.kin}
    known[way.need.id] = way.need
    leaves = [known[leaf] for leaf in need_shares.leaves_of(way.need.id, lines(way))]
    return sorted(leaves, key=lambda each: (_ORDER.index(each.status), each.id))


def waiting(way: Way) -> NeedFact | KinFact | None:
    """Return which of the needs in which it lives has the farthest to go, or None when all have ended."""
    return next((each for each in here(way) if each.status not in ENDED), None)


def shares(way: Way) -> Shares:
    """Return what finds the need's share of money that stands at an item on its way."""
    money = {item.id: (item.own, item.need_ids) for item in way.items}
    return Shares.along(way.need.id, money, _included(way), lines(way))


def reached(way: Way) -> Mapping[UUID, frozenset[UUID]]:
    """Return which needs of today each item on the way carries: those that it answers, and from below."""
    became, below = lines(way), flows.edges_below(_included(way))
    answers = {item.id: item.need_ids for item in way.items}
    found: dict[UUID, frozenset[UUID]] = {}

    def carried(item: UUID) -> frozenset[UUID]:
        if item not in found:
            own = (need_shares.leaves_of(each, became) for each in answers.get(item, ()))
            rest = (carried(edge.below) for edge in below.get(item, ()))
            found[item] = frozenset[UUID]().union(*own, *rest)
        return found[item]

    return {item.id: carried(item.id) for item in way.items}


def asked(way: Way, leaf: UUID) -> list[ProposalFact]:
    """Return the proposals for what carries one of the needs in which it lives."""
    carried = reached(way)
    return [each for each in way.proposals if leaf in carried[each.plan_item_id]]


def _included(way: Way) -> list[Edge]:
    taken = (each for each in way.edges if each.decision is Decision.INCLUDED)
    return [Edge(each.id, each.below, each.above, each.share) for each in taken]
