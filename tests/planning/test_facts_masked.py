"""Counts below ten stay hidden from partners and the public in every answer, sum and entry, together too."""

import asyncio
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.facts import rules
from services.planning.indicator_sets.schemas import IndicatorKind
from shared import tokens
from tests.conftest import Client, Ground, People
from tests.planning.fact_stage import CONFIRMED, TAMBONS, Stage

PARTNER = {"agency": "0199a3b0-0000-7000-8000-00000000beef"}


@pytest.fixture(scope="module")
def stage(planning: Client, people: People) -> Stage:
    return Stage(planning, people)


@pytest.fixture
def inside(ground: Ground) -> dict[str, str]:
    """Return the header of the gateway itself."""
    key = json.loads(ground.keys.of("gateway").read_text())
    token = tokens.sign(key, "gateway", [{"role": "SERVICE"}], minutes=5)
    return {"Authorization": f"Bearer {token}"}


def strangers(people: People) -> list[dict[str, str]]:
    """Return everybody who may not see a small count: nobody signed in, a partner, a member, another area."""
    return [
        {},
        people("PARTNER_AGENCY", **PARTNER),
        people("MEMBER", area="72"),
        people("PROVINCE_WORKING_GROUP", area="71"),
    ]


async def test_a_small_count_is_masked_for_strangers_and_shown_to_those_responsible(
    stage: Stage, people: People
) -> None:
    code = await stage.set()
    await stage.verified(code, {"720601": 9, "720602": 10})
    for who in strangers(people):
        small, big = await stage.facts(code, who)
        assert (small["value"], small["masked"]) == (None, True)
        assert (big["value"], big["masked"]) == ("10", False)
        total = await stage.totals("72", code, who)
        assert (total["value"], total["at_least"], total["at_most"]) == (None, "10", "19")
        assert (total["masked"], total["reported"]) == (1, 2)
        below = await stage.totals("7206", code, who)
        assert (below["value"], below["at_least"], below["at_most"]) == (None, "10", "19")
    for who in (stage.leader("720601"), stage.chair, people("NATIONAL_ADMIN", area="")):
        small = (await stage.facts(code, who))[0]
        assert (small["value"], small["masked"]) == ("9", False)
    assert (await stage.totals("72", code, stage.chair))["value"] == "19"


async def everything(stage: Stage, code: str, who: dict[str, str]) -> Any:
    """Return all that somebody can ask about a set: lists, single facts, histories, tables, every total."""
    seen: list[Any] = []
    listed = await stage.facts(code, who)
    seen.append(listed)
    singles = [f"/v1/facts/{fact['id']}" for fact in listed]
    totals = [
        f"/v1/fact-totals/{area}?set={code}&year_be=2567"
        for area in ("TH", "72", "7206", "7201", *TAMBONS)
    ]
    for path in (*singles, *(f"{path}/history" for path in singles), *totals):
        answer = await stage.client.get(path, headers=who)
        assert answer.status_code == 200, path
        seen.append(answer.json())
    return [*seen, await public_feed(stage, {fact["id"] for fact in listed})]


async def public_feed(stage: Stage, ids: set[str]) -> list[Any]:
    """Return what the feed tells everybody about these facts, by place: one act has them in any order."""
    for _ in range(100):
        async with stage.client.app.state.database.reading() as connection:
            left = await (await connection.execute("SELECT count(*) FROM outbox")).fetchone()
            rows = await (
                await connection.execute(
                    "SELECT type, data::text FROM feed WHERE NOT private AND subject = ANY(%s)"
                    " ORDER BY position",
                    (list(ids),),
                )
            ).fetchall()
        if not left[0]:
            break
        await asyncio.sleep(0.05)
    told = [(kind, json.loads(data)) for kind, data in rows]
    return sorted(told, key=lambda each: str(each[1]["area"]["code"]))


def alike(told: Any, names: dict[str, str]) -> str:
    """Return what was told with everything that names this set, its ids and moments taken away."""

    def plain(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: plain(each, name) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each, key) for each in value]
        if key in {"created_at", "updated_at", "at", "position"}:
            return key
        return names.get(value, value) if isinstance(value, str) else value

    return json.dumps(plain(told), sort_keys=True)


async def world(stage: Stage, values: Sequence[int], corrected: int) -> tuple[str, dict[str, str]]:
    """Tell a set with these values, correct the first one under review, and return it with its names."""
    code = await stage.set()
    table = await stage.verified(code, dict(zip(TAMBONS, values, strict=True)))
    facts = await stage.facts(code, stage.chair)
    names = {code: "SET", table["id"]: "TABLE"}
    names |= {fact["id"]: f"FACT {fact['area']['code']}" for fact in facts}
    (first,) = [fact for fact in facts if fact["area"]["code"] == TAMBONS[0]]
    path = f"/v1/facts/{first['id']}"
    wish = {"decided_on": "2024-10-01", "reason_th": "ขอสอบทาน"}
    await stage.done(f"{path}/reviews", wish, stage.chair)
    later = {**CONFIRMED, "decided_on": "2024-10-05"}
    back = {**later, "outcome": "RETURNED", "reason_th": "นับใหม่"}
    draft = await stage.done(f"{path}/province-verifications", back, stage.chair)
    tag = {"If-Match": f'"r{draft["revision"]}"'}
    mended = await stage.client.patch(
        path, json={"value": str(corrected)}, headers={**stage.teller, **tag}
    )
    assert mended.is_success, mended.text
    await stage.done(f"{path}/area-verifications", later, stage.leader())
    await stage.done(f"{path}/province-verifications", later, stage.chair)
    return code, names


@pytest.mark.parametrize(
    ("values", "others"),
    [
        ([3, 40, 50, 60], [7, 40, 50, 60]),  # one child alone, which a subtraction would show
        ([3, 8, 50, 60], [4, 0, 50, 60]),
        ([1, 2, 3, 4], [9, 9, 0, 9]),
    ],
)
async def test_two_worlds_that_differ_in_masked_values_alone_look_the_same_to_every_stranger(
    stage: Stage, people: People, values: list[int], others: list[int]
) -> None:
    one, other = await world(stage, values, 6), await world(stage, others, 2)
    for who in strangers(people):
        seen = [alike(await everything(stage, code, who), names) for code, names in (one, other)]
        assert seen[0] == seen[1]
        assert "verified_at_province" in seen[0], "the feed was looked at"
    inside = [
        alike(await everything(stage, code, stage.chair), names) for code, names in (one, other)
    ]
    assert inside[0] != inside[1], "who is responsible sees the difference"


async def test_what_happened_is_told_to_those_responsible_as_it_was(stage: Stage) -> None:
    code = await stage.set()
    await stage.verified(code, {"720601": 4})
    (fact,) = await stage.facts(code)
    path = f"/v1/facts/{fact['id']}/history"
    for _ in range(100):
        inside = (await stage.client.get(path, headers=stage.chair)).json()["items"]
        outside = (await stage.client.get(path)).json()["items"]
        if len(inside) == 3 and len(outside) == 1:
            break
        await asyncio.sleep(0.05)
    assert [entry["data"]["value"] for entry in inside] == ["4", "4", "4"]
    assert [(e["type"], e["data"]["value"], e["data"]["masked"]) for e in outside] == [
        ("fact.verified_at_province", None, True)]  # fmt: skip


async def test_the_summary_for_dashboards_shows_what_everybody_may_see(
    stage: Stage, inside: dict[str, str]
) -> None:
    code = await stage.set()
    await stage.verified(code, {"720601": 4, "720602": 30})
    answer = await stage.client.get("/internal/v1/summaries/72", headers=inside)
    assert answer.status_code == 200, answer.text
    told = [each for each in answer.json()["facts"] if each["set_code"] == code]
    assert [(e["value"], e["at_least"], e["at_most"], e["reported"]) for e in told] == [
        (None, "30", "39", 2)]  # fmt: skip


@given(counted=st.integers(0, 2000), base=st.integers(1, 2000), digits=st.integers(0, 3))
def test_a_share_that_is_shown_tells_of_ten_people_or_more_on_either_side(
    counted: int, base: int, digits: int
) -> None:
    counted = min(counted, base)
    share = round(Decimal(100 * counted) / base, digits)
    if not rules.hides(IndicatorKind.SHARE, share, base):
        assert min(counted, base - counted) >= rules.SMALLEST


@given(value=st.integers(0, 30))
def test_a_count_is_hidden_exactly_below_ten(value: int) -> None:
    assert rules.hides(IndicatorKind.COUNT, Decimal(value), None) is (value < 10)


@given(base=st.integers(1, 30))
def test_a_score_is_hidden_when_fewer_than_ten_were_asked(base: int) -> None:
    assert rules.hides(IndicatorKind.SCORE, Decimal(5), base) is (base < 10)
