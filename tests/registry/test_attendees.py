"""Who came to a meeting: seats, persons and organizations, never more than were stated; and who sees them."""

from typing import Any

from bench.words import word
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage
from tests.registry import the_67


async def held(registry: Client, who: dict[str, str], **facts: Any) -> dict[str, Any]:
    body = {
        "kind": "MEETING",
        "title_th": "ประชุมคณะทำงาน",
        "agency_th": f"ผู้จัด {word()}",
        "area_code": "72",
        "held_from": "2025-06-12",
        "attendance": [{"group": "PARTICIPANTS", "count": 3}],
        **facts,
    }
    if {"body_id", "organization_id"} & facts.keys():
        del body["agency_th"]
    return dict(await stage.did(registry, "/v1/meetings", {"id": str(new_id()), **body}, who))


async def came(registry: Client, who: dict[str, str], meeting: Any, **facts: Any) -> Any:
    body = {"id": str(new_id()), "meeting_id": meeting["id"], **facts}
    return await stage.post(registry, "/v1/meeting-attendees", body, who)


async def people_of(registry: Client, people: People, *names: str) -> list[str]:
    body = await stage.organization(registry, people)
    return [await stage.person(registry, people, body, name) for name in names]


async def test_who_came_is_named_by_person_seat_or_organization_and_counted(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    person, other = await people_of(registry, people, "ชูใจ", "มานะ")
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    body = await the_67.body(registry, who, area_code="72")
    seat = (await the_67.seat(registry, who, body, person_id=other)).json()["id"]
    meeting = await held(registry, who)
    assert meeting["named"] == []
    chair = await came(
        registry, who, meeting, person_id=person, role="CHAIR", organization_id=group
    )
    assert chair.status_code == 201, chair.text
    assert (await came(registry, who, meeting, seat_id=seat, role="DELEGATE")).status_code == 201
    watching = await came(registry, who, meeting, organization_id=group, role="OBSERVER")
    assert watching.status_code == 201
    shown = (await registry.get(f"/v1/meetings/{meeting['id']}")).json()
    assert shown["named"] == [{"group": "PARTICIPANTS", "count": 3}]
    assert shown["attendance"] == [{"group": "PARTICIPANTS", "count": 3}]
    for again in ({"person_id": person}, {"person_id": other}, {"seat_id": seat}):
        refused = await came(registry, who, meeting, **again)
        assert (refused.status_code, refused.json()["code"]) == (409, "already-exists"), again
    third = await stage.person(registry, people, await stage.organization(registry, people), "วีระ")
    more = await came(registry, who, meeting, person_id=third)
    assert (more.status_code, more.json()["errors"][0]["code"]) == (422, "more-than-stated")
    with counted(registry) as asked:
        listed = await registry.get(f"/v1/meeting-attendees?meeting={meeting['id']}", headers=who)
    assert len(asked) <= 2
    assert {each["role"] for each in listed.json()["items"]} == {"CHAIR", "DELEGATE", "OBSERVER"}
    own = await registry.get(f"/v1/meeting-attendees?person={person}", headers=who)
    assert [each["id"] for each in own.json()["items"]] == [chair.json()["id"]]


async def test_the_number_of_those_who_came_never_falls_below_those_who_are_named(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    first, second = await people_of(registry, people, "สมศรี", "สมหมาย")
    meeting = await held(registry, who)
    await came(registry, who, meeting, person_id=first, group="STAFF")
    gone = (await came(registry, who, meeting, person_id=second, group="OBSERVERS")).json()
    path = f"/v1/meetings/{meeting['id']}"

    async def state(*counts: tuple[str, int]) -> Any:
        tag = (await registry.get(path)).headers["etag"]
        told = [{"group": group, "count": count} for group, count in counts]
        return await registry.patch(
            path, json={"attendance": told}, headers={**who, "If-Match": tag}
        )

    for counts in ([("PARTICIPANTS", 1)], [("STAFF", 0)]):
        refused = await state(*counts)
        assert refused.status_code == 422, counts
        assert refused.json()["errors"][0]["code"] == "fewer-than-named"
    assert (await state(("PARTICIPANTS", 2), ("STAFF", 1))).status_code == 200
    withdrawal = {"id": str(new_id()), "reason_th": "บันทึกผิดครั้งประชุม"}
    away = f"/v1/meeting-attendees/{gone['id']}/withdrawals"
    first_time = await stage.post(registry, away, withdrawal, who)
    assert first_time.status_code == 200, first_time.text
    assert (await stage.post(registry, away, withdrawal, who)).json() == first_time.json()
    other = await stage.post(registry, away, {**withdrawal, "id": str(new_id())}, who)
    assert other.status_code == 409
    assert (await state(("PARTICIPANTS", 1))).status_code == 200
    assert (await registry.get(path)).json()["named"] == [{"group": "STAFF", "count": 1}]


async def test_naming_again_changes_nothing(registry: Client, people: People) -> None:
    who = stage.admin(people)
    (person,) = await people_of(registry, people, "ปิติ")
    meeting = await held(registry, who)
    body = {"id": str(new_id()), "meeting_id": meeting["id"], "person_id": person}
    first = await stage.post(registry, "/v1/meeting-attendees", body, who)
    again = await stage.post(registry, "/v1/meeting-attendees", body, who)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    await settle(registry)
    told = (await registry.get(f"/v1/meetings/{meeting['id']}/history")).json()["items"]
    assert [each["type"] for each in told] == ["meeting.recorded", "meeting.named_attendee"]


async def test_who_is_named_is_seen_by_those_who_answer_for_the_meeting_only(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    (person,) = await people_of(registry, people, "เพชร")
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    meeting = await held(registry, who, organization_id=group, area_code="720602")
    named = (await came(registry, who, meeting, person_id=person)).json()
    public = (await came(registry, who, meeting, organization_id=group)).json()
    path = f"/v1/meeting-attendees?meeting={meeting['id']}"

    async def seen(caller: dict[str, str]) -> set[str]:
        items = (await registry.get(path, headers=caller)).json()["items"]
        return {each["id"] for each in items}

    inside = people("PROVINCE_WORKING_GROUP", area="72")
    theirs = people("MEMBER", organization=group)
    outside = people("PROVINCE_WORKING_GROUP", area="60")
    assert await seen({}) == await seen(outside) == {public["id"]}
    assert await seen(inside) == await seen(theirs) == {public["id"], named["id"]}
    assert (await registry.get(f"/v1/meeting-attendees/{named['id']}")).status_code == 404
    away = f"/v1/meeting-attendees/{named['id']}/withdrawals"
    refused = await stage.post(registry, away, {"id": str(new_id()), "reason_th": "x"}, outside)
    assert refused.status_code == 404
    mine = {"id": str(new_id()), "meeting_id": meeting["id"], "organization_id": group}
    answer = await stage.post(registry, "/v1/meeting-attendees", mine, outside)
    assert answer.status_code == 403


async def test_nobody_comes_to_what_was_not_held_nor_by_a_seat_of_another_time(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    (person,) = await people_of(registry, people, "ดวงแก้ว")
    body = await the_67.body(registry, who, area_code="72")
    seat = (await the_67.seat(registry, who, body, starts_on="2025-06-13")).json()["id"]
    planned = await held(registry, who, state="PLANNED", held_from="2027-01-10")
    assert (await came(registry, who, planned, person_id=person)).status_code == 409
    meeting = await held(registry, who)
    early = await came(registry, who, meeting, seat_id=seat)
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (422, "#/seat_id")
    both = await came(registry, who, meeting, seat_id=seat, person_id=person)
    nobody = await came(registry, who, meeting)
    assert (both.status_code, nobody.status_code) == (422, 422)
    assert nobody.json()["errors"][0]["code"] == "one-attendee"
    for field in ("seat_id", "person_id", "organization_id"):
        unknown = await came(registry, who, meeting, **{field: str(new_id())})
        assert unknown.json()["errors"][0]["pointer"] == f"#/{field}"


async def test_a_body_tells_when_it_last_met(registry: Client, people: People) -> None:
    who = stage.admin(people)
    body = await the_67.body(registry, who, area_code="72")
    path = f"/v1/bodies/{body}"
    first = await registry.get(path)
    assert first.json()["last_active_on"] is None
    await held(registry, who, body_id=body, held_from="2025-06-12", held_to="2025-06-13")
    shown = await registry.get(path)
    assert shown.json()["last_active_on"] == "2025-06-13"
    assert shown.headers["etag"] != first.headers["etag"]
    await held(registry, who, body_id=body, held_from="2024-01-10")
    assert (await registry.get(path)).headers["etag"] == shown.headers["etag"]
    planned = await held(registry, who, body_id=body, state="PLANNED", held_from="2026-01-10")
    assert (await registry.get(path)).json()["last_active_on"] == "2025-06-13"
    changed = await registry.patch(
        f"/v1/meetings/{planned['id']}",
        json={"state": "HELD"},
        headers={**who, "If-Match": '"r1"'},
    )
    assert changed.status_code == 200, changed.text
    assert (await registry.get(path)).json()["last_active_on"] == "2026-01-10"
    await settle(registry)
    told = (await registry.get(f"{path}/history")).json()["items"]
    assert [each["type"] for each in told] == ["body.defined", "body.met", "body.met"]
