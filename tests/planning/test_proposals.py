"""Proposals: submitted for adopted items, acknowledged, answered once; needs below move with them."""

import asyncio
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from services.planning.addressees.schemas import ADDRESSEE_TH, AddresseeKind
from services.planning.answers.schemas import OUTCOME_TH, Outcome
from services.planning.proposals import rules
from services.planning.proposals.schemas import STATUS_TH, ProposalStatus
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import Movement, baht


def proposal(item: dict[str, Any], asked: float | str = 100, **facts: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "plan_item_id": item["id"], "addressee_kind": "GOVERNOR",
            "addressee_th": "ผู้ว่าราชการจังหวัดสุพรรณบุรี", "title_th": "ขอสนับสนุน", "asked": baht(asked),
            "submitted_on": "2024-10-01", **facts}  # fmt: skip


@pytest.fixture(scope="module")
async def item(movement: Movement) -> dict[str, Any]:
    return await movement.adopted("72", 1_000_000)


async def test_what_is_submitted_can_be_read(
    planning: Client, movement: Movement, item: dict[str, Any]
) -> None:
    body = proposal(item)
    made = await planning.post("/v1/proposals", json=body, headers=movement.province)
    assert (made.status_code, made.headers["location"]) == (201, f"/v1/proposals/{body['id']}")
    assert (await planning.get(made.headers["location"])).content == made.content
    shown = made.json()
    assert (shown["status"], shown["answer"], shown["area"]["code"]) == ("SUBMITTED", None, "72")
    again = await planning.post("/v1/proposals", json=body, headers=movement.province)
    assert (again.status_code, again.content) == (200, made.content)


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [({"asked": baht(0)}, "#/asked/amount", "out-of-range"), ({"asked": baht(1_000_001)}, "#/asked/amount", "out-of-range"),
     ({"submitted_on": "2024-08-14"}, "#/submitted_on", "too-early"), ({"addressee_kind": "KING"}, "#/addressee_kind", "not-a-choice"),
     ({"plan_item_id": "019aa0d4-6c00-7000-8000-00000000dead"}, "#/plan_item_id", "unknown-reference")],
)  # fmt: skip
async def test_what_does_not_fit_is_pointed_at(
    planning: Client, movement: Movement, item: dict[str, Any], change: dict[str, Any], pointer: str, code: str
) -> None:  # fmt: skip
    answer = await planning.post(
        "/v1/proposals", json=proposal(item) | change, headers=movement.province
    )
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("PROVINCE_WORKING_GROUP", "72", 201), ("REGION_OFFICE", "72", 201), ("NATIONAL_ADMIN", "", 201),
     ("PROVINCE_WORKING_GROUP", "71", 403), ("TAMBON_STAFF", "72", 403), ("PARTNER_AGENCY", "72", 403)],
)  # fmt: skip
async def test_the_province_submits(
    planning: Client, movement: Movement, item: dict[str, Any], role: str, area: str, status: int
) -> None:
    who = movement.people(role, area=area)
    assert (
        await planning.post("/v1/proposals", json=proposal(item, 1), headers=who)
    ).status_code == status


async def test_a_draft_is_not_proposed(planning: Client, movement: Movement) -> None:
    draft = await movement.item(await movement.plan("72"), 100)
    answer = await planning.post("/v1/proposals", json=proposal(draft), headers=movement.province)
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict")


async def test_an_item_is_not_asked_for_twice(planning: Client, movement: Movement) -> None:
    item = await movement.adopted("72", 300)
    first = await movement.propose(item, 200)
    answer = await planning.post(
        "/v1/proposals", json=proposal(item, 101), headers=movement.province
    )
    assert answer.json()["errors"][0]["params"]["max"] == "100.00"
    assert (await movement.answer(first, "ACCEPTED_IN_PART", 50, reason_th="ก")).is_success
    second = await movement.propose(item, 250)
    assert (await movement.answer(second, "REJECTED", reason_th="ก")).is_success
    await movement.propose(item, 250)


async def test_an_acceptance_in_full_is_the_last_answer(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("72", 100)
    made = await movement.propose(item, 100)
    path = f"/v1/proposals/{made['id']}/answers"
    body = {
        "id": str(new_id()),
        "outcome": "ACCEPTED",
        "granted": baht(100),
        "answered_on": "2024-11-20",
    }
    first = await movement.send(path, body, movement.province)
    again = await movement.send(path, body, movement.province)
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    other = await movement.send(path, body | {"id": str(new_id())}, movement.province)
    assert (other.status_code, other.json()["code"]) == (409, "state-conflict")
    note = {"id": str(new_id()), "acknowledged_on": "2024-12-01"}
    late = await movement.send(
        f"/v1/proposals/{made['id']}/acknowledgements", note, movement.province
    )
    assert (late.status_code, late.json()["present_status"]) == (409, "ACCEPTED")


async def test_many_answers_at_once_leave_one(movement: Movement) -> None:
    made = await movement.propose(await movement.adopted("72", 100), 100)
    answers = await asyncio.gather(
        *(movement.answer(made, "REJECTED", reason_th="ก") for _ in range(4)),
        *(movement.answer(made, "ACCEPTED", 100) for _ in range(4)),
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 7}
    shown = await movement.see(f"/v1/proposals/{made['id']}")
    won = next(answer.json() for answer in answers if answer.is_success)
    assert (shown["answer"], shown["revision"]) == (won["answer"], 2)


@pytest.mark.parametrize(
    ("outcome", "granted", "facts", "pointer", "code"),
    [("ACCEPTED", None, {}, "#/granted", "required"), ("ACCEPTED", 99, {}, "#/granted/amount", "out-of-range"),
     ("ACCEPTED_IN_PART", 100, {"reason_th": "ก"}, "#/granted/amount", "out-of-range"),
     ("ACCEPTED_IN_PART", 0, {"reason_th": "ก"}, "#/granted/amount", "out-of-range"),
     ("ACCEPTED_IN_PART", 50, {}, "#/reason_th", "required"), ("REJECTED", None, {}, "#/reason_th", "required"),
     ("REJECTED", 1, {"reason_th": "ก"}, "#/granted", "out-of-range"),
     ("ACCEPTED", 100, {"answered_on": "2024-09-30"}, "#/answered_on", "too-early"),
     ("ACCEPTED", 100, {"answered_on": "2024-10-04"}, "#/answered_on", "too-early")],
)  # fmt: skip
async def test_an_answer_fits_its_outcome(
    movement: Movement, item: dict[str, Any], outcome: str, granted: float | None,
    facts: dict[str, Any], pointer: str, code: str,
) -> None:  # fmt: skip
    made = await movement.propose(item, 100)
    note = {"id": str(new_id()), "acknowledged_on": "2024-10-05"}
    await movement.done(f"/v1/proposals/{made['id']}/acknowledgements", note, movement.province)
    answer = await movement.answer(made, outcome, granted, **facts)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]
    assert (await movement.see(f"/v1/proposals/{made['id']}"))["status"] == "ACKNOWLEDGED"
    assert (await movement.answer(made, "REJECTED", reason_th="คืนวงเงิน")).is_success


async def test_it_is_acknowledged_once_and_not_before_it_was_sent(
    movement: Movement, item: dict[str, Any]
) -> None:
    made = await movement.propose(item, 1)
    path = f"/v1/proposals/{made['id']}/acknowledgements"
    note = {"id": str(new_id()), "acknowledged_on": "2024-09-30"}
    early = await movement.send(path, note, movement.province)
    assert early.json()["errors"][0]["code"] == "too-early"
    note = note | {"acknowledged_on": "2024-10-01"}
    first = await movement.send(path, note, movement.province)
    again = await movement.send(path, note, movement.province)
    assert (first.status_code, again.content) == (200, first.content)
    other = await movement.send(path, note | {"id": str(new_id())}, movement.province)
    assert (other.status_code, other.json()["code"]) == (409, "state-conflict")
    stranger = movement.people("PROVINCE_WORKING_GROUP", area="71")
    assert (await movement.send(path, note, stranger)).status_code == 403


async def test_a_refusal_does_not_end_a_need(movement: Movement) -> None:
    need = await movement.need("720602")
    low = await movement.adopted("720602", 100, need_ids=[need["id"]])
    plan = await movement.plan("7206")
    above = await movement.item(plan)
    await movement.include(low, above, 60)
    await movement.finalize(above)
    await movement.adopt(plan, "2024-09-01")
    states = []
    for outcome, granted in (("REJECTED", None), ("ACCEPTED_IN_PART", 10)):
        made = await movement.propose(above, 60)
        states.append(await movement.status_of(need))
        await movement.answer(made, outcome, granted, reason_th="ก")
        states.append(await movement.status_of(need))
    rest = await movement.propose(above, 50)
    await movement.answer(rest, "REJECTED", reason_th="ก")
    states.append(await movement.status_of(need))
    assert states == ["PROPOSED", "REJECTED", "PROPOSED", "ACCEPTED_IN_PART", "ACCEPTED_IN_PART"]


async def test_what_was_left_out_does_not_move(movement: Movement) -> None:
    need = await movement.need("720602")
    low = await movement.adopted("720602", 100, need_ids=[need["id"]])
    plan = await movement.plan("7206")
    above = await movement.item(plan, 5)
    left_out = movement.inclusion(above, 0, decision="EXCLUDED", reason_th="ซ้ำ")
    await movement.done(f"/v1/plan-items/{low['id']}/inclusions", left_out, movement.province)
    await movement.finalize(above)
    await movement.adopt(plan, "2024-09-01")
    await movement.propose(above, 5)
    assert await movement.status_of(need) == "IN_PLAN"


async def test_proposals_are_listed_with_one_query(planning: Client, movement: Movement) -> None:
    item = await movement.adopted("720603", 100, fiscal_year_be=2572)
    who = {"addressee_kind": "LAO", "addressee_th": "อบต.ไร่รถ"}
    made = [
        await movement.propose(item, 10, submitted_on=f"2024-10-0{day}", **who)
        for day in (1, 3, 2)
    ]
    for query, order in (
        ("area=720603&sort=-submitted_on", [1, 2, 0]), ("fiscal_year_be=2572", [0, 1, 2]),
        (f"plan_item_id={item['id']}&status=SUBMITTED", [0, 1, 2]), ("area=720603&addressee_kind=LAO&sort=-updated_at", [2, 1, 0]),
        ("area=720603&addressee_kind=GOVERNOR", []), ("area=720603&status=REJECTED", []),
    ):  # fmt: skip
        with counted(planning) as queries:
            page = await movement.see(f"/v1/proposals?{query}")
        assert [each["id"] for each in page["items"]] == [made[i]["id"] for i in order], query
        assert len(queries) == 1


def test_every_code_has_a_thai_name() -> None:
    assert set(STATUS_TH) == set(ProposalStatus) == set(rules.NEXT)
    assert (set(OUTCOME_TH), set(ADDRESSEE_TH)) == (set(Outcome), set(AddresseeKind))


@pytest.mark.parametrize("status", list(ProposalStatus))
def test_a_proposal_moves_only_along_its_table(status: ProposalStatus) -> None:
    for target in ProposalStatus:
        if target in rules.NEXT[status]:
            rules.check_next(status, target)
        else:
            with pytest.raises(Problem):
                rules.check_next(status, target)
    assert (not rules.NEXT[status]) == (status == "ACCEPTED")


def test_the_last_satang_decides_between_whole_and_part() -> None:
    asked = Decimal("350000.00")
    rules.check_answer(Outcome.ACCEPTED, asked, asked, None)
    rules.check_answer(Outcome.ACCEPTED_IN_PART, asked, Decimal("349999.99"), "ก")
    for outcome, granted in (
        (Outcome.ACCEPTED, Decimal("349999.99")),
        (Outcome.ACCEPTED_IN_PART, asked),
    ):
        with pytest.raises(Problem):
            rules.check_answer(outcome, asked, granted, "ก")
