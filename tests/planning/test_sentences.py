"""What a leader reads aloud tells the need's own share of the money, to the satang, and nobody else's."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.sentences import rules as sentences
from services.planning.ways import rules as ways
from services.planning.ways.schemas import Way
from shared.ids import new_id
from tests.planning.conftest import Movement
from tests.planning.test_journey import inside
from tests.planning.test_needs_together import merger, split

__all__ = ["inside"]
Facts = dict[str, Any]
TOLD = re.compile(r"ได้รับ ([0-9,.]+) บาท จากที่ขอ ([0-9,.]+) บาท")


async def sentence(movement: Movement, need: Facts, inside: dict[str, str]) -> str:
    """Return the sentence of a need, which its passport and its journey tell alike."""
    shown = await movement.see(f"/v1/needs/{need['id']}/passport")
    way = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    assert shown["sentence_th"] == way["sentence_th"]
    return str(shown["sentence_th"])


async def money(movement: Movement, need: Facts, inside: dict[str, str]) -> tuple[str, str]:
    """Return what the sentence says was got and asked for."""
    words = await sentence(movement, need, inside)
    found = TOLD.search(words)
    assert found, words
    return found[1], found[2]


async def above(movement: Movement, *parts: tuple[Facts, str], own: str = "0.00") -> Facts:
    """Return an adopted item of the district that holds shares of items below."""
    plan = await movement.plan("7206")
    into = await movement.item(plan, own)
    for item, share in parts:
        await movement.include(item, into, share)
    await movement.finalize(into)
    await movement.adopt(plan, "2024-09-01")
    return into


async def test_half_of_fifty_and_fifty_is_twenty_five_for_each_and_not_the_whole_for_both(
    movement: Movement, inside: dict[str, str]
) -> None:
    needs = [await movement.need(area) for area in ("720601", "720602")]
    items = [
        await movement.adopted(each["area"]["code"], "50.00", need_ids=[each["id"]])
        for each in needs
    ]
    into = await above(movement, (items[0], "50.00"), (items[1], "50.00"))
    made = await movement.propose(into, "100.00", addressee_kind="PAO", addressee_th="อบจ.")
    answer = await movement.answer(made, "ACCEPTED_IN_PART", "50.00", reason_th="งบจำกัด")
    assert answer.is_success, answer.text
    body = {"id": str(new_id()), "plan_name_th": "ข้อบัญญัติ", "reference_th": "ข้อ 3", "fiscal_year_be": 2568,
            "budget": {"amount": "30.00", "currency": "THB"}, "noted_on": "2024-12-01"}  # fmt: skip
    await movement.done(f"/v1/proposals/{made['id']}/official-items", body, movement.province)
    for need in needs:
        assert await money(movement, need, inside) == ("25.00", "50.00")
        assert "บรรจุในข้อบัญญัติ ข้อ 3 15.00 บาท" in await sentence(movement, need, inside)


async def test_what_several_proposals_grant_is_added_up_and_the_same_money_is_asked_for_once(
    movement: Movement, inside: dict[str, str]
) -> None:
    needs = [await movement.need() for _ in range(2)]
    item = await movement.adopted("720602", "100.00", need_ids=[each["id"] for each in needs])
    refused = await movement.propose(item, "100.00")
    assert (await movement.answer(refused, "REJECTED", reason_th="เกินอำนาจ")).is_success
    for part in ("60.00", "20.00"):
        made = await movement.propose(item, part, submitted_on="2024-12-01")
        facts = {"reason_th": "งบจำกัด", "answered_on": "2024-12-20"}
        assert (await movement.answer(made, "ACCEPTED_IN_PART", "10.01", **facts)).is_success
    told = [await money(movement, each, inside) for each in needs]
    assert sorted(told) == [("10.00", "50.00"), ("10.02", "50.00")]


async def test_merged_and_split_needs_share_what_was_granted_and_an_origin_tells_what_it_became(
    movement: Movement, inside: dict[str, str]
) -> None:
    first, second, other = [await movement.need() for _ in range(3)]
    together = merger(first, second, area="720602")
    await movement.done("/v1/need-mergers", together, movement.province)
    one = together["into"]
    apart = split(one, split_on="2024-09-02")
    await movement.done("/v1/need-splits", apart, movement.province)
    item = await movement.adopted(
        "720602", "90.00", "2024-09-05", need_ids=[one["id"], other["id"]]
    )
    made = await movement.propose(item, "90.00")
    assert (await movement.answer(made, "ACCEPTED_IN_PART", "60.00", reason_th="ก")).is_success
    told = [await money(movement, each, inside) for each in (*apart["parts"], other)]
    assert told == [("15.00", "22.50"), ("15.00", "22.50"), ("30.00", "45.00")]
    assert await money(movement, first, inside) == ("30.00", "45.00")


BAHT = st.decimals(0, 1_000_000, places=2)


@st.composite
def country(draw: st.DrawFn) -> tuple[list[UUID], Any]:
    """Return leaves and the way of each: two levels of projects, needs that were split, some proposals."""
    count = draw(st.integers(1, 4))
    ids = [UUID(int=number) for number in range(1, 100)]
    needs, lows, highs = ids[:count], ids[20:24], ids[30:32]
    lines = []
    for number, need in enumerate(needs):
        lines += [(need, ids[60 + number * 3 + part]) for part in range(draw(st.integers(0, 3)))]
    own = {item: draw(BAHT) for item in (*lows, *highs)}
    answers = {
        low: draw(st.lists(st.sampled_from(needs), max_size=3, unique=True)) for low in lows
    }
    edges = [
        (ids[40 + number], low, high, draw(BAHT.filter(bool)))
        for number, (low, high) in enumerate((low, high) for low in lows for high in highs)
        if draw(st.booleans())
    ]
    proposals = [
        (
            ids[50 + number],
            draw(st.sampled_from([*lows, *highs])),
            draw(BAHT),
            draw(st.floats(0, 1)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    split_ones = {origin for origin, _ in lines}
    leaves = [each for each in needs if each not in split_ones] + [into for _, into in lines]
    return leaves, lambda leaf: _way(leaf, lines, own, answers, edges, proposals)


def _way(leaf: UUID, lines: Any, own: Any, answers: Any, edges: Any, proposals: Any) -> Way:
    """Return what the database would tell of the way of one leaf."""
    kin = {leaf, *(origin for origin, into in lines if into == leaf)}
    up = {item for item, needs in answers.items() if kin & set(needs)}
    up |= {high for _, low, high, _ in edges if low in up}
    place = {"area_code": "720602", "area_name_th": "หนองสาหร่าย"}
    day = dt.date(2024, 8, 15)
    heard = {"title_th": "น้ำ", **place, "status": "ACCEPTED", "verification": "UNVERIFIED"}
    asked = [each for each in proposals if each[1] in up]
    return Way.model_validate({
        "need": {"id": leaf, **heard, "issue_code": "WATER", "issue_name_th": "น้ำ", "voiced_on": day,
                 "organization_th": None, "forum_th": "เวที", "households": None},
        "lines": [{"origin_id": origin, "into_id": into, "cause_id": origin, "cause_kind": "SPLIT",
                   "happened_on": day, "reason_th": None} for origin, into in lines],
        "kin": [{"id": each, **heard} for each in {each for line in lines for each in line}],
        "steps": [], "drops": [], "results": [],
        "items": [{"id": each, "title_th": "ฝาย", **place, "level": "TAMBON", "since": day,
                   "own": own[each], "budget": own[each], "owner_th": None,
                   "need_ids": answers.get(each, [])} for each in sorted(up)],
        "edges": [{"id": each, "below": low, "above": high, "decision": "INCLUDED", "share": share,
                   "reason_th": None, "decided_on": day, "above_title_th": "ฝาย",
                   "above_area_code": "7206", "above_area_name_th": "ดอนเจดีย์",
                   "above_level": "DISTRICT"} for each, low, high, share in edges if high in up],
        "proposals": [{"id": each, "plan_item_id": item, "title_th": "ขอ", "addressee_th": "ผู้ว่า",
                       "asked": amount, "submitted_on": day, "acknowledged_on": None,
                       "status": "ACCEPTED_IN_PART", "due_on": dt.date.max, "answer_by": None,
                       "answer_id": each, "outcome": "ACCEPTED_IN_PART", "reason_th": "ก",
                       "granted": _part(amount, part), "answered_on": day, "official": []}
                      for each, item, amount, part in asked],
    })  # fmt: skip


def _part(amount: Decimal, part: float) -> Decimal:
    return (amount * Decimal(part)).quantize(Decimal("0.01"))


@given(country())
def test_all_leaves_together_are_never_told_more_than_was_granted(
    told: tuple[list[UUID], Any],
) -> None:
    leaves, way_of = told
    granted: dict[UUID, Decimal] = {}
    together = Decimal(0)
    for leaf in leaves:
        way = way_of(leaf)
        granted |= {each.id: each.granted or Decimal(0) for each in way.proposals}
        got, asked = sentences.money(way, ways.shares(way))
        assert got <= asked
        together += got
    assert together <= sum(granted.values(), Decimal(0))


@pytest.mark.parametrize("long", [10, 500])
def test_a_sentence_is_never_longer_than_it_may_be(long: int) -> None:
    assert len(sentences.short("ก" * long, 200)) == min(long, 200)
