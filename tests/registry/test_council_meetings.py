"""Meetings of councils: a series for each province and for the country, with delegates of councils."""

from typing import Any

import pytest

from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage


def meeting(**facts: Any) -> dict[str, Any]:
    return {"province_code": "72", "number": 1, "held_on": "2025-05-20", **facts}


async def test_a_province_meets_and_those_that_did_not_are_listed(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    made = await stage.did(registry, "/v1/council-meetings", meeting(), who)
    assert (made["level"], made["year_be"], made["held_until"]) == ("PROVINCE", 2568, "2025-05-20")
    twice = await stage.post(registry, "/v1/council-meetings", meeting(), who)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    with counted(registry) as queries:
        gaps = await registry.get("/v1/council-meeting-gaps?year_be=2568&limit=200")
    assert len(queries) <= 2
    missing = {each["area"]["code"] for each in gaps.json()["items"]}
    assert (len(missing), "72" in missing, "71" in missing) == (76, False, True)
    before = await registry.get("/v1/council-meeting-gaps?year_be=2567&area=72")
    assert [each["meetings"] for each in before.json()["items"]] == [0]
    page = (await registry.get("/v1/council-meeting-gaps?year_be=2568&limit=50")).json()
    rest = (await registry.get(page["next"])).json()
    assert (len(page["items"]), len(rest["items"])) == (50, 26)


async def test_a_rule_may_ask_for_more_than_one_meeting_a_year(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    await stage.did(registry, "/v1/council-meetings", meeting(province_code="60"), who)
    path = "/v1/council-meeting-gaps?year_be=2568&area=60"
    assert (await registry.get(path)).json()["items"] == []
    rule = {
        "rule": "COUNCIL_PROVINCE_MEETINGS_A_YEAR",
        "value": 2,
        "starts_on": "2025-01-01",
        "reason": "มติที่ประชุมระดับชาติ",
    }
    await stage.did(registry, "/v1/movement-rule-settings", rule, who)
    assert [each["meetings"] for each in (await registry.get(path)).json()["items"]] == [1]


async def test_a_council_sends_two_delegates_to_the_province(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    body = await stage.council(registry, people)
    made = await stage.did(registry, "/v1/council-meetings", meeting(number=2), who)
    person = await stage.person(registry, people, body, "ชูใจ")
    new = {"council_meeting_id": made["id"], "kind": "DELEGATE", "council_id": body}
    first = await stage.did(registry, "/v1/council-delegates", {**new, "person_id": person}, who)
    twice = await stage.post(registry, "/v1/council-delegates", {**new, "person_id": person}, who)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    await stage.did(registry, "/v1/council-delegates", new, who)
    third = await stage.post(registry, "/v1/council-delegates", new, who)
    assert third.json()["rule"] == "COUNCIL_DELEGATES_PER_COUNCIL"
    path = f"/v1/council-delegates/{first['id']}/withdrawals"
    await stage.did(registry, path, {"withdrawn_on": "2025-05-15"}, who)
    again = await stage.post(registry, path, {"withdrawn_on": "2025-05-15"}, who)
    assert again.status_code == 409
    await stage.did(registry, "/v1/council-delegates", new, who)
    expert = {"council_meeting_id": made["id"], "kind": "EXPERT"}
    await stage.did(registry, "/v1/council-delegates", expert, who)
    shown = (await registry.get(f"/v1/council-meetings/{made['id']}")).json()
    assert (shown["delegates"], shown["councils"]) == (3, 1)
    listed = await registry.get(f"/v1/council-delegates?meeting={made['id']}")
    assert len(listed.json()["items"]) == 4
    own = await registry.get(f"/v1/council-delegates?person={person}")
    assert [each["id"] for each in own.json()["items"]] == [first["id"]]
    await settle(registry)
    told = (await registry.get(f"/v1/council-meetings/{made['id']}/history")).json()["items"]
    assert [entry["revision"] for entry in told] == [1, 2, 3, 4, 5, 6]


async def test_the_nation_hears_two_of_each_province(registry: Client, people: People) -> None:
    who = stage.admin(people)
    series = meeting(province_code=None, held_on="2022-11-29", held_until="2022-11-30")
    made = await stage.did(registry, "/v1/council-meetings", series, who)
    assert (made["level"], made["area"], made["year_be"]) == ("NATION", None, 2565)
    nan = [
        await stage.council(registry, people, area=area) for area in ("550101", "550102", "550103")
    ]
    rest = await stage.council(registry, people, area="560101")
    sent = [
        await stage.post(
            registry,
            "/v1/council-delegates",
            {"council_meeting_id": made["id"], "kind": "DELEGATE", "council_id": each},
            who,
        )
        for each in [*nan, rest]
    ]
    assert [answer.status_code for answer in sent] == [201, 201, 422, 201]
    assert sent[2].json()["rule"] == "COUNCIL_DELEGATES_PER_PROVINCE"
    theirs = people("PROVINCE_WORKING_GROUP", area="55")
    refused = await stage.post(registry, "/v1/council-meetings", series | {"number": 2}, theirs)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"province_code": "99"}, "#/province_code"),
        ({"held_until": "2025-05-19"}, "#/held_until"),
        ({"number": 0}, "#/number"),
    ],
)
async def test_a_meeting_that_does_not_fit_is_refused_where_it_does_not(
    registry: Client, people: People, facts: dict[str, Any], pointer: str
) -> None:
    answer = await stage.post(
        registry, "/v1/council-meetings", meeting(**facts), stage.admin(people)
    )
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_delegate_stands_for_a_council_of_the_province(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    made = await stage.did(registry, "/v1/council-meetings", meeting(province_code="57"), who)
    far = await stage.council(registry, people, area="580101")
    new = {"council_meeting_id": made["id"], "kind": "DELEGATE"}
    for body, code in (
        (new, "required"),
        ({**new, "council_id": far}, "outside-parent"),
        ({**new, "kind": "EXPERT", "council_id": far}, "not-with-this-seat"),
    ):
        refused = await stage.post(registry, "/v1/council-delegates", body, who)
        assert refused.json()["errors"][0]["code"] == code
    path = f"/v1/council-meetings/{made['id']}"
    moved = await registry.patch(
        path, json={"held_on": "2026-01-01"}, headers={**who, "If-Match": '"r1"'}
    )
    assert moved.status_code == 422
    done = await registry.patch(
        path, json={"venue_th": "วัดสวนดอก"}, headers={**who, "If-Match": '"r1"'}
    )
    assert (done.json()["venue_th"], done.json()["revision"]) == ("วัดสวนดอก", 2)
