"""The same money is asked for and granted once, at whatever level of a chain of plans it is spoken for."""

import asyncio
import itertools
import random
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.planning.spoken_money import queries, rules
from services.planning.spoken_money.schemas import Spot
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import adopt, change, items_of, opened
from tests.planning.test_proposals import proposal

Shares = dict[tuple[int, int], int]


async def above(
    movement: Movement, area: str, shares: list[tuple[dict[str, Any], float]], own: float = 0
) -> dict[str, Any]:
    """Return an adopted item of a plan above with shares of items below."""
    plan = await movement.plan(area)
    item = await movement.item(plan, own)
    for low, share in shares:
        await movement.include(low, item, share, decided_on="2024-09-01")
    await movement.finalize(item)
    await movement.adopt(plan, "2024-09-01")
    return item


async def ask(movement: Movement, item: dict[str, Any], asked: float) -> httpx.Response:
    """Propose an item, well or not."""
    return await movement.client.post(
        "/v1/proposals", json=proposal(item, asked), headers=movement.province
    )


async def most(movement: Movement, item: dict[str, Any]) -> Decimal:
    """Return the most that can be asked for an item, as the refusal of too much says it."""
    answer = await ask(movement, item, 1_000_000_000)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (
        422,
        "#/asked/amount",
        "out-of-range",
    )
    return Decimal(error["params"]["max"])


async def test_what_the_tambon_asked_for_the_province_cannot_ask_again(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 100)])
    await movement.propose(low, 70)
    refused = await ask(movement, district, 100)
    assert refused.json()["errors"][0]["params"]["max"] == "30.00"
    await movement.propose(district, 30)
    assert await most(movement, district) == await most(movement, low) == 0


async def test_what_the_province_asked_for_the_tambon_cannot_ask_again(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 60)], own=5)
    made = await movement.propose(district, 65)
    assert (await movement.answer(made, "ACCEPTED", 65)).is_success
    assert await most(movement, low) == 40
    await movement.propose(low, 40)
    assert await most(movement, district) == 0


async def test_money_of_two_items_is_taken_from_the_one_that_has_it(movement: Movement) -> None:
    one, two = [await movement.adopted("720602", 50) for _ in range(2)]
    district = await above(movement, "7206", [(one, 50), (two, 50)])
    await movement.propose(one, 50)
    assert await most(movement, district) == 50
    await movement.propose(district, 30)
    assert await most(movement, two) == 20


async def test_what_goes_two_ways_is_counted_once(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    left, right = [await above(movement, "7206", [(low, 50)]) for _ in range(2)]
    await movement.propose(low, 50)
    await movement.propose(left, 40)
    assert await most(movement, right) == await most(movement, left) == 10
    assert await most(movement, low) == 10


async def test_three_levels_share_one_purse(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 80)], own=10)
    province = await above(movement, "72", [(district, 90)], own=1)
    await movement.propose(province, 61)
    assert [await most(movement, each) for each in (low, district, province)] == [50, 30, 30]
    await movement.propose(low, 50)
    assert [await most(movement, each) for each in (low, district, province)] == [0, 0, 0]


async def test_what_is_refused_or_closed_is_free_again_along_the_chain(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 100)])
    made = await movement.propose(low, 100)
    assert (await movement.answer(made, "REJECTED", reason_th="ก")).is_success
    taken = await movement.propose(district, 100)
    again = {
        "id": str(new_id()),
        "answer_id": (await movement.see(f"/v1/proposals/{made['id']}"))["answer"]["id"],
        "stance": "ASKED_AGAIN",
        "reason_th": "ขอใหม่",
        "replied_on": "2024-12-01",
    }
    path = f"/v1/proposals/{made['id']}/replies"
    refused = (await movement.send(path, again, movement.province)).json()
    assert [(e["pointer"], e["params"]["max"]) for e in refused["errors"]] == [
        ("#/stance", "0.00")
    ]
    late = await movement.answer(made, "ACCEPTED", 100, answered_on="2024-12-01")
    errors = [(e["pointer"], e["params"]["max"]) for e in late.json()["errors"]]
    assert errors == [("#/granted/amount", "0.00")]
    closing = {"id": str(new_id()), "closed_on": "2024-12-05", "reason_th": "ไม่ติดตามต่อ"}
    await movement.done(f"/v1/proposals/{taken['id']}/closings", closing, movement.province)
    assert (await movement.send(path, again, movement.province)).is_success
    assert await most(movement, district) == 0


async def test_a_partial_answer_frees_what_it_did_not_grant(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 100)])
    made = await movement.propose(district, 100)
    assert (await movement.answer(made, "ACCEPTED_IN_PART", 25, reason_th="ก")).is_success
    assert await most(movement, low) == 75


async def test_what_was_granted_below_is_taken_up_and_not_asked_for_again(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 100)
    made = await movement.propose(low, 100)
    assert (await movement.answer(made, "ACCEPTED", 100)).is_success
    district = await above(movement, "7206", [(low, 100)], own=7)
    assert await most(movement, district) == 7


@pytest.mark.parametrize("_", range(3))
async def test_of_two_at_once_at_two_levels_one_wins(movement: Movement, _: int) -> None:
    low = await movement.adopted("720602", 100)
    province = await above(movement, "72", [(await above(movement, "7206", [(low, 100)]), 100)])
    answers = await asyncio.gather(
        *(ask(movement, each, 100) for each in (low, province, low, province))
    )
    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 3}


async def test_of_two_at_once_from_one_purse_that_goes_two_ways_one_wins(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 100)
    uppers = [await above(movement, "7206", [(low, 50)]) for _ in range(2)]
    await movement.propose(low, 50)
    answers = await asyncio.gather(*(ask(movement, each, 50) for each in uppers))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 1}


async def test_two_provinces_draw_once_on_what_the_region_asked_for(
    planning: Client, movement: Movement
) -> None:
    lows = [await movement.adopted(area, 50) for area in ("72", "71")]
    admin = movement.people("NATIONAL_ADMIN", area="")
    body = {"id": str(new_id()), "level": "NATION", "fiscal_year_be": 2568, "horizon_years": 1,
            "title_th": "แผนชาติ"}  # fmt: skip
    plan = await movement.done("/v1/plans", body, admin)
    draft = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "น้ำ", "issue_code": "WATER", "own_budget": baht(0),
             "owner_th": "ก", "indicator_th": "ก", "expected_result_th": "ก"}  # fmt: skip
    nation = await movement.done("/v1/plan-items", draft, admin)
    for low in lows:
        share = movement.inclusion(nation, 50)
        await movement.done(f"/v1/plan-items/{low['id']}/inclusions", share, admin)
    final = f"/v1/plan-items/{nation['id']}/finalizations"
    await movement.done(final, {"id": str(new_id())}, admin)
    day = {"id": str(new_id()), "adopted_on": "2024-09-01"}
    await movement.done(f"/v1/plans/{plan['id']}/adoptions", day, admin)
    asked = [
        planning.post("/v1/proposals", json=proposal(item, much), headers=admin)
        for item, much in ((nation, 50), (lows[0], 40), (lows[1], 40))
    ]
    first = await asked[0]
    answers = await asyncio.gather(*asked[1:])
    assert first.is_success, first.text
    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 1}


async def test_a_new_version_keeps_the_money_that_proposals_speak_for(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 40)])
    await movement.propose(low, 60)
    made = await movement.propose(district, 40)
    draft = await opened(movement, low["plan_id"])
    [twin] = await items_of(movement, draft["id"])
    assert (await change(movement, twin, own_budget=baht(99))).is_success
    refused = await adopt(movement, draft["id"])
    assert (refused.status_code, refused.json()["code"], refused.json()["missing"]) == (
        422,
        "rule-broken",
        "1.00",
    )
    assert refused.json()["plan_item_ids"] == sorted([low["id"], district["id"]])
    assert (await movement.answer(made, "ACCEPTED_IN_PART", 39, reason_th="ก")).is_success
    assert (await adopt(movement, draft["id"])).is_success
    assert await most(movement, low) == await most(movement, district) == 0


async def test_a_share_that_a_proposal_speaks_for_is_not_left_out_of_a_new_version(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 100)
    district = await above(movement, "7206", [(low, 40)], own=5)
    made = await movement.propose(district, 45)
    [edge] = (await movement.see(f"/v1/inclusions?into_item_id={district['id']}"))["items"]
    left_out = {"leave_out_inclusion_ids": [edge["id"]]}
    draft = await opened(movement, district["plan_id"], **left_out)
    refused = await adopt(movement, draft["id"])
    assert (refused.status_code, refused.json()["missing"]) == (422, "40.00")
    assert await most(movement, low) == 60
    assert (await movement.answer(made, "REJECTED", reason_th="ก")).is_success
    assert (await adopt(movement, draft["id"])).is_success
    assert [await most(movement, each) for each in (low, district)] == [100, 5]


_HELD = "SELECT mode, count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() GROUP BY 1"


async def test_money_that_went_to_another_province_is_held_everywhere(
    planning: Client, movement: Movement
) -> None:
    low = await movement.adopted("720602", 100, fiscal_year_be=2561)
    plan = await movement.plan("7206", fiscal_year_be=2561)
    district = await movement.item(plan, 5)
    await movement.include(low, district, 60)
    await movement.finalize(district)
    await movement.adopt(plan, "2024-09-01")
    await movement.propose(district, 65)
    held = []
    for area in ("720602", "710911"):
        moved = f"UPDATE plan_items SET area_code = '{area}' WHERE id = '{low['id']}'"
        async with planning.app.state.database.transaction() as session:
            await session.execute(text(moved))
            seen = await queries.held(session, [UUID(low["id"])], 2561, area)
            assert rules.left(seen, UUID(low["id"])) == 40
            held.append({row[0]: row[1] for row in await session.execute(text(_HELD))})
    assert held == [{"ExclusiveLock": 1, "ShareLock": 1}, {"ExclusiveLock": 2, "ShareLock": 1}]


_WHOLE = """
    SELECT x.id, x.area_code, x.budget_baht,
        (SELECT coalesce(sum(CASE WHEN p.status = 'REJECTED' THEN 0 ELSE p.asked_baht END), 0) FROM proposals p
         WHERE p.plan_item_id = x.id),
        (SELECT json_agg(json_build_array(i.into_item_id, i.share_baht::text)) FROM inclusions i
         WHERE i.plan_item_id = x.id)
    FROM plan_items x WHERE x.fiscal_year_be = 2560
"""


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_looked_at_is_all_that_matters(
    planning: Client, movement: Movement, seed: int
) -> None:
    """The answer out of the few items that are looked at is that out of all there are."""
    chance = random.Random(seed)
    levels: list[list[dict[str, Any]]] = [
        [await movement.adopted("720602", chance.randrange(40, 99), fiscal_year_be=2560) for _ in range(5)]
    ]  # fmt: skip
    for area, many in (("7206", 3), ("72", 2)):
        levels.append([])
        for _ in range(many):
            plan = await movement.plan(area, fiscal_year_be=2560)
            item = await movement.item(plan, chance.randrange(20))
            for low in levels[-2]:
                share = movement.inclusion(item, chance.randrange(1, 40), decided_on="2024-09-01")
                path = f"/v1/plan-items/{low['id']}/inclusions"
                await movement.send(path, share, movement.province)
            await movement.finalize(item)
            await movement.adopt(plan, "2024-09-01")
            levels[-1].append(item)
    items = list(itertools.chain.from_iterable(levels))
    made = [await ask(movement, chance.choice(items), chance.randrange(1, 30)) for _ in range(20)]
    assert {answer.status_code for answer in made} >= {201}
    for answer in made[:3]:
        if answer.is_success:
            await movement.answer(answer.json(), "REJECTED", reason_th="ก")
    async with planning.app.state.database.transaction() as session:
        rows = (await session.execute(text(_WHOLE))).all()
        whole = [
            Spot(row[0], row[1], row[2], row[3], [(UUID(up), Decimal(much)) for up, much in row[4] or ()])
            for row in rows
        ]  # fmt: skip
        assert rules.lacking(whole) == 0
        for item in items:
            seen = await queries.held(session, [UUID(item["id"])], 2560, item["area"]["code"])
            assert rules.left(seen, UUID(item["id"])) == rules.left(whole, UUID(item["id"]))


def _spots(own: list[int], shares: Shares, spoken: list[int]) -> list[Spot]:
    """Return a chain of plans as it is looked at."""
    budgets = list(own)
    for (_, upper), share in sorted(shares.items()):
        budgets[upper] += share
    return [
        Spot(UUID(int=number), "72", _baht(budgets[number]), _baht(spoken[number]),
             [(UUID(int=up), _baht(share)) for (low, up), share in shares.items() if low == number])
        for number in range(len(own))
    ]  # fmt: skip


def _baht(satang: int) -> Decimal:
    return Decimal(satang) / 100


def _cut(own: list[int], shares: Shares, spoken: list[int]) -> int:
    """Return how much of what is spoken for there is money for: the narrowest of all ways to cut the chain."""
    items = range(len(own))
    sides = itertools.chain.from_iterable(
        itertools.combinations(items, many) for many in range(len(own) + 1)
    )
    return min(
        sum(own[i] for i in side)
        + sum(share for (low, up), share in shares.items() if up in side and low not in side)
        + sum(spoken[i] for i in items if i not in side)
        for side in map(set, sides)
    )


@st.composite
def chains(draw: st.DrawFn, *, ways: int = 6) -> tuple[list[int], Shares, list[int]]:
    """Draw items with own money, shares up to later items that are within their budgets, and what is spoken for."""
    many = draw(st.integers(1, 6))
    own = draw(st.lists(st.integers(0, 20), min_size=many, max_size=many))
    shares: Shares = {}
    budgets = list(own)
    for low in range(many):
        left = budgets[low]
        uppers = (
            draw(st.lists(st.integers(low + 1, many - 1), max_size=ways, unique=True))
            if low + 1 < many
            else []
        )
        for up in uppers:
            if left:
                shares[low, up] = draw(st.integers(1, left))
                left -= shares[low, up]
                budgets[up] += shares[low, up]
    return own, shares, draw(st.lists(st.integers(0, 25), min_size=many, max_size=many))


@settings(max_examples=200, deadline=None)
@given(chains(), st.data())
def test_what_is_left_and_what_is_lacking_are_what_every_cut_allows(
    chain: tuple[list[int], Shares, list[int]], data: st.DataObject
) -> None:
    own, shares, spoken = chain
    spots = data.draw(st.permutations(_spots(own, shares, spoken)))
    served = _cut(own, shares, spoken)
    assert rules.lacking(spots) == _baht(sum(spoken) - served)
    item = data.draw(st.integers(0, len(own) - 1))
    endless = [much + (10_000 if number == item else 0) for number, much in enumerate(spoken)]
    left = rules.left(spots, UUID(int=item))
    assert left == _baht(_cut(own, shares, endless) - served)
