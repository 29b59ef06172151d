"""US10: verified poverty data of Chai Nat, 53 tambons, through the gateway as its people, partners and the public see it."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from khabuan import stories
from tests.conftest import People
from tests.journeys.test_water import play, until

ROOT = Path(__file__).parents[2]
STORIES = ("10-issues.json", "45-poverty-data-of-chai-nat.json")
TABLE = "01680000-0000-7000-8000-000000006b01"
TELLING = 4
"""The step that tells the table; what is before it defines the sets."""
TOTALS = "/v1/fact-totals/18?set=TPMAP&year_be=2567"
TOLD = json.loads((ROOT / "examples" / STORIES[1]).read_text())["steps"][TELLING]["body"]
VALUES = {row["area_code"]: int(row["value"]) for row in TOLD["facts"]}
SMALL = {code for code, value in VALUES.items() if value < 10}


def partner(people: People) -> dict[str, str]:
    return people("PARTNER_AGENCY", agency="01680000-0000-7000-8000-000000000401")


def working_group(people: People) -> dict[str, str]:
    return people("PROVINCE_WORKING_GROUP", area="18", person="reviewer")


async def every(
    client: httpx.AsyncClient, who: dict[str, str] | None = None, **asked: Any
) -> list[dict[str, Any]]:
    """Return every fact of the table, page by page."""
    asked = {"area": "18", "set": "TPMAP", "year_be": 2567, "limit": 20, **asked}
    answer = (await client.get("/v1/facts", params=asked, headers=who or {})).json()
    found = list(answer["items"])
    while answer["next"]:
        answer = (await client.get(answer["next"], headers=who or {})).json()
        found += answer["items"]
    return found


async def targeted(client: httpx.AsyncClient, who: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the province's total of targeted poor."""
    answer = await client.get(TOTALS, headers=who or {})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["indicators"][0])


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Tell the story step by step, and look in between."""
    seen = []
    for name in STORIES:
        for step in stories.read(ROOT / "examples" / name).steps:
            grant = dict(step.grant)
            answer = await play(
                platform, step, people(grant.pop("role"), person=step.person, **grant)
            )
            assert answer.is_success, (name, step.number, answer.text)
            if "fact" in step.path:
                seen.append((await targeted(platform))["reported"])
    assert seen == [0] * 9 + [53], "only what the province has verified counts"
    return platform


async def test_a_table_by_tambon_has_53_rows_and_two_parties(told: httpx.AsyncClient) -> None:
    table = (await told.get(f"/v1/fact-tables/{TABLE}")).json()
    assert (table["rows"], table["shared"], table["published"]) == (53, True, True)
    rows = await every(told)
    assert len(rows) == len({row["area"]["code"] for row in rows}) == 53
    assert {row["status"] for row in rows} == {"PROVINCE_VERIFIED"}


async def test_counts_below_ten_are_masked_for_partners_and_the_public(
    told: httpx.AsyncClient, people: People
) -> None:
    assert len(SMALL) == 4
    for who in ({}, partner(people)):
        rows = await every(told, who)
        assert {row["area"]["code"] for row in rows if row["masked"]} == SMALL
        for row in rows:
            code = row["area"]["code"]
            assert row["value"] == (None if code in SMALL else str(VALUES[code]))
        total = await targeted(told, who)
        assert (total["value"], total["at_least"], total["at_most"]) == (None, "1229", "1265")
        assert (total["masked"], total["reported"], total["expected"]) == (4, 53, 53)


async def test_who_is_responsible_sees_the_whole_sum(
    told: httpx.AsyncClient, people: People
) -> None:
    total = await targeted(told, working_group(people))
    assert total["value"] == str(sum(VALUES.values())) == "1255"
    assert (total["masked"], total["last_verified_on"]) == (0, "2024-09-01")


async def test_the_dashboard_shows_what_is_verified(told: httpx.AsyncClient) -> None:
    shown = await until(
        told,
        "/v1/province-dashboards/18",
        lambda a: a.get("planning") and a["planning"]["facts"],
    )
    poor = shown["planning"]["facts"][0]
    assert (poor["indicator_code"], poor["at_least"], poor["at_most"]) == (
        "TARGETED_POOR", "1229", "1265")  # fmt: skip
    tambon = await until(
        told, "/v1/tambon-profiles/180101", lambda a: a.get("planning") and a["planning"]["facts"]
    )
    assert (tambon["planning"]["facts"][0]["value"], VALUES["180101"]) == ("31", 31)


async def test_the_unknown_dimensions_are_unknown_and_not_zero(told: httpx.AsyncClient) -> None:
    others = (await told.get(TOTALS)).json()["indicators"][1:]
    assert len(others) == 5
    assert {(each["value"], each["reported"], each["expected"]) for each in others} == {
        (None, 0, 53)}  # fmt: skip


async def test_no_person_fields_are_accepted(told: httpx.AsyncClient, people: People) -> None:
    row = {"area_code": "180101", "indicator_code": "POOR_INCOME", "value": "12"}
    for more in (
        {"person_th": "นางสาวดี"},
        {"national_id": "1101700230708"},
        {"phone": "0812345678"},
    ):
        body = {
            **TOLD, "id": "01680000-0000-7000-8000-00000000fff1", "facts": [{**row, **more}]}  # fmt: skip
        headers = {**working_group(people), "Idempotency-Key": f"person-{next(iter(more))}"}
        refused = await told.post("/v1/fact-tables", json=body, headers=headers)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["code"] == "unknown-field"


async def test_a_row_under_review_leaves_the_sum_and_sent_back_says_who_and_why(
    told: httpx.AsyncClient, people: People
) -> None:
    who = working_group(people)
    (fact,) = [row for row in await every(told) if row["area"]["code"] == "180102"]
    path = f"/v1/facts/{fact['id']}"
    wish = {
        "id": "01680000-0000-7000-8000-00000000fff2",
        "decided_on": "2024-09-15",
        "reason_th": "ต่างจากข้อมูลชี้เป้าของแกนนำ",
    }
    act = {**who, "Idempotency-Key": "us10-review"}
    review = await told.post(f"{path}/reviews", json=wish, headers=act)
    assert review.json()["status"] == "UNDER_REVIEW", review.text
    total = await targeted(told)
    assert (total["at_least"], total["reported"]) == (str(1229 - VALUES["180102"]), 52)
    back = {**wish, "id": "01680000-0000-7000-8000-00000000fff3", "outcome": "RETURNED",
            "decided_on": "2024-09-20", "reason_th": "ให้แกนนำนับใหม่"}  # fmt: skip
    act = {**who, "Idempotency-Key": "us10-return"}
    sent = await told.post(f"{path}/province-verifications", json=back, headers=act)
    assert sent.json()["status"] == "DRAFT", sent.text
    assert sent.json()["sent_back"] == {
        "said": "RETURNED", "said_th": "ส่งกลับให้แก้ไข", "role": "PROVINCE_WORKING_GROUP",
        "area_code": "18", "reason_th": "ให้แกนนำนับใหม่", "on": "2024-09-20"}  # fmt: skip
    assert (await told.get(path)).status_code == 404, "a draft is for people of the area"
    inside = await told.get(path, headers=people("LEADER", area="180102"))
    assert inside.json()["status_th"] == "ร่าง ยังไม่รับรอง"
