"""Agencies and their units: registered once under a code, listed by Thai name."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.partners.conftest import agency, items


def new(code: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "code": code,
        "name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
        "name_en": "Community Organizations Development Institute",
        "kind": "PUBLIC_ORGANIZATION",
        **facts,
    }


async def test_a_unit_shows_the_agency_it_belongs_to(partners: Client, people: People) -> None:
    admin = people("NATIONAL_ADMIN")
    codi = new("CODI")
    made = await partners.post("/v1/agencies", json=codi, headers=admin)
    assert (made.status_code, made.headers["etag"][:3]) == (201, '"r1')
    assert made.json()["parent"] is None
    unit = new("CODI_CENTRAL_WEST", name_th="พอช. สำนักงานภาคกลางและตะวันตก", parent_id=codi["id"])
    made = await partners.post("/v1/agencies", json=unit, headers=admin)
    assert made.json()["parent"] == {key: codi[key] for key in ("id", "code", "name_th")}
    assert (await partners.get(made.headers["location"])).content == made.content


async def test_the_same_agency_twice_is_answered_once(partners: Client, people: People) -> None:
    admin, body = people("NATIONAL_ADMIN"), new("NHCO")
    first = await partners.post("/v1/agencies", json=body, headers=admin)
    second = await partners.post("/v1/agencies", json=body, headers=admin)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    other = await partners.post("/v1/agencies", json={**body, "name_th": "อื่น"}, headers=admin)
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


async def test_a_code_names_one_agency(partners: Client, people: People) -> None:
    first = await agency(partners, people, "THAIHEALTH")
    answer = await partners.post(
        "/v1/agencies", json=new("THAIHEALTH"), headers=people("NATIONAL_ADMIN")
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "already-exists")
    assert answer.json()["existing"] == first
    assert len(await items(partners, "/v1/agencies?code=THAIHEALTH")) == 1


async def test_a_unit_of_a_unit_or_of_nobody_is_refused(partners: Client, people: People) -> None:
    admin = people("NATIONAL_ADMIN")
    main = await agency(partners, people, "DLA")
    unit = await agency(partners, people, "DLA_SUPHAN", parent_id=main)
    deep = await partners.post("/v1/agencies", json=new("DEEP", parent_id=unit), headers=admin)
    assert (deep.status_code, deep.json()["code"]) == (422, "rule-broken")
    lost = await partners.post(
        "/v1/agencies", json=new("LOST", parent_id=str(new_id())), headers=admin
    )
    assert lost.json()["errors"][0]["pointer"] == "#/parent_id"


@pytest.mark.parametrize("code", ["codi", "C", "CODI-6", "๑CODI", "6CODI", "A" * 41])
async def test_a_code_is_upper_snake(partners: Client, people: People, code: str) -> None:
    answer = await partners.post("/v1/agencies", json=new(code), headers=people("NATIONAL_ADMIN"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/code")


@pytest.mark.parametrize("role", ["PARTNER_AGENCY", "REGION_OFFICE", "PROVINCE_WORKING_GROUP"])
async def test_only_the_administrator_registers_agencies(
    partners: Client, people: People, role: str
) -> None:
    answer = await partners.post("/v1/agencies", json=new("X_Y"), headers=people(role, area=""))
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient-scope")
    assert (await partners.post("/v1/agencies", json=new("X_Y"))).status_code == 401


async def test_agencies_are_listed_by_thai_name_with_one_query(
    partners: Client, people: People
) -> None:
    main = await agency(partners, people, "PRIVATE_A", kind="PRIVATE", name_th="บริษัทแม่")
    for code, name in (("U_C", "ไผ่"), ("U_A", "เกม"), ("U_B", "ขวัญ")):
        await agency(partners, people, code, kind="PRIVATE", name_th=name, parent_id=main)
    with counted(partners) as queries:
        found = await items(partners, f"/v1/agencies?parent_id={main}&kind=PRIVATE&sort=name")
    assert len(queries) == 1
    assert [each["name_th"] for each in found] == ["เกม", "ขวัญ", "ไผ่"]
    assert len(await items(partners, "/v1/agencies?kind=PRIVATE")) == 4
    assert await items(partners, "/v1/agencies?kind=ACADEMIC") == []
    newest = await items(partners, "/v1/agencies?kind=PRIVATE&sort=-updated_at")
    assert [each["code"] for each in newest] == ["U_B", "U_A", "U_C", "PRIVATE_A"]


async def test_an_agency_has_a_history(partners: Client, people: People) -> None:
    made = await agency(partners, people, "WITH_HISTORY")
    await settle(partners)
    history = await items(partners, f"/v1/agencies/{made}/history")
    assert [(entry["type"], entry["data"]["id"]) for entry in history] == [
        ("agency.registered", made)
    ]
