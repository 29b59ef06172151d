"""The way of a need that was merged and split, whose plan was revised, and of which results come by period."""

import datetime as dt
from typing import Any

from shared.ids import new_id
from shared.thai_time import bangkok_date
from tests.conftest import Client
from tests.planning.conftest import Movement
from tests.planning.test_journey import inside
from tests.planning.test_needs_dropped import answering, planned
from tests.planning.test_needs_steps import path_of
from tests.planning.test_needs_together import merger, passport, split
from tests.planning.test_notices import heard
from tests.planning.test_plan_versions import adopt, opened

__all__ = ["inside"]
Facts = dict[str, Any]


def today() -> dt.date:
    """Return the day on which ways are told."""
    return bangkok_date(dt.datetime.now(dt.UTC))


def since(day: str) -> int:
    """Return how many days ago a day was."""
    return (today() - dt.date.fromisoformat(day)).days


async def result(movement: Movement, item: Facts, on: str, **facts: Any) -> Facts:
    """Report on a project."""
    body = {"id": str(new_id()), "reported_on": on, "summary_th": "งวดแรก", **facts}
    path = f"/v1/plan-items/{item['id']}/results"
    return await movement.done(path, body, movement.staff("720602"))


async def way_of(movement: Movement, need: Facts, inside: dict[str, str]) -> Facts:
    """Return the journey of a need, which says what its passport says."""
    way: Facts = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    shown = await passport(movement, need["id"])
    told = ("holder_th", "waiting_days", "sentence_th")
    assert [way[name] for name in told] == [shown[name] for name in told]
    return {**way, "next_step_th": shown["next_step_th"], "steps": shown["steps"]}


async def parted(movement: Movement) -> tuple[Facts, Facts, list[Facts]]:
    """Return a need that was merged, the merger, and the parts that the one need was split into."""
    origin, other = await movement.need(), await movement.need()
    together = merger(origin, other, area="720602", reason_th="คลองเดียวกัน")
    await movement.done("/v1/need-mergers", together, movement.province)
    apart = split(together["into"], split_on="2024-09-02", reason_th="สองฝั่งคลอง")
    await movement.done("/v1/need-splits", apart, movement.province)
    return origin, together, apart["parts"]


async def test_an_origin_tells_what_it_became_through_merger_and_split_and_who_is_next(
    movement: Movement, inside: dict[str, str]
) -> None:
    origin, together, (first, second) = await parted(movement)
    way = await way_of(movement, origin, inside)
    assert [(e["kind"], e["date"], e["reason_th"], e["title_th"]) for e in way["hops"]] == [
        ("NEED", "2024-03-15", None, origin["title_th"]),
        ("MERGER", "2024-09-01", "คลองเดียวกัน", together["into"]["title_th"]),
        ("SPLIT", "2024-09-02", "สองฝั่งคลอง", "ส่วน แรก · ส่วน หลัง"),
    ]  # fmt: skip
    assert "วันนี้คือ “ส่วน แรก” (บันทึกแล้ว) “ส่วน หลัง” (บันทึกแล้ว)" in way["sentence_th"]
    done = await movement.adopted("720602", 60, "2024-09-05", need_ids=[first["id"]])
    asked = await movement.adopted("720602", 40, "2024-09-06", need_ids=[second["id"]])
    made = await movement.propose(asked, 40, submitted_on="2024-10-01")
    await result(movement, done, "2025-08-29")
    way = await way_of(movement, origin, inside)
    assert "“ส่วน หลัง” (เสนอแล้ว รอคำตอบ) “ส่วน แรก” (ดำเนินการแล้ว)" in way["sentence_th"]
    assert "“ส่วน หลัง” ขณะนี้อยู่ที่ผู้ว่าราชการจังหวัดสุพรรณบุรี" in way["sentence_th"]
    assert (
        way["next_step_th"] == "ผู้ว่าราชการจังหวัดสุพรรณบุรี ให้คำตอบต่อข้อเสนอซึ่งเลยกำหนดแล้ว และผู้เสนอทวงถาม"
    )
    assert way["waiting_days"] == since("2024-10-01"), (
        "that the other part is done ends no waiting"
    )
    assert (await movement.answer(made, "ACCEPTED", 40)).is_success
    await result(movement, asked, "2025-09-15")
    way = await way_of(movement, origin, inside)
    assert (way["next_step_th"], way["waiting_days"]) == (None, 0)
    assert way["sentence_th"].endswith("รายงานผลเมื่อ 15 ก.ย. 2568")


async def test_a_part_that_waits_for_a_plan_waits_in_its_area_whatever_became_of_the_other(
    movement: Movement, inside: dict[str, str]
) -> None:
    origin, _, (first, _) = await parted(movement)
    await movement.propose(
        await movement.adopted("720602", 60, "2024-09-05", need_ids=[first["id"]]), 60
    )
    way = await way_of(movement, origin, inside)
    assert way["holder_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    assert way["next_step_th"].endswith("แล้วนำเข้าแผน"), way["next_step_th"]
    assert way["waiting_days"] == since("2024-09-02")


async def test_why_needs_were_merged_split_told_apart_and_answered_is_in_their_steps(
    movement: Movement, inside: dict[str, str]
) -> None:
    origin, together, (first, _) = await parted(movement)
    one = await way_of(movement, together["into"], inside)
    assert [each["reason_th"] for each in one["steps"]] == ["คลองเดียวกัน", "สองฝั่งคลอง"]
    mine = await way_of(movement, origin, inside)
    assert [each["reason_th"] for each in mine["steps"]] == [None, "คลองเดียวกัน"]
    part = await way_of(movement, first, inside)
    assert [(e["kind"], e["reason_th"], e["title_th"]) for e in part["hops"]][1:] == [
        ("SPLIT", "สองฝั่งคลอง", "ส่วน แรก")
    ]
    need = await movement.need()
    body = merger(need, area="720602", into_id=first["id"])
    await movement.done("/v1/need-mergers", body, movement.province)
    undo = {"id": str(new_id()), "reason_th": "คนละสาย", "reversed_on": "2024-09-20"}
    await movement.done(f"/v1/need-mergers/{body['id']}/reversals", undo, movement.province)
    made = await movement.propose(await movement.adopted("720602", 9, need_ids=[need["id"]]), 9)
    assert (await movement.answer(made, "REJECTED", reason_th="งบหมด")).is_success
    steps = (await passport(movement, need["id"]))["steps"]
    assert [each["reason_th"] for each in steps] == [
        None, "คลองสายเดียวกัน", "คนละสาย", None, None, "งบหมด",
    ]  # fmt: skip


async def test_the_result_of_a_period_ends_nothing_and_its_authors_hear_of_each_once(
    planning: Client, movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need()
    item = await movement.adopted("720602", 1000, need_ids=[need["id"]])
    period = {"starts_on": "2024-10-01", "ends_on": "2025-02-01", "closes": False}
    body = {"id": str(new_id()), "reported_on": "2025-02-01", "summary_th": "งวดแรก", **period}
    path = f"/v1/plan-items/{item['id']}/results"
    for status in (201, 200):
        answer = await movement.send(path, body, movement.staff("720602"))
        assert (answer.status_code, answer.json()["closes"]) == (status, False)
    assert await movement.status_of(need) == "IN_PLAN"
    assert await heard(movement, need) == ["PLANNED", "RESULTED"]
    way = await way_of(movement, need, inside)
    last = way["hops"][-1]
    assert (last["kind"], last["state"], last["state_th"], last["date"]) == (
        "RESULT", "REPORTED_FOR_PERIOD", "รายงานผลตามงวดแล้ว", "2025-02-01",
    )  # fmt: skip
    assert way["waiting_days"] == last["days"] == since("2025-02-01")
    assert way["next_step_th"] == "สภาองค์กรชุมชนตำบล ดำเนินโครงการต่อ แล้วรายงานผลครั้งสุดท้าย"
    assert " รายงานผลตามงวดแล้ว ขณะนี้อยู่ที่" in way["sentence_th"]
    unsaid = {**body, "id": str(new_id()), "starts_on": None, "ends_on": None}
    refused = await movement.send(path, unsaid, movement.staff("720602"))
    assert refused.json()["errors"][0]["pointer"] == "#/starts_on"
    assert (await result(movement, item, "2025-08-29"))["closes"] is True, "unless told otherwise"
    assert await movement.status_of(need) == "DONE"
    assert await heard(movement, need) == ["PLANNED", "RESULTED", "RESULTED"]
    assert [step[1] for step in await path_of(planning, need["id"])] == ["RECORDED", "IN_PLAN", "DONE"]  # fmt: skip
    way = await way_of(movement, need, inside)
    assert [each["state"] for each in way["hops"] if each["kind"] == "RESULT"] == [
        "REPORTED_FOR_PERIOD", "REPORTED",
    ]  # fmt: skip


async def test_the_day_of_the_result_is_told_whatever_happened_later(
    movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need()
    item = await movement.adopted("720602", 1000, need_ids=[need["id"]])
    made = await movement.propose(item, 1000)
    await result(movement, item, "2025-02-01")
    answer = await movement.answer(
        made, "ACCEPTED_IN_PART", 400, reason_th="ก", answered_on="2025-03-01"
    )
    assert answer.is_success
    way = await way_of(movement, need, inside)
    assert way["hops"][-1]["date"] == "2025-03-01"
    assert way["sentence_th"].endswith("รายงานผลเมื่อ 1 ก.พ. 2568")


async def test_a_new_version_of_a_plan_is_no_step_of_what_it_goes_on_to_answer(
    movement: Movement, inside: dict[str, str]
) -> None:
    need, other = await movement.need(), await movement.need()
    (item,) = await planned(movement, [need])
    plan = await movement.plan("7206")
    into = await movement.item(plan, 1)
    await movement.include(item, into, 50)
    await movement.finalize(into)
    await movement.adopt(plan, "2024-09-01")
    before = await way_of(movement, need, inside)
    draft = await answering(movement, item, [need, other])
    assert (await adopt(movement, draft["id"], "2024-09-15")).is_success
    assert (
        await adopt(movement, (await opened(movement, plan["id"]))["id"], "2024-09-20")
    ).is_success
    after = await way_of(movement, need, inside)
    assert [(each["kind"], each["date"]) for each in after["hops"]] == [
        ("NEED", "2024-03-15"), ("PLAN_ITEM", "2024-08-15"), ("INCLUSION", "2024-08-20"),
        ("PLAN_ITEM", "2024-09-01"),
    ]  # fmt: skip
    assert after["waiting_days"] == before["waiting_days"] == since("2024-09-01")
    joined = await way_of(movement, other, inside)
    mine = [each["date"] for each in joined["hops"] if each["plan_item_id"] == item["id"]]
    assert mine == ["2024-09-15"], "it came in with the new version"
    assert [each["on"] for each in joined["steps"]][1:] == ["2024-09-15"]
