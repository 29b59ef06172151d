"""US10: facts are told in tables, verified by three hands, and count only when the province has verified them."""

from typing import Any

import pytest

from shared import tokens
from tests.conftest import Client, People
from tests.planning.fact_stage import CONFIRMED, POOR, SCORE, SHARE, TAMBONS, Stage

RETURNED = {"outcome": "RETURNED", "decided_on": "2024-09-02", "reason_th": "ยอดไม่ตรงกับแกนนำ"}


@pytest.fixture(scope="module")
def stage(planning: Client, people: People) -> Stage:
    return Stage(planning, people)


async def test_a_fact_goes_from_draft_through_the_area_to_the_province(stage: Stage) -> None:
    code = await stage.set()
    table = await stage.told(code, {"720601": 40, "720602": 31})
    assert table["shared"] is True
    assert table["rows"] == 2
    assert await stage.facts(code) == []
    drafts = await stage.facts(code, stage.leader("720601"))
    assert [(f["status"], f["value"], f["masked"]) for f in drafts] == [("DRAFT", "40", False)]
    await stage.verify(table, "area", stage.leader())
    assert await stage.facts(code) == []
    assert (await stage.totals("72", code))["reported"] == 0
    await stage.verify(table, "province", stage.chair)
    seen = await stage.facts(code)
    assert [(f["status"], f["value"]) for f in seen] == [
        ("PROVINCE_VERIFIED", "40"), ("PROVINCE_VERIFIED", "31")]  # fmt: skip
    total = await stage.totals("72", code)
    assert (total["value"], total["reported"], total["expected"]) == ("71", 2, 4)
    assert total["last_verified_on"] == "2024-09-01"


async def test_what_is_not_known_is_never_zero(stage: Stage) -> None:
    code = await stage.set()
    total = await stage.totals("72", code)
    assert total["value"] is total["at_least"] is total["at_most"] is None
    assert (total["reported"], total["expected"], total["masked"]) == (0, 4, 0)
    nation = await stage.totals("TH", code)
    assert (nation["value"], nation["reported"], nation["expected"]) == (None, 0, 5)


async def test_a_row_sent_back_says_who_and_why_and_is_corrected_and_verified_again(
    stage: Stage,
) -> None:
    code = await stage.set()
    table = await stage.told(code, {"720601": 40})
    await stage.verify(table, "area", stage.leader())
    (fact,) = await stage.facts(code, stage.chair)
    path = f"/v1/facts/{fact['id']}"
    back = await stage.done(f"{path}/province-verifications", RETURNED, stage.chair)
    assert back["status"] == "DRAFT"
    assert back["sent_back"] == {
        "said": "RETURNED", "said_th": "ส่งกลับให้แก้ไข", "role": "PROVINCE_WORKING_GROUP",
        "area_code": "72", "reason_th": "ยอดไม่ตรงกับแกนนำ", "on": "2024-09-02"}  # fmt: skip
    assert "test:" not in str(back), "nobody is named"
    tag = {"If-Match": f'"r{back["revision"]}"'}
    mended = await stage.client.patch(path, json={"value": "38"}, headers={**stage.teller, **tag})
    assert mended.json()["value"] == "38"
    later = {**CONFIRMED, "decided_on": RETURNED["decided_on"]}
    await stage.done(f"{path}/area-verifications", later, stage.leader("720601"))
    whole = await stage.done(f"{path}/province-verifications", later, stage.chair)
    assert (whole["status"], whole["sent_back"]) == ("PROVINCE_VERIFIED", None)
    assert (await stage.totals("72", code))["value"] == "38"


async def test_a_review_takes_a_fact_out_of_the_total_until_it_is_confirmed_again(
    stage: Stage,
) -> None:
    code = await stage.set()
    await stage.verified(code, {"720601": 40, "720602": 31})
    fact = (await stage.facts(code))[0]
    wish = {"decided_on": "2024-10-01", "reason_th": "แกนนำนับได้ไม่เท่ากัน"}
    path = f"/v1/facts/{fact['id']}"
    seen = await stage.done(f"{path}/reviews", wish, stage.chair)
    assert (seen["status"], seen["sent_back"]["reason_th"]) == ("UNDER_REVIEW", wish["reason_th"])
    outside = (await stage.client.get(path)).json()
    assert (outside["status"], outside["value"], outside["sent_back"]) == (
        "UNDER_REVIEW", None, None)  # fmt: skip
    assert (await stage.totals("72", code))["value"] == "31"
    again = await stage.send(f"{path}/reviews", wish, stage.chair)
    assert again.status_code == 409
    later = {**CONFIRMED, "decided_on": "2024-10-05"}
    await stage.done(f"{path}/province-verifications", later, stage.chair)
    assert (await stage.totals("72", code))["value"] == "71"


async def test_nobody_verifies_what_they_entered_and_nobody_takes_both_steps(stage: Stage) -> None:
    code = await stage.set()
    leader = stage.leader("720601")
    table = await stage.done(
        "/v1/fact-tables", stage.table(code, {"720601": 40}, area_code="720601"), leader
    )
    path = f"/v1/fact-tables/{table['id']}"
    refused = await stage.send(f"{path}/area-verifications", CONFIRMED, leader)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    both = [
        {"role": "LEADER", "area": "720601"},
        {"role": "PROVINCE_WORKING_GROUP", "area": "72"},
    ]
    one = _token(stage, "test:both", both)
    await stage.done(f"{path}/area-verifications", CONFIRMED, one)
    refused = await stage.send(f"{path}/province-verifications", CONFIRMED, one)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    teller = _token(stage, "test:LEADER:720601:leader", both)
    refused = await stage.send(f"{path}/province-verifications", CONFIRMED, teller)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    await stage.done(f"{path}/province-verifications", CONFIRMED, stage.chair)


def _token(stage: Stage, subject: str, grants: list[dict[str, str]]) -> dict[str, str]:
    token = tokens.sign(stage.people.key, subject, grants, minutes=60, strong=True)
    return {"Authorization": f"Bearer {token}"}


async def test_a_table_is_taken_as_a_whole_or_every_wrong_row_is_named(stage: Stage) -> None:
    code = await stage.set(POOR, SHARE, SCORE)
    await stage.told(code, {"720602": 12})
    rows: list[dict[str, Any]] = [
        {"area_code": "720601", "indicator_code": "POOR", "value": "40"},
        {"area_code": "720601", "indicator_code": "POOR", "value": "41"},
        {"area_code": "720699", "indicator_code": "POOR", "value": "40"},
        {"area_code": "710911", "indicator_code": "POOR", "value": "40"},
        {"area_code": "7206", "indicator_code": "POOR", "value": "40"},
        {"area_code": "720603", "indicator_code": "RICH", "value": "40"},
        {"area_code": "720603", "indicator_code": "POOR", "value": "4.5"},
        {"area_code": "720603", "indicator_code": "WATER", "value": "101", "base": 200},
        {"area_code": "720101", "indicator_code": "WATER", "value": "40"},
        {"area_code": "720101", "indicator_code": "HAPPY", "value": "11", "base": 50},
        {"area_code": "720602", "indicator_code": "POOR", "value": "12"},
    ]
    answer = await stage.send("/v1/fact-tables", stage.table(code, {}, facts=rows), stage.teller)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
        ("#/facts/1", "repeated-item"),
        ("#/facts/2/area_code", "unknown-reference"),
        ("#/facts/3/area_code", "outside-parent"),
        ("#/facts/4/area_code", "wrong-level"),
        ("#/facts/5/indicator_code", "unknown-reference"),
        ("#/facts/6/value", "wrong-type"),
        ("#/facts/7/value", "out-of-range"),
        ("#/facts/8/base", "required"),
        ("#/facts/9/value", "out-of-range"),
        ("#/facts/10", "already-told"),
    ]
    assert len(await stage.facts(code, stage.chair)) == 1


@pytest.mark.parametrize(
    ("change", "pointer", "fault"),
    [
        ({"person_id": "1"}, "#/person_id", "unknown-field"),
        ({"national_id": "1101700230708"}, "#/national_id", "unknown-field"),
        ({"source_th": "ถามเลข 1 1017 00230 70 8"}, "#/source_th", "national-id"),
        ({"source_th": "โทร 081-234-5678"}, "#/source_th", "personal-data"),
        ({"source_th": "โทร ๐๘๑ ๒๓๔ ๕๖๗๘"}, "#/source_th", "personal-data"),
        ({"parties_th": ["somchai@example.org"]}, "#/parties_th/0", "personal-data"),
        ({"parties_th": ["ขบวน", "ขบวน"]}, "#/parties_th/1", "repeated-item"),
    ],
)
async def test_nothing_about_persons_is_taken(
    stage: Stage, change: dict[str, Any], pointer: str, fault: str
) -> None:
    body = {**stage.table("S_X", {"720601": 40}), **change}
    answer = await stage.send("/v1/fact-tables", body, stage.teller)
    assert answer.status_code == 422
    assert (pointer, fault) in [(e["pointer"], e["code"]) for e in answer.json()["errors"]]


async def test_a_row_takes_no_field_about_a_person(stage: Stage) -> None:
    row = {"area_code": "720601", "indicator_code": "POOR", "value": "40", "name_th": "นายดี"}
    body = stage.table("S_X", {}, facts=[row])
    answer = await stage.send("/v1/fact-tables", body, stage.teller)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown-field")


async def test_the_same_table_sent_twice_is_one(stage: Stage) -> None:
    code = await stage.set()
    body = {"id": "019aa0d4-6c00-7000-8000-0000000f0001", **stage.table(code, {"720601": 40})}
    first = await stage.send("/v1/fact-tables", body, stage.teller)
    again = await stage.send("/v1/fact-tables", body, stage.teller)
    other = await stage.send("/v1/fact-tables", {**body, "year_be": 2566}, stage.teller)
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert len(await stage.facts(code, stage.chair)) == 1


async def test_a_province_tells_a_set_at_one_level_a_year(stage: Stage) -> None:
    code = await stage.set()
    await stage.verified(code, {"720601": 40})
    district = await stage.told(code, {"7206": 90})
    await stage.verify(district, "area", stage.leader())
    refused = await stage.send(
        f"/v1/fact-tables/{district['id']}/province-verifications", CONFIRMED, stage.chair
    )
    assert (refused.status_code, refused.json()["level"]) == (409, "TAMBON")
    last_year = await stage.verified(code, {"7206": 90}, year_be=2566)
    assert (await stage.totals("72", code, year=2566))["expected"] == 2
    assert last_year["year_be"] == 2566


async def test_a_part_of_a_table_is_verified_by_its_own_people(stage: Stage) -> None:
    code = await stage.set()
    table = await stage.told(code, dict.fromkeys(TAMBONS, 20))
    path = f"/v1/fact-tables/{table['id']}/area-verifications"
    district = stage.leader("7206")
    refused = await stage.send(path, CONFIRMED, district)
    assert refused.status_code == 403
    await stage.done(path, {**CONFIRMED, "within": "7206"}, district)
    again = await stage.send(path, {**CONFIRMED, "within": "7206"}, district)
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    await stage.verify(table, "province", stage.chair)
    total = await stage.totals("72", code)
    assert (total["value"], total["reported"]) == ("60", 3)


async def test_a_decision_needs_a_reason_to_send_back_and_a_day_after_the_collection(
    stage: Stage,
) -> None:
    code = await stage.set()
    table = await stage.told(code, {"720601": 40})
    path = f"/v1/fact-tables/{table['id']}/area-verifications"
    mute = {"outcome": "RETURNED", "decided_on": "2024-09-02"}
    early = {"outcome": "CONFIRMED", "decided_on": "2024-07-01"}
    for body, fault in ((mute, "required"), (early, "too-early")):
        answer = await stage.send(path, body, stage.leader())
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, fault)


async def test_shares_and_scores_are_weighed_by_how_many_were_asked(stage: Stage) -> None:
    code = await stage.set(SHARE)
    await stage.verified(
        code,
        {
            "720601": {"indicator_code": "WATER", "value": "40", "base": 100},
            "720602": {"indicator_code": "WATER", "value": "80", "base": 300},
        },
    )
    total = await stage.totals("72", code)
    assert (total["value"], total["at_least"]) == ("70", None)


async def test_sets_are_versioned_and_a_code_belongs_to_who_used_it_first(stage: Stage) -> None:
    code = await stage.set()
    admin = stage.people("NATIONAL_ADMIN", area="")
    body = {
        "code": code, "version": 2, "name_th": "ฉบับสอง", "source_th": "ค่าทดสอบ",
        "valid_from": "2025-01-01", "indicators": [POOR, SHARE],
    }  # fmt: skip
    taken = await stage.send("/v1/indicator-sets", {**body, "area_code": "72"}, stage.chair)
    assert taken.status_code == 409
    skipped = await stage.send("/v1/indicator-sets", {**body, "version": 3}, admin)
    assert skipped.status_code == 422
    early = await stage.send("/v1/indicator-sets", {**body, "valid_from": "2021-01-01"}, admin)
    assert early.status_code == 422
    await stage.done("/v1/indicator-sets", body, admin)
    national = await stage.send("/v1/indicator-sets", {**body, "code": f"{code}X"}, stage.chair)
    assert national.status_code == 403
    own = {**body, "code": f"{code}Y", "version": 1, "area_code": "72"}
    made = await stage.done("/v1/indicator-sets", own, stage.chair)
    assert made["area"]["code"] == "72"
    foreign = stage.table(f"{code}Y", {"710911": 40}, area_code="71")
    who = stage.people("PROVINCE_WORKING_GROUP", area="71")
    refused = await stage.send("/v1/fact-tables", foreign, who)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/set_code")
