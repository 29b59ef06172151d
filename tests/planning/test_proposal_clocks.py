"""Addressees, their calendars and clocks; silence, replies, better answers, follow-up and closing."""

import asyncio
import datetime as dt
import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.addressees import rules as clocks
from services.planning.answers.schemas import STANCE_TH, Stance
from services.planning.escalations import actions as escalations
from services.planning.escalations import rules as silences
from services.planning.escalations.schemas import RUNG_TH, Rung
from services.planning.proposals import rules
from services.planning.proposals.schemas import (
    CLOCK_TH,
    SECRETARY_TH,
    WAITING_TH,
    ClockState,
    ProposalStatus,
    SecretaryKind,
    Waiting,
)
from shared import tokens
from shared.errors import Problem
from shared.ids import new_id
from shared.thai_time import thai_date
from tests.conftest import Client, Ground, counted
from tests.planning.conftest import COUNCIL, Movement, baht

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
TODAY = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)).date()


def day(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def ago(days: int) -> str:
    return day(days).isoformat()


async def addressee(movement: Movement, area: str = "72", **facts: Any) -> dict[str, Any]:
    body = {"id": str(new_id()), "area_code": area, "kind": "GOVERNOR", "name_th": "ผู้ว่าราชการจังหวัด", **facts}  # fmt: skip
    return await movement.done("/v1/addressees", body, movement.people("NATIONAL_ADMIN", area=""))


async def act(movement: Movement, thing: dict[str, Any], name: str, **facts: Any) -> Any:
    path = f"/v1/proposals/{thing['id']}/{name}"
    return await movement.send(path, {"id": str(new_id()), **facts}, movement.province)


async def lone(movement: Movement, asked: int = 100, **facts: Any) -> dict[str, Any]:
    return await movement.propose(await movement.adopted("72", asked), asked, **facts)


async def test_an_addressee_has_a_clock_and_a_calendar(
    planning: Client, movement: Movement
) -> None:
    made = await addressee(movement, acknowledge_days=10, answer_days=40)
    assert (made["area"]["code"], made["calendar"]) == ("72", [])
    window = {"fiscal_year_be": 2568, "takes_from": "2024-09-01", "takes_until": "2024-11-01",
              "decides_on": "2024-12-20", "source_th": "ประกาศ"}  # fmt: skip
    path = f"/v1/addressees/{made['id']}/windows"
    first = {"id": str(new_id()), **window, "takes_until": "2024-10-01"}
    await movement.done(path, first, movement.province)
    held = await movement.done(path, {"id": str(new_id()), **window}, movement.province)
    assert [year["takes_until"] for year in held["calendar"]] == ["2024-11-01"]
    again = await movement.send(path, first, movement.province)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    assert again.json()["calendar"] == held["calendar"]
    item = await movement.adopted("72", 100)
    named = {"addressee_id": made["id"], "addressee_kind": None, "addressee_th": None}
    told = await movement.propose(item, 60, **named)
    assert (told["addressee_th"], told["addressee_id"]) == ("ผู้ว่าราชการจังหวัด", made["id"])
    assert told["clock"]["acknowledge_by"] == "2024-10-11"
    assert told["clock"]["answer_by"] == "2024-12-20"
    body = {"id": str(new_id()), "plan_item_id": item["id"], "addressee_id": made["id"],
            "title_th": "ช้า", "asked": baht(10), "submitted_on": "2024-11-01"}  # fmt: skip
    late = await planning.post("/v1/proposals", json=body, headers=movement.province)
    assert late.json()["errors"][0]["params"] == {"min": "2024-09-01", "max": "2024-10-31"}
    both = body | {"addressee_kind": "PAO", "submitted_on": "2024-10-01"}
    answer = await planning.post("/v1/proposals", json=both, headers=movement.province)
    assert answer.json()["errors"][0]["code"] == "only-one-of"
    neither = body | {"addressee_id": None}
    answer = await planning.post("/v1/proposals", json=neither, headers=movement.province)
    assert answer.json()["errors"][0]["pointer"] == "#/addressee_kind"


async def test_an_addressee_of_another_province_is_refused(
    planning: Client, movement: Movement
) -> None:
    other = await addressee(movement, "71")
    item = await movement.adopted("72", 100)
    body = {"id": str(new_id()), "plan_item_id": item["id"], "addressee_id": other["id"],
            "title_th": "ผิดจังหวัด", "asked": baht(10), "submitted_on": "2024-10-01"}  # fmt: skip
    answer = await planning.post("/v1/proposals", json=body, headers=movement.province)
    assert answer.json()["errors"][0]["code"] == "outside-parent"


@pytest.mark.parametrize(
    ("who", "area", "kind", "status"),
    [("P72", "72", "PAO", 201), ("P72", "720602", "LAO", 201), ("P72", "71", "PAO", 403),
     ("P72", "TH", "MINISTRY", 403), ("N", "TH", "CABINET", 201), ("N", "72", "CABINET", 422),
     ("N", "TH", "GOVERNOR", 422), ("T720602", "720602", "LAO", 403)],
)  # fmt: skip
async def test_who_defines_which_addressees(
    planning: Client, movement: Movement, who: str, area: str, kind: str, status: int
) -> None:
    roles = {"P": "PROVINCE_WORKING_GROUP", "N": "NATIONAL_ADMIN", "T": "TAMBON_STAFF"}
    headers = movement.people(roles[who[0]], area=who[1:])
    body = {"id": str(new_id()), "area_code": area, "kind": kind, "name_th": "ผู้รับ"}
    answer = await planning.post("/v1/addressees", json=body, headers=headers)
    assert answer.status_code == status, answer.text


async def test_addressees_are_listed_and_changed(planning: Client, movement: Movement) -> None:
    made = await addressee(movement, "720601", kind="LAO", name_th="อบต.ดอนเจดีย์")
    with counted(planning) as queries:
        page = await movement.see("/v1/addressees?kind=LAO&area=720601")
    assert ([each["id"] for each in page["items"]], len(queries)) == ([made["id"]], 1)
    path = f"/v1/addressees/{made['id']}"
    who = {**movement.province, "If-Match": '"r1"'}
    changed = await planning.patch(path, json={"answer_days": 30}, headers=who)
    assert (changed.json()["answer_days"], changed.json()["revision"]) == (30, 2)
    assert (await planning.patch(path, json={"answer_days": 9}, headers=who)).status_code == 412


async def test_silence_shows_and_is_told_above_once(planning: Client, movement: Movement) -> None:
    silent = await lone(movement, submitted_on=ago(20))
    fresh = await lone(movement, submitted_on=ago(15))
    assert (silent["clock"]["state"], silent["clock"]["overdue_since"]) == ("ACK_OVERDUE", ago(4))
    assert (fresh["clock"]["state"], fresh["clock"]["overdue_since"]) == ("WAITING", None)
    database = planning.app.state.database
    await asyncio.gather(*(escalations.raise_silences(database) for _ in range(4)))
    assert await escalations.raise_silences(database) == 0
    told = (await movement.see(f"/v1/escalations?proposal_id={silent['id']}"))["items"]
    assert [(each["rung"], each["silence"]) for each in told] == [("NATIONAL", "ACK_OVERDUE")]
    assert await movement.see(f"/v1/escalations/{told[0]['id']}") == told[0]
    shown = await movement.see(f"/v1/proposals/{silent['id']}")
    assert shown["clock"]["escalated_on"] == TODAY.isoformat()
    assert (await movement.see(f"/v1/escalations?proposal_id={fresh['id']}"))["items"] == []
    late = await lone(movement, submitted_on=ago(80))
    await act(movement, late, "acknowledgements", acknowledged_on=ago(79))
    await escalations.raise_silences(database)
    await act(movement, late, "documents", sha256="a" * 64, title_th="หนังสือทวง")
    assert await escalations.raise_silences(database) == 0
    told = (await movement.see(f"/v1/escalations?proposal_id={late['id']}"))["items"]
    assert [each["silence"] for each in told] == ["ANSWER_OVERDUE"]


async def test_a_silence_names_the_day_of_the_word_that_is_overdue(
    planning: Client, movement: Movement
) -> None:
    made = await lone(movement, submitted_on=ago(200))
    await escalations.raise_silences(planning.app.state.database)
    (told,) = (await movement.see(f"/v1/escalations?proposal_id={made['id']}"))["items"]
    assert (told["silence"], told["due_on"]) == ("ANSWER_OVERDUE", made["clock"]["answer_by"])
    assert made["clock"]["answer_by"] != made["clock"]["acknowledge_by"]


async def test_a_need_tells_of_the_silence_from_the_first_day_on_which_it_is_one(
    movement: Movement, inside: dict[str, str]
) -> None:
    told = {}
    for days in (15, 16, 200):
        need = await movement.need("720602")
        item = await movement.adopted("720602", 100, need_ids=[need["id"]])
        await movement.propose(item, 100, submitted_on=ago(days))
        way = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
        passport = await movement.see(f"/v1/needs/{need['id']}/passport")
        assert passport["sentence_th"] == way["sentence_th"]
        told[days] = (way["sentence_th"], passport["next_step_th"])
    assert "ยังเงียบ" not in told[15][0]
    assert told[15][1].endswith("ให้คำตอบต่อข้อเสนอ")
    assert told[16][0].endswith(f"เลยกำหนดรับเรื่อง ยังเงียบ (ครบกำหนด {thai_date(day(1))} เลยมา 1 วัน)")  # fmt: skip
    assert f"เลยกำหนดตอบ ยังเงียบ (ครบกำหนด {thai_date(day(140))} เลยมา 140 วัน)" in told[200][0]
    assert "เลยกำหนดแล้ว" in told[200][1]


def test_the_longest_silence_is_named_and_the_others_are_counted() -> None:
    facts = {"status": ProposalStatus.SUBMITTED, "answer_by": None}
    waiting: Any = [
        SimpleNamespace(addressee_th="อบจ.", due_on=day(5), **facts),
        SimpleNamespace(addressee_th="ผู้ว่าฯ", due_on=day(9), **facts),
        SimpleNamespace(addressee_th="กรม", due_on=day(0), **facts),
    ]
    said = rules.silent_words(waiting, TODAY)
    assert said.startswith(" ผู้ว่าฯ เลยกำหนดรับเรื่อง ยังเงียบ")
    assert said.endswith("เลยมา 9 วัน) และอีก 1 ข้อเสนอ")
    assert rules.silent_words(waiting[2:], TODAY) == ""


async def test_each_silence_after_a_word_is_told_anew(
    planning: Client, movement: Movement
) -> None:
    database = planning.app.state.database
    made = await lone(movement, submitted_on=ago(200))
    await escalations.raise_silences(database)
    await act(movement, made, "acknowledgements", acknowledged_on=ago(190))
    await escalations.raise_silences(database)
    await movement.answer(made, "REJECTED", reason_th="งบหมด", answered_on=ago(150))
    assert await escalations.raise_silences(database) == 0
    last = (await movement.see(f"/v1/proposals/{made['id']}"))["answer"]["id"]
    answer = await act(movement, made, "replies", answer_id=last, stance="ASKED_AGAIN",
                       reason_th="มีงบเหลือจ่าย", replied_on=ago(100))  # fmt: skip
    assert (answer.json()["status"], answer.json()["clock"]["answer_by"]) == (
        "ASKED_AGAIN",
        ago(40),
    )
    await escalations.raise_silences(database)
    told = (await movement.see(f"/v1/escalations?proposal_id={made['id']}"))["items"]
    assert len(told) == 3


async def test_what_waits_is_found(planning: Client, movement: Movement) -> None:
    office = await addressee(movement, "71", kind="PAO", name_th="อบจ.")
    named = {"addressee_id": office["id"], "addressee_kind": None, "addressee_th": None}
    who = movement.people("PROVINCE_WORKING_GROUP", area="71")
    item = await movement.adopted("71", 1000)
    made = []
    for days in (90, 5, 70):
        body = {"id": str(new_id()), "plan_item_id": item["id"], "title_th": "ขอ", "asked": baht(10),
                "submitted_on": ago(days), **named}  # fmt: skip
        made.append(await movement.done("/v1/proposals", body, who))
    for query, order in (
        ("waiting=OPEN&sort=due_on", [0, 2, 1]), ("waiting=OVERDUE&sort=due_on", [0, 2]),
        (f"addressee_id={office['id']}", [0, 1, 2]), ("waiting=OVERDUE", [0, 2]),
    ):  # fmt: skip
        with counted(planning) as queries:
            page = await movement.see(f"/v1/proposals?area=71&{query}")
        assert [each["id"] for each in page["items"]] == [made[i]["id"] for i in order], query
        assert len(queries) == 1


@pytest.fixture(scope="module")
def inside(ground: Ground) -> dict[str, str]:
    key = json.loads(ground.keys.of("gateway").read_text())
    token = tokens.sign(key, "service:gateway", [{"role": "SERVICE"}])
    return {"Authorization": f"Bearer {token}"}


async def test_a_better_answer_takes_the_place_of_a_lesser_one(
    movement: Movement, inside: dict[str, str]
) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    made = await movement.propose(item, 100)
    assert (await movement.answer(made, "ACCEPTED_IN_PART", 30, reason_th="ก")).is_success
    less = await movement.answer(
        made, "ACCEPTED_IN_PART", 30, reason_th="ก", answered_on="2024-12-01"
    )
    assert less.json()["errors"][0]["params"] == {"gt": "30.00"}
    early = await movement.answer(made, "ACCEPTED", 100, answered_on="2024-11-01")
    assert early.status_code == 409
    more = await movement.answer(made, "ACCEPTED", 100, answered_on="2024-12-02")
    shown = more.json()
    assert [each["granted"] for each in shown["answers"]] == [baht(30), baht(100)]
    assert (shown["answer"]["granted"], shown["status"]) == (baht(100), "ACCEPTED")
    way = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    assert "ได้รับ 100.00 บาท จากที่ขอ 100.00 บาท" in way["sentence_th"], way["sentence_th"]
    assert await movement.status_of(need) == "ACCEPTED"


async def test_what_others_speak_for_by_now_is_not_granted_twice(movement: Movement) -> None:
    item = await movement.adopted("72", 100)
    first = await movement.propose(item, 100)
    await movement.answer(first, "ACCEPTED_IN_PART", 40, reason_th="ก")
    await movement.propose(item, 60)
    more = await movement.answer(first, "ACCEPTED", 100, answered_on="2024-12-02")
    assert more.json()["errors"][0]["params"] == {"max": "40.00"}
    last = (await movement.see(f"/v1/proposals/{first['id']}"))["answer"]["id"]
    again = await act(movement, first, "replies", answer_id=last, stance="ASKED_AGAIN",
                      reason_th="ก", replied_on="2024-12-02")  # fmt: skip
    assert again.json()["errors"][0]["pointer"] == "#/stance"


async def test_the_movement_replies_to_the_last_answer_once(movement: Movement) -> None:
    made = await lone(movement)
    await movement.answer(made, "ACCEPTED_IN_PART", 30, reason_th="ก")
    last = (await movement.see(f"/v1/proposals/{made['id']}"))["answer"]["id"]
    silent = await act(movement, made, "replies", answer_id=last, stance="NOT_ACCEPTED", replied_on="2024-12-01")  # fmt: skip
    assert silent.json()["errors"][0]["pointer"] == "#/reason_th"
    facts = {
        "answer_id": last,
        "stance": "NOT_ACCEPTED",
        "reason_th": "น้อยไป",
        "replied_on": "2024-12-01",
    }
    body = {"id": str(new_id()), **facts}
    path = f"/v1/proposals/{made['id']}/replies"
    first = await movement.send(path, body, movement.province)
    assert first.json()["answers"][0]["reply"]["stance"] == "NOT_ACCEPTED"
    assert (await movement.send(path, body, movement.province)).content == first.content
    assert (await act(movement, made, "replies", **facts)).status_code == 409
    stray = await act(movement, made, "replies", **facts | {"answer_id": str(new_id())})
    assert stray.json()["errors"][0]["code"] == "unknown-reference"
    taken = await movement.answer(made, "REJECTED", reason_th="ก", answered_on="2024-12-02")
    assert taken.status_code == 409


async def test_a_proposal_is_followed_up_until_it_is_closed_with_a_reason(
    planning: Client, movement: Movement
) -> None:
    made = await lone(movement)
    await movement.answer(made, "ACCEPTED_IN_PART", 60, reason_th="ก")
    named = await act(movement, made, "secretaries", kind="ORGANIZATION", subject_id=COUNCIL, named_on="2024-12-01")  # fmt: skip
    assert named.json()["secretary"]["name_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    found = await movement.see(f"/v1/proposals?secretary_id={COUNCIL}")
    assert [each["id"] for each in found["items"]] == [made["id"]]
    leader = movement.people("LEADER", organization=COUNCIL, area="720602")
    note = {"id": str(new_id()), "noted_on": "2025-01-20", "text_th": "บรรจุในแผนแล้ว"}
    path = f"/v1/proposals/{made['id']}/follow-ups"
    assert (await movement.send(path, note, leader)).is_success
    other = movement.people("LEADER", organization=str(new_id()), area="720602")
    assert (await movement.send(path, note | {"id": str(new_id())}, other)).status_code == 403
    assert [each["text_th"] for each in (await movement.see(path))["items"]] == ["บรรจุในแผนแล้ว"]
    plan = {"plan_name_th": "แผนปฏิบัติราชการ", "reference_th": "12", "fiscal_year_be": 2568,
            "noted_on": "2025-01-20"}  # fmt: skip
    await act(movement, made, "official-items", **plan, budget=baht(50))
    over = await act(movement, made, "official-items", **plan, budget=baht("10.01"))
    assert over.json()["errors"][0]["params"] == {"max": "10.00"}
    why = await act(
        movement, made, "official-items", **plan, budget=baht("10.01"), reason_th="สมทบ"
    )
    assert [each["budget"] for each in why.json()["official_items"]] == [baht(50), baht("10.01")]
    shut = await act(movement, made, "closings", closed_on="2025-09-30", reason_th="ได้ผลแล้ว")
    assert shut.json()["closing"] == {"closed_on": "2025-09-30", "reason_th": "ได้ผลแล้ว"}
    for name, facts in (("closings", {"closed_on": "2025-10-01", "reason_th": "อีก"}),
                        ("official-items", {**plan, "budget": baht(1)}),
                        ("documents", {"sha256": "b" * 64, "title_th": "ก"})):  # fmt: skip
        assert (await act(movement, made, name, **facts)).status_code == 409, name


async def test_a_closed_proposal_is_not_silent(planning: Client, movement: Movement) -> None:
    made = await lone(movement, submitted_on=ago(100))
    shut = await act(movement, made, "closings", closed_on=ago(1), reason_th="ถอนข้อเสนอ")
    assert shut.json()["clock"]["state"] == "ENDED"
    await escalations.raise_silences(planning.app.state.database)
    assert (await movement.see(f"/v1/escalations?proposal_id={made['id']}"))["items"] == []


async def test_a_document_is_attached_once(movement: Movement) -> None:
    made = await lone(movement)
    first = await act(movement, made, "documents", sha256="c" * 64, title_th="หนังสือนำส่ง")
    assert [each["sha256"] for each in first.json()["documents"]] == ["c" * 64]
    again = await act(movement, made, "documents", sha256="c" * 64, title_th="ชื่ออื่น")
    assert again.json()["errors"][0]["code"] == "repeated-item"


@given(day=DAYS, ack=st.integers(1, 366), answer=st.integers(1, 731), decides=st.none() | DAYS)
def test_deadlines_come_after_the_submission_in_order(
    day: dt.date, ack: int, answer: int, decides: dt.date | None
) -> None:
    due = clocks.deadlines(day, ack, answer, decides)
    assert day <= due.acknowledge_by <= due.answer_by
    if decides is not None and decides >= day:
        assert due.answer_by == decides


@given(before=st.none() | st.decimals(1, 100, places=2), granted=st.none() | st.decimals(1, 100, places=2), again=st.booleans())  # fmt: skip
def test_no_answer_takes_away_what_was_granted(
    before: Decimal | None, granted: Decimal | None, again: bool
) -> None:
    try:
        rules.check_better(again, before, granted, 0)
    except Problem:
        assert before is not None
    else:
        assert before is None or (granted is not None and granted >= before)


def test_a_tambon_is_heard_by_its_province_and_a_province_by_the_nation() -> None:
    assert [silences.rung_of(area) for area in ("720602", "7206", "72")] == [
        Rung.PROVINCE, Rung.PROVINCE, Rung.NATIONAL]  # fmt: skip


def test_every_code_of_following_up_has_a_thai_name() -> None:
    for words, codes in ((STANCE_TH, Stance), (CLOCK_TH, ClockState), (SECRETARY_TH, SecretaryKind),
                         (WAITING_TH, Waiting), (RUNG_TH, Rung)):  # fmt: skip
        assert set(words) == set(codes)
