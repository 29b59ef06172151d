"""Facts under hands that would take a short way: past other eyes, past the days, past the mask."""

from typing import Any

import httpx
import pytest

from tests.conftest import Client, People
from tests.planning.fact_stage import CONFIRMED, SHARE, Stage


@pytest.fixture(scope="module")
def stage(planning: Client, people: People) -> Stage:
    return Stage(planning, people)


async def corrected(
    stage: Stage, fact: dict[str, Any], who: dict[str, str], **facts: Any
) -> httpx.Response:
    """Correct a draft, or try."""
    tag = {"If-Match": f'"r{fact["revision"]}"'}
    return await stage.client.patch(f"/v1/facts/{fact['id']}", json=facts, headers={**who, **tag})


async def test_a_share_is_not_more_exact_because_only_the_number_asked_was_corrected(
    stage: Stage,
) -> None:
    told = {"720601": {"indicator_code": "WATER", "value": "2", "base": 501}}
    at_once, later = await stage.set(SHARE), await stage.set(SHARE)
    await stage.verified(at_once, told)
    table = await stage.told(later, {"720601": {**told["720601"], "base": 500}})
    (draft,) = await stage.facts(later, stage.chair)
    assert (await corrected(stage, draft, stage.teller, base=501)).json()["base"] == 501
    await stage.verify(table, "area", stage.leader())
    await stage.verify(table, "province", stage.chair)
    for code in (at_once, later):
        (seen,) = await stage.facts(code)
        assert (seen["value"], seen["base"], seen["masked"]) == (None, None, True)


@pytest.mark.parametrize("words", [{}, {"value": "40"}, {"reason": "ดูแล้วเหมือนเดิม"}])
async def test_who_corrects_nothing_takes_a_fact_from_nobodys_hands(
    stage: Stage, people: People, words: dict[str, str]
) -> None:
    one, other = (people("LEADER", area="72", person=name) for name in ("one", "other"))
    code = await stage.set()
    await stage.done("/v1/fact-tables", stage.table(code, {"720601": 40}), one)
    (draft,) = await stage.facts(code, one)
    same = await corrected(stage, draft, other, **words)
    assert (same.status_code, same.json()["revision"]) == (200, draft["revision"])
    path = f"/v1/facts/{draft['id']}/area-verifications"
    own = await stage.send(path, CONFIRMED, one)
    assert (own.status_code, own.json()["code"]) == (403, "same-person")
    assert (await stage.send(path, CONFIRMED, other)).status_code == 200


async def test_a_province_does_not_verify_tambons_in_their_area_by_taking_the_whole_table(
    stage: Stage, people: People
) -> None:
    code = await stage.set()
    table = await stage.told(code, {"720601": 40, "720602": 50})
    (first, _) = await stage.facts(code, stage.chair)
    third = people("PROVINCE_WORKING_GROUP", area="72", person="third")
    for thing in (f"fact-tables/{table['id']}", f"facts/{first['id']}"):
        answer = await stage.send(f"/v1/{thing}/area-verifications", CONFIRMED, third)
        assert (answer.status_code, answer.json()["code"]) == (403, "outside-area-grant")
    assert {each["status"] for each in await stage.facts(code, stage.chair)} == {"DRAFT"}
    districts = await stage.set()
    await stage.verify(await stage.told(districts, {"7206": 40}), "area", third)


async def test_no_decision_is_older_than_what_was_said_against_the_fact(stage: Stage) -> None:
    code = await stage.set()
    table = await stage.verified(code, {"720601": 40})
    (fact,) = await stage.facts(code, stage.chair)
    path = f"/v1/facts/{fact['id']}"
    wish = {"decided_on": "2024-10-01", "reason_th": "ขอสอบทาน"}
    await stage.done(f"{path}/reviews", wish, stage.chair)
    early, late = ({**CONFIRMED, "decided_on": day} for day in ("2024-09-30", "2024-10-01"))
    back = {**late, "outcome": "RETURNED", "reason_th": "นับใหม่"}
    at_province = f"{path}/province-verifications"
    in_area = f"/v1/fact-tables/{table['id']}/area-verifications"
    await too_early(stage, at_province, early, stage.chair)
    await stage.done(at_province, back, stage.chair)
    await too_early(stage, in_area, early, stage.leader())
    await stage.done(in_area, late, stage.leader())


async def too_early(stage: Stage, path: str, word: dict[str, Any], who: dict[str, str]) -> None:
    """Decide, and be told that the day is too early."""
    answer = await stage.send(path, word, who)
    assert answer.status_code == 422, answer.text
    faults = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    assert faults == [("#/decided_on", "too-early")]


@pytest.mark.parametrize(
    ("year", "collected_on", "status"),
    [
        (2568, "2024-09-30", 422),  # the fiscal year 2568 began on 1 October 2024
        (2568, "2024-10-01", 201),
        (2658, "2024-10-01", 422),
        (2560, "2024-10-01", 201),
    ],
)
async def test_data_are_of_a_year_that_had_begun(
    stage: Stage, year: int, collected_on: str, status: int
) -> None:
    table = stage.table(await stage.set(), {"720601": 40}, year_be=year, collected_on=collected_on)
    answer = await stage.send("/v1/fact-tables", table, stage.teller)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
            ("#/year_be", "out-of-range")]  # fmt: skip
