"""Needs become one and one becomes several: every origin is kept, learns its fate, and nothing leads in a circle."""

import asyncio
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.need_shares import rules as shares
from shared.ids import new_id
from tests.conftest import Client, counted, settle
from tests.planning.conftest import Movement
from tests.planning.test_needs_steps import path_of


def merger(*origins: dict[str, Any], area: str = "7206", **facts: Any) -> dict[str, Any]:
    """Return a merger of needs into a new one, unless told into which."""
    into = {"id": str(new_id()), "title_th": "คลองสายเดียวกัน", "issue_code": "WATER"}
    return {
        "id": str(new_id()),
        "area_code": area,
        "origin_ids": [each["id"] for each in origins],
        **({} if "into_id" in facts else {"into": into}),
        "reason_th": "คลองสายเดียวกัน",
        "merged_on": "2024-09-01",
        **facts,
    }


def split(need: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a split of a need into two."""
    parts = [
        {"id": str(new_id()), "title_th": f"ส่วน {word}", "issue_code": "WATER"}
        for word in ("แรก", "หลัง")
    ]
    made = {"id": str(new_id()), "need_id": need["id"], "parts": parts}
    return {**made, "reason_th": "งานคนละอย่าง", "split_on": "2024-09-01", **facts}


async def passport(movement: Movement, need_id: str) -> dict[str, Any]:
    """Return the passport of a need, whose path is complete."""
    shown: dict[str, Any] = await movement.see(f"/v1/needs/{need_id}/passport")
    steps = shown["steps"]
    assert [each["number"] for each in steps] == list(range(1, len(steps) + 1))
    assert [each["from_status"] for each in steps[1:]] == [
        each["to_status"] for each in steps[:-1]
    ]
    assert steps[-1]["to_status"] == shown["status"]
    return shown


async def test_needs_of_neighbours_become_one_and_each_learns_its_fate(
    planning: Client, movement: Movement
) -> None:
    first, second = await movement.need("720601"), await movement.need("720602")
    body = merger(first, second)
    done = await movement.done("/v1/need-mergers", body, movement.province)
    one = body["into"]["id"]
    assert (done["origin_ids"], done["into_id"]) == (sorted(body["origin_ids"]), one)
    again = await movement.send("/v1/need-mergers", body, movement.province)
    assert (again.status_code, again.json()) == (200, done)
    plan = await movement.plan("7206")
    item = await movement.item(plan, 300_000, need_ids=[one])
    await movement.finalize(item)
    await movement.adopt(plan, "2024-09-10")
    proposal = await movement.propose(item, 300_000)
    assert (await movement.answer(proposal, "ACCEPTED", 300_000)).status_code == 200
    mine = await passport(movement, first["id"])
    assert (mine["status"], [each["id"] for each in mine["became"]]) == ("MERGED", [one])
    assert mine["became"][0]["status"] == "ACCEPTED"
    assert "300,000.00 บาท" in mine["sentence_th"]
    assert "ได้รับอนุมัติ" in mine["sentence_th"]
    assert mine["next_step_th"].startswith("คณะทำงานอำเภอดอนเจดีย์")
    whole = await passport(movement, one)
    assert sorted(each["id"] for each in whole["origins"]) == sorted(body["origin_ids"])
    for query in (f"origin_id={second['id']}", f"into_id={one}", "area=7206"):
        with counted(planning) as queries:
            listed = (await movement.see(f"/v1/need-mergers?{query}"))["items"]
        assert (body["id"] in [each["id"] for each in listed], len(queries)) == (True, 1)
    await settle(planning)
    told = (await movement.see(f"/v1/needs/{first['id']}/history"))["items"]
    assert [each["type"] for each in told] == ["need.recorded", "need.merged"]


async def test_what_stands_in_a_plan_stays_in_it_when_merged(
    planning: Client, movement: Movement
) -> None:
    planned, fresh = await movement.need(), await movement.need()
    item = await movement.adopted("720602", 100_000, need_ids=[planned["id"]])
    body = merger(planned, fresh, area="720602")
    await movement.done("/v1/need-mergers", body, movement.staff("720602"))
    one = body["into"]["id"]
    assert await path_of(planning, one) == [
        (None, "RECORDED", "MERGER", "2024-09-01"), ("RECORDED", "IN_PLAN", "MERGER", "2024-09-01"),
    ]  # fmt: skip
    result = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    await movement.done(f"/v1/plan-items/{item['id']}/results", result, movement.staff("720602"))
    assert [(await passport(movement, each))["status"] for each in (planned["id"], one)] == [
        "MERGED", "DONE",
    ]  # fmt: skip
    assert (await passport(movement, fresh["id"]))["next_step_th"] is None


async def test_a_merger_into_a_need_that_is_there(movement: Movement) -> None:
    first, second = await movement.need(), await movement.need()
    body = merger(first, area="720602", into_id=second["id"])
    await movement.done("/v1/need-mergers", body, movement.staff("720602"))
    assert [await movement.status_of(each) for each in (first, second)] == ["MERGED", "RECORDED"]
    back = merger(second, area="720602", into_id=first["id"])
    circle = await movement.send("/v1/need-mergers", back, movement.staff("720602"))
    assert (circle.status_code, circle.json()["code"]) == (409, "state-conflict")
    itself = merger(second, area="720602", into_id=second["id"])
    answer = await movement.send("/v1/need-mergers", itself, movement.staff("720602"))
    assert answer.json()["errors"][0]["code"] == "circle"


@pytest.mark.parametrize(
    ("role", "grant", "area", "status"),
    [("TAMBON_STAFF", "720602", "7206", 403), ("LEADER", "720602", "720602", 422), ("MEMBER", "7206", "7206", 403),
     ("PROVINCE_WORKING_GROUP", "71", "7206", 403), ("PROVINCE_WORKING_GROUP", "72", "7206", 201)],
)  # fmt: skip
async def test_who_merges_answers_for_all_of_the_area(
    movement: Movement, role: str, grant: str, area: str, status: int
) -> None:
    body = merger(await movement.need("720601"), await movement.need("720602"), area=area)
    who = movement.people(role, area=grant)
    assert (await movement.send("/v1/need-mergers", body, who)).status_code == status


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [({"origin_ids": [str(new_id()), str(new_id())]}, "#/origin_ids/0"), ({"into": None}, "#/into_id"),
     ({"into_id": str(new_id())}, "#/into_id"), ({"reason_th": None}, "#/reason_th"),
     ({"merged_on": "2024-03-14"}, "#/merged_on")],
)  # fmt: skip
async def test_what_does_not_fit_is_pointed_at(
    movement: Movement, facts: dict[str, Any], pointer: str
) -> None:
    body = merger(await movement.need(), await movement.need())
    answer = await movement.send("/v1/need-mergers", body | facts, movement.province)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_merger_is_undone_while_the_one_need_has_not_moved_on(
    planning: Client, movement: Movement
) -> None:
    planned, fresh = await movement.need(), await movement.need()
    await movement.adopted("720602", 100_000, need_ids=[planned["id"]])
    body = merger(planned, fresh, area="720602")
    staff = movement.staff("720602")
    await movement.done("/v1/need-mergers", body, staff)
    path = f"/v1/need-mergers/{body['id']}/reversals"
    undo = {"id": str(new_id()), "reason_th": "คนละสาย", "reversed_on": "2024-09-02"}
    done = await movement.done(path, undo, staff)
    assert done["reversed_on"] == "2024-09-02"
    again = await movement.send(path, undo, staff)
    assert (again.status_code, again.json()) == (200, done)
    twice = await movement.send(path, undo | {"id": str(new_id())}, staff)
    assert twice.status_code == 409
    ids = (planned["id"], fresh["id"], body["into"]["id"])
    shown = [await passport(movement, each) for each in ids]
    assert [each["status"] for each in shown] == ["IN_PLAN", "RECORDED", "WITHDRAWN"]
    assert [each["became"] for each in shown] == [[], [], []]
    gone = shown[2]
    assert (gone["waiting_days"], gone["next_step_th"]) == (0, None)
    assert gone["sentence_th"].endswith("ยกเลิกแล้ว"), "nobody is said to hold it any longer"
    other = merger(planned, fresh, area="720602")
    await movement.done("/v1/need-mergers", other, staff)
    await movement.adopted("720602", 1, need_ids=[other["into"]["id"]])
    late = await movement.send(
        f"/v1/need-mergers/{other['id']}/reversals", undo | {"id": str(new_id())}, staff
    )
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")


@pytest.mark.parametrize("drafted", ["origin", "one"])
async def test_what_a_plan_took_up_while_it_was_merged_stands_in_that_plan_afterwards(
    movement: Movement, drafted: str
) -> None:
    fresh, planned = await movement.need(), await movement.need()
    await movement.adopted("720602", 100_000, need_ids=[planned["id"]])
    plan = await movement.plan("720602")
    item = await movement.item(plan, 1_000, need_ids=[fresh["id"]])
    await movement.finalize(item)
    origin, one = (fresh, planned) if drafted == "origin" else (planned, fresh)
    staff = movement.staff("720602")
    body = merger(origin, area="720602", into_id=one["id"])
    await movement.done("/v1/need-mergers", body, staff)
    await movement.adopt(plan, "2024-09-10")
    undo = {"id": str(new_id()), "reason_th": "คนละสาย", "reversed_on": "2024-09-12"}
    await movement.done(f"/v1/need-mergers/{body['id']}/reversals", undo, staff)
    shown = [await passport(movement, each["id"]) for each in (fresh, planned)]
    assert [each["status"] for each in shown] == ["IN_PLAN", "IN_PLAN"]


async def test_one_need_becomes_several_and_what_answers_it_answers_each(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    item = await movement.adopted("720602", 100_000, need_ids=[need["id"]])
    body, staff = split(need), movement.staff("720602")
    done = await movement.done("/v1/need-splits", body, staff)
    ids = sorted(part["id"] for part in body["parts"])
    assert done["part_ids"] == ids
    again = await movement.send("/v1/need-splits", body, staff)
    assert (again.status_code, again.json()) == (200, done)
    twice = await movement.send("/v1/need-splits", split(need), staff)
    assert twice.status_code == 409
    proposal = await movement.propose(item, 99_999.99)
    assert (await movement.answer(proposal, "ACCEPTED", 99_999.99)).status_code == 200
    shown = [await passport(movement, each) for each in (need["id"], *ids)]
    assert [each["status"] for each in shown] == ["SPLIT", "ACCEPTED", "ACCEPTED"]
    assert [each["id"] for each in shown[1]["origins"]] == [need["id"]]
    assert sorted(each["id"] for each in shown[0]["became"]) == ids
    listed = (await movement.see(f"/v1/need-splits?part_id={ids[1]}"))["items"]
    assert [each["id"] for each in listed] == [body["id"]]
    outside = split(await movement.need("72060201"))
    outside["parts"][1]["area_code"] = "72060202"
    answer = await movement.send("/v1/need-splits", outside, staff)
    assert answer.json()["errors"][0]["pointer"] == "#/parts/1/area_code"


async def test_what_was_proposed_is_neither_merged_nor_split(movement: Movement) -> None:
    need, other = await movement.need(), await movement.need()
    await movement.propose(await movement.adopted("720602", 1000, need_ids=[need["id"]]), 1000)
    staff = movement.staff("720602")
    for path, body in (
        ("/v1/need-mergers", merger(need, other, area="720602")),
        ("/v1/need-mergers", merger(other, area="720602", into_id=need["id"])),
        ("/v1/need-splits", split(need)),
    ):
        answer = await movement.send(path, body, staff)
        assert (answer.status_code, list(answer.json()["need_states"])) == (409, [need["id"]])


async def test_a_need_goes_into_one_other_however_many_ask_at_once(movement: Movement) -> None:
    needs = [await movement.need() for _ in range(4)]
    asks = [
        movement.send(
            "/v1/need-mergers", merger(needs[0], other, area="720602"), movement.province
        )
        for other in needs[1:]
    ]
    asks.append(movement.send("/v1/need-splits", split(needs[0]), movement.province))
    codes = sorted(answer.status_code for answer in await asyncio.gather(*asks))
    assert codes == [201, 409, 409, 409]
    assert len((await passport(movement, needs[0]["id"]))["steps"]) == 2


@given(
    st.decimals(0, 10_000_000, places=2),
    st.integers(1, 6),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 8)), max_size=12),
)
def test_an_amount_is_shared_among_all_leaves_without_losing_a_satang(
    amount: Decimal, count: int, jumps: list[tuple[int, int]]
) -> None:
    ids = [UUID(int=number) for number in range(30)]
    lines = shares.lines_of((ids[start], ids[start + jump]) for start, jump in jumps)
    found = shares.spread(amount, ids[:count], lines)
    assert sum(found.values(), Decimal(0)) == amount
    leaves = frozenset[UUID]().union(*(shares.leaves_of(each, lines) for each in ids[:count]))
    assert found.keys() == leaves
    assert not leaves & lines.keys()
