"""One council for a whole tambon, one number for one council, one chair at a time who sits in it."""

import asyncio
from typing import Any

from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry import council_stage as stage

KHAO_TAPAK, FREE = "180101", "180103"


async def waiting(
    registry: Client, people: People, area: str, kind: str = "TAMBON"
) -> tuple[str, str]:
    """Let a council give notice; return its id and where the answer goes."""
    made = await stage.council(registry, people, area=area, acknowledged=False, area_kind=kind)
    told = {"noticed_on": "2009-08-01", "communities_noticed": 40, "communities_agreed": 34}
    await stage.did(registry, f"/v1/councils/{made}/notices", told, stage.admin(people))
    return made, f"/v1/councils/{made}/notice-answers"


def acknowledged(number: str) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "status": "ACKNOWLEDGED",
        "answered_on": "2009-08-20",
        "number": number,
    }


async def test_a_tambon_has_one_council_of_the_whole(registry: Client, people: People) -> None:
    who = stage.admin(people)
    town, town_path = await waiting(registry, people, KHAO_TAPAK, "MUNICIPALITY")
    first, path = await waiting(registry, people, KHAO_TAPAK)
    second, other = await waiting(registry, people, KHAO_TAPAK)
    await stage.did(registry, town_path, acknowledged("ชน 1/2552"), who)
    await stage.did(registry, path, acknowledged("ชน 2/2552"), who)
    refused = await stage.post(registry, other, acknowledged("ชน 3/2552"), who)
    assert (refused.status_code, refused.json()["code"]) == (409, "tambon-has-council")
    assert refused.json()["council_id"] == first
    shown = await registry.get(f"/v1/councils?tambon={KHAO_TAPAK}&status=ACTIVE")
    assert {each["id"] for each in shown.json()["items"]} == {town, first}
    part = {**who, "If-Match": (await registry.get(f"/v1/councils/{second}")).headers["etag"]}
    change = {"area_kind": "PART", "reason": "ส่วนนอกเขตเทศบาล"}
    assert (
        await registry.patch(f"/v1/councils/{second}", json=change, headers=part)
    ).status_code == 200
    await stage.did(registry, other, acknowledged("ชน 3/2552"), who)
    whole = {**who, "If-Match": (await registry.get(f"/v1/councils/{second}")).headers["etag"]}
    again = await registry.patch(
        f"/v1/councils/{second}", json={"area_kind": "TAMBON"}, headers=whole
    )
    assert again.json()["code"] == "tambon-has-council"
    gone = {"status": "DISSOLVED", "since": "2015-01-01", "reason_th": "ยุบเลิก"}
    await stage.did(registry, f"/v1/councils/{first}/standings", gone, who)
    after = await registry.patch(
        f"/v1/councils/{second}", json={"area_kind": "TAMBON"}, headers=whole
    )
    assert after.status_code == 200, "a dissolved one makes room"


async def test_of_two_acknowledged_at_once_one_stands(registry: Client, people: People) -> None:
    paths = [(await waiting(registry, people, "180102"))[1] for _ in range(3)]
    answers = await asyncio.gather(
        *(
            stage.post(registry, path, acknowledged(f"ชน {number}/2553"), stage.admin(people))
            for number, path in enumerate(paths)
        )
    )
    assert sorted(each.status_code for each in answers) == [200, 409, 409]


async def test_a_number_is_that_of_one_council(registry: Client, people: People) -> None:
    who = stage.admin(people)
    first, path = await waiting(registry, people, "180104", "PART")
    _, other = await waiting(registry, people, "180105", "PART")
    await stage.did(registry, path, acknowledged("ชน 44/2552"), who)
    refused = await stage.post(registry, other, acknowledged("ชน 44/2552"), who)
    assert (refused.status_code, refused.json()["code"]) == (409, "number-taken")
    assert refused.json()["errors"][0]["pointer"] == "#/number"
    assert refused.json()["council_id"] == first
    for again in ("ชน ๔๔/๒๕๕๒", "ชน44/2552"):
        refused = await stage.post(registry, other, acknowledged(again), who)
        assert (refused.status_code, refused.json()["code"]) == (409, "number-taken")
    await stage.did(registry, other, acknowledged("ชน 45/2552"), who)


async def seated(registry: Client, people: People, council: str, name: str, village: int) -> str:
    """Register somebody and let them sit in the council from the first day of its term."""
    who = stage.admin(people)
    person = await stage.person(registry, people, council, name)
    seat = {
        "id": str(new_id()),
        "council_id": council,
        "kind": "VILLAGE",
        "village_code": f"{stage.TAMBON}{village:02}",
        "person_id": person,
        "starts_on": "2023-09-01",
    }
    await stage.did(registry, "/v1/council-seats", seat, who)
    return person


async def chair(registry: Client, people: People, council: str, person: str, **days: Any) -> Any:
    new = {
        "id": str(new_id()),
        "person_id": person,
        "organization_id": council,
        "post": "CHAIR",
        "starts_on": "2025-10-01",
        **days,
    }
    return await stage.post(registry, "/v1/memberships", new, stage.admin(people))


async def test_a_council_has_one_chair_who_sits_in_it_and_is_named_by_it(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    council = await stage.council(registry, people)
    term = {"id": str(new_id()), "council_id": council, "starts_on": "2023-09-01"}
    await stage.did(registry, "/v1/council-terms", term, who)
    one = await seated(registry, people, council, "สมชาย", 1)
    two = await seated(registry, people, council, "สมศรี", 2)
    outsider = await stage.person(registry, people, council, "สมบัติ")
    assert (await registry.get(f"/v1/councils/{council}")).json()["chair"] is None
    unseated = await chair(registry, people, council, outsider)
    assert (unseated.status_code, unseated.json()["code"]) == (422, "rule-broken")
    assert unseated.json()["rule"] == "COUNCIL_CHAIR_HOLDS_A_SEAT"
    early = await chair(registry, people, council, one, starts_on="2023-08-31")
    assert early.json()["code"] == "rule-broken", "the day before the seat begins"
    first = await chair(registry, people, council, one, term_years=4)
    assert first.status_code == 201, first.text
    for days in ({}, {"starts_on": "2024-01-01"}, {"starts_on": "2026-01-01"}):
        second = await chair(registry, people, council, two, **days)
        assert (second.status_code, second.json()["code"]) == (409, "post-held"), days
        assert second.json()["membership_id"] == first.json()["id"]
    beyond = {"starts_on": "2024-01-01", "ends_on": "2025-10-02"}
    assert (await chair(registry, people, council, two, **beyond)).status_code == 409
    before = {"starts_on": "2024-01-01", "ends_on": "2025-10-01"}
    assert (await chair(registry, people, council, two, **before)).status_code == 201
    shown = (await registry.get(f"/v1/councils/{council}")).json()
    assert shown["chair"] == {
        "membership_id": first.json()["id"],
        "person_id": one,
        "holder_th": "สมชาย ใจดี",
        "starts_on": "2025-10-01",
        "term_ends_on": "2029-10-01",
    }
    ending = {"ends_on": "2026-02-01", "reason": "ลาออก"}
    await stage.did(registry, f"{first.headers['location']}/endings", ending, who)
    assert (await registry.get(f"/v1/councils/{council}")).json()["chair"] is None
    early = await chair(registry, people, council, two, starts_on="2026-01-31")
    assert early.json()["code"] == "post-held", "the day before the post ends"
    after = await chair(registry, people, council, two, starts_on="2026-02-01")
    assert after.status_code == 201, after.text
    assert (await registry.get(f"/v1/councils/{council}")).json()["chair"]["person_id"] == two
    ended = f"/v1/memberships?organization={council}&post=CHAIR&live=false"
    names = [each["holder_th"] for each in (await registry.get(ended)).json()["items"]]
    assert sorted(names) == ["สมชาย ใจดี", "สมศรี ใจดี", "สมศรี ใจดี"]
    await settle(registry)
    told = (await registry.get(f"/v1/councils/{council}/history")).text
    assert "สมศรี" not in told
    assert "สมชาย" not in told


async def test_two_chairs_given_at_once_are_one(registry: Client, people: People) -> None:
    council = await stage.council(registry, people)
    term = {"id": str(new_id()), "council_id": council, "starts_on": "2023-09-01"}
    await stage.did(registry, "/v1/council-terms", term, stage.admin(people))
    some = [await seated(registry, people, council, "สมชาย", village) for village in (1, 2, 3)]
    asks = [chair(registry, people, council, person) for person in some]
    answers = await asyncio.gather(*asks)
    assert sorted(each.status_code for each in answers) == [201, 409, 409]


async def test_any_other_group_may_have_two_chairs(registry: Client, people: People) -> None:
    group = await stage.organization(registry, people, kind="COMMUNITY_GROUP")
    for name in ("สมชาย", "สมศรี"):
        person = await stage.person(registry, people, group, name)
        assert (await chair(registry, people, group, person)).status_code == 201


async def merged(registry: Client, people: People, double: str, kept: str) -> str:
    """Merge two records; return where the reversal goes."""
    body = {"id": str(new_id()), "into_id": kept, "reason": "บันทึกซ้ำ"}
    path = f"/v1/organizations/{double}/mergers"
    told = await stage.did(registry, path, body, stage.admin(people))
    return f"/v1/organization-mergers/{told['id']}/reversals"


async def test_undoing_a_merger_brings_no_second_council_of_a_tambon(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    area = "180104"
    double = await stage.council(registry, people, area=area, area_kind="TAMBON")
    back = await merged(registry, people, double, await stage.council(registry, people, area=area))
    other = await stage.council(registry, people, area=area, area_kind="TAMBON")
    undo = {"id": str(new_id()), "reason": "คนละสภา"}
    refused = await stage.post(registry, back, undo, who)
    assert (refused.status_code, refused.json()["code"]) == (409, "tambon-has-council")
    assert refused.json()["council_id"] == other
    assert (await registry.get(f"/v1/organizations/{double}")).json()["status"] == "MERGED"
    gone = {"status": "DISSOLVED", "since": "2015-01-01", "reason_th": "ยุบเลิก"}
    await stage.did(registry, f"/v1/councils/{other}/standings", gone, who)
    await stage.did(registry, back, undo, who)
    assert (await registry.get(f"/v1/organizations/{double}")).json()["status"] == "ACTIVE"


async def test_undoing_a_merger_brings_no_second_chair(registry: Client, people: People) -> None:
    """A post that was away with another record comes back where somebody else was given it since."""
    who = stage.admin(people)
    double = await stage.council(registry, people, acknowledged=False)
    kept = await stage.council(registry, people, acknowledged=False)
    persons = [await stage.person(registry, people, kept, name) for name in ("สมชาย", "สมศรี")]
    first = await chair(registry, people, double, persons[0])
    assert first.status_code == 201, first.text
    back = await merged(registry, people, double, kept)
    async with registry.app.state.database.reading() as connection:
        await connection.execute(  # as an earlier version let it be given
            "INSERT INTO memberships (id, person_id, organization_id, post, starts_on, fingerprint, revision)"
            " VALUES (%s, %s, %s, 'CHAIR', '2025-12-01', '', 1)",
            (str(new_id()), persons[1], double),
        )
    undo = {"id": str(new_id()), "reason": "คนละสภา"}
    refused = await stage.post(registry, back, undo, who)
    assert (refused.status_code, refused.json()["code"]) == (409, "post-held")
    held = f"/v1/memberships?organization={kept}&post=CHAIR"
    assert len((await registry.get(held)).json()["items"]) == 1, "nothing went back"
