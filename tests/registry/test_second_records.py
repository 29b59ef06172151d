"""Second records: a person or an organization of two records is judged and counted as one."""

from typing import Any

import pytest

from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry import council_stage as stage
from tests.registry.certifying import DECIDED, PLACE, Hands, act, group
from tests.registry.persons import register

OFFICE = {"role": "REGION_OFFICE", "area": PLACE[:2]}


@pytest.fixture
def hands(registry: Client, people: People) -> Hands:
    return Hands(registry, people)


def signed(people: People, sub: str, person: str) -> dict[str, str]:
    token = tokens.sign(people.key, sub, [OFFICE], minutes=60, strong=True, person=person)
    return {"Authorization": f"Bearer {token}"}


async def two_records(registry: Client, people: People) -> tuple[str, str]:
    """Register somebody twice."""
    who = people("TAMBON_STAFF", area=PLACE)
    first, second = [await register(registry, who, area_code=PLACE) for _ in range(2)]
    return first, second


async def merge_people(registry: Client, people: People, double: str, kept: str) -> None:
    body = {"into_id": kept, "reason": "บันทึกซ้ำ"}
    who = {**people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
    done = await registry.post(f"/v1/people/{double}/mergers", json=body, headers=who)
    assert done.status_code == 200, done.text


async def merge(registry: Client, people: People, double: str, kept: str) -> None:
    body = {"into_id": kept, "reason": "บันทึกซ้ำ"}
    made = await act(
        registry, people("NATIONAL_ADMIN", area=""), f"/v1/organizations/{double}/mergers", body
    )
    assert made.status_code == 201, made.text


async def test_who_found_it_under_a_record_that_was_merged_since_does_not_decide(
    registry: Client, people: People, hands: Hands
) -> None:
    double, kept = await two_records(registry, people)
    one = await group(registry, people)
    found = await hands.find(one, who=signed(people, "account-old", double))
    assert found.status_code == 201, found.text
    await hands.endorse(one, "COMMUNITY")
    await hands.endorse(one, "LOCAL_AGENCY", agency_name_th="อบต.ดงขี้เหล็ก")
    await merge_people(registry, people, double, kept)
    refused = await hands.decide(one, who=signed(people, "account-new", kept))
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    assert (await hands.decide(one)).status_code == 200


async def test_who_suggested_it_under_a_record_that_was_merged_since_does_not_decide(
    registry: Client, people: People
) -> None:
    double, kept = await two_records(registry, people)
    one = await group(registry, people, name="กลุ่มเสนอแก้")
    body: dict[str, Any] = {
        "subject_kind": "ORGANIZATION", "subject_id": one, "revision_seen": 1,
        "changes": {"members_count": 40}, "reason_th": "นับใหม่",
    }  # fmt: skip
    made = await act(registry, signed(people, "maker-old", double), "/v1/suggestions", body)
    assert made.status_code == 201, made.text
    await merge_people(registry, people, double, kept)
    path = f"/v1/suggestions/{made.json()['id']}/decisions"
    async with registry.app.state.database.reading() as connection:
        await connection.execute(
            "UPDATE suggestions SET province_at = created_at, region_at = created_at WHERE id = %s",
            (made.json()["id"],),
        )
    who = {**signed(people, "maker-new", kept), "Idempotency-Key": str(new_id())}
    refused = await registry.post(path, json={"outcome": "ACCEPTED"}, headers=who)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person"), refused.text


async def test_a_record_that_became_part_of_another_gets_no_certificate_anew(
    registry: Client, people: People, hands: Hands
) -> None:
    one, other = await group(registry, people), await group(registry, people, name="กลุ่มที่เหลือ")
    numbers = [(await hands.certified(each))["number"] for each in (one, other)]
    await merge(registry, people, one, other)
    body = {"renewed_on": DECIDED, "post_th": "ผู้อำนวยการ", "reason": "ครบ"}
    told = [
        await act(registry, hands.office, f"/v1/certificates/{number}/renewals", body)
        for number in numbers
    ]
    assert [each.status_code for each in told] == [409, 200], told[0].text


async def test_a_record_that_was_refused_does_not_hide_the_way_of_the_one_that_stays(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people, "240101")
    one, other = [await group(registry, people, "240101", name) for name in ("กลุ่มอยู่", "กลุ่มอยู่อีกชื่อ")]
    await hands.certified(one)
    assert (await hands.find(other, "2026-10-09")).status_code == 201
    assert (await hands.decide(other, "REFUSE")).status_code == 200
    await merge(registry, people, other, one)
    counts = (await registry.get("/v1/certification-counts/240101")).json()
    assert (counts["found"], counts["valid"], counts["refused"]) == (1, 1, 0)
    assert (await hands.develop(one)).status_code == 200
    assert (await hands.find(one, "2026-11-20")).status_code == 409


async def test_the_data_centre_counts_an_organization_of_two_records_once(
    registry: Client, people: People
) -> None:
    place = "250113"
    ones = [await group(registry, people, place, name) for name in ("กลุ่มหนึ่ง", "กลุ่มนับหนึ่ง")]

    async def known() -> int:
        centre = (await registry.get(f"/v1/local-data-centres/{place}")).json()
        return int(next(r["count"] for r in centre["records"] if r["kind"] == "ORGANIZATION"))

    assert await known() == 2
    await merge(registry, people, *ones)
    assert await known() == 1


async def test_somebody_of_two_records_has_one_seat_and_is_found_by_the_record_that_stands(
    registry: Client, people: People
) -> None:
    who, council = stage.admin(people), await stage.council(registry, people)
    double, kept = [
        await stage.person(registry, people, council, name) for name in ("สมหมาย", "สมหมาย ใจดี")
    ]
    term = {"council_id": council, "starts_on": "2023-09-01"}
    assert (await stage.post(registry, "/v1/council-terms", term, who)).status_code == 201
    seat = {**term, "kind": "VILLAGE", "village_code": "72060201", "person_id": double}
    made = await stage.post(registry, "/v1/council-seats", seat, who)
    assert made.status_code == 201, made.text
    await merge_people(registry, people, double, kept)
    again = await stage.post(registry, "/v1/council-seats", {**seat, "person_id": kept}, who)
    assert (again.status_code, again.json()["code"]) == (409, "already-exists"), again.text
    found = (await registry.get(f"/v1/council-seats?person={kept}")).json()["items"]
    assert [each["id"] for each in found] == [made.json()["id"]]
