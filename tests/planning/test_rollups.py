"""Roll-ups conserve: no satang is taken up twice, whatever happens at the same time."""

import asyncio
import itertools
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.planning.flows import rules
from services.planning.flows.schemas import Edge
from shared.ids import new_id
from shared.money import sum_baht
from tests.conftest import Client, counted
from tests.planning.conftest import Movement, baht


async def budgets(movement: Movement, *items: dict[str, Any]) -> list[str]:
    shown = [await movement.see(f"/v1/plan-items/{i['id']}", movement.province) for i in items]
    return [each["budget"]["amount"] for each in shown]


async def test_an_item_above_costs_its_own_money_and_what_came_up(
    planning: Client, movement: Movement
) -> None:
    low = [await movement.adopted("720602", 350_000), await movement.adopted("720603", "99.99")]
    above = await movement.item(await movement.plan("7206"), "1000.01")
    await movement.include(low[0], above, 200_000)
    await movement.include(low[1], above, "99.99")
    assert await budgets(movement, above) == ["201100.00"]
    change = {"own_budget": baht(0)}
    who = movement.province | {"If-Match": '"r3"'}
    done = await planning.patch(f"/v1/plan-items/{above['id']}", json=change, headers=who)
    assert (done.json()["own_budget"], done.json()["budget"]) == (baht(0), baht("200099.99"))


async def test_a_rollup_adds_up_whichever_way_it_is_read(movement: Movement) -> None:
    low = [
        await movement.adopted("720602", 300),
        await movement.adopted("720603", 100, issue_code="LAND"),
    ]
    plan = await movement.plan("7206")
    items = [await movement.item(plan, 50), await movement.item(plan, 7, issue_code="LAND")]
    await movement.include(low[0], items[0], 200)
    await movement.include(low[0], items[1], 100)
    await movement.include(low[1], items[1], "33.33")
    answer = await movement.see(f"/v1/rollups/{plan['id']}", movement.province)
    assert (answer["total"], answer["own"], answer["from_below"], answer["items"]) == (
        baht("390.33"), baht(57), baht("333.33"), 2,
    )  # fmt: skip
    by_area = {a["area"]["code"]: (a["items"], a["amount"]["amount"]) for a in answer["by_area"]}
    assert by_area == {"7206": (2, "57.00"), "720602": (1, "300.00"), "720603": (1, "33.33")}
    by_child = {a["area"]["code"]: a["amount"]["amount"] for a in answer["by_child_area"]}
    assert by_child == {"720602": "300.00", "720603": "33.33"}
    by_issue = {i["issue_code"]: i["amount"]["amount"] for i in answer["by_issue"]}
    assert by_issue == {"WATER": "250.00", "LAND": "140.33"}


async def test_a_rollup_takes_two_queries(planning: Client, movement: Movement) -> None:
    item = await movement.adopted("720602", 300)
    with counted(planning) as queries:
        first = await planning.get(f"/v1/rollups/{item['plan_id']}")
    assert len(queries) == 2
    tag = {"If-None-Match": first.headers["etag"]}
    assert (await planning.get(f"/v1/rollups/{item['plan_id']}", headers=tag)).status_code == 304


async def test_a_rollup_of_a_draft_gets_a_new_tag_when_it_grows(
    planning: Client, movement: Movement
) -> None:
    low, plan = await movement.adopted("720602", 300), await movement.plan("7206")
    above, path = await movement.item(plan, 1), f"/v1/rollups/{plan['id']}"
    before = await planning.get(path, headers=movement.province)
    await movement.include(low, above, 300)
    tag = movement.province | {"If-None-Match": before.headers["etag"]}
    after = await planning.get(path, headers=tag)
    assert (after.status_code, after.json()["total"]) == (200, baht(301))


async def test_a_plan_never_costs_more_than_can_be_written(
    planning: Client, movement: Movement
) -> None:
    plan, most = await movement.plan("7206"), "9999999999999.99"
    await movement.item(plan, most)
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ก", "issue_code": "WATER",
            "own_budget": baht("0.01")}  # fmt: skip
    answer = await planning.post("/v1/plan-items", json=body, headers=movement.province)
    assert answer.json()["errors"][0]["pointer"] == "#/own_budget/amount"
    nothing = await movement.item(plan, 0)
    low = await movement.adopted("720602", 1)
    path = f"/v1/plan-items/{low['id']}/inclusions"
    answer = await movement.send(path, movement.inclusion(nothing, 1), movement.province)
    assert answer.json()["errors"][0]["pointer"] == "#/share/amount"
    shown = await movement.see(f"/v1/rollups/{plan['id']}", movement.province)
    assert shown["total"] == baht(most)


async def test_sixteen_at_once_never_take_more_than_there_is(movement: Movement) -> None:
    low = await movement.adopted("720602", "350000.00")
    plans = [await movement.plan("7206") for _ in range(4)]
    uppers = [await movement.item(plan, 10) for plan in plans for _ in range(4)]
    path = f"/v1/plan-items/{low['id']}/inclusions"
    answers = await asyncio.gather(
        *(movement.send(path, movement.inclusion(up, 50_000), movement.province) for up in uppers)
    )
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {201: 7, 422: 9}, statuses
    assert {a.json()["code"] for a in answers if a.status_code == 422} == {"rule-broken"}
    shares = (await movement.see(f"/v1/inclusions?plan_item_id={low['id']}", movement.province))[
        "items"
    ]
    assert sum(Decimal(each["share"]["amount"]) for each in shares) == Decimal(350_000)
    assert Counter(await budgets(movement, *uppers)) == {"50010.00": 7, "10.00": 9}


async def test_sixteen_at_once_into_one_item_all_count(movement: Movement) -> None:
    lows = [await movement.adopted("720602", "0.07") for _ in range(8)]
    lows += [await movement.adopted("720603", "0.07") for _ in range(8)]
    above = await movement.item(await movement.plan("7206"), 1)
    answers = await asyncio.gather(
        *(
            movement.send(
                f"/v1/plan-items/{low['id']}/inclusions",
                movement.inclusion(above, "0.07"),
                movement.province,
            )
            for low in lows
        )
    )
    assert [answer.status_code for answer in answers] == [201] * 16
    assert await budgets(movement, above) == ["2.12"]


async def test_the_same_decision_sent_at_once_counts_once(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    above = await movement.item(await movement.plan("7206"))
    path, body = f"/v1/plan-items/{low['id']}/inclusions", movement.inclusion(above, 60)
    answers = await asyncio.gather(
        *(movement.send(path, body, movement.province) for _ in range(6))
    )
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 5}
    assert {answer.json()["id"] for answer in answers} == {body["id"]}
    assert await budgets(movement, above) == ["60.00"]
    second = await movement.send(path, body | {"id": str(new_id())}, movement.province)
    assert (second.status_code, second.json()["inclusion_ids"]) == (409, [body["id"]])


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [({"share": baht(0)}, "#/share/amount", "out-of-range"),
     ({"decision": "EXCLUDED", "reason_th": "ซ้ำ"}, "#/share/amount", "out-of-range"),
     ({"decision": "EXCLUDED", "share": baht(0)}, "#/reason_th", "required"),
     ({"decided_on": "2024-08-14"}, "#/decided_on", "too-early"),
     ({"into_item_id": "019aa0d4-6c00-7000-8000-00000000dead"}, "#/into_item_id", "unknown-reference")],
)  # fmt: skip
async def test_a_decision_that_cannot_be_is_pointed_at(
    movement: Movement, change: dict[str, Any], pointer: str, code: str
) -> None:
    low = await movement.adopted("720602", 100)
    above = await movement.item(await movement.plan("7206"))
    body = movement.inclusion(above, 100) | change
    answer = await movement.send(f"/v1/plan-items/{low['id']}/inclusions", body, movement.province)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]
    assert await budgets(movement, above) == ["0.00"]


async def test_plans_roll_up_one_level_in_one_branch_and_year(movement: Movement) -> None:
    low = await movement.adopted("720602", 100)
    wrong = [
        (await movement.item(await movement.plan("72")), "wrong-level"),
        (await movement.item(await movement.plan("7201")), "outside-parent"),
        (await movement.item(await movement.plan("7206", fiscal_year_be=2569)), "out-of-range"),
        (await movement.item(await movement.plan("720602")), "wrong-level"),
    ]
    for above, code in wrong:
        path = f"/v1/plan-items/{low['id']}/inclusions"
        answer = await movement.send(path, movement.inclusion(above, 1), movement.province)
        assert answer.json()["errors"][0]["code"] == code


async def test_only_adopted_goes_up_and_only_into_drafts(movement: Movement) -> None:
    draft = await movement.item(await movement.plan("720602"), 100)
    above = await movement.item(await movement.plan("7206"))
    path = f"/v1/plan-items/{draft['id']}/inclusions"
    answer = await movement.send(path, movement.inclusion(above, 1), movement.province)
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict")
    low, frozen = await movement.adopted("720602", 100), await movement.adopted("7206", 5)
    path = f"/v1/plan-items/{low['id']}/inclusions"
    answer = await movement.send(path, movement.inclusion(frozen, 1), movement.province)
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict")


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("PROVINCE_WORKING_GROUP", "72", 201), ("REGION_OFFICE", "7206", 201), ("NATIONAL_ADMIN", "", 201),
     ("TAMBON_STAFF", "7206", 403), ("PARTNER_AGENCY", "72", 403), ("PROVINCE_WORKING_GROUP", "71", 422)],
)  # fmt: skip
async def test_the_province_decides(movement: Movement, role: str, area: str, status: int) -> None:
    low = await movement.adopted("720602", 100)
    above = await movement.item(await movement.plan("7206"))
    who = movement.people(role, area=area)
    path = f"/v1/plan-items/{low['id']}/inclusions"
    answer = await movement.send(path, movement.inclusion(above, 1), who)
    assert answer.status_code == status, answer.text


async def test_a_plan_is_not_adopted_before_its_last_decision(movement: Movement) -> None:
    low, plan = await movement.adopted("720602", 100), await movement.plan("7206")
    above = await movement.item(plan)
    await movement.include(low, above, 100, decided_on="2024-09-10")
    await movement.finalize(above)
    body = {"id": str(new_id()), "adopted_on": "2024-09-09"}
    answer = await movement.send(f"/v1/plans/{plan['id']}/adoptions", body, movement.province)
    assert answer.json()["errors"][0] | {"detail": ""} == {
        "pointer": "#/adopted_on", "code": "too-early", "detail": "",
    }  # fmt: skip
    await movement.adopt(plan, "2024-09-10")
    listed = (await movement.see(f"/v1/inclusions?plan_id={plan['id']}&decision=INCLUDED"))[
        "items"
    ]
    assert [each["share"] for each in listed] == [baht(100)]


SATANG = st.integers(0, 10_000_000).map(lambda satang: Decimal(satang) / 100)


@st.composite
def trees(draw: st.DrawFn) -> tuple[UUID, dict[UUID, Decimal], list[Edge]]:
    """Return a root, own budgets and edges of up to three levels; an item may go into several above."""
    levels = [[uuid4()], *([uuid4() for _ in range(draw(st.integers(0, 4)))] for _ in range(2))]
    own = {item: draw(SATANG) for level in levels for item in level}
    edges: list[Edge] = []
    for upper, lower in itertools.pairwise(levels):
        for item in lower:
            for above in (
                draw(st.lists(st.sampled_from(upper), max_size=2, unique=True)) if upper else ()
            ):
                share = draw(SATANG.filter(bool))
                own[item] += share
                edges.append(Edge(uuid4(), item, above, share))
    return levels[0][0], own, edges


@given(trees(), SATANG)
@settings(max_examples=60, deadline=None)
def test_what_flows_down_stays_somewhere_to_the_satang(
    tree: tuple[UUID, dict[UUID, Decimal], list[Edge]], amount: Decimal
) -> None:
    root, own, edges = tree
    flow = rules.flow_down({root: amount}, own, edges)
    assert sum_baht(flow.stayed.values()) == amount
    assert all(part >= 0 for part in flow.stayed.values())
    for item, arrived in flow.reached.items():
        onward = [flow.carried[edge.id] for edge in edges if edge.above == item]
        assert sum_baht([flow.stayed[item], *onward]) == arrived
        came = [flow.carried[e.id] for e in edges if e.below == item and e.id in flow.carried]
        assert item == root or sum_baht(came) == arrived


@given(trees())
@settings(max_examples=40, deadline=None)
def test_a_whole_budget_flows_back_exactly_as_it_came_up(
    tree: tuple[UUID, dict[UUID, Decimal], list[Edge]],
) -> None:
    root, own, edges = tree
    direct = [edge for edge in edges if edge.above == root]
    budget = sum_baht([own[root], *(edge.share for edge in direct)])
    flow = rules.flow_down({root: budget}, own, edges)
    assert {edge.id: flow.carried[edge.id] for edge in direct} == {e.id: e.share for e in direct}
    assert flow.stayed[root] == (own[root] if direct else budget)


def test_less_than_asked_is_shared_by_largest_remainder() -> None:
    root, one, two = uuid4(), uuid4(), uuid4()
    edges = [Edge(UUID(int=1), one, root, Decimal(2)), Edge(UUID(int=2), two, root, Decimal(1))]
    own = {root: Decimal(0), one: Decimal(2), two: Decimal(1)}
    flow = rules.flow_down({root: Decimal("1.00")}, own, edges)
    assert (flow.stayed[one], flow.stayed[two]) == (Decimal("0.67"), Decimal("0.33"))


async def test_a_share_too_large_is_pointed_at_with_what_is_left(movement: Movement) -> None:
    low = await movement.adopted("720602", "0.03")
    above = [await movement.item(await movement.plan("7206")) for _ in range(2)]
    await movement.include(low, above[0], "0.02")
    path = f"/v1/plan-items/{low['id']}/inclusions"
    refused = await movement.send(path, movement.inclusion(above[1], "0.02"), movement.province)
    (told,) = refused.json()["errors"]
    assert (refused.status_code, refused.json()["shares"]) == (422, "0.04")
    assert (told["pointer"], told["params"]) == ("#/share/amount", {"max": "0.01"})
