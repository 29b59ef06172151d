"""Who sits in a council is in public office: named and found while it lasts, named on its seat afterwards."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry import council_stage as stage
from tests.registry.persons import PLACE, post, register, weak


@pytest.fixture(scope="module")
async def council(registry: Client, people: People) -> str:
    made = await stage.council(registry, people)
    term = {"id": str(new_id()), "council_id": made, "starts_on": "2023-09-01"}
    await stage.did(registry, "/v1/council-terms", term, stage.admin(people))
    return made


def seat(council: str, person: str | None, village: int) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "council_id": council,
        "kind": "VILLAGE",
        "village_code": f"{PLACE}{village:02}",
        "person_id": person,
        "starts_on": "2023-09-01",
    }


async def test_who_sits_in_a_council_is_public_while_it_lasts_and_named_afterwards(
    registry: Client, people: People, council: str
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(council, "MEMBER"))
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    nobody = await stage.did(registry, "/v1/council-seats", seat(council, None, 1), staff)
    assert nobody["holder_th"] == "แหล่งข้อมูลไม่ระบุชื่อ"
    wanted = seat(council, person, 1)
    taken = await stage.did(registry, "/v1/council-seats", wanted, staff)
    assert taken["holder_th"] == "สมชาย ใจดี"
    resent = {**staff, "Idempotency-Key": str(new_id())}
    again = await registry.post("/v1/council-seats", json=wanted, headers=resent)
    assert (again.status_code, again.json()) == (200, taken), (
        "what is sent again is answered alike"
    )
    shown = (await registry.get(f"/v1/people/{person}")).json()
    assert (shown["given_name_th"], shown["phone"]) == ("สมชาย", "08x-xxx-1234")
    assert shown["council_seats"] == [{"council_id": council, "kind": "VILLAGE"}]
    listed = (await registry.get("/v1/people?limit=200")).json()["items"]
    assert person in {one["id"] for one in listed}
    path = f"/v1/council-seats/{taken['id']}"
    ending = {"id": str(new_id()), "ended_on": "2025-06-01", "cause": "RESIGNED"}
    await stage.did(registry, f"{path}/endings", ending, staff)
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    then = (await registry.get(f"/v1/council-seats?council={council}&on=2025-05-31")).json()
    assert "สมชาย ใจดี" in {one["holder_th"] for one in then["items"]}
    await settle(registry)
    history = await registry.get(f"{path}/history")
    assert "สมชาย" not in history.text
    assert history.json()["items"][0]["data"]["holder_th"] is None


async def test_a_seat_in_a_council_makes_nobody_public_without_the_right(
    registry: Client, people: People, council: str
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    lone = weak(people, "TAMBON_STAFF", area=PLACE)
    refused = await stage.post(registry, "/v1/council-seats", seat(council, person, 2), lone)
    assert (refused.status_code, refused.json()["code"]) == (403, "second-factor-required")
    nameless = await stage.post(registry, "/v1/council-seats", seat(council, None, 2), lone)
    assert nameless.status_code == 201
    wrong = await stage.did(registry, "/v1/council-seats", seat(council, person, 2), staff)
    ending = {"id": str(new_id()), "ended_on": "2023-09-01", "cause": "OTHER"}
    path = f"/v1/council-seats/{wrong['id']}"
    await stage.did(registry, f"{path}/endings", ending, staff)
    assert (await registry.get(path)).json()["holder_th"] == "รายการที่ถอนแล้ว"


async def test_an_erased_member_of_a_council_has_no_name_and_no_page(
    registry: Client, people: People, council: str
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    taken = await stage.did(registry, "/v1/council-seats", seat(council, person, 3), staff)
    asked = {"id": str(new_id()), "kind": "ERASURE", "person_id": person}
    await registry.post("/v1/data-subject-requests", json=asked, headers=staff)
    decision = {"id": str(new_id()), "outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}
    decide = f"/v1/data-subject-requests/{asked['id']}/decisions"
    await stage.did(registry, decide, decision, stage.admin(people))
    left = (await registry.get(f"/v1/council-seats/{taken['id']}")).json()
    assert (left["holder_th"], left["person_id"]) == ("ผู้นำ (ลบข้อมูลแล้ว)", None)
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
