"""The 67: never more seats than there are, on any day; one co-chair a region; who sat on date X."""

import asyncio
from typing import Any

import httpx
import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted, into, settle
from tests.registry.persons import PLACE, organization, post, register, rows, weak
from tests.registry.test_bodies import act, admin
from tests.registry.the_67 import DAY, REGIONS, body, seat, the_67

LATER = "2008-01-01"


@pytest.fixture(scope="module")
async def subcommittee(registry: Client, people: People) -> dict[str, Any]:
    return await the_67(registry, people("NATIONAL_ADMIN", area=""))


async def sat(registry: Client, body_id: str, day: str | None = None) -> list[dict[str, Any]]:
    query = f"&on={day}" if day else ""
    answer = await registry.get(f"/v1/bodies/{body_id}/seats?limit=200{query}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def end(registry: Client, people: People, path: str, day: str) -> Any:
    ending = {"ends_on": day, "reason": "ครบวาระ"}
    return await registry.post(f"{path}/endings", json=ending, headers=act(admin(people)))


async def test_the_67_are_as_the_source_says(
    registry: Client, subcommittee: dict[str, Any]
) -> None:
    main, secretariat = subcommittee["main"], subcommittee["secretariat"]
    seats = await sat(registry, main, DAY)
    assert len(seats) == 67
    chairs = [one["region_code"] for one in seats if one["post"] == "CO_CHAIR"]
    assert sorted(chairs) == sorted(REGIONS)
    assert {one["form"] for one in seats} == {"APPOINTED", "NETWORK"}
    assert {(one["holder"], one["holder_th"]) for one in seats} == {("UNNAMED", "แหล่งข้อมูลไม่ระบุชื่อ")}
    staff = await sat(registry, secretariat, DAY)
    assert len([one for one in staff if one["headquarters"]]) == 2
    assert {one["region_code"] for one in staff if not one["headquarters"]} == set(REGIONS)
    below = f"/v1/bodies?parent={main}"
    for kind, count in (("ISSUE_SUBCOMMITTEE", 7), ("SUB_TEAM", 4), ("SECRETARIAT", 1)):
        listed = (await registry.get(f"{below}&kind={kind}")).json()["items"]
        assert len(listed) == count, kind
    assert await sat(registry, main, "2007-06-12") == []
    assert len(await sat(registry, main)) == 67


async def test_the_68th_is_refused_on_every_day(
    registry: Client, people: People, subcommittee: dict[str, Any]
) -> None:
    for starts in (DAY, LATER, "2007-01-01"):
        refused = await seat(registry, admin(people), subcommittee["main"], starts_on=starts)
        assert (refused.status_code, refused.json()["code"]) == (409, "body-full"), starts
        assert refused.json()["seats"] == 67
    before = {"starts_on": "2007-01-01", "ends_on": DAY}
    taken = await seat(registry, admin(people), subcommittee["main"], **before)
    assert taken.status_code == 201, "there is room until the day before"
    third = await seat(registry, admin(people), subcommittee["secretariat"])
    assert third.json()["code"] == "body-full", "the secretariat has ten"


async def test_a_second_co_chair_of_a_region_is_refused(registry: Client, people: People) -> None:
    made = await body(registry, admin(people), seats_count=9, co_chairs="ONE_PER_REGION")
    chair = {"post": "CO_CHAIR", "region_code": "R-SOUTH", "starts_on": "2020-01-01"}
    first = await seat(registry, admin(people), made, **chair)
    refused = await seat(registry, admin(people), made, **chair)
    assert (refused.status_code, refused.json()["code"]) == (409, "region-has-co-chair")
    other = await seat(registry, admin(people), made, **{**chair, "region_code": "R-NORTH"})
    assert other.status_code == 201
    nowhere = await seat(registry, admin(people), made, post="CO_CHAIR")
    assert nowhere.json()["errors"][0]["pointer"] == "#/region_code"
    assert (await end(registry, people, first.headers["location"], "2021-01-01")).is_success
    assert (await seat(registry, admin(people), made, **chair)).status_code == 409
    after = await seat(registry, admin(people), made, **{**chair, "starts_on": "2021-01-01"})
    assert after.status_code == 201, "the next one follows on the day itself"


async def test_both_rules_are_switched_off_by_name(registry: Client, people: People) -> None:
    made = await body(
        registry, admin(people), area_code="95", seats_count=1, co_chairs="ONE_PER_REGION"
    )
    chair = {"post": "CO_CHAIR", "region_code": "R-SOUTH", "starts_on": "2020-01-01"}
    assert (await seat(registry, admin(people), made, **chair)).status_code == 201
    assert (await seat(registry, admin(people), made, **chair)).json()["code"] == "body-full"
    for rule, code in (
        ("BODY_SEATS_ARE_EXACT", "region-has-co-chair"),
        ("ONE_CO_CHAIR_PER_REGION", None),
    ):
        setting = {
            "id": str(new_id()),
            "rule": rule,
            "area_code": "95",
            "value": False,
            "starts_on": "2026-01-01",
            "reason": "มติของจังหวัด",
        }
        put = await registry.post(
            "/v1/movement-rule-settings", json=setting, headers=act(admin(people))
        )
        assert put.status_code == 201, put.text
        assert (await seat(registry, admin(people), made, **chair)).json().get("code") == code


async def test_of_a_hundred_at_once_exactly_the_free_seats_are_taken(
    registry: Client, people: People
) -> None:
    made = await body(registry, admin(people), seats_count=7)

    async def ask(crowd: httpx.AsyncClient) -> Any:
        for _ in range(100):
            answer = await seat(crowd, admin(people), made)
            if answer.status_code != 503:
                break
            await asyncio.sleep(0.1)
        return answer

    async with httpx.AsyncClient(transport=into(registry.app), base_url="http://test") as crowd:
        answers = await asyncio.gather(*(ask(crowd) for _ in range(100)))
    assert sorted(answer.status_code for answer in answers) == [201] * 7 + [409] * 93
    assert len(await sat(registry, made)) == 7


async def test_a_member_rotates_to_another_board_and_returns_and_keeps_the_seat(
    registry: Client, people: People, subcommittee: dict[str, Any]
) -> None:
    main = subcommittee["main"]
    one = next(s for s in await sat(registry, main) if s["post"] == "MEMBER")
    board = await body(registry, admin(people), kind="BOARD", name_th="คณะกรรมการสถาบันฯ (พอช.)")
    new = {"id": str(new_id()), "seat_id": one["id"], "to_body_id": board, "starts_on": LATER}
    gone = await registry.post("/v1/rotations", json=new, headers=admin(people))
    assert gone.status_code == 201, gone.text
    twice = {**new, "id": str(new_id()), "to_body_id": None, "to_board_th": "ศจท."}
    refused = await registry.post("/v1/rotations", json=twice, headers=admin(people))
    assert refused.json()["code"] == "already-exists"
    back = await end(registry, people, gone.headers["location"], "2008-10-01")
    assert (back.status_code, back.json()["ends_on"]) == (200, "2008-10-01")
    for day in (DAY, "2007-12-31", LATER, "2008-09-30", "2008-10-01", "2026-11-20"):
        seats = await sat(registry, main, day)
        assert len(seats) == 67
        assert one["id"] in {s["id"] for s in seats}
    away = f"/v1/rotations?body={main}&on="
    assert [len((await registry.get(away + day)).json()["items"]) for day in
            ("2007-12-31", LATER, "2008-09-30", "2008-10-01")] == [0, 1, 1, 0]  # fmt: skip
    again = {**twice, "starts_on": "2008-10-01"}
    assert (await registry.post("/v1/rotations", json=again, headers=admin(people))).is_success
    nowhere = {**new, "id": str(new_id()), "to_body_id": main}
    refused = await registry.post("/v1/rotations", json=nowhere, headers=admin(people))
    assert refused.json()["errors"][0]["pointer"] == "#/to_body_id"
    early = {**twice, "id": str(new_id()), "starts_on": "2006-01-01"}
    refused = await registry.post("/v1/rotations", json=early, headers=admin(people))
    assert refused.json()["errors"][0]["code"] == "outside-seat"
    none = {**twice, "id": str(new_id()), "to_board_th": None}
    assert (
        await registry.post("/v1/rotations", json=none, headers=admin(people))
    ).status_code == 422


async def test_who_stands_in_is_no_seat_more_and_goes_with_it(
    registry: Client, people: People
) -> None:
    made = await body(registry, admin(people), seats_count=1)
    held = (await seat(registry, admin(people), made)).json()["id"]
    other = await body(registry, admin(people))
    elsewhere = (await seat(registry, admin(people), other)).json()["id"]
    during = {"starts_on": LATER, "ends_on": "2008-06-01"}
    wrong = await seat(registry, admin(people), made, stands_in_for_id=elsewhere, **during)
    assert wrong.json()["errors"][0]["pointer"] == "#/stands_in_for_id"
    stand_in = await seat(registry, admin(people), made, stands_in_for_id=held, **during)
    assert stand_in.status_code == 201, stand_in.text
    twice = await seat(registry, admin(people), made, stands_in_for_id=held, **during)
    assert twice.json()["code"] == "already-exists"
    seated = await sat(registry, made, LATER)
    assert sorted(one["stands_in_for_id"] or "" for one in seated) == ["", held]
    away = {"id": str(new_id()), "seat_id": held, "to_board_th": "ศจท.", "starts_on": LATER}
    assert (await registry.post("/v1/rotations", json=away, headers=admin(people))).is_success
    assert (await end(registry, people, f"/v1/seats/{held}", "2008-03-01")).status_code == 200
    left = (await registry.get(stand_in.headers["location"])).json()
    assert left["ends_on"] == "2008-03-01"
    assert (await registry.get(f"/v1/rotations/{away['id']}")).json()["ends_on"] == "2008-03-01"
    assert (await end(registry, people, f"/v1/seats/{held}", "2009-01-01")).status_code == 409
    assert await sat(registry, made, "2008-03-01") == []


async def test_who_sits_is_named_then_and_after_and_the_person_is_closed_again(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group, "MEMBER"))
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    made = await body(registry, admin(people), seats_count=5)
    no_code = await seat(registry, weak(people, "NATIONAL_ADMIN", area=""), made, person_id=person)
    assert no_code.json()["code"] == "second-factor-required"
    taken = await seat(registry, admin(people), made, person_id=person)
    assert taken.status_code == 201, taken.text
    assert taken.json()["holder_th"] == "สมชาย ใจดี"
    shown = (await registry.get(f"/v1/people/{person}")).json()
    assert (shown["given_name_th"], shown["phone"]) == ("สมชาย", "08x-xxx-1234")
    assert shown["seats"] == [{"body_id": made, "post": "MEMBER"}]
    assert person in {
        one["id"] for one in (await registry.get("/v1/people?limit=200")).json()["items"]
    }
    twice = await seat(registry, admin(people), made, person_id=person)
    assert twice.json()["code"] == "already-exists"
    assert (await end(registry, people, taken.headers["location"], "2026-11-01")).is_success
    assert (await registry.get(taken.headers["location"])).json()["holder_th"] == "สมชาย ใจดี"
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    then = await sat(registry, made, "2020-01-01")
    assert [one["holder_th"] for one in then] == ["สมชาย ใจดี"]
    assert "phone" not in then[0]
    assert await sat(registry, made, "2026-11-01") == []
    await settle(registry)
    told = (await registry.get(f"{taken.headers['location']}/history")).json()["items"]
    assert [entry["type"] for entry in told] == ["body-seat.taken", "body-seat.ended"]
    assert "holder_th" not in told[0]["data"]
    assert [entry["reason"] for entry in told] == [None, None]


async def test_nobody_makes_a_person_of_elsewhere_public(registry: Client, people: People) -> None:
    group = await organization(registry, people, "710911")
    far = people("TAMBON_STAFF", area="710911")
    chair = await register(registry, far, area_code="710911", membership=post(group))
    hidden = await register(registry, far, area_code="710911", membership=post(group, "MEMBER"))
    own = people("PROVINCE_WORKING_GROUP", area="72")
    made = await body(registry, own, area_code="72")
    assert (await seat(registry, own, made, person_id=chair)).status_code == 403
    unseen = await seat(registry, own, made, person_id=hidden)
    nobody = await seat(registry, own, made, person_id=str(new_id()))
    assert unseen.status_code == nobody.status_code == 422
    assert unseen.json()["errors"] == nobody.json()["errors"]
    nation = await body(registry, admin(people))
    assert (await seat(registry, own, nation)).json()["code"] == "outside-area-grant"


async def test_a_place_without_a_name_is_named_once(registry: Client, people: People) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    made = await body(registry, admin(people), seats_count=2)
    places = [(await seat(registry, admin(people), made)).headers["location"] for _ in range(2)]
    naming = {"person_id": person, "reason": "หนังสือแต่งตั้ง"}
    named = await registry.post(f"{places[0]}/namings", json=naming, headers=act(admin(people)))
    assert (named.status_code, named.json()["holder_th"]) == (200, "สมชาย ใจดี")
    again = await registry.post(f"{places[0]}/namings", json=naming, headers=act(admin(people)))
    assert again.json()["code"] == "state-conflict"
    other = await registry.post(f"{places[1]}/namings", json=naming, headers=act(admin(people)))
    assert other.json()["code"] == "already-exists"


async def test_an_erased_holder_leaves_the_seat_held_by_nobody(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    made = await body(registry, admin(people), seats_count=1)
    taken = (await seat(registry, admin(people), made, person_id=person)).headers["location"]
    asked = {"id": str(new_id()), "kind": "ERASURE", "person_id": person}
    await registry.post("/v1/data-subject-requests", json=asked, headers=staff)
    decision = {"id": str(new_id()), "outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}
    path = f"/v1/data-subject-requests/{asked['id']}/decisions"
    done = await registry.post(path, json=decision, headers=act(admin(people)))
    assert done.status_code == 200, done.text
    left = (await registry.get(taken)).json()
    assert (left["person_id"], left["holder"], left["ends_on"]) == (None, "ERASED", None)
    assert left["holder_th"] == "ผู้นำ (ลบข้อมูลแล้ว)"
    assert (await seat(registry, admin(people), made)).json()["code"] == "body-full"
    assert await rows(registry, "SELECT 1 FROM seats WHERE person_id = %s", person) == []


async def test_seats_move_with_a_merger_and_nobody_sits_twice(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    one, into = await register(registry, staff), await register(registry, staff)
    both, only = await body(registry, admin(people)), await body(registry, admin(people))
    for person, place in ((one, both), (into, both), (one, only)):
        assert (await seat(registry, admin(people), place, person_id=person)).is_success
    merger = {"into_id": into, "reason": "บันทึกซ้ำ"}
    done = await registry.post(
        f"/v1/people/{one}/mergers", json=merger, headers=act(admin(people))
    )
    assert done.status_code == 200, done.text
    assert [s["person_id"] for s in await sat(registry, only)] == [into]
    assert [s["person_id"] for s in await sat(registry, both)] == [into]
    assert [s["person_id"] for s in await sat(registry, both, LATER)] == [into, into]


async def test_seats_are_listed_in_one_query(
    registry: Client, subcommittee: dict[str, Any]
) -> None:
    main = subcommittee["main"]
    asked = {
        f"body={main}&post=CO_CHAIR": 8,
        f"body={main}&region={REGIONS[0]}": 9,
        f"body={main}&on=2006-12-31": 0,
        f"body={main}&form=APPOINTED": 8,
        f"person={new_id()}": 0,
        f"body={main}&live=false&post=CO_CHAIR": 8,
    }
    for query, count in asked.items():
        with counted(registry) as statements:
            found = (await registry.get(f"/v1/seats?limit=200&{query}")).json()["items"]
        assert (len(found), len(statements)) == (count, 1), query
    assert (await registry.get(f"/v1/bodies/{new_id()}/seats")).status_code == 404
