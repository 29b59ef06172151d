"""Notices: every outward change reaches each original author once, in the change's own transaction."""

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError
from sqlalchemy import text

from services.planning import paper
from services.planning.escalations import actions as escalations
from services.planning.needs import actions as needs
from services.planning.notice_channels.schemas import GATEWAY_TH, GatewayKind
from services.planning.notices import rules
from services.planning.notices.schemas import (
    AUTHOR_TH,
    CHANGE_TH,
    STATE_TH,
    Author,
    AuthorKind,
    Change,
    News,
    NoticeState,
)
from services.planning.post import Postman, letter, message
from services.planning.settings import NoticeGateway
from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import COUNCIL, Movement, baht, take_in, told

LINE = NoticeGateway(name="line", url=SecretStr("https://gateway.example/take?x=1"), token=SecretStr("k"))  # fmt: skip
MAIL = NoticeGateway(name="mail", kind=GatewayKind.EMAIL, url=SecretStr("smtps://mail.example"),
                     sender="a@b.example", domain="groups.example")  # fmt: skip


@pytest.fixture(autouse=True)
def gateways(planning: Client) -> None:
    planning.app.state.gateways = {"line": "WEBHOOK", "mail": "EMAIL"}


async def group(planning: Client, area: str = "720602") -> str:
    identity = str(new_id())
    facts = {"id": identity, "name_th": f"กลุ่ม {area}", "area": {"code": area}, "status": "ACTIVE"}
    await take_in(planning, "registry", told("registry", "organization", identity, facts))
    return identity


async def notices(movement: Movement, **asked: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    admin = movement.people("NATIONAL_ADMIN", area="")
    page = await movement.see(f"/v1/notices?limit=200&{query}", admin)
    return list(page["items"])


async def heard(movement: Movement, need: dict[str, Any]) -> list[str]:
    return [each["change"] for each in await notices(movement, origin_id=need["id"])]


async def choose(movement: Movement, organization: str, gateway: str = "line") -> dict[str, Any]:
    body = {"id": str(new_id()), "organization_id": organization, "gateway": gateway}
    return await movement.done("/v1/notice-channels", body, movement.staff("720602"))


async def merge(planning: Client, need_id: str, into_id: str) -> None:
    async with planning.app.state.database.transaction() as session:
        await session.execute(
            text("INSERT INTO need_origins (origin_id, into_id, cause_id, cause_kind, standing)"
                 " VALUES (:origin, :into, :cause, 'MERGER', true)"),
            {"origin": need_id, "into": into_id, "cause": new_id()},
        )  # fmt: skip


async def test_every_outward_change_is_told_with_its_reason(
    planning: Client, movement: Movement
) -> None:
    group_id = await group(planning)
    need = await movement.need("720602", voiced_by_organization_id=group_id, voiced_at_th=None)
    low = await movement.adopted("720602", 100, need_ids=[need["id"]])
    plan = await movement.plan("7206")
    above = await movement.item(plan)
    await movement.include(low, above, 60)
    assert await heard(movement, need) == ["PLANNED"], "a draft above is nobody's business yet"
    await movement.finalize(above)
    await movement.adopt(plan, "2024-09-01")
    made = await movement.propose(above, 60)
    note = {"id": str(new_id()), "acknowledged_on": "2024-10-18"}
    await movement.done(f"/v1/proposals/{made['id']}/acknowledgements", note, movement.province)
    await escalations.raise_silences(planning.app.state.database)
    await movement.answer(made, "REJECTED", reason_th="งบหมด")
    result = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    await movement.done(f"/v1/plan-items/{low['id']}/results", result, movement.staff("720602"))
    assert await heard(movement, need) == [
        "PLANNED", "INCLUDED", "PROPOSED", "ACKNOWLEDGED", "SILENT", "REJECTED", "RESULTED"]  # fmt: skip
    refused = (await notices(movement, origin_id=need["id"], change="REJECTED"))[0]
    assert (refused["reason_th"], refused["author_kind"]) == ("งบหมด", "ORGANIZATION")
    assert refused["state"] == "ON_PAPER"


async def test_what_is_left_out_is_told_why(movement: Movement) -> None:
    need = await movement.need("720602")
    low = await movement.adopted("720602", 100, need_ids=[need["id"]])
    plan = await movement.plan("7206")
    above = await movement.item(plan, 5)
    body = movement.inclusion(above, 0, decision="EXCLUDED", reason_th="ซ้ำกับโครงการอื่น")
    await movement.done(f"/v1/plan-items/{low['id']}/inclusions", body, movement.province)
    await movement.finalize(above)
    await movement.adopt(plan, "2024-09-01")
    said = await notices(movement, origin_id=need["id"], change="EXCLUDED")
    assert [(each["reason_th"], each["author_kind"]) for each in said] == [
        ("ซ้ำกับโครงการอื่น", "FORUM")
    ]


async def test_a_refusal_is_told_also_where_the_need_stays(movement: Movement) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    await movement.answer(await movement.propose(item, 50), "ACCEPTED_IN_PART", 10, reason_th="ก")
    await movement.answer(await movement.propose(item, 50), "REJECTED", reason_th="ข")
    assert await movement.status_of(need) == "ACCEPTED_IN_PART"
    assert (await heard(movement, need))[-1] == "REJECTED"


async def test_an_organization_and_a_forum_both_hear_and_a_repeat_is_not_told_again(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need("720602", voiced_by_organization_id=COUNCIL)
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    body = {"id": str(new_id()), "plan_item_id": item["id"], "addressee_kind": "GOVERNOR", "addressee_th": "ผู้ว่าฯ",
            "title_th": "ขอ", "asked": baht(10), "submitted_on": "2024-10-01"}  # fmt: skip
    for _ in range(2):
        await movement.done("/v1/proposals", body, movement.province)
    said = await notices(movement, origin_id=need["id"])
    assert Counter((each["author_kind"], each["change"]) for each in said) == Counter(
        {(kind, change): 1 for kind in AuthorKind for change in ("PLANNED", "PROPOSED")}
    )


async def test_each_origin_hears_once_through_merger_and_split(
    planning: Client, movement: Movement
) -> None:
    groups = [await group(planning) for _ in range(3)]
    made = [
        await movement.need("720602", voiced_by_organization_id=each, voiced_at_th=None)
        for each in groups
    ]
    whole, part = made[0], await movement.need("720602", voiced_by_organization_id=groups[0], voiced_at_th=None)  # fmt: skip
    await merge(planning, made[1]["id"], whole["id"])
    await merge(planning, made[2]["id"], made[1]["id"])
    await merge(planning, whole["id"], part["id"])
    news = News(Change.CARRIED, "CLOSING", new_id(), dt.date(2025, 9, 30))
    database = planning.app.state.database
    for _ in range(2):
        async with database.transaction() as session:
            await needs.tell(session, [UUID(made[1]["id"]), UUID(part["id"])], news)
    said = [
        each for group_id in groups for each in await notices(movement, organization_id=group_id)
    ]
    assert Counter(each["organization_id"] for each in said) == Counter(groups)
    assert {each["origin_id"] for each in said} <= {each["id"] for each in made}


async def test_nothing_is_told_of_what_was_undone(planning: Client, movement: Movement) -> None:
    need = await movement.need("720602")
    news = News(Change.CARRIED, "CLOSING", new_id(), dt.date(2025, 9, 30))
    with pytest.raises(RuntimeError):
        async with planning.app.state.database.transaction() as session:
            await needs.tell(session, [UUID(need["id"])], news)
            raise RuntimeError
    assert await heard(movement, need) == []


async def test_who_may_see_notices(planning: Client, movement: Movement) -> None:
    group_id = await group(planning)
    need = await movement.need("720602", voiced_by_organization_id=group_id, voiced_at_th=None)
    await movement.adopted("720602", 100, need_ids=[need["id"]])
    (notice,) = await notices(movement, origin_id=need["id"])
    path = f"/v1/notices/{notice['id']}"
    people = movement.people
    for who, status in (
        ({}, 404), (people("TAMBON_STAFF", area="720602"), 200), (people("TAMBON_STAFF", area="720603"), 404),
        (people("MEMBER", organization=group_id, area="710911"), 200), (people("MEMBER", organization=COUNCIL, area="710911"), 404),
        (people("PARTNER_AGENCY", agency=COUNCIL), 404),
    ):  # fmt: skip
        assert (await planning.get(path, headers=who)).status_code == status
        listed = (await planning.get("/v1/notices?limit=200", headers=who)).json()["items"]
        assert (notice["id"] in {each["id"] for each in listed}) == (status == 200)
    for wide in ({"area": "72"}, {"area": "7206"}):
        listed = await movement.see("/v1/notices?limit=200", people("TAMBON_STAFF", **wide))
        assert notice["id"] in {each["id"] for each in listed["items"]}
    with counted(planning) as queries:
        page = await movement.see("/v1/notices?area=720602", movement.staff("720602"))
    assert (len(queries), bool(page["items"])) == (1, True)


async def test_who_has_a_channel_is_sent_to_and_the_others_stand_on_the_list(
    planning: Client, movement: Movement
) -> None:
    group_id = await group(planning)
    channel = await choose(movement, group_id)
    need = await movement.need("720602", voiced_by_organization_id=group_id)
    await movement.adopted("720602", 100, need_ids=[need["id"]])
    states = {
        each["author_kind"]: each["state"]
        for each in await notices(movement, origin_id=need["id"])
    }
    assert states == {"ORGANIZATION": "PENDING", "FORUM": "ON_PAPER"}
    taken: list[httpx.Request] = []
    troubles = [503, 200]

    def take(request: httpx.Request) -> httpx.Response:
        taken.append(request)
        return httpx.Response(troubles.pop(0))

    postman = Postman([LINE], 0.001)
    postman._clients["line"] = httpx.AsyncClient(
        transport=httpx.MockTransport(take), base_url="https://gateway.example"
    )
    database = planning.app.state.database
    await postman.carry(database)
    await asyncio.sleep(0.05)
    await asyncio.gather(*(postman.carry(database) for _ in range(3)))
    (sent,) = await notices(movement, organization_id=group_id)
    assert (sent["state"], sent["attempts"]) == ("SENT", 2)
    assert {each.headers["idempotency-key"] for each in taken} == {sent["id"]}
    assert str(taken[0].url) == "https://gateway.example/take?x=1"
    assert taken[0].headers["authorization"] == "Bearer k"
    who = movement.staff("720602")
    await movement.done(f"/v1/notice-channels/{channel['id']}/endings", {}, who)
    await movement.propose(await movement.adopted("720602", 5, need_ids=[need["id"]]), 5)
    assert {each["state"] for each in await notices(movement, organization_id=group_id)} == {
        "SENT", "ON_PAPER"}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "state"), [(400, "FAILED"), (429, "PENDING"), (302, "PENDING")]
)
async def test_what_a_gateway_never_takes_is_printed(
    planning: Client, movement: Movement, status: int, state: str
) -> None:
    group_id = await group(planning)
    await choose(movement, group_id)
    need = await movement.need("720602", voiced_by_organization_id=group_id, voiced_at_th=None)
    await movement.adopted("720602", 100, need_ids=[need["id"]])
    postman = Postman([LINE], 60)
    there = {"location": "http://127.0.0.1/inside"}
    transport = httpx.MockTransport(lambda _: httpx.Response(status, headers=there))
    postman._clients["line"] = httpx.AsyncClient(transport=transport, base_url="https://gateway.example")  # fmt: skip
    await postman.carry(planning.app.state.database)
    (notice,) = await notices(movement, organization_id=group_id)
    assert (notice["state"], notice["attempts"]) == (state, 1)


async def test_a_list_is_printed_and_handed_over(planning: Client, movement: Movement) -> None:
    need = await movement.need("720101", title_th="น้ำ <b>ประปา</b>")
    await movement.adopted("720101", 100, need_ids=[need["id"]])
    who = movement.staff("720101")
    listed = (await movement.see("/v1/notice-lists/720101", who))["items"]
    assert [each["origin_id"] for each in listed] == [need["id"]]
    assert (await movement.see("/v1/notice-lists/720101"))["items"] == []
    for nowhere in ("/v1/notice-lists/720698", "/v1/notice-lists/720698/document"):
        assert (await planning.get(nowhere, headers=who)).status_code == 404
    page = await planning.get("/v1/notice-lists/720101/document", headers=who)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "น้ำ &lt;b&gt;ประปา" in page.text
    assert CHANGE_TH[Change.PLANNED] in page.text
    body = {"id": str(new_id()), "area_code": "720101", "notice_ids": [listed[0]["id"]], "handed_on": "2025-01-20"}  # fmt: skip
    other = await movement.send("/v1/notice-handovers", body, movement.staff("720602"))
    assert other.status_code == 403
    first = await movement.send("/v1/notice-handovers", body, who)
    assert (first.status_code, first.json()["notices"]) == (201, 1)
    assert (await movement.send("/v1/notice-handovers", body, who)).json() == first.json()
    assert (await movement.see("/v1/notice-lists/720101", who))["items"] == []
    again = await movement.send("/v1/notice-handovers", body | {"id": str(new_id())}, who)
    assert again.json()["errors"][0]["pointer"] == "#/notice_ids/0"


async def test_nobody_points_the_server_at_an_address(
    planning: Client, movement: Movement
) -> None:
    group_id = await group(planning)
    body = {"id": str(new_id()), "organization_id": group_id}
    for gateway, code in (("http://127.0.0.1:5432", "pattern-mismatch"), ("other", "unknown-reference")):  # fmt: skip
        answer = await planning.post("/v1/notice-channels", json=body | {"gateway": gateway}, headers=movement.staff("720602"))  # fmt: skip
        assert answer.json()["errors"][0]["code"] == code
    shown = await movement.see("/v1/notice-gateways")
    assert shown == {
        "items": [{"name": "line", "kind": "WEBHOOK"}, {"name": "mail", "kind": "EMAIL"}]
    }


async def test_an_organization_has_one_channel_at_a_time(
    planning: Client, movement: Movement
) -> None:
    group_id = await group(planning)
    leader = movement.people("LEADER", organization=group_id, area="720602")
    for gateway in ("line", "mail"):
        body = {"id": str(new_id()), "organization_id": group_id, "gateway": gateway}
        await movement.done("/v1/notice-channels", body, leader)
    page = await movement.see(f"/v1/notice-channels?organization_id={group_id}")
    assert [(e["gateway"], e["standing"]) for e in page["items"]] == [
        ("line", False),
        ("mail", True),
    ]
    stranger = movement.people("LEADER", organization=COUNCIL, area="710911")
    answer = await planning.post(
        "/v1/notice-channels", json=body | {"id": str(new_id())}, headers=stranger
    )
    assert answer.status_code == 403


def test_a_message_holds_no_address_and_keeps_its_id() -> None:
    row = (new_id(), "REJECTED", "น้ำ", "งบหมด", dt.date(2024, 11, 20), new_id(), "720602", 1, None,
           "ข้อเสนอ “คลอง” ต่อผู้ว่าฯ", Decimal("1234.50"))  # fmt: skip
    sent = message(row, COUNCIL)
    assert (
        sent["text_th"]
        == "ความต้องการ “น้ำ” ไม่ได้รับอนุมัติ ข้อเสนอ “คลอง” ต่อผู้ว่าฯ ส่วนของเรื่องนี้ที่ขอ 1,234.50 บาท เมื่อ 20 พฤศจิกายน พ.ศ. 2567 เหตุผล: งบหมด"
    )
    mail = letter(MAIL, sent)
    assert (mail["Message-ID"], mail["To"]) == (
        f"<{row[0]}@groups.example>",
        f"{COUNCIL}@groups.example",
    )


@pytest.mark.parametrize(
    "facts",
    [{"url": "ftp://a.example"}, {"url": "https://"}, {"kind": "EMAIL", "url": "smtps://a.example"},
     {"url": "https://a.example", "name": "LINE"}],
)  # fmt: skip
def test_a_gateway_that_cannot_work_stops_the_start(facts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        NoticeGateway.model_validate({"name": "line", **facts})


def test_waits_grow_and_end() -> None:
    waits = [rules.wait_after(attempt, 5) for attempt in range(1, rules.MOST_ATTEMPTS)]
    assert all(each is not None for each in waits)
    assert sorted(filter(None, waits)) == waits
    assert sum(filter(None, waits), dt.timedelta()) > dt.timedelta(days=1)
    assert rules.wait_after(rules.MOST_ATTEMPTS, 5) is None


@given(copies=st.integers(1, 4), group=st.none() | st.just(new_id()), forum=st.none() | st.text(min_size=1))  # fmt: skip
def test_an_author_is_named_once_however_often_found(copies: int, group: Any, forum: str | None) -> None:  # fmt: skip
    one = Author(new_id(), new_id(), "น้ำ", "720602", group, forum)
    found = [replace(one, need_id=new_id()) for _ in range(copies)]
    assert len(rules.authors_of(found)) == (group is not None) + (forum is not None)


def test_an_empty_page_says_so() -> None:
    assert "ไม่มีเรื่องที่ต้องแจ้ง" in paper.render([], dt.date(2026, 11, 21))


def test_every_code_of_notices_has_a_thai_name() -> None:
    for words, codes in ((CHANGE_TH, Change), (STATE_TH, NoticeState), (AUTHOR_TH, AuthorKind), (GATEWAY_TH, GatewayKind)):  # fmt: skip
        assert set(words) == set(codes)


async def test_the_authors_of_needs_that_are_told_apart_again_hear_of_it_once(
    movement: Movement,
) -> None:
    first, second, third = [await movement.need() for _ in range(3)]
    staff = movement.staff("720602")
    into = {"id": str(new_id()), "title_th": "คลองสายเดียวกัน", "issue_code": "WATER"}
    for target, origins in (
        ({"into": into}, (first, second)),
        ({"into_id": third["id"]}, (first,)),
    ):
        merger = {"id": str(new_id()), "area_code": "720602", "reason_th": "เรื่องเดียวกัน",
                  "merged_on": "2024-09-01", "origin_ids": [each["id"] for each in origins],
                  **target}  # fmt: skip
        await movement.done("/v1/need-mergers", merger, staff)
        path = f"/v1/need-mergers/{merger['id']}/reversals"
        undo = {"id": str(new_id()), "reason_th": "คนละสาย", "reversed_on": "2024-09-02"}
        for _ in range(2):
            assert (await movement.send(path, undo, staff)).status_code in {200, 201}
    told = [await heard(movement, each) for each in (first, second, third)]
    assert told[0] == ["MERGED", "SEPARATED", "MERGED", "SEPARATED"]
    assert told[1:] == [["MERGED", "SEPARATED"], ["SEPARATED"]]
    reasons = {each["reason_th"] for each in await notices(movement, origin_id=second["id"])}
    assert "คนละสาย" in reasons
