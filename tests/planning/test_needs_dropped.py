"""What a plan's new version answers no longer waits for a plan again, and who voiced it hears why, once."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from services.planning.need_mergers import rules as mergers
from services.planning.needs.schemas import NeedStatus
from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import Movement
from tests.planning.test_cycles import closing
from tests.planning.test_journey import inside
from tests.planning.test_needs_steps import path_of
from tests.planning.test_needs_together import merger, passport, split
from tests.planning.test_notices import group, heard, notices
from tests.planning.test_plan_versions import (
    admin,
    adopt,
    change,
    items_of,
    opened,
    withdrawn,
)

__all__ = ["inside"]
WHY = "น้ำท่วมเดือนกันยายน"
Facts = dict[str, Any]


async def planned(movement: Movement, *answered: list[Facts]) -> list[Facts]:
    """Return the items of one adopted plan, each with the needs that it answers."""
    plan = await movement.plan("720602")
    items = [
        await movement.item(plan, 100, need_ids=[each["id"] for each in needs])
        for needs in answered
    ]
    for item in items:
        await movement.finalize(item)
    await movement.adopt(plan)
    return items


async def answering(movement: Movement, item: Facts, needs: list[Facts], **facts: Any) -> Facts:
    """Open a version of an item's plan in which the item answers other needs."""
    draft = await opened(movement, item["plan_id"], **facts)
    (copy,) = (
        each
        for each in await items_of(movement, draft["id"])
        if each["version_of_id"] == item["id"]
    )
    done = await change(movement, copy, need_ids=[each["id"] for each in needs])
    assert done.status_code == 200, done.text
    return draft


async def test_what_a_version_drops_waits_for_a_plan_again_and_its_author_hears_why_once(
    planning: Client, movement: Movement
) -> None:
    kept, dropped = await movement.need(), await movement.need()
    (item,) = await planned(movement, [kept, dropped])
    draft = await answering(movement, item, [kept])
    assert await movement.status_of(dropped) == "IN_PLAN", "a draft decides nothing"
    body = {"id": str(new_id()), "adopted_on": "2024-09-15"}
    path = f"/v1/plans/{draft['id']}/adoptions"
    answers = await asyncio.gather(*(movement.send(path, body, admin(movement)) for _ in range(3)))
    assert {each.status_code for each in answers} == {200}
    assert [await movement.status_of(each) for each in (kept, dropped)] == ["IN_PLAN", "RECORDED"]
    assert await path_of(planning, dropped["id"]) == [
        (None, "RECORDED", "NEED", "2024-03-15"), ("RECORDED", "IN_PLAN", "ADOPTION", "2024-08-15"),
        ("IN_PLAN", "RECORDED", "DROP", "2024-09-15"),
    ]  # fmt: skip
    assert await heard(movement, kept) == ["PLANNED"]
    assert await heard(movement, dropped) == ["PLANNED", "DROPPED"]
    (told,) = await notices(movement, origin_id=dropped["id"], change="DROPPED")
    assert (told["reason_th"], told["happened_on"], told["cause_id"], told["state"]) == (
        WHY, "2024-09-15", body["id"], "ON_PAPER",
    )  # fmt: skip
    shown = await passport(movement, dropped["id"])
    assert [each["reason_th"] for each in shown["steps"]] == [None, None, WHY]
    assert shown["holder_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    assert shown["next_step_th"].endswith("แล้วนำเข้าแผนของพื้นที่อีกครั้ง")
    assert f"บันทึกแล้ว ไม่อยู่ในแผนฉบับใหม่ (เหตุผล: {WHY}) ขณะนี้อยู่ที่" in shown["sentence_th"]
    page = await planning.get("/v1/notice-lists/720602/document", headers=movement.staff("720602"))
    assert "ไม่อยู่ในแผนฉบับใหม่แล้ว กลับไปรอเข้าแผน" in page.text


async def test_the_way_of_a_need_tells_the_version_that_dropped_it_until_a_plan_takes_it_up_again(
    movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need()
    (item,) = await planned(movement, [need])
    assert (await adopt(movement, (await answering(movement, item, []))["id"])).is_success
    way = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    assert [(each["kind"], each["date"], each["reason_th"]) for each in way["hops"]] == [
        ("NEED", "2024-03-15", None), ("DROP", "2024-09-15", WHY),
    ]  # fmt: skip
    draft = await answering(movement, item, [need])
    assert (await adopt(movement, draft["id"], "2024-10-01")).is_success
    assert await heard(movement, need) == ["PLANNED", "DROPPED", "PLANNED"]
    shown = await passport(movement, need["id"])
    assert (shown["status"], len(shown["steps"])) == ("IN_PLAN", 4)
    way = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    assert [each["kind"] for each in way["hops"]] == ["NEED", "DROP", "PLAN_ITEM"]


async def test_a_need_that_another_item_or_plan_in_force_answers_stays_where_it_is(
    movement: Movement,
) -> None:
    moved, elsewhere, whole = [await movement.need() for _ in range(3)]
    first, second = await planned(movement, [moved, elsewhere], [whole])
    await movement.adopted("720602", 10, need_ids=[elsewhere["id"]])
    draft = await opened(movement, first["plan_id"], leave_out_item_ids=[second["id"]])
    (copy,) = await items_of(movement, draft["id"])
    assert (await change(movement, copy, need_ids=[])).status_code == 200
    fresh = await movement.item(draft, 5, need_ids=[moved["id"]])
    await movement.finalize(fresh)
    assert (await adopt(movement, draft["id"])).is_success
    states = [await movement.status_of(each) for each in (moved, elsewhere, whole)]
    assert states == ["IN_PLAN", "IN_PLAN", "RECORDED"], "a whole item goes with its needs"
    told = [await heard(movement, each) for each in (moved, elsewhere, whole)]
    assert told == [["PLANNED"], ["PLANNED"], ["PLANNED", "DROPPED"]]


async def test_a_version_may_leave_out_all_that_the_plan_had(movement: Movement) -> None:
    gone, fresh = await movement.need(), await movement.need()
    (item,) = await planned(movement, [gone])
    draft = await opened(movement, item["plan_id"], leave_out_item_ids=[item["id"]])
    await movement.finalize(await movement.item(draft, 5, need_ids=[fresh["id"]]))
    done = await adopt(movement, draft["id"])
    assert (done.status_code, done.json()["version"]) == (200, 2)
    assert [await movement.status_of(each) for each in (gone, fresh)] == ["RECORDED", "IN_PLAN"]
    former = await items_of(movement, draft["id"])
    assert [(each["id"], each["plan_status"]) for each in former] == [(item["id"], "SUPERSEDED")]


async def test_what_several_became_stays_in_plan_while_one_in_force_answers_any_of_them(
    movement: Movement,
) -> None:
    voiced = [await movement.need() for _ in range(2)]
    first, second = [(await planned(movement, [each]))[0] for each in voiced]
    body = merger(*voiced, area="720602")
    await movement.done("/v1/need-mergers", body, movement.province)
    for item, status in ((first, "IN_PLAN"), (second, "RECORDED")):
        draft = await answering(movement, item, [])
        assert (await adopt(movement, draft["id"])).is_success
        assert await movement.status_of(body["into"]) == status
    told = [await heard(movement, each) for each in voiced]
    assert told == [["PLANNED", "MERGED", "DROPPED"]] * 2


async def test_what_a_dropped_need_became_goes_back_and_every_origin_hears_once(
    planning: Client, movement: Movement
) -> None:
    groups = [await group(planning) for _ in range(3)]
    voiced = [
        await movement.need(voiced_by_organization_id=each, voiced_at_th=None) for each in groups
    ]
    merged, other, parted = voiced
    (item,) = await planned(movement, [merged, parted])
    body = merger(merged, other, area="720602")
    await movement.done("/v1/need-mergers", body, movement.province)
    cut = split(parted)
    await movement.done("/v1/need-splits", cut, movement.province)
    kept, lost = [part["id"] for part in cut["parts"]]
    await movement.adopted("720602", 10, need_ids=[kept])
    draft = await answering(movement, item, [])
    assert (await adopt(movement, draft["id"])).is_success
    shown = [await movement.status_of({"id": e}) for e in (body["into"]["id"], kept, lost)]
    assert shown == ["RECORDED", "IN_PLAN", "RECORDED"]
    told = [await notices(movement, organization_id=each, change="DROPPED") for each in groups]
    assert [[each["origin_id"] for each in mine] for mine in told] == [
        [merged["id"]], [other["id"]], [parted["id"]],
    ]  # fmt: skip
    mine = await passport(movement, merged["id"])
    assert mine["status"] == "MERGED"
    assert mine["next_step_th"].endswith("แล้วนำเข้าแผนของพื้นที่อีกครั้ง")


async def test_a_need_stays_with_the_project_that_somebody_is_asked_for_or_granted_or_reports_on(
    movement: Movement,
) -> None:
    for fate in ("asked", "above", "granted", "reported"):
        need = await movement.need()
        (item,) = await planned(movement, [need])
        if fate == "above":
            upper = await movement.plan("7206")
            above = await movement.item(upper, 1)
            await movement.include(item, above, 60)
            await movement.finalize(above)
            await movement.adopt(upper, "2024-09-01")
            await movement.propose(above, 60)
        elif fate == "reported":
            said = {"id": str(new_id()), "reported_on": "2024-09-01", "summary_th": "เสร็จ"}
            path = f"/v1/plan-items/{item['id']}/results"
            await movement.done(path, said, movement.staff("720602"))
        else:
            made = await movement.propose(item, 60)
            if fate == "granted":
                part = await movement.answer(made, "ACCEPTED_IN_PART", 5, reason_th="งบหมด")
                assert part.is_success
        before = (await movement.status_of(need), await heard(movement, need))
        draft = await answering(movement, item, [])
        refused = await adopt(movement, draft["id"])
        told = (refused.status_code, refused.json()["code"], refused.json()["need_ids"])
        assert told == (409, "state-conflict", [need["id"]]), fate
        assert (await movement.status_of(need), await heard(movement, need)) == before
        assert (await withdrawn(movement, draft["id"])).is_success


async def test_a_need_that_was_refused_or_never_answered_may_be_dropped_and_the_backlog_says_so(
    movement: Movement,
) -> None:
    refused, closed = await movement.need("720601"), await movement.need("720601")
    items = []
    for need in (refused, closed):
        item = await movement.adopted("720601", 100, need_ids=[need["id"]])
        items.append((item, await movement.propose(item, 60)))
    answer = await movement.answer(items[0][1], "REJECTED", reason_th="เกินอำนาจหน้าที่")
    assert answer.is_success
    act = {"id": str(new_id()), "closed_on": "2025-01-15", "reason_th": "ไม่ติดตามต่อ"}
    await movement.done(f"/v1/proposals/{items[1][1]['id']}/closings", act, movement.province)
    for item, _ in items:
        draft = await answering(movement, item, [])
        assert (await adopt(movement, draft["id"], "2025-02-01")).is_success
    assert [await movement.status_of(each) for each in (refused, closed)] == ["RECORDED"] * 2
    assert [(await heard(movement, each))[-1] for each in (refused, closed)] == ["DROPPED"] * 2
    body = closing("720601", 2568, "2025-10-03")
    await movement.done("/v1/cycle-closings", body, movement.staff("720601"))
    listed = (await movement.see(f"/v1/backlogs?closing_id={body['id']}"))["items"]
    told = {each["need_id"]: each for each in listed}
    reasons = [[(r["kind"], r["on"]) for r in told[e["id"]]["reasons"]] for e in (refused, closed)]
    assert reasons == [
        [("REFUSED", "2024-11-20"), ("DROPPED", "2025-02-01")], [("DROPPED", "2025-02-01")],
    ]  # fmt: skip
    assert [told[each["id"]]["refusals"] for each in (refused, closed)] == [1, 0]


async def test_a_version_that_is_withdrawn_drops_nothing(movement: Movement) -> None:
    need = await movement.need()
    (item,) = await planned(movement, [need])
    draft = await answering(movement, item, [])
    assert (await withdrawn(movement, draft["id"])).is_success
    assert (await movement.status_of(need), await heard(movement, need)) == (
        "IN_PLAN", ["PLANNED"],
    )  # fmt: skip


async def test_what_was_dropped_while_it_was_merged_is_in_no_plan_when_told_apart(
    movement: Movement,
) -> None:
    need, into = await movement.need(), await movement.need()
    (item,) = await planned(movement, [need])
    await movement.adopted("720602", 10, need_ids=[into["id"]])
    body = merger(need, area="720602", into_id=into["id"])
    await movement.done("/v1/need-mergers", body, movement.province)
    draft = await answering(movement, item, [])
    assert (await adopt(movement, draft["id"])).is_success
    assert await movement.status_of(into) == "IN_PLAN", "its own plan answers it"
    undo = {"id": str(new_id()), "reason_th": "คนละสาย", "reversed_on": "2024-09-20"}
    path = f"/v1/need-mergers/{body['id']}/reversals"
    await movement.done(path, undo, movement.province)
    assert [await movement.status_of(each) for each in (need, into)] == ["RECORDED", "IN_PLAN"]


@pytest.mark.parametrize(
    ("before", "planned", "stands"),
    [("RECORDED", False, "RECORDED"), ("RECORDED", True, "IN_PLAN"), ("IN_PLAN", True, "IN_PLAN"),
     ("IN_PLAN", False, "RECORDED"), ("REJECTED", True, "REJECTED"), ("REJECTED", False, "RECORDED")],
)  # fmt: skip
def test_where_a_need_stands_that_is_told_apart_is_what_plans_in_force_say(
    before: str, planned: bool, stands: str
) -> None:
    assert mergers.stands_at(NeedStatus(before), planned=planned) == stands


async def test_many_needs_are_dropped_with_as_many_statements_as_one(
    planning: Client, movement: Movement
) -> None:
    asked = []
    for many in (2, 40):
        needs = [await movement.need() for _ in range(many)]
        (item,) = await planned(movement, needs)
        draft = await answering(movement, item, [])
        with counted(planning) as queries:
            assert (await adopt(movement, draft["id"])).is_success
        asked.append(len(queries))
        states = Counter([await movement.status_of(each) for each in needs])
        assert states == {"RECORDED": many}
    assert asked[0] == asked[1]
