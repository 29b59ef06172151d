"""In which order hops are told, and how many days lie between them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.planning.plans.schemas import PlanLevel
from shared.contracts.planning import Hop

MOST = 500
"""So many of the last hops are told."""
VOICED, JOINED, DROPPED = 0, 1, 1
UPWARD = {level.value: 2 * place for place, level in enumerate(PlanLevel, start=1)}
PROPOSING, ANSWERING, REPORTING = 15, 16, 24
DOWNWARD = {level.value: REPORTING - place for place, level in enumerate(PlanLevel, start=1)}
"""The order of what happened on one day: up by level, the proposal, its answer, down by level, results."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A hop before the days to the next one are known, with its place among the hops of its day."""

    rank: int
    hop: Hop
    leaves: frozenset[UUID] | None = None
    """The needs that it happened to, of those that the need on the way became; None for all of them."""


def in_order(found: Iterable[Dated], today: dt.date, *, ended: bool) -> list[Hop]:
    """Return hops in the order of their days, each with the days until the next one, the last until today.

    When the way has ended nobody waits after the last one.
    """
    hops = [each.hop for each in sorted(found, key=_place)]
    ends = [*(hop.date for hop in hops[1:]), hops[-1].date if ended else today]
    return [
        hop.model_copy(update={"days": max(0, (end - hop.date).days)})
        for hop, end in zip(hops[-MOST:], ends[-MOST:], strict=True)
    ]


def latest(found: Iterable[Dated], leaf: UUID | None) -> Hop:
    """Return the last hop of all, or the last of those that happened to one of the needs that it became."""
    mine = [each for each in found if leaf is None or each.leaves is None or leaf in each.leaves]
    return max(mine, key=_place).hop


def _place(each: Dated) -> tuple[dt.date, int, UUID]:
    return each.hop.date, each.rank, each.hop.id
