"""Money that proposals speak for, counted from outside: is there enough of it for all of them at once?

The way of counting is not the product's: every item of every plan in force is looked at, and one baht after another
is led from the item that brings it to a proposal, until no more can be.
"""

import itertools
from collections import defaultdict, deque
from decimal import Decimal
from typing import Any

import psycopg

_OWN = "SELECT id, own_baht FROM plan_items WHERE plan_status = 'ADOPTED'"
_SHARES = """
    SELECT plan_item_id, into_item_id, share_baht FROM inclusions
    WHERE decision = 'INCLUDED' AND into_plan_status = 'ADOPTED'
"""
_SPOKEN = """
    SELECT plan_item_id, sum(baht) FROM (
        SELECT plan_item_id, CASE
            WHEN closed_on IS NULL AND status IN ('SUBMITTED', 'ACKNOWLEDGED', 'ASKED_AGAIN') THEN asked_baht
            ELSE coalesce(granted_baht, 0) END AS baht
        FROM proposals) p
    GROUP BY 1 HAVING sum(baht) > 0
"""
_SOURCE, _SINK = "the money", "the proposals"


def missing(connection: psycopg.Connection[Any]) -> Decimal:
    """Return by how much proposals speak for more than there is, along all chains of plans together, in baht."""
    room: dict[Any, dict[Any, int]] = defaultdict(dict)
    for item, own in connection.execute(_OWN):
        room[_SOURCE][item] = int(own * 100)
    for below, above, share in connection.execute(_SHARES):
        room[below][above] = room[below].get(above, 0) + int(share * 100)
        room[above].setdefault(below, 0)
    wanted = 0
    for item, baht in connection.execute(_SPOKEN):
        room[item][_SINK] = int(baht * 100)
        wanted += int(baht * 100)
    return Decimal(wanted - _most(room)) / 100


def _most(room: dict[Any, dict[Any, int]]) -> int:
    total = 0
    while steps := _distances(room):
        ahead = {
            item: [n for n, left in nexts.items() if left and steps.get(n) == steps[item] + 1]
            for item, nexts in room.items()
            if item in steps
        }
        while found := _push(room, ahead):
            total += found
    return total


def _distances(room: dict[Any, dict[Any, int]]) -> dict[Any, int]:
    """Return how far each place is from the money, none when no money reaches a proposal any more."""
    steps: dict[Any, int] = {_SOURCE: 0}
    ahead = deque([_SOURCE])
    while ahead:
        here = ahead.popleft()
        for there, left in list(room[here].items()):
            if left and there not in steps:
                steps[there] = steps[here] + 1
                ahead.append(there)
    return steps if _SINK in steps else {}


def _push(room: dict[Any, dict[Any, int]], ahead: dict[Any, list[Any]]) -> int:
    """Lead money along one way that is not shut; return how much, 0 when all are. Shut ways leave `ahead`."""
    way = [_SOURCE]
    while way[-1] != _SINK:
        here = way[-1]
        nexts = ahead.get(here, [])
        while nexts and not room[here][nexts[-1]]:
            nexts.pop()
        if nexts:
            way.append(nexts[-1])
        elif len(way) == 1:
            return 0
        else:
            way.pop()
            ahead[way[-1]].pop()
    hops = list(itertools.pairwise(way))
    most = min(room[here][there] for here, there in hops)
    for here, there in hops:
        room[here][there] -= most
        room[there][here] = room[there].get(here, 0) + most
    return most
