"""A project is taken out of a draft: it counts no more, nothing that was typed is lost, and the plan goes on."""

from typing import Any

import httpx

from shared.ids import new_id
from tests.conftest import Client, settle
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import (
    admin,
    adopt,
    change,
    items_of,
    opened,
    total,
    withdrawn,
)

WHY = "พิมพ์ซ้ำกับโครงการอื่น"


async def out(
    movement: Movement, item: dict[str, Any], who: dict[str, str] | None = None, **facts: Any
) -> httpx.Response:
    """Take an item out of its draft."""
    body = {"id": str(new_id()), "reason_th": WHY, **facts}
    path = f"/v1/plan-items/{item['id']}/withdrawals"
    return await movement.send(path, body, who or admin(movement))


async def test_a_mistyped_item_leaves_the_draft_which_is_adopted_without_it(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    plan = await movement.plan()
    wrong = await movement.item(plan, 999, owner_th=None, need_ids=[need["id"]])
    right = await movement.item(plan, 100)
    await movement.finalize(right)
    blocked = await adopt(movement, plan["id"])
    assert blocked.json()["plan_item_ids"] == [wrong["id"]]
    act = {"id": str(new_id())}
    gone = await out(movement, wrong, movement.staff("720602"), **act)
    assert (gone.status_code, gone.json()["status"], gone.json()["title_th"]) == (
        200,
        "WITHDRAWN",
        wrong["title_th"],
    )
    again = await out(movement, wrong, movement.staff("720602"), **act)
    assert (again.status_code, again.json()) == (200, gone.json())
    assert (await out(movement, wrong)).status_code == 409
    assert (await change(movement, gone.json(), title_th="อีกชื่อ")).status_code == 409
    assert await total(movement, plan["id"]) == "100.00"
    assert [each["id"] for each in await items_of(movement, plan["id"])] == [right["id"]]
    assert (await adopt(movement, plan["id"])).status_code == 200
    assert await movement.status_of(need) == "RECORDED", "what was withdrawn answers no need"
    await settle(planning)
    path = f"/v1/plan-items/{wrong['id']}"
    assert (await planning.get(path)).status_code == 404, "it was never adopted"
    kept = await movement.see(path, admin(movement))
    assert (kept["plan_status"], kept["own_budget"]) == ("WITHDRAWN", baht(999))
    told = (await movement.see(f"{path}/history", admin(movement)))["items"]
    assert {(each["type"].split(".")[-1], each["reason"]) for each in told} >= {("withdrawn", WHY)}
    listed = f"/v1/plan-items?plan_id={plan['id']}&status=WITHDRAWN"
    assert [each["id"] for each in (await movement.see(listed, admin(movement)))["items"]] == [
        wrong["id"]
    ]
    assert (await movement.see(listed))["items"] == []


async def test_what_came_up_into_a_withdrawn_item_is_undecided_again(movement: Movement) -> None:
    low = await movement.adopted("720602", 1000)
    plan = await movement.plan("7206")
    wrong, right = await movement.item(plan, 1), await movement.item(plan, 1)
    first = await movement.include(low, wrong, 700)
    assert (await out(movement, wrong)).status_code == 200
    freed = await movement.see(f"/v1/inclusions/{first['id']}", movement.province)
    assert (freed["into_plan_status"], freed["share"]) == ("WITHDRAWN", baht(700))
    late = movement.inclusion(wrong, 1)
    path = f"/v1/plan-items/{low['id']}/inclusions"
    assert (await movement.send(path, late, movement.province)).status_code == 409
    await movement.include(low, right, 1000, decided_on="2024-08-18")
    await movement.finalize(right)
    adopted = await adopt(movement, plan["id"], "2024-08-19")
    assert adopted.status_code == 200, "the day of a decision that was given up counts no more"
    assert await total(movement, plan["id"]) == "1001.00"
    shown = (await movement.see(f"/v1/inclusions?plan_id={plan['id']}"))["items"]
    assert [each["into_item_id"] for each in shown] == [right["id"]]


async def test_an_item_withdrawn_from_a_version_is_left_out_of_the_plan(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 1000)
    plan = await movement.plan("7206")
    stays, goes = await movement.item(plan, 10), await movement.item(plan, 20)
    await movement.include(low, goes, 400)
    for item in (stays, goes):
        await movement.finalize(item)
    await movement.adopt(plan, "2024-08-30")
    draft = await opened(movement, plan["id"])
    twins = {each["version_of_id"]: each for each in await items_of(movement, draft["id"])}
    fresh = await movement.item(draft, 5)
    await movement.finalize(fresh)
    assert (await out(movement, twins[goes["id"]])).status_code == 200
    slip = await movement.item(draft, 7)
    assert (await out(movement, slip)).status_code == 200
    assert (await adopt(movement, draft["id"])).status_code == 200
    now = {each["id"] for each in await items_of(movement, plan["id"])}
    assert now == {stays["id"], fresh["id"]}
    assert await total(movement, plan["id"]) == "15.00"
    former = {each["id"] for each in await items_of(movement, draft["id"])}
    assert former == {twins[stays["id"]]["id"], goes["id"]}
    next_one = await opened(movement, plan["id"])
    assert len(await items_of(movement, next_one["id"])) == 2, "what was withdrawn is not carried"


async def test_what_something_became_of_stays_in_its_plan(movement: Movement) -> None:
    item = await movement.adopted("720601", 1000)
    assert (await out(movement, item)).status_code == 409, "its plan is adopted"
    later = await movement.plan("720601", fiscal_year_be=2569)
    carry = {"id": str(new_id()), "into_plan_id": later["id"], "into_item_id": str(new_id()),
             "amount": baht(400), "reason_th": "ทำไม่ทัน", "decided_on": "2025-09-20"}  # fmt: skip
    await movement.done(f"/v1/plan-items/{item['id']}/carry-overs", carry, admin(movement))
    refused = await out(movement, {"id": carry["into_item_id"]})
    assert (refused.status_code, refused.json()["plan_item_ids"]) == (409, [carry["into_item_id"]])
    proposed = await movement.adopted("720602", 1000)
    await movement.propose(proposed, 500)
    draft = await opened(movement, proposed["plan_id"])
    (twin,) = await items_of(movement, draft["id"])
    refused = await out(movement, twin)
    assert (refused.status_code, refused.json()["plan_item_ids"]) == (409, [proposed["id"]])


async def test_a_version_that_only_adds_lets_no_item_go(movement: Movement) -> None:
    item = await movement.adopted("720603", 10)
    draft = await opened(movement, item["plan_id"], "ADD")
    (twin,) = await items_of(movement, draft["id"])
    added = await movement.item(draft, 1)
    assert (await out(movement, twin)).status_code == 409
    assert (await out(movement, added)).status_code == 200


async def test_only_who_plans_there_withdraws_an_item(movement: Movement) -> None:
    item = await movement.item(await movement.plan("720602"), 1)
    for area, status in (("720601", 404), ("720602", 200)):
        body = {"id": str(new_id())}
        assert (await out(movement, item, movement.staff(area), **body)).status_code == status


async def test_a_first_draft_that_went_astray_is_withdrawn_and_drafted_anew(
    planning: Client, movement: Movement
) -> None:
    low = await movement.adopted("720602", 100)
    stray = await movement.plan("7206")
    item = await movement.item(stray, 5)
    await movement.include(low, item, 100)
    gone = await withdrawn(movement, stray["id"])
    assert (gone.status_code, gone.json()["status"]) == (200, "WITHDRAWN")
    assert (await planning.get(f"/v1/plans/{stray['id']}")).status_code == 404
    assert (await adopt(movement, stray["id"])).status_code == 409
    again = await movement.plan("7206", title_th=stray["title_th"])
    assert (again["version"], again["version_of_id"]) == (2, None)
    into = await movement.item(again, 5)
    await movement.include(low, into, 100)
    await movement.finalize(into)
    assert (await adopt(movement, again["id"])).status_code == 200
    assert (await opened(movement, again["id"]))["version"] == 3
    other = await movement.plan("7206")
    tag = {"If-Match": '"r1"'} | movement.province
    body = {"title_th": stray["title_th"]}
    taken = await planning.patch(f"/v1/plans/{other['id']}", json=body, headers=tag)
    assert (taken.status_code, taken.json()["code"]) == (409, "already-exists")
