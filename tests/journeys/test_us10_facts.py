"""US10: the poverty data of Chai Nat, 53 rows, verified in the area and at the province, through the gateway."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from khabuan import stories
from shared.ids import new_id
from tests.conftest import People
from tests.journeys.test_registry_stories import everything, see, send
from tests.journeys.test_water import CODI, EXAMPLES, play, until

Header = dict[str, str]
THING = "01680000-0000-7000-8000-00000000{}".format
TABLE = f"/v1/fact-tables/{THING('6b01')}"
ASKED = "set=TPMAP&year_be=2567"
TOTAL = f"/v1/fact-totals/{{}}?{ASKED}"
SENT_BACK = "180101"
"""The tambon whose row is told with a slip, sent back, and put right: 33 people instead of 31."""
SMALL = ["180104", "180202", "180402", "180508"]
"""Where fewer than ten are poor: 9, 6, 7 and 4 people."""
NOT_YET = {"decided_on": "2024-08-28", "reason_th": "ยอดไม่ตรงกับที่แกนนำชี้เป้า นับซ้ำสองคน"}
REVIEW = {"decided_on": "2024-10-01", "reason_th": "ต่างจากที่แกนนำสำรวจ ขอสอบทานรายครัวเรือน"}


def _story(name: str) -> tuple[stories.Step, ...]:
    (path,) = [each for each in EXAMPLES if each.name.startswith(name)]
    return stories.read(path).steps


SETS, TOLD, IN_AREA, AT_PROVINCE = (
    _story("45-poverty")[part] for part in (slice(4), slice(4, 5), slice(5, 13), slice(13, 14))
)
"""The parts of the story: indicator sets, the table of 53 rows, eight districts, the province."""


class Hands:
    """The people of Chai Nat who tell, verify and look at facts, and those who are strangers to them."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.teller = people("PROVINCE_WORKING_GROUP", area="18", person="teller")
        self.chair = people("PROVINCE_WORKING_GROUP", area="18", person="chair")
        self.region = people("REGION_OFFICE", area="18")

    def leader(self, area: str) -> Header:
        """Return who verifies in a district or tambon."""
        return self.people("LEADER", area=area)

    def strangers(self) -> list[Header]:
        """Return a partner, a member, another province, and nobody who signed in."""
        people = self.people
        return [
            people("PARTNER_AGENCY", agency=CODI),
            people("MEMBER", area="18"),
            people("PROVINCE_WORKING_GROUP", area="60"),
            {},
        ]


@pytest.fixture(scope="module")
def hands(people: People) -> Hands:
    """Lend the people."""
    return Hands(people)


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with issues and indicator sets, and no fact yet."""
    await act(platform, people, (*_story("10-"), *SETS))
    return platform


async def act(
    client: httpx.AsyncClient, people: People, steps: tuple[stories.Step, ...]
) -> httpx.Response:
    """Let the people of a story do its steps; return the last answer."""
    for step in steps:
        grant = dict(step.grant)
        who = people(grant.pop("role"), person=step.person, **grant)
        answer = await play(client, step, who)
        assert answer.is_success, (step.number, answer.text)
    return answer


async def rows(client: httpx.AsyncClient, who: Header) -> dict[str, dict[str, Any]]:
    """Return the rows that somebody sees, by tambon."""
    page = await see(client, f"/v1/facts?{ASKED}&limit=200", who)
    assert page["next"] is None
    return {each["area"]["code"]: each for each in page["items"]}


async def total(client: httpx.AsyncClient, who: Header, area: str = "18") -> tuple[Any, ...]:
    """Return value, bounds, and of how many areas: as somebody sees the total of the targeted poor."""
    return _short((await see(client, TOTAL.format(area), who))["indicators"][0])


def _short(line: dict[str, Any]) -> tuple[Any, ...]:
    names = ("value", "at_least", "at_most", "masked", "reported", "expected")
    return tuple(line[name] for name in names)


async def dashboard(client: httpx.AsyncClient, wanted: tuple[Any, ...] | None) -> None:
    """Hold the province's page to show this total, or none; pages are kept for two seconds."""

    def shown(page: dict[str, Any]) -> list[tuple[Any, ...]]:
        lines = page["planning"]["facts"] if page.get("planning") else [{}]
        return [_short(each) for each in lines if each.get("indicator_code") == "TARGETED_POOR"]

    await until(
        client,
        "/v1/province-dashboards/18",
        lambda page: shown(page) == ([wanted] if wanted else []),
    )


NOTHING_YET = (None, None, None, 0, 0, 53)
ONE_MISSING = (None, "1198", "1234", 4, 52, 53)
WHOLE = (None, "1229", "1265", 4, 53, 53)


async def test_no_field_about_a_person_is_taken(told: httpx.AsyncClient, hands: Hands) -> None:
    body = json.loads(TOLD[0].body)
    row = body["facts"][0]
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({"national_id": "1101700230708"}, "#/national_id", "unknown-field"),
        ({"facts": [{**row, "name_th": "นายดี มีสุข"}]}, "#/facts/0/name_th", "unknown-field"),
        ({"facts": [{**row, "phone": "081-234-5678"}]}, "#/facts/0/phone", "unknown-field"),
        ({"source_th": "ถามนายดี โทร 081-234-5678"}, "#/source_th", "personal-data"),
        ({"parties_th": ["1 1017 00230 70 8"]}, "#/parties_th/0", "national-id"),
    ]
    for change, pointer, code in wrong:
        refused = await send(
            told, hands.teller, "/v1/fact-tables", **{**body, **change, "id": str(new_id())}
        )
        faults = [(each["pointer"], each["code"]) for each in refused.json()["errors"]]
        assert (refused.status_code, faults) == (422, [(pointer, code)])
    assert await rows(told, hands.chair) == {}


async def test_53_drafts_are_seen_by_those_responsible_and_stand_in_no_total(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    body = json.loads(TOLD[0].body)
    body["facts"][0]["value"] = "33"
    assert body["facts"][0]["area_code"] == SENT_BACK
    outside = hands.people("PROVINCE_WORKING_GROUP", area="60")
    assert (await send(told, outside, "/v1/fact-tables", **body)).status_code == 403
    made = await send(told, hands.teller, "/v1/fact-tables", **body)
    assert made.status_code == 201, made.text
    assert (made.json()["rows"], made.json()["shared"], made.json()["published"]) == (
        53, True, False)  # fmt: skip
    inside = await rows(told, hands.chair)
    tambons = await everything(told, "/v1/areas?area=18&area_scope=DESCENDANTS&level=TAMBON")
    assert sorted(inside) == sorted(each["code"] for each in tambons)
    assert len(inside) == 53
    assert {each["status"] for each in inside.values()} == {"DRAFT"}
    assert inside[SENT_BACK]["value"] == "33"
    assert len(await rows(told, hands.leader("1801"))) == 9
    for who in hands.strangers():
        assert await rows(told, who) == {}
        assert await total(told, who) == NOTHING_YET
    assert await total(told, hands.chair) == NOTHING_YET, "a draft is in nobody's total"
    await dashboard(told, None)


async def test_the_area_verifies_its_own_rows_and_they_still_stand_in_no_total(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    path = f"{TABLE}/area-verifications"
    word = {"outcome": "CONFIRMED", "decided_on": "2024-08-25"}
    own = await send(told, hands.teller, path, **word)
    assert (own.status_code, own.json()["code"]) == (403, "same-person")
    for who, within in ((hands.leader("1802"), "1801"), (hands.leader("1801"), None)):
        refused = await send(told, who, path, **word, **({"within": within} if within else {}))
        assert refused.status_code == 403, "nobody verifies for others"
    early = await send(told, hands.chair, f"{TABLE}/province-verifications", **word)
    assert early.status_code == 409, "the province comes second"
    await act(told, hands.people, IN_AREA)
    inside = await rows(told, hands.chair)
    assert {each["status"] for each in inside.values()} == {"AREA_VERIFIED"}
    assert {each["status_th"] for each in inside.values()} == {"พื้นที่รับรองแล้ว รอจังหวัด"}
    for who in hands.strangers():
        assert await rows(told, who) == {}
    assert await total(told, hands.chair) == NOTHING_YET
    await dashboard(told, None)


async def test_a_row_sent_back_says_who_and_why_and_the_other_52_are_verified(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    row = (await rows(told, hands.chair))[SENT_BACK]
    path = f"/v1/facts/{row['id']}"
    mute = {"outcome": "RETURNED", "decided_on": NOT_YET["decided_on"]}
    refused = await send(told, hands.chair, f"{path}/province-verifications", **mute)
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [
        ("#/reason_th", "required")
    ]
    back = await send(
        told, hands.chair, f"{path}/province-verifications", outcome="RETURNED", **NOT_YET
    )
    assert (back.status_code, back.json()["status"]) == (200, "DRAFT")
    for who in (hands.teller, hands.leader(SENT_BACK)):
        assert (await see(told, path, who))["sent_back"] == {
            "said": "RETURNED",
            "said_th": "ส่งกลับให้แก้ไข",
            "role": "PROVINCE_WORKING_GROUP",
            "area_code": "18",
            "reason_th": NOT_YET["reason_th"],
            "on": NOT_YET["decided_on"],
        }
    for who in hands.strangers():
        assert (await told.get(path, headers=who)).status_code == 404
    same = await send(
        told, hands.teller, f"{TABLE}/province-verifications",
        outcome="CONFIRMED", decided_on="2024-09-01",
    )  # fmt: skip
    assert (same.status_code, same.json()["code"]) == (403, "same-person")
    answer = await act(told, hands.people, AT_PROVINCE)
    assert answer.json()["published"] is True
    for who in hands.strangers():
        assert await total(told, who) == ONE_MISSING
        assert len(await rows(told, who)) == 52
    assert await total(told, hands.chair) == ("1224", "1224", "1224", 0, 52, 53)
    await dashboard(told, ONE_MISSING)


async def test_put_right_and_verified_twice_it_makes_the_province_whole(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    row = (await rows(told, hands.teller))[SENT_BACK]
    path = f"/v1/facts/{row['id']}"
    mended = await told.patch(
        path,
        json={"value": "31", "reason": "นับซ้ำสองคน"},
        headers={**hands.teller, "If-Match": f'"r{row["revision"]}"'},
    )
    assert (mended.status_code, mended.json()["value"]) == (200, "31")
    word = {"outcome": "CONFIRMED", "decided_on": "2024-09-01"}
    early = await send(told, hands.chair, f"{path}/province-verifications", **word)
    assert early.status_code == 409, "what was sent back begins anew in the area"
    area = await send(told, hands.leader("1801"), f"{path}/area-verifications", **word)
    assert area.json()["status"] == "AREA_VERIFIED"
    whole = await send(told, hands.chair, f"{path}/province-verifications", **word)
    assert (whole.json()["status"], whole.json()["sent_back"]) == ("PROVINCE_VERIFIED", None)
    for who in hands.strangers():
        assert await total(told, who) == WHOLE
    assert await total(told, hands.chair) == ("1255", "1255", "1255", 0, 53, 53)
    await dashboard(told, WHOLE)


async def test_counts_below_ten_are_masked_for_partners_and_nothing_tells_them_by_subtraction(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    inside = await rows(told, hands.chair)
    assert [inside[code]["value"] for code in SMALL] == ["9", "6", "7", "4"]
    for who in hands.strangers():
        seen = await rows(told, who)
        assert [code for code, each in seen.items() if each["masked"]] == SMALL
        assert [seen[code]["value"] for code in SMALL] == [None] * 4
        assert sum(int(each["value"] or 0) for each in seen.values()) == 1229
    partner = hands.strangers()[0]
    districts = [await total(told, partner, f"180{number}") for number in range(1, 9)]
    assert [each[0] for each in districts] == [
        None, None, "190", None, None, "201", "96", "67"]  # fmt: skip
    assert sum(int(each[1]) for each in districts) == 1229
    assert sum(int(each[2]) for each in districts) == 1265
    assert [each[3] for each in districts] == [1, 1, 0, 1, 1, 0, 0, 0]
    own = await rows(told, hands.leader("1802"))
    assert (own["180202"]["value"], own["180104"]["value"]) == ("6", None)


async def test_what_is_under_review_leaves_every_total_until_it_is_confirmed_again(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    row = (await rows(told, {}))[SENT_BACK]
    path = f"/v1/facts/{row['id']}"
    partner = hands.strangers()[0]
    assert (await send(told, partner, f"{path}/reviews", **REVIEW)).status_code == 403
    asked = await send(told, hands.region, f"{path}/reviews", **REVIEW)
    assert (asked.status_code, asked.json()["status"]) == (200, "UNDER_REVIEW")
    said = asked.json()["sent_back"]
    assert (said["role"], said["reason_th"]) == ("REGION_OFFICE", REVIEW["reason_th"])
    for who in hands.strangers():
        seen = await see(told, path, who)
        assert (seen["status"], seen["value"], seen["sent_back"]) == ("UNDER_REVIEW", None, None)
        assert await total(told, who) == ONE_MISSING
    await dashboard(told, ONE_MISSING)
    word = {"outcome": "CONFIRMED", "decided_on": "2024-10-05"}
    again = await send(told, hands.chair, f"{path}/province-verifications", **word)
    assert (again.json()["status"], again.json()["verified_on"]) == (
        "PROVINCE_VERIFIED", "2024-10-05")  # fmt: skip
    assert await total(told, partner) == WHOLE
    await dashboard(told, WHOLE)


WAY = ["told", "verified_in_area", "returned", "corrected", "verified_in_area",
       "verified_at_province", "put_under_review", "verified_at_province"]  # fmt: skip


async def test_the_whole_way_of_a_row_is_kept_and_what_was_never_public_stays_so(
    told: httpx.AsyncClient, hands: Hands
) -> None:
    row = (await rows(told, {}))[SENT_BACK]
    path = f"/v1/facts/{row['id']}/history?limit=200"

    async def verbs(who: Header) -> list[str]:
        page = await see(told, path, who)
        happened = sorted(page["items"], key=lambda each: each["at"])
        return [each["type"].rpartition(".")[2] for each in happened]

    for _ in range(50):
        if len(await verbs(hands.chair)) == len(WAY):
            break
        await asyncio.sleep(0.1)
    assert await verbs(hands.chair) == WAY
    assert await verbs({}) == WAY[-3:]


async def test_data_told_by_two_parties_and_verified_is_factor_2_of_chai_nat(
    told: httpx.AsyncClient,
) -> None:
    score = await see(told, "/v1/province-readiness-scores/18?as_of=2024-10-05")
    second = score["factors"][1]
    assert (second["number"], second["computed"]) == (2, "MET")
    assert [each["link"] for each in second["evidence"]] == [TABLE]
