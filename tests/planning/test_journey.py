"""US11: one need goes from tambon 720602 to the governor of 72 and back, with every figure."""

import json
from typing import Any

import pytest

from shared import tokens
from shared.contracts.planning import PlanningJourney, PlanningSummary
from shared.ids import new_id
from tests.conftest import Client, Ground, settle
from tests.planning.conftest import Movement, baht

Story = dict[str, Any]


@pytest.fixture(scope="module")
def inside(ground: Ground) -> dict[str, str]:
    key = json.loads(ground.keys.of("gateway").read_text())
    token = tokens.sign(key, "service:gateway", [{"role": "SERVICE"}])
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
async def story(movement: Movement) -> Story:
    """Tell US11 to the end; return everything by name."""
    m, s = movement, {}
    s["need"] = await m.need("720602")
    s["tambon"] = await m.adopted("720602", 350_000, need_ids=[s["need"]["id"]])
    s["in_plan"] = await m.status_of(s["need"])
    plan = await m.plan("7206")
    item = await m.item(plan, title_th="แหล่งน้ำดอนเจดีย์")
    s["up1"] = await m.include(s["tambon"], item, 350_000)
    await m.finalize(item)
    await m.adopt(plan, "2024-08-30")
    s["district"] = await m.see(f"/v1/plan-items/{item['id']}")
    plan = await m.plan("72")
    item = await m.item(plan, title_th="แหล่งน้ำสุพรรณบุรี")
    s["up2"] = await m.include(s["district"], item, 350_000, decided_on="2024-09-05")
    await m.finalize(item)
    await m.adopt(plan, "2024-09-15")
    s["province"] = await m.see(f"/v1/plan-items/{item['id']}")
    s["proposal"] = await m.propose(s["province"], 350_000)
    s["proposed"] = await m.status_of(s["need"])
    note = {"id": str(new_id()), "acknowledged_on": "2024-10-05"}
    await m.done(f"/v1/proposals/{s['proposal']['id']}/acknowledgements", note, m.province)
    answer = await m.answer(
        s["proposal"], "ACCEPTED_IN_PART", 200_000, reason_th="งบปีนี้มีจำกัด", reference_th="สพ 0017/1"
    )
    s["answered"] = answer.json()
    s["accepted"] = await m.status_of(s["need"])
    result = {"id": str(new_id()), "reported_on": "2025-06-30", "summary_th": "ส่งน้ำได้ 70 ครัวเรือน",
              "indicator_value_th": "70 ครัวเรือน", "spent": baht(200_000)}  # fmt: skip
    path = f"/v1/plan-items/{s['tambon']['id']}/results"
    s["result"] = await m.done(path, result, m.people("LEADER", area="720602"))
    s["done"] = await m.status_of(s["need"])
    return s


async def journey(planning: Client, need_id: str, inside: dict[str, str]) -> PlanningJourney:
    answer = await planning.get(f"/internal/v1/journeys/{need_id}", headers=inside)
    assert answer.status_code == 200, answer.text
    return PlanningJourney.model_validate(answer.json())


async def test_the_need_moves_through_its_states(story: Story) -> None:
    names = ("in_plan", "proposed", "accepted", "done")
    assert [story[name] for name in names] == ["IN_PLAN", "PROPOSED", "ACCEPTED_IN_PART", "DONE"]


async def test_the_answer_keeps_amount_reason_and_reference(story: Story) -> None:
    shown = story["answered"]
    assert (shown["status"], shown["acknowledged_on"]) == ("ACCEPTED_IN_PART", "2024-10-05")
    assert shown["answer"]["granted"] == baht(200_000)
    assert (shown["answer"]["reason_th"], shown["answer"]["reference_th"]) == (
        "งบปีนี้มีจำกัด", "สพ 0017/1",
    )  # fmt: skip


async def test_the_tambons_sum_is_its_share_of_the_province_rollup(
    movement: Movement, story: Story
) -> None:
    below = await movement.see(f"/v1/rollups/{story['tambon']['plan_id']}")
    assert (below["total"], below["own"], below["from_below"]) == (
        baht(350_000), baht(350_000), baht(0),
    )  # fmt: skip
    above = await movement.see(f"/v1/rollups/{story['province']['plan_id']}")
    assert (above["total"], above["own"], above["from_below"]) == (
        baht(350_000), baht(0), baht(350_000),
    )  # fmt: skip
    assert [(a["area"]["code"], a["amount"]) for a in above["by_area"]] == [
        ("720602", baht(350_000))
    ]
    assert [(a["area"]["code"], a["amount"]) for a in above["by_child_area"]] == [
        ("7206", baht(350_000))
    ]
    assert [(i["issue_code"], i["amount"]) for i in above["by_issue"]] == [
        ("WATER", baht(350_000))
    ]


async def test_the_journey_tells_every_hop_in_both_directions(
    planning: Client, story: Story, inside: dict[str, str]
) -> None:
    told = await journey(planning, story["need"]["id"], inside)
    council, district = "สภาองค์กรชุมชนตำบลหนองสาหร่าย", "คณะทำงานอำเภอดอนเจดีย์"
    province, governor = "คณะทำงานจังหวัดสุพรรณบุรี", "ผู้ว่าราชการจังหวัดสุพรรณบุรี"
    hops = [
        (h.direction.value, h.kind.value, h.area_code, str(h.date), h.holder_th,
         None if h.amount is None else str(h.amount.baht)) for h in told.hops
    ]  # fmt: skip
    assert hops == [
        ("UP", "NEED", "720602", "2024-03-15", council, None),
        ("UP", "PLAN_ITEM", "720602", "2024-08-15", council, "350000.00"),
        ("UP", "INCLUSION", "7206", "2024-08-20", district, "350000.00"),
        ("UP", "PLAN_ITEM", "7206", "2024-08-30", district, "350000.00"),
        ("UP", "INCLUSION", "72", "2024-09-05", province, "350000.00"),
        ("UP", "PLAN_ITEM", "72", "2024-09-15", province, "350000.00"),
        ("UP", "PROPOSAL", "72", "2024-10-01", governor, "350000.00"),
        ("DOWN", "ANSWER", "72", "2024-11-20", province, "200000.00"),
        ("DOWN", "SHARE", "7206", "2024-11-20", district, "200000.00"),
        ("DOWN", "SHARE", "720602", "2024-11-20", council, "200000.00"),
        ("DOWN", "RESULT", "720602", "2025-06-30", "สภาองค์กรชุมชนตำบล", "200000.00"),
    ]
    days = [hop.days for hop in told.hops]
    assert days[:-1] == [153, 5, 10, 6, 10, 16, 50, 0, 0, 222]
    assert days[-1] == 0, "it is done: nobody waits any longer"


async def test_the_journey_says_in_thai_where_the_need_stands(
    planning: Client, story: Story, inside: dict[str, str]
) -> None:
    told = await journey(planning, story["need"]["id"], inside)
    assert (told.need.status_th, told.waiting_days) == ("ดำเนินการแล้ว", 0)
    assert told.need.voiced_by_th == "เวทีประชาคม"
    assert "200,000.00 บาท จากที่ขอ 350,000.00 บาท" in told.sentence_th
    states = {hop.kind.value: hop.state_th for hop in told.hops}
    assert states["PROPOSAL"] == "รับเรื่องแล้ว"
    assert states["ANSWER"] == "อนุมัติบางส่วน"
    assert {str(each) for each in told.plan_item_ids} == {
        story[name]["id"] for name in ("tambon", "district", "province")
    }
    answers = [hop for hop in told.hops if hop.kind.value == "ANSWER"]
    assert [(hop.reason_th, str(hop.id)) for hop in answers] == [
        ("งบปีนี้มีจำกัด", story["answered"]["answer"]["id"])
    ]


async def test_a_need_shares_its_item_and_its_way_with_others_to_the_satang(
    planning: Client, movement: Movement, inside: dict[str, str]
) -> None:
    needs = [await movement.need("720601") for _ in range(3)]
    first = await movement.adopted("720601", "100.01", need_ids=[n["id"] for n in needs])
    other = await movement.adopted("720603", "50.00")
    plan = await movement.plan("7206")
    into = await movement.item(plan, "0.50")
    await movement.include(first, into, "70.00")
    await movement.include(other, into, "50.00")
    await movement.finalize(into)
    await movement.adopt(plan, "2024-09-01")
    proposal = await movement.propose(into, "120.50")
    assert (
        await movement.answer(proposal, "ACCEPTED_IN_PART", "100.03", reason_th="ก")
    ).is_success
    granted = []
    for need in needs:
        told = await journey(planning, need["id"], inside)
        granted += [h.amount.baht for h in told.hops if h.kind.value == "ANSWER" and h.amount]
    # 70.00 / 120.50 of 100.03 is 58.11; three needs share it.
    assert str(sum(granted)) == "58.11"
    assert sorted(map(str, granted)) == ["19.37", "19.37", "19.37"]


async def test_a_journey_shows_no_draft_and_a_need_without_plan_stays_where_it_is(
    planning: Client, movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need("72060201", title_th="ถนน")
    plan = await movement.plan("720602")
    await movement.item(plan, 100, need_ids=[need["id"]])
    told = await journey(planning, need["id"], inside)
    assert [hop.kind.value for hop in told.hops] == ["NEED"]
    assert told.hops[0].level == "VILLAGE"
    assert told.holder_th == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    assert told.waiting_days == told.hops[0].days > 0


async def test_what_was_left_out_is_told_with_its_reason(
    planning: Client, movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need("720603")
    item = await movement.adopted("720603", 100, need_ids=[need["id"]])
    plan = await movement.plan("7206")
    into = await movement.item(plan, 10)
    left_out = movement.inclusion(into, 0, decision="EXCLUDED", reason_th="ซ้ำกับงานชลประทาน")
    path = f"/v1/plan-items/{item['id']}/inclusions"
    await movement.done(path, left_out, movement.province)
    before = await journey(planning, need["id"], inside)
    assert [hop.kind.value for hop in before.hops] == ["NEED", "PLAN_ITEM"]
    await movement.finalize(into)
    await movement.adopt(plan, "2024-09-01")
    told = await journey(planning, need["id"], inside)
    last = told.hops[-1]
    assert (last.kind.value, last.state, last.reason_th) == (
        "INCLUSION", "EXCLUDED", "ซ้ำกับงานชลประทาน",
    )  # fmt: skip
    assert told.holder_th == "สภาองค์กรชุมชนตำบลไร่รถ"


async def test_only_the_platform_itself_asks_inside(
    planning: Client, story: Story, inside: dict[str, str]
) -> None:
    for path in (f"/internal/v1/journeys/{story['need']['id']}", "/internal/v1/summaries/72"):
        assert (await planning.get(path)).status_code == 401
    missing = await planning.get(f"/internal/v1/journeys/{new_id()}", headers=inside)
    assert missing.status_code == 404


async def test_a_summary_counts_what_is_adopted(
    planning: Client, movement: Movement, story: Story, inside: dict[str, str]
) -> None:
    await movement.item(await movement.plan("72"), 999_999)
    answer = await planning.get("/internal/v1/summaries/72", headers=inside)
    told = PlanningSummary.model_validate(answer.json())
    year = told.years[0]
    assert (year.fiscal_year_be, year.plans, year.adopted, year.items) == (2568, 1, 1, 1)
    assert (str(year.budget.baht), str(year.from_below.baht)) == ("350000.00", "350000.00")
    assert [(i.issue_code, i.items) for i in year.by_issue] == [("WATER", 1)]
    assert sum(each.count for each in told.needs_by_status) == told.needs >= 1
    assert {"ดำเนินการแล้ว"} <= {each.status_th for each in told.needs_by_status}
    assert told.results == 1
    mine = next(p for p in told.proposals if str(p.id) == story["proposal"]["id"])
    assert (mine.status_th, str(mine.asked.baht)) == ("อนุมัติบางส่วน", "350000.00")
    assert mine.granted is not None
    assert str(mine.granted.baht) == "200000.00"
    empty = await planning.get("/internal/v1/summaries/99", headers=inside)
    assert PlanningSummary.model_validate(empty.json()).years == []


async def test_every_step_left_its_event(planning: Client, story: Story) -> None:
    await settle(planning)
    path = f"/v1/needs/{story['need']['id']}/history"
    types = [entry["type"] for entry in (await planning.get(path)).json()["items"]]
    assert types == [
        "need.recorded", "need.planned", "need.proposed", "need.accepted_in_part", "need.done",
    ]  # fmt: skip
    path = f"/v1/proposals/{story['proposal']['id']}/history"
    types = [entry["type"] for entry in (await planning.get(path)).json()["items"]]
    assert types == ["proposal.submitted", "proposal.acknowledged", "proposal.accepted_in_part"]


async def test_what_is_read_is_what_the_last_event_says(planning: Client, story: Story) -> None:
    await settle(planning)
    for path in (
        f"/v1/plan-items/{story['tambon']['id']}",
        f"/v1/plans/{story['tambon']['plan_id']}",
    ):
        entries = (await planning.get(f"{path}/history")).json()["items"]
        assert [entry["type"].rsplit(".")[-1] for entry in entries] == ["adopted"]
        assert entries[-1]["data"] == (await planning.get(path)).json()


async def test_a_summary_bears_plans_that_together_cost_more_than_one_amount_can_say(
    planning: Client, movement: Movement, inside: dict[str, str]
) -> None:
    most = "9999999999999.99"
    for _ in range(2):
        await movement.adopted("720101", most)
    answer = await planning.get("/internal/v1/summaries/720101", headers=inside)
    assert answer.status_code == 200, answer.text
    told = PlanningSummary.model_validate_json(answer.content)
    assert told.years[0].budget.amount == "19999999999999.98"
