"""What follows from the way of a need: in which needs it lives today, and which part of the money is its own."""

from services.planning.flows.schemas import Edge
from services.planning.need_shares import rules as need_shares
from services.planning.need_shares.rules import Shares
from services.planning.needs.schemas import NeedStatus
from services.planning.rollups.schemas import Decision
from services.planning.ways.schemas import Way


def lines(way: Way) -> need_shares.Lines:
    """Return what the needs on the way became by mergers and splits."""
    return need_shares.lines_of((each.origin_id, each.into_id) for each in way.lines)


def fate(way: Way) -> set[NeedStatus]:
    """Return the states of the needs in which this one lives today: its own, unless merged or split."""
    told = {way.need.id: way.need.status, **{each.id: each.status for each in way.kin}}
    return {told[leaf] for leaf in need_shares.leaves_of(way.need.id, lines(way))}


def shares(way: Way) -> Shares:
    """Return what finds the need's share of money that stands at an item on its way."""
    included = [each for each in way.edges if each.decision is Decision.INCLUDED]
    edges = [Edge(each.id, each.below, each.above, each.share) for each in included]
    money = {item.id: (item.own, item.need_ids) for item in way.items}
    return Shares.along(way.need.id, money, edges, lines(way))
