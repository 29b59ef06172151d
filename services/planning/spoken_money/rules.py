"""How much of an item's money is left to ask for, when the same money stands in items below and above it.

Money belongs to the item that brings it and goes up along the shares, never more of it than a share. Whether all
proposals can have what they speak for, and how much more one of them could have, is a question of flow: it is
answered exactly, whichever way the money has to go (docs/decisions/0021).
"""

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from services.planning.spoken_money.schemas import Spot


@dataclass(slots=True)
class _Flow:
    """Money on its way, in satang: what lies free at each item, what may still come up, what has come up."""

    free: dict[UUID, int]
    room: dict[UUID, dict[UUID, int]] = field(default_factory=dict)
    """By the item above, then the one below."""
    sent: dict[UUID, dict[UUID, int]] = field(default_factory=dict)
    """By the item below, then the one above."""
    lacking: int = 0


def left(spots: Sequence[Spot], item_id: UUID) -> Decimal:
    """Return the most that the item could ask for beside all that is spoken for, in baht.

    `spots` hold the item and all that shares money with it and that proposals speak for; each once.
    """
    flow = _flow(spots, item_id)
    return _baht(_draw(flow, item_id, sum(flow.free.values())))


def lacking(spots: Sequence[Spot]) -> Decimal:
    """Return by how much proposals speak for more money than there is, in baht."""
    return _baht(_flow(spots, None).lacking)


def _flow(spots: Sequence[Spot], item_id: UUID | None) -> _Flow:
    """Return what is left after each proposal took what it speaks for, from as near as it can.

    Where all money has one way up each item takes its own and sends on what is left. Items of which money goes
    several ways, those above them, and the one asked about with those above it are kept for `_draw`.
    """
    known = {spot.id for spot in spots}
    above = {spot.id: [up for up in spot.shares if up[0] in known] for spot in spots}
    free = {spot.id: _satang(spot.budget) for spot in spots}
    for ups in above.values():
        for upper, share in ups:
            free[upper] -= _satang(share)
    flow = _Flow({each: max(0, own) for each, own in free.items()})
    kept: list[Spot] = []
    for spot in _from_below(spots, above):
        ups = above[spot.id]
        if spot.id == item_id or len(ups) > 1 or spot.id in flow.room:
            kept.append(spot)
            for upper, share in ups:
                flow.room.setdefault(upper, {})[spot.id] = _satang(share)
            continue
        rest = flow.free.pop(spot.id) - _satang(spot.spoken)
        flow.lacking += max(0, -rest)
        for upper, share in ups:
            flow.free[upper] += min(_satang(share), max(0, rest))
    for spot in kept:
        wanted = _satang(spot.spoken)
        flow.lacking += wanted - _draw(flow, spot.id, wanted)
    return flow


def _from_below(
    spots: Sequence[Spot], above: dict[UUID, list[tuple[UUID, Decimal]]]
) -> list[Spot]:
    """Return the spots, each after all those below it."""
    waits = dict.fromkeys(above, 0)
    for ups in above.values():
        for upper, _ in ups:
            waits[upper] += 1
    by_id = {spot.id: spot for spot in spots}
    ready = [each for each, many in waits.items() if not many]
    for each in ready:
        for upper, _ in above[each]:
            waits[upper] -= 1
            if not waits[upper]:
                ready.append(upper)
    return [by_id[each] for each in ready]


def _draw(flow: _Flow, item: UUID, wanted: int) -> int:
    """Let an item take up to so much; return how much it got. What others have they keep, from elsewhere perhaps."""
    got = 0
    while got < wanted and (way := _way(flow, item)):
        hops = list(itertools.pairwise(way))
        most = [_most(flow, *hop) for hop in hops]
        step = min(wanted - got, flow.free[way[-1]], *most)
        for here, there in hops:
            _move(flow, here, there, step)
        flow.free[way[-1]] -= step
        got += step
    return got


def _way(flow: _Flow, item: UUID) -> list[UUID]:
    """Return the shortest way from an item to free money: down a share, or up to who can do without this one's."""
    came: dict[UUID, UUID | None] = {item: None}
    ahead = deque([item])
    while ahead:
        here = ahead.popleft()
        if flow.free[here]:
            way: list[UUID] = []
            at: UUID | None = here
            while at is not None:
                way.append(at)
                at = came[at]
            return way[::-1]
        for there in (*flow.room.get(here, ()), *flow.sent.get(here, ())):
            if there not in came and _most(flow, here, there):
                came[there] = here
                ahead.append(there)
    return []


def _most(flow: _Flow, here: UUID, there: UUID) -> int:
    """Return how much `here` could get more from below, or send less up."""
    rooms = flow.room.get(here, {})
    return rooms[there] if there in rooms else flow.sent.get(here, {}).get(there, 0)


def _move(flow: _Flow, here: UUID, there: UUID, step: int) -> None:
    below = there in flow.room.get(here, {})
    upper, lower = (here, there) if below else (there, here)
    more = step if below else -step
    flow.room[upper][lower] -= more
    sent = flow.sent.setdefault(lower, {})
    sent[upper] = sent.get(upper, 0) + more


def _satang(baht: Decimal) -> int:
    return int(baht.scaleb(2))


def _baht(satang: int) -> Decimal:
    return Decimal(satang).scaleb(-2)
