"""Seats of other days: who sat then by name, in which region of that day, not before there was a body."""

from typing import Any

import pytest

from tests.conftest import Client, People
from tests.registry.persons import PLACE, organization, register
from tests.registry.test_bodies import admin
from tests.registry.test_bodies_seats import end, sat
from tests.registry.test_memberships import begin
from tests.registry.test_second_records import merge_people
from tests.registry.the_67 import body, seat, the_67

CO_CHAIR = {"post": "CO_CHAIR", "starts_on": "2020-02-29"}


def fault(answer: Any) -> tuple[int, str, str]:
    """Return the status of an answer, and where and what its first fault is."""
    first = answer.json()["errors"][0]
    return answer.status_code, first["pointer"], first["code"]


@pytest.fixture(scope="module")
async def subcommittee(registry: Client, people: People) -> dict[str, Any]:
    made = await the_67(registry, people("NATIONAL_ADMIN", area=""))
    async with registry.app.state.database.reading() as connection:
        await connection.execute(
            "UPDATE area_groups SET valid_to = '2019-04-09' WHERE code LIKE 'R-2550-%'"
        )
    return made


async def test_who_sat_on_a_day_years_ago_is_named_to_everybody(
    registry: Client, people: People
) -> None:
    person = await register(registry, people("TAMBON_STAFF", area=PLACE))
    made = await body(registry, admin(people), seats_count=3)
    span = {"person_id": person, "starts_on": "2010-05-01", "ends_on": "2012-05-01"}
    taken = await seat(registry, admin(people), made, **span)
    assert taken.status_code == 201, taken.text
    assert [one["holder_th"] for one in await sat(registry, made, "2011-01-01")] == ["สมชาย ใจดี"]
    assert await sat(registry, made, "2012-05-01") == await sat(registry, made) == []
    ever = (await registry.get(f"/v1/seats?body={made}&live=false")).json()["items"]
    assert [one["holder_th"] for one in ever] == ["สมชาย ใจดี"]
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    listed = (await registry.get("/v1/people?limit=200")).json()["items"]
    assert person not in {one["id"] for one in listed}


async def test_a_seat_that_was_withdrawn_or_has_not_begun_names_nobody(
    registry: Client, people: People
) -> None:
    one, two = [await register(registry, people("TAMBON_STAFF", area=PLACE)) for _ in range(2)]
    made = await body(registry, admin(people), seats_count=3)
    wrong = await seat(registry, admin(people), made, person_id=one, starts_on="2020-01-01")
    path = wrong.headers["location"]
    assert (await end(registry, people, path, "2020-01-01")).status_code == 200
    assert (await registry.get(path)).json()["holder_th"] == "รายการที่ถอนแล้ว"
    coming = await seat(registry, admin(people), made, person_id=two, starts_on="2090-01-01")
    assert coming.json()["holder_th"] == "ส*** ใ***"
    assert [each["holder_th"] for each in await sat(registry, made, "2090-01-01")] == ["ส*** ใ***"]
    for person, where in ((one, path), (two, coming.headers["location"])):
        assert person not in (await registry.get(where)).text, "nor by an id"
        assert (await registry.get(f"/v1/seats?person={person}&live=false")).json()["items"] == []


async def test_somebody_of_two_records_is_found_by_the_id_of_either(
    registry: Client, people: People
) -> None:
    double, kept = [await register(registry, people("TAMBON_STAFF", area=PLACE)) for _ in range(2)]
    made = await body(registry, admin(people), seats_count=3)
    taken = await seat(registry, admin(people), made, person_id=double, starts_on="2020-01-01")
    assert taken.status_code == 201, taken.text
    group = await organization(registry, people)
    post = await begin(registry, people("TAMBON_STAFF", area=PLACE), double, group)
    assert post.status_code == 201, post.text
    await merge_people(registry, people, double, kept)
    for person in (double, kept):
        for path in (f"/v1/seats?person={person}", f"/v1/memberships?person={person}"):
            found = (await registry.get(path)).json()["items"]
            assert [each["person_id"] for each in found] == [kept], path


async def test_co_chairs_are_never_more_than_the_regions_of_the_day(
    registry: Client, people: People, subcommittee: dict[str, Any]
) -> None:
    main = subcommittee["main"]
    seats = await sat(registry, main, "2020-02-29")
    member = next(one for one in seats if one["post"] == "MEMBER")
    assert (await end(registry, people, f"/v1/seats/{member['id']}", "2020-02-29")).is_success
    ninth = await seat(registry, admin(people), main, **CO_CHAIR, region_code="R-SOUTH")
    assert (ninth.status_code, ninth.json()["code"]) == (409, "co-chairs-full")
    assert (ninth.json()["regions"], ninth.json()["full_on"]) == (5, "2020-02-29")
    then = await sat(registry, main, "2020-02-29")
    assert len([one for one in then if one["post"] == "CO_CHAIR"]) == 8


async def test_a_seat_is_of_a_region_that_holds_then(
    registry: Client, people: People, subcommittee: dict[str, Any]
) -> None:
    made = await body(registry, admin(people), seats_count=40, co_chairs="ONE_PER_REGION")
    outside = (422, "#/region_code", "outside-region")
    for post in ("CO_CHAIR", "MEMBER"):
        for starts, region, wanted in (
            ("2010-06-01", "R-SOUTH", outside),
            ("2019-04-08", "R-SOUTH", outside),
            ("2019-04-09", "R-2550-1", outside),
            ("2020-06-01", "G-N4", (422, "#/region_code", "not-a-region")),
            ("2020-06-01", "R-NOWHERE", (422, "#/region_code", "unknown-reference")),
        ):
            facts = {"post": post, "starts_on": starts, "region_code": region}
            assert fault(await seat(registry, admin(people), made, **facts)) == wanted, facts
    last = {"post": "CO_CHAIR", "starts_on": "2019-04-08", "region_code": "R-2550-1"}
    beyond = await seat(registry, admin(people), made, **last, ends_on="2019-04-10")
    assert fault(beyond) == outside, "not longer than its region, where an end is told"
    for facts in (
        {**last, "ends_on": "2019-04-09"},
        {"post": "CO_CHAIR", "starts_on": "2019-04-09", "region_code": "R-SOUTH"},
    ):
        assert (await seat(registry, admin(people), made, **facts)).status_code == 201, facts


async def test_nobody_sits_before_a_body_that_was_founded_on_a_known_day(
    registry: Client, people: People
) -> None:
    day = {"founded_on": "2015-06-01"}
    known = await body(registry, admin(people), **day, founded_precision="DAY")
    before = {"starts_on": "2015-05-31"}
    refused = await seat(registry, admin(people), known, **before)
    assert fault(refused) == (422, "#/starts_on", "before-founding")
    assert refused.json()["errors"][0]["params"] == {"founded_on": "2015-06-01"}
    assert (await seat(registry, admin(people), known, starts_on="2015-06-01")).status_code == 201
    vague = await body(registry, admin(people), **day, founded_precision="NOT_LATER_THAN")
    assert (await seat(registry, admin(people), vague, **before)).status_code == 201
    headers = {**admin(people), "If-Match": '"r1"', "Change-Reason": "test"}
    to_day = {"founded_precision": "DAY", "reason": "พบคำสั่งแต่งตั้ง"}
    later = await registry.patch(f"/v1/bodies/{vague}", json=to_day, headers=headers)
    assert fault(later) == (422, "#/founded_on", "after-first-seat")
    right = {**to_day, "founded_on": "2015-05-31"}
    changed = await registry.patch(f"/v1/bodies/{vague}", json=right, headers=headers)
    assert changed.status_code == 200, changed.text
