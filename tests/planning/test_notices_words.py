"""What a notice says is understood alone: which proposal, to whom, which plan, and the own need's money only."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from email import message_from_bytes, policy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from services.planning import paper
from services.planning.need_shares import rules as need_shares
from services.planning.notice_channels.schemas import GatewayKind
from services.planning.notices import rules
from services.planning.notices.schemas import SHARE_TH, Change
from services.planning.post import Postman
from services.planning.settings import NoticeGateway
from shared.ids import new_id
from shared.money import sum_baht
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_notices import choose, group, heard, notices

GOVERNOR = "ข้อเสนอ “ขอสนับสนุนแหล่งน้ำ” ต่อผู้ว่าราชการจังหวัดสุพรรณบุรี"
Facts = dict[str, Any]


async def said(movement: Movement, need: Facts, change: str) -> Facts:
    (found,) = await notices(movement, origin_id=need["id"], change=change)
    return found


async def two_in_one(movement: Movement, area: str = "720602") -> tuple[list[Facts], Facts]:
    needs = [await movement.need(area, voiced_at_th=f"เวทีที่ {each}") for each in (1, 2)]
    return needs, await movement.adopted(
        area, "100.01", need_ids=sorted(each["id"] for each in needs)
    )


async def test_each_author_hears_to_whom_and_of_the_own_share_only(movement: Movement) -> None:
    needs, low = await two_in_one(movement)
    plan = await movement.plan("7206", title_th="แผนอำเภอดอนเจดีย์")
    above = await movement.item(plan, "99.99", title_th="อ่างเก็บน้ำ")
    await movement.include(low, above, "100.01")
    await movement.finalize(above)
    await movement.adopt(plan, "2024-09-01")
    made = await movement.propose(above, "200.00")
    await movement.answer(made, "ACCEPTED_IN_PART", "30.00", reason_th="งบน้อย")
    result = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    await movement.done(f"/v1/plan-items/{low['id']}/results", result, movement.staff("720602"))
    shares: dict[str, list[str]] = {"PROPOSED": [], "ACCEPTED_IN_PART": []}
    for need in needs:
        told = await said(movement, need, "INCLUDED")
        assert told["about_th"] == "“แผนอำเภอดอนเจดีย์” โครงการ “อ่างเก็บน้ำ”"
        assert (await said(movement, need, "PLANNED"))["about_th"].endswith("ปีงบประมาณ 2568")
        assert (await said(movement, need, "RESULTED"))["about_th"] == "โครงการ “ขุดลอกหนองน้ำ”"
        for change, amounts in shares.items():
            told = await said(movement, need, change)
            assert (told["about_th"], told["need_id"]) == (GOVERNOR, need["id"])
            amounts.append(told["share"]["amount"])
    assert {change: sorted(found) for change, found in shares.items()} == {
        "PROPOSED": ["50.00", "50.01"],
        "ACCEPTED_IN_PART": ["7.50", "7.50"],
    }


async def test_who_merged_hears_of_the_own_need_into_which_and_why(movement: Movement) -> None:
    needs = [await movement.need(voiced_at_th=f"เวที {each}") for each in ("ก", "ข", "ค")]
    merger = {"id": str(new_id()), "area_code": "720602", "reason_th": "คลองเดียวกัน",
              "merged_on": "2024-09-01", "origin_ids": [each["id"] for each in needs[:2]],
              "into_id": needs[2]["id"]}  # fmt: skip
    await movement.done("/v1/need-mergers", merger, movement.staff("720602"))
    for need in needs:
        told = await said(movement, need, "MERGED")
        assert (told["need_id"], told["about_th"], told["reason_th"]) == (
            need["id"], "เป็นเรื่อง “น้ำเพื่อการเกษตร”", "คลองเดียวกัน")  # fmt: skip


async def test_money_for_what_two_needs_became_is_told_to_each_as_the_share_of_the_one(
    movement: Movement,
) -> None:
    needs, item = await two_in_one(movement)
    merger = {"id": str(new_id()), "area_code": "720602", "reason_th": "คลองเดียวกัน",
              "merged_on": "2024-09-01", "origin_ids": [each["id"] for each in needs],
              "into": {"id": str(new_id()), "title_th": "คลอง", "issue_code": "WATER"}}  # fmt: skip
    await movement.done("/v1/need-mergers", merger, movement.staff("720602"))
    await movement.propose(item, "100.01")
    for need in needs:
        assert (await said(movement, need, "PROPOSED"))["share"] == baht("100.01")


async def test_that_an_addressee_is_asked_again_is_told_once_with_what_is_asked_for(
    movement: Movement,
) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    made = await movement.propose(item, 100)
    answered = await movement.answer(made, "ACCEPTED_IN_PART", 30, reason_th="งบน้อย")
    body = {"id": str(new_id()), "answer_id": answered.json()["answer"]["id"],
            "stance": "ASKED_AGAIN", "reason_th": "มีงบเหลือจ่าย", "replied_on": "2024-12-01"}  # fmt: skip
    for _ in range(2):
        await movement.done(f"/v1/proposals/{made['id']}/replies", body, movement.province)
    told = await said(movement, need, "ASKED_AGAIN")
    assert (told["reason_th"], told["share"], told["about_th"]) == (
        "มีงบเหลือจ่าย", baht(100), GOVERNOR)  # fmt: skip
    kept = await movement.propose(await movement.adopted("720602", 5, need_ids=[need["id"]]), 5)
    last = await movement.answer(kept, "REJECTED", reason_th="งบหมด")
    body |= {"id": str(new_id()), "answer_id": last.json()["answer"]["id"], "stance": "NOT_ACCEPTED"}  # fmt: skip
    await movement.done(f"/v1/proposals/{kept['id']}/replies", body, movement.province)
    assert (await heard(movement, need)).count("ASKED_AGAIN") == 1


async def test_a_printed_page_is_understood_alone(planning: Client, movement: Movement) -> None:
    needs, item = await two_in_one(movement, "720101")
    await movement.propose(item, "100.01")
    who = movement.staff("720101")
    page = (await planning.get("/v1/notice-lists/720101/document", headers=who)).text
    assert page.count(GOVERNOR) == len(needs)
    assert page.count("ส่วนของเรื่องนี้ที่ขอ ๕๐.๐") == len(needs)
    assert "๑๐๐.๐๑" not in page
    assert "ปีงบประมาณ 2568" in page


@given(
    amounts=st.lists(st.integers(0, 10_000), min_size=1, max_size=4),
    jumps=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=8),
)
def test_what_all_that_needs_became_is_told_adds_up(
    amounts: list[int], jumps: list[tuple[int, int]]
) -> None:
    ids = [new_id() for _ in range(9)]
    lines = need_shares.lines_of((ids[start], ids[start + jump]) for start, jump in jumps)
    parts = [(Decimal(each) / 100, ids[index : index + 2]) for index, each in enumerate(amounts)]
    leaves = [each for each in ids if each not in lines]
    shares = need_shares.shares_of(parts, leaves, lines)
    assert sum_baht(shares.values()) == sum_baht(amount for amount, _ in parts)


def test_every_change_says_what_its_money_is() -> None:
    assert set(SHARE_TH) == set(Change)
    assert rules.what(Change.REJECTED, None, None) == ("ไม่ได้รับอนุมัติ", "", "")


def test_words_of_people_are_escaped_on_paper() -> None:
    told = {"author_th": "เวที", "area": {"name_th": "ดอนเจดีย์"}, "title_th": "น้ำ", "reason_th": None,
            "happened_on": "2024-11-20", "what": ("ยื่น", "ต่อ <b>ใคร</b>", "")}  # fmt: skip
    assert "ต่อ &lt;b&gt;ใคร&lt;/b&gt;" in paper.render([told], dt.date(2026, 11, 21))


@asynccontextmanager
async def listening(
    answers: list[bytes], *, greets: bool
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Listen as a small mail server or webhook would; yield the port and all that was said to it."""
    taken: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if greets:
            writer.write(b"220 here\r\n")
        while line := await reader.readline():
            taken.append(line)
            if greets and line.strip().upper() == b"DATA":
                writer.write(b"354 go on\r\n")
                taken.append(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            elif greets:
                writer.write(b"221 bye\r\n" if line == b"QUIT\r\n" else b"250 good\r\n")
            elif line == b"\r\n":
                size = next(int(each.split()[1]) for each in taken if each.lower().startswith(b"content-length"))  # fmt: skip
                taken.append(await reader.readexactly(size))
                writer.write(answers.pop(0))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], taken


async def test_e_mail_and_webhook_reach_who_listens(planning: Client, movement: Movement) -> None:
    planning.app.state.gateways = {"line": "WEBHOOK", "mail": "EMAIL"}
    done = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
    async with (
        listening([done], greets=False) as (hook, posted),
        listening([], greets=True) as (mail, mailed),
    ):
        gateways = [
            NoticeGateway(name="line", url=SecretStr(f"http://127.0.0.1:{hook}/notices"), token=SecretStr("k")),
            NoticeGateway(name="mail", kind=GatewayKind.EMAIL, url=SecretStr(f"smtp://127.0.0.1:{mail}"),
                          sender="khabuan@groups.example", domain="groups.example"),
        ]  # fmt: skip
        groups = [await group(planning) for _ in gateways]
        for gateway, group_id in zip(gateways, groups, strict=True):
            await choose(movement, group_id, gateway.name)
            need = await movement.need(voiced_by_organization_id=group_id, voiced_at_th=None)
            await movement.adopted("720602", 100, need_ids=[need["id"]])
        post = asyncio.create_task(Postman(gateways, 0.05).run(planning.app.state.database))
        try:
            for _ in range(200):
                if all([await sent(movement, each) for each in groups]):
                    break
                await asyncio.sleep(0.05)
        finally:
            post.cancel()
    assert all([await sent(movement, each) for each in groups])
    assert posted[0] == b"POST /notices HTTP/1.1\r\n"
    assert "อยู่ในแผนที่รับรองแล้ว “แผน".encode() in b"".join(posted)
    letter = message_from_bytes(max(mailed, key=len), policy=policy.default)
    assert letter["To"] == f"{groups[1]}@groups.example"
    assert "อยู่ในแผนที่รับรองแล้ว “แผน" in letter.get_body().get_content()  # type: ignore[union-attr]


async def sent(movement: Movement, group_id: str) -> bool:
    return {each["state"] for each in await notices(movement, organization_id=group_id)} == {"SENT"}  # fmt: skip
