"""Organizations: registered once, changed under their revision, listed by place, never lost."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle


def new(**facts: Any) -> dict[str, Any]:
    """Return what registers a savings group in the tambon of the water need."""
    return {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": "กลุ่มออมทรัพย์หนองสาหร่าย",
        "area_code": "720602",
        "members_count": 120,
        "founded_on": "1997-01-01",
        "founded_precision": "YEAR",
        "confirm_new": True,
        **facts,
    }


async def test_what_is_registered_can_be_read_byte_by_byte(
    registry: Client, people: People
) -> None:
    body = new()
    made = await registry.post(
        "/v1/organizations", json=body, headers=people("TAMBON_STAFF", area="720602")
    )
    assert made.status_code == 201, made.text
    assert made.headers["etag"].startswith('"r1;')
    read = await registry.get(made.headers["location"])
    assert read.content == made.content
    assert read.json()["area"]["name_th"] == "หนองสาหร่าย"
    again = await registry.get(
        made.headers["location"], headers={"If-None-Match": made.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_the_same_request_twice_is_answered_and_changes_nothing(
    registry: Client, people: People
) -> None:
    body, who = new(), people("TAMBON_STAFF", area="720602")
    first = await registry.post("/v1/organizations", json=body, headers=who)
    second = await registry.post("/v1/organizations", json=body, headers=who)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.headers["idempotent-replayed"] == "true"
    other = await registry.post("/v1/organizations", json={**body, "name_th": "อื่น"}, headers=who)
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


async def test_a_key_replays_the_first_answer_and_refuses_another_request(
    registry: Client, people: People
) -> None:
    body = new()
    who = {**people("TAMBON_STAFF", area="720602"), "Idempotency-Key": f'"{new_id()}"'}
    first = await registry.post("/v1/organizations", json=body, headers=who)
    second = await registry.post("/v1/organizations", json=body, headers=who)
    assert (second.status_code, second.content) == (first.status_code, first.content)
    third = await registry.post("/v1/organizations", json=new(), headers=who)
    assert (third.status_code, third.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("TAMBON_STAFF", "720603", 403), ("PROVINCE_WORKING_GROUP", "71", 403), ("AUDITOR", "", 403), ("PARTNER_AGENCY", "", 403),
     ("PROVINCE_WORKING_GROUP", "72", 201)],
)  # fmt: skip
async def test_only_who_is_responsible_there_may_register(
    registry: Client, people: People, role: str, area: str, status: int
) -> None:
    answer = await registry.post("/v1/organizations", json=new(), headers=people(role, area=area))
    assert answer.status_code == status
    assert (await registry.post("/v1/organizations", json=new())).status_code == 401


async def test_a_change_needs_the_revision_that_was_seen(registry: Client, people: People) -> None:
    who = people("TAMBON_STAFF", area="720602")
    path = (await registry.post("/v1/organizations", json=new(), headers=who)).headers["location"]
    change = {"members_count": 130, "reason": "สำรวจใหม่"}
    assert (await registry.patch(path, json=change, headers=who)).status_code == 428
    done = await registry.patch(path, json=change, headers={**who, "If-Match": '"r1"'})
    assert (done.status_code, done.json()["revision"], done.json()["members_count"]) == (
        200,
        2,
        130,
    )
    late = await registry.patch(
        path, json={"members_count": 1}, headers={**who, "If-Match": '"r1"'}
    )
    assert (late.status_code, late.json()["current_revision"]) == (412, 2)
    assert (await registry.get(path)).content == done.content
    await settle(registry)
    history = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"] for entry in history] == [
        "organization.registered",
        "organization.changed",
    ]
    assert (history[1]["reason"], history[0]["data"]["members_count"]) == ("สำรวจใหม่", 120)


async def test_the_list_is_paged_in_order_with_one_query_a_page(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    names = ["กลุ่มไก่", "กลุ่มเกม", "กลุ่มกบ", "กลุ่มขา", "กลุ่มก่อน"]
    for name in names:
        await registry.post(
            "/v1/organizations",
            json=new(name_th=name, area_code="930101", kind="WELFARE_FUND"),
            headers=who,
        )
    path = "/v1/organizations?area=93&kind=WELFARE_FUND&limit=2"
    with counted(registry) as queries:
        first = (await registry.get(path)).json()
    assert len(queries) == 1

    second = (await registry.get(first["next"])).json()
    third = (await registry.get(second["next"])).json()
    assert third["next"] is None
    shown = [item["name_th"] for page in (first, second, third) for item in page["items"]]
    assert shown == ["กลุ่มกบ", "กลุ่มก่อน", "กลุ่มเกม", "กลุ่มไก่", "กลุ่มขา"]
    mixed = await registry.get(first["next"] + "&area=94")
    assert mixed.json()["code"] == "cursor-mismatch"
    assert (await registry.get("/v1/organizations?cursor=YWJj")).json()["code"] == "invalid-cursor"


async def test_the_list_narrows_by_issue_status_and_scope(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    unknown = await registry.post("/v1/organizations", json=new(issues=["NO_SUCH"]), headers=who)
    assert unknown.json()["errors"][0]["pointer"] == "#/issues/0"
    await registry.post(
        "/v1/organizations", json=new(area_code="940101", status="DORMANT"), headers=who
    )
    for query, count in (("area=94", 1), ("area=94&status=ACTIVE", 0), ("area=94&area_scope=SELF", 0),
                         ("area=940101&area_scope=SELF", 1), ("area=94&issue=WATER", 0)):  # fmt: skip
        assert len((await registry.get(f"/v1/organizations?{query}")).json()["items"]) == count, (
            query
        )


async def test_an_id_that_is_left_out_is_made_and_the_key_keeps_it_single(
    registry: Client, people: People
) -> None:
    body = {name: value for name, value in new().items() if name != "id"}
    who = {**people("TAMBON_STAFF", area="720602"), "Idempotency-Key": f'"{new_id()}"'}
    first = await registry.post("/v1/organizations", json=body, headers=who)
    second = await registry.post("/v1/organizations", json=body, headers=who)
    assert first.status_code == 201
    assert first.json()["id"][14] == "7"
    assert second.content == first.content


async def test_a_change_that_changes_nothing_leaves_no_trace(
    registry: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", area="720602")
    path = (await registry.post("/v1/organizations", json=new(), headers=who)).headers["location"]
    for body in ({}, {"members_count": 120}, {"founded_on": "1997-01-01"}):
        same = await registry.patch(path, json=body, headers={**who, "If-Match": '"r1"'})
        assert (same.status_code, same.json()["revision"]) == (200, 1)
    await settle(registry)
    assert len((await registry.get(f"{path}/history")).json()["items"]) == 1


async def test_a_village_shows_its_number_and_its_tambon(registry: Client, people: People) -> None:
    who = people("TAMBON_STAFF", area="720602")
    body = new(area_code="72060203")
    made = await registry.post("/v1/organizations", json=body, headers=who)
    area = made.json()["area"]
    assert (area["code"], area["level"], area["name_th"]) == (
        "72060203",
        "VILLAGE",
        "หมู่ที่ 3 หนองสาหร่าย",
    )


async def test_what_has_not_happened_yet_is_refused(registry: Client, people: People) -> None:
    who = people("TAMBON_STAFF", area="720602")
    answer = await registry.post(
        "/v1/organizations", json=new(founded_on="2199-01-01"), headers=who
    )
    assert answer.json()["errors"][0]["code"] == "in-the-future"
