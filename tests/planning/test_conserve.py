"""Amounts, households and shares add up to the satang whichever way they are split, merged and read."""

import itertools
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from services.planning.flows import rules
from services.planning.flows.schemas import Edge, Leaf, Payer
from shared.ids import new_id
from shared.money import allocate, sum_baht
from tests.planning.conftest import Movement, baht

SATANG = st.integers(1, 10_000_000).map(lambda satang: Decimal(satang) / 100)


def amounts(parts: list[dict[str, Any]]) -> Decimal:
    return sum_baht(Decimal(part["amount"]["amount"]) for part in parts)


async def test_half_and_half_of_a_hundred_are_fifty_and_fifty(movement: Movement) -> None:
    """Elsewhere the second half was taken of what the first had left of it: 50/50 became 25/25."""
    assert allocate(Decimal(100), [Decimal(50), Decimal(50)]) == [Decimal(50), Decimal(50)]
    low = await movement.adopted("720602", 100, own_households=101)
    uppers = [await movement.item(await movement.plan("7206")) for _ in range(2)]
    edges = [await movement.include(low, upper, 50) for upper in uppers]
    shown = [await movement.see(f"/v1/plan-items/{u['id']}", movement.province) for u in uppers]
    assert [one["budget"] for one in shown] == [baht(50), baht(50)]
    assert [edge["households"] for edge in edges] == [50, 51]
    assert [one["households"] for one in shown] == [50, 51]


async def test_every_reading_of_a_rollup_gives_the_same_sum(movement: Movement) -> None:
    lines = [
        {"id": str(new_id()), "source": "COMMUNITY", "amount": baht("33.33")},
        {"id": str(new_id()), "source": "LAO", "amount": baht("66.67")},
    ]
    one = await movement.adopted("720602", 100, own_households=7, budget_lines=lines)
    two = await movement.adopted("720603", "50.05", own_households=4, issue_code="LAND")
    plan = await movement.plan("7206")
    joint = await movement.item(plan, 9, own_households=1)
    other = await movement.item(plan, issue_code="LAND")
    await movement.include(one, joint, "33.34")
    await movement.include(one, other, "66.66")
    await movement.include(two, joint, "25.01")
    before = await movement.see(f"/v1/rollups/{plan['id']}", movement.province)
    for item in (joint, other):
        await movement.finalize(item)
    await movement.adopt(plan, "2024-08-21")
    rollup = await movement.see(f"/v1/rollups/{plan['id']}")
    assert rollup == before | {"plan": rollup["plan"]}, "what is kept is what was counted before"
    total = Decimal(rollup["total"]["amount"])
    assert total == Decimal("134.01")
    for reading in ("by_area", "by_issue", "by_source"):
        assert amounts(rollup[reading]) == total, reading
    assert amounts(rollup["by_child_area"]) == Decimal("125.01")
    assert {p["source"]: p["amount"]["amount"] for p in rollup["by_source"]} == {
        None: "34.01", "COMMUNITY": "33.33", "LAO": "66.67",
    }  # fmt: skip
    assert rollup["households"] == 9
    assert sum(part["households"] for part in rollup["by_area"]) == 9
    assert sum(part["households"] for part in rollup["by_issue"]) == 9
    assert {p["area"]["code"]: p["households"] for p in rollup["by_area"]} == {
        "7206": 1, "720602": 7, "720603": 1,
    }  # fmt: skip


@st.composite
def nets(draw: st.DrawFn) -> tuple[list[Leaf], list[Edge]]:
    """Return three levels of items; what comes up was decided one after another, as people do."""
    plan, below = uuid4(), uuid4()
    levels = [[uuid4() for _ in range(draw(st.integers(1, 3)))] for _ in range(3)]
    own = {item: draw(SATANG) for item in itertools.chain(*levels)}
    people = {item: draw(st.integers(0, 50)) for item in own}
    budget, crowd = dict(own), dict(people)
    edges: list[Edge] = []
    for upper, lower in itertools.pairwise(levels[::-1]):
        for item, above in itertools.product(upper, lower):
            taken = [edge for edge in edges if edge.below == item]
            money = sum_baht(edge.share for edge in taken)
            left = int((budget[item] - money) * 100)
            if left and draw(st.booleans()):
                share = Decimal(draw(st.integers(1, left))) / 100
                so_far = (money, sum(edge.households for edge in taken))
                come = rules.households_with(crowd[item], budget[item], so_far, share)
                edges.append(Edge(uuid4(), item, above, share, come))
                budget[above] += share
                crowd[above] += come
    leaves = [
        Leaf(item, own[item], budget[item], f"{number:04}", "WATER",
             plan if number == 0 else below, people[item], crowd[item],
             lines=[(Payer(None), own[item])])
        for number, level in enumerate(levels) for item in level
    ]  # fmt: skip
    return leaves, edges


@given(nets())
@settings(max_examples=80, deadline=None)
def test_money_and_households_of_any_net_add_up(net: tuple[list[Leaf], list[Edge]]) -> None:
    leaves, edges = net
    found = rules.sums(leaves[0].plan_id, leaves, edges)
    for reading in (found.by_area, found.by_issue, found.by_source):
        assert sum_baht(part.amount for part in reading) == found.total
    for reading in (found.by_area, found.by_issue):
        assert sum(part.households for part in reading) == found.households
    assert found.own + found.from_below == found.total
    up: Counter[Any] = Counter()
    for edge in edges:
        assert edge.households >= 0
        up[edge.below] += edge.households
    crowd = {leaf.id: leaf.households for leaf in leaves}
    assert all(up[item] <= crowd[item] for item in up)


@given(st.integers(0, 1000), st.lists(SATANG, min_size=1, max_size=6))
def test_when_all_the_money_came_up_all_households_did(
    households: int, shares: list[Decimal]
) -> None:
    budget, money, people = sum_baht(shares), Decimal(0), 0
    for share in shares:
        people += rules.households_with(households, budget, (money, people), share)
        money += share
    assert people == households


async def test_what_an_answer_means_for_each_project_and_need_adds_up(movement: Movement) -> None:
    needs = [await movement.need(), await movement.need(), await movement.need("720603")]
    one = await movement.adopted("720602", 200, need_ids=[n["id"] for n in needs[:2]],
                                 own_households=5)  # fmt: skip
    two = await movement.adopted("720603", 100, need_ids=[needs[2]["id"]], own_households=2)
    above = await movement.item(await movement.plan("7206"), 0)
    await movement.include(one, above, 200)
    await movement.include(two, above, 100)
    path = f"/v1/plan-items/{above['id']}/allocations"
    whole = await movement.see(path, movement.province)
    assert [(p["plan_item_id"], p["amount"]["amount"]) for p in whole["items"]] == [
        (one["id"], "200.00"), (two["id"], "100.00"),
    ]  # fmt: skip
    part = await movement.see(f"{path}?amount=100.00", movement.province)
    assert [p["amount"]["amount"] for p in part["items"]] == ["66.67", "33.33"]
    assert amounts(part["items"]) == Decimal(100)
    told = [
        (n["need_id"], n["amount"]["amount"], n["households"]) for n in part["items"][0]["needs"]
    ]
    assert told == [(needs[0]["id"], "33.34", 3), (needs[1]["id"], "33.33", 2)]
    assert (part["households"], [p["households"] for p in part["items"]]) == (7, [5, 2])
    hidden = await movement.client.get(path)
    assert hidden.status_code == 404, "who may not see the draft learns nothing of it"
    bad = await movement.client.get(f"{path}?amount=-1", headers=movement.province)
    assert bad.status_code == 422
    assert (await movement.see(f"{path}?amount=300.00", movement.province)) == whole
    more = await movement.client.get(f"{path}?amount=300.01", headers=movement.province)
    (error,) = more.json()["errors"]
    assert (more.status_code, error["parameter"], error["code"], error["params"]) == (
        422, "amount", "out-of-range", {"max": "300.00"},
    )  # fmt: skip
