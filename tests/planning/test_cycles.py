"""A planning year is closed: what has no money goes into the next one, once, with its age and its reasons."""

import asyncio
from typing import Any

import pytest

from services.planning.cycles.schemas import REASON_KIND_TH, ReasonKind
from shared.ids import new_id
from tests.conftest import Client, counted, settle
from tests.planning.conftest import Movement
from tests.planning.test_needs_steps import path_of, rows
from tests.planning.test_needs_together import merger


def closing(area: str, year: int = 2567, on: str = "2024-10-04") -> dict[str, Any]:
    """Return the closing of a year."""
    told = {"id": str(new_id()), "area_code": area, "fiscal_year_be": year}
    return {**told, "closed_on": on}


async def backlog(movement: Movement, query: str) -> dict[str, dict[str, Any]]:
    """Return the carried needs that a list shows, by need."""
    shown = (await movement.see(f"/v1/backlogs?{query}&limit=200"))["items"]
    assert len({each["need_id"] for each in shown}) == len(shown)
    return {each["need_id"]: each for each in shown}


@pytest.fixture(scope="module")
async def closed(movement: Movement) -> dict[str, Any]:
    """Needs of a tambon in every state, and the tambon's year closed."""
    needs = {
        name: await movement.need()
        for name in ("fresh", "planned", "left", "refused", "silent", "funded", "one")
    }
    year = {"fiscal_year_be": 2567}
    for name, on in (("planned", "2024-04-01"), ("left", "2024-04-01"), ("refused", "2024-04-01"),
                     ("silent", "2024-04-01"), ("funded", "2024-04-01")):  # fmt: skip
        item = await movement.adopted("720602", 1000, on, need_ids=[needs[name]["id"]], **year)
        if name == "left":
            plan = await movement.plan("7206", **year)
            above = await movement.item(plan, 1)
            await movement.finalize(above)
            facts = {
                "decision": "EXCLUDED",
                "reason_th": "เกินกรอบวงเงิน",
                "decided_on": "2024-04-20",
            }
            await movement.include(item, above, 0, **facts)
            await movement.adopt(plan, "2024-05-01")
        elif name != "planned":
            proposal = await movement.propose(item, 1000, submitted_on="2024-06-01")
            day = {"answered_on": "2024-07-01"}
            if name == "refused":
                said = {"reason_th": "ไม่อยู่ในอำนาจหน้าที่", **day}
                assert (await movement.answer(proposal, "REJECTED", **said)).is_success
            elif name == "funded":
                assert (await movement.answer(proposal, "ACCEPTED", 1000, **day)).is_success
    other = await movement.need()
    body = merger(needs["one"], other, area="720602")
    await movement.done("/v1/need-mergers", body, movement.province)
    told = closing("720602")
    answer = await movement.done("/v1/cycle-closings", told, movement.staff("720602"))
    return {"needs": needs, "into": body["into"]["id"], "told": told, "answer": answer}


async def test_what_has_no_money_is_carried_on_with_its_reasons(
    planning: Client, movement: Movement, closed: dict[str, Any]
) -> None:
    with counted(planning) as queries:
        shown = await backlog(movement, "area=720602&fiscal_year_be=2568")
    assert len(queries) == 1
    needs = {name: need["id"] for name, need in closed["needs"].items()}
    carried = [needs[name] for name in ("fresh", "planned", "left", "refused", "silent")]
    assert shown.keys() == {*carried, closed["into"]}
    assert closed["answer"]["carried"] == len(shown)
    assert (closed["answer"]["funded"], closed["answer"]["needs"]) == (1, 7)
    told = {name: shown[needs[name]] for name in ("fresh", "planned", "left", "refused", "silent")}
    reasons = {name: [each["kind"] for each in one["reasons"]] for name, one in told.items()}
    assert reasons == {
        "fresh": ["NEVER_PLANNED"], "planned": ["NOT_PROPOSED"], "left": ["LEFT_OUT", "NOT_PROPOSED"],
        "refused": ["REFUSED"], "silent": ["NO_ANSWER"],
    }  # fmt: skip
    assert told["left"]["reasons"][0]["reason_th"] == "เกินกรอบวงเงิน"
    assert told["refused"]["reasons"] == [
        {"kind": "REFUSED", "reason_th": "ไม่อยู่ในอำนาจหน้าที่", "on": "2024-07-01"}
    ]
    assert [one["refusals"] for one in told.values()] == [0, 0, 0, 1, 0]
    assert {(one["age_days"], one["age_years"], one["times"]) for one in told.values()} == {
        (203, 0, 1)
    }
    assert (await path_of(planning, needs["refused"]))[-1] == (
        "REJECTED", "REJECTED", "CLOSING", "2024-10-04",
    )  # fmt: skip
    await settle(planning)
    entries = (await movement.see(f"/v1/needs/{needs['fresh']}/history"))["items"]
    assert [each["type"] for each in entries] == ["need.recorded", "need.carried"]


async def test_closing_again_changes_nothing(
    planning: Client, movement: Movement, closed: dict[str, Any]
) -> None:
    before = await rows(planning, "SELECT count(*), max(updated_at) FROM needs")
    again = [
        await movement.send("/v1/cycle-closings", body, movement.staff("720602"))
        for body in (closed["told"], closing("720602"), closing("720602", on="2025-01-09"))
    ]
    assert [(each.status_code, each.json()) for each in again] == [(200, closed["answer"])] * 3
    assert await rows(planning, "SELECT count(*), max(updated_at) FROM needs") == before


async def test_who_comes_late_comes_into_the_next_year(
    planning: Client, movement: Movement, closed: dict[str, Any]
) -> None:
    late = await movement.need(voiced_on="2024-02-01")
    province = await movement.done("/v1/cycle-closings", closing("72"), movement.province)
    shown = await backlog(movement, f"closing_id={province['id']}")
    assert late["id"] not in shown
    assert not shown.keys() & {need["id"] for need in closed["needs"].values()}
    years = await rows(planning, "SELECT cycle_year_be FROM needs WHERE id = %s", late["id"])
    assert years == [(2568,)]
    answer = await movement.done("/v1/cycle-closings", closing("72", 2568, "2025-10-03"), movement.province)  # fmt: skip
    shown = await backlog(movement, f"closing_id={answer['id']}")
    assert shown[late["id"]]["times"] == 1
    refused = shown[closed["needs"]["refused"]["id"]]
    assert (refused["times"], refused["from_year_be"], refused["into_year_be"]) == (2, 2568, 2569)
    back = await movement.send("/v1/cycle-closings", closing("7206"), movement.province)
    assert (back.status_code, back.json()["closed_year_be"]) == (409, 2568)


async def test_a_year_is_closed_once_however_many_close_it_and_record_at_once(
    planning: Client, movement: Movement
) -> None:
    areas = ("710911", "7109", "71", "71")
    for _ in range(6):
        await movement.need("710911")
    who = movement.people("PROVINCE_WORKING_GROUP", area="71")
    closings = [movement.send("/v1/cycle-closings", closing(area), who) for area in areas]
    late = [movement.need("710911") for _ in range(6)]
    answers, *_ = await asyncio.gather(asyncio.gather(*closings), *late)
    assert sorted(each.status_code for each in answers) == [200, 201, 201, 201]
    counts = {each.json()["id"]: each.json()["carried"] for each in answers}
    inside = "FROM needs WHERE area_code = '710911'"
    found = await rows(
        planning, f"SELECT count(*), count(*) FILTER (WHERE cycle_year_be = 2568) {inside}"
    )
    assert found == [(12, 12)]
    assert len(await backlog(movement, "area=71&fiscal_year_be=2568")) == sum(counts.values())
    doubled = "SELECT need_id FROM need_steps WHERE cause_kind = 'CLOSING' GROUP BY need_id, to_status, cause_id HAVING count(*) > 1"
    assert await rows(planning, doubled) == []


@pytest.mark.parametrize(
    ("role", "grant", "body", "status"),
    [("LEADER", "720101", closing("720101"), 403), ("TAMBON_STAFF", "720101", closing("7201"), 403),
     ("TAMBON_STAFF", "720101", closing("72010101"), 422), ("PROVINCE_WORKING_GROUP", "72", closing("7299"), 422),
     ("PROVINCE_WORKING_GROUP", "72", closing("7201", 2566, "2022-09-30"), 422)],
)  # fmt: skip
async def test_who_closes_what(
    movement: Movement, role: str, grant: str, body: dict[str, Any], status: int
) -> None:
    answer = await movement.send("/v1/cycle-closings", body, movement.people(role, area=grant))
    assert answer.status_code == status, answer.text


def test_every_reason_has_its_name() -> None:
    assert set(REASON_KIND_TH) == set(ReasonKind)
