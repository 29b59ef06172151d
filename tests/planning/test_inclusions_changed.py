"""A decision about what comes up is corrected while the plan above is a draft, and still conserves."""

import asyncio
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.flows import rules
from tests.conftest import settle
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import admin, adopt, opened, total


async def corrected(
    movement: Movement, made: dict[str, Any], revision: int | None = None, **facts: Any
) -> httpx.Response:
    """Change a decision."""
    tag = {"If-Match": f'"r{revision or made["revision"]}"'}
    path = f"/v1/inclusions/{made['id']}"
    return await movement.client.patch(path, json=facts, headers={**admin(movement), **tag})


async def above(movement: Movement, item: dict[str, Any]) -> tuple[str, int]:
    """Return the budget and the households of an item of a draft."""
    shown = await movement.see(f"/v1/plan-items/{item['id']}", admin(movement))
    return str(shown["budget"]["amount"]), int(shown["households"])


async def test_a_wrong_share_is_corrected_and_everything_follows(movement: Movement) -> None:
    low = await movement.adopted("720602", 1000, own_households=10)
    into = await movement.item(await movement.plan("7206"), 1)
    made = await movement.include(low, into, 400)
    assert await above(movement, into) == ("401.00", 4)
    done = await corrected(movement, made, share=baht(700), reason="พิมพ์ผิด")
    assert (done.status_code, done.json()["share"], done.json()["households"]) == (
        200,
        baht(700),
        7,
    )
    assert await above(movement, into) == ("701.00", 7)
    same = await corrected(movement, done.json(), share=baht(700))
    assert same.json() == done.json(), "nothing changed, so nothing is told"
    stale = await corrected(movement, made, share=baht(1))
    assert (stale.status_code, stale.json()["code"]) == (412, "stale-revision")
    out = {"decision": "EXCLUDED", "share": baht(0), "reason_th": "ซ้ำกับของอำเภอ"}
    left = await corrected(movement, done.json(), **out)
    assert (left.json()["decision"], left.json()["households"]) == ("EXCLUDED", 0)
    assert await above(movement, into) == ("1.00", 0)
    other = await movement.item(await movement.plan("7206"), 1)
    await movement.include(low, other, 900)
    back = {"decision": "INCLUDED", "share": baht("100.01"), "reason_th": None}
    refused = await corrected(movement, left.json(), **back)
    assert (refused.status_code, refused.json()["shares"]) == (422, "1000.01")
    back["share"] = baht(100)
    assert (await corrected(movement, left.json(), **back)).json()["households"] == 1
    assert await above(movement, into) == ("101.00", 1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"share": baht(0)}, "#/share/amount"),
        ({"decision": "EXCLUDED"}, "#/share/amount"),
        ({"decision": "EXCLUDED", "share": baht(0)}, "#/reason_th"),
        ({"decided_on": "2024-08-01"}, "#/decided_on"),
    ],
)
async def test_a_correction_that_cannot_be_is_pointed_at(
    movement: Movement, facts: dict[str, Any], field: str
) -> None:
    low = await movement.adopted("720602", 10)
    made = await movement.include(low, await movement.item(await movement.plan("7206")), 10)
    refused = await corrected(movement, made, **facts)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, field)


async def test_a_decision_is_changed_by_the_province_until_the_plan_above_is_adopted(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 10)
    plan = await movement.plan("7206")
    into = await movement.item(plan)
    made = await movement.include(low, into, 10)
    path, tag = f"/v1/inclusions/{made['id']}", {"If-Match": '"r1"'}
    body = {"share": baht(5)}
    for area, status in (("720602", 403), ("71", 404), ("72", 200)):
        who = movement.staff(area)
        answer = await movement.client.patch(path, json=body, headers=who | tag)
        assert answer.status_code == status
    await movement.finalize(into)
    assert (await adopt(movement, plan["id"])).status_code == 200
    late = await corrected(movement, made, 3, share=baht(1))
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")


async def test_a_version_corrects_a_share_that_the_plan_had_and_counts_once(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 1000, own_households=10)
    plan = await movement.plan("7206")
    into = await movement.item(plan, 1)
    await movement.include(low, into, 1000)
    await movement.finalize(into)
    await movement.adopt(plan, "2024-08-30")
    draft = await opened(movement, plan["id"])
    (copy,) = (await movement.see(f"/v1/inclusions?plan_id={draft['id']}", admin(movement)))[
        "items"
    ]
    done = await corrected(movement, copy, share=baht(300))
    assert (done.status_code, done.json()["households"]) == (200, 3)
    assert (await adopt(movement, draft["id"])).status_code == 200
    assert await total(movement, plan["id"]) == "301.00"
    room = await movement.item(await movement.plan("7206"))
    await movement.include(low, room, 700)


async def test_corrections_at_once_never_take_more_than_there_is(movement: Movement) -> None:
    low = await movement.adopted("720602", 100, own_households=7)
    plan = await movement.plan("7206")
    items = [await movement.item(plan) for _ in range(4)]
    made = [await movement.include(low, item, 10) for item in items]
    asks = [corrected(movement, each, share=baht(40)) for each in made]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*asks))
    assert statuses == [200, 200, 422, 422]
    shown = (await movement.see(f"/v1/inclusions?plan_id={plan['id']}", admin(movement)))["items"]
    assert sum(Decimal(each["share"]["amount"]) for each in shown) == 100
    assert await total(movement, plan["id"]) == "100.00"
    assert sum(each["households"] for each in shown) <= 7


async def test_what_was_decided_first_stays_in_the_history_of_the_item(movement: Movement) -> None:
    low = await movement.adopted("720602", 10)
    into = await movement.item(await movement.plan("7206"))
    made = await movement.include(low, into, 10)
    await corrected(movement, made, share=baht(5))
    await settle(movement.client)
    told = await movement.see(f"/v1/plan-items/{into['id']}/history", admin(movement))
    assert [each["type"].split(".")[-1] for each in told["items"]][-2:] == ["grown", "changed"]


Shares = st.lists(st.integers(0, 100), min_size=2, max_size=6)


@given(st.integers(0, 50), Shares, Shares)
def test_shares_that_shrink_and_grow_never_send_up_more_households_than_there_are(
    households: int, first: list[int], then: list[int]
) -> None:
    budget, here = Decimal(600), dict[int, tuple[Decimal, int]]()
    for place, share in [*enumerate(first), *enumerate(then)]:
        here.pop(place, None)
        taken = (
            sum((money for money, _ in here.values()), Decimal(0)),
            sum(people for _, people in here.values()),
        )
        coming = rules.households_with(households, budget, taken, Decimal(share))
        here[place] = (Decimal(share), coming)
        assert coming >= 0
        assert sum(people for _, people in here.values()) <= households


async def test_a_share_given_up_leaves_room_for_a_small_one(movement: Movement) -> None:
    low = await movement.adopted("720602", 3, own_households=3)
    plan = await movement.plan("7206")
    first, second, third = [await movement.item(plan) for _ in range(3)]
    made = await movement.include(low, first, "1.50")
    await movement.include(low, second, "1.50")
    await corrected(movement, made, share=baht("0.10"))
    small = await movement.include(low, third, "0.10")
    assert small["households"] == 0
