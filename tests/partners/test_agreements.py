"""Agreements: drafted by their parties, unseen until signed, listed with them (S1 #18, US9)."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.partners.conftest import Three, agency, draft, items, sign


async def test_a_draft_is_seen_only_by_its_parties_and_who_is_responsible_there(
    partners: Client, people: People, three: Three
) -> None:
    body = {
        "id": str(new_id()),
        "kind": "PROVINCE",
        "province_code": "18",
        "title_th": "ข้อตกลงความร่วมมือจังหวัดชัยนาท",
        "party_ids": [three.codi, three.thaihealth],
        "starts_on": "2019-04-09",
    }
    made = await partners.post(
        "/v1/agreements", json=body, headers=people("PARTNER_AGENCY", agency=three.codi)
    )
    assert (made.status_code, made.json()["status"]) == (201, "DRAFT")
    assert made.json()["area"]["name_th"] == "ชัยนาท"
    assert [party["code"] for party in made.json()["parties"]] == ["CODI", "THAIHEALTH"]
    await settle(partners)
    path = made.headers["location"]
    unseen = [
        {},
        people("PARTNER_AGENCY", agency=three.movement),
        people("MEMBER", agency=three.codi),
        people("REGION_OFFICE", area="72"),
    ]
    for who in unseen:
        assert (await partners.get(path, headers=who)).status_code == 404
        for where in ("/v1/agreements?area=18", f"{path}/history"):
            assert (await partners.get(where, headers=who)).json()["items"] == []
    unit = await agency(partners, people, "CODI_EAST", parent_id=three.codi)
    for who in (
        people("REGION_OFFICE", area="18"),
        people("AUDITOR"),
        people("PARTNER_AGENCY", agency=three.codi),
        people("PARTNER_AGENCY", agency=three.thaihealth),
        people("PARTNER_AGENCY", agency=unit),
    ):
        assert (await partners.get(path, headers=who)).json()["id"] == body["id"]
        for where in ("/v1/agreements?area=18", f"{path}/history"):
            assert len((await partners.get(where, headers=who)).json()["items"]) == 1


async def test_a_draft_between_agencies_is_seen_by_no_area(
    partners: Client, people: People, three: Three
) -> None:
    made = await draft(partners, people, three.codi, three.movement)
    path = f"/v1/agreements/{made}"
    assert (await partners.get(path)).status_code == 404
    provincial = people("PROVINCE_WORKING_GROUP", area="18")
    assert (await partners.get(path, headers=provincial)).status_code == 404
    assert (await partners.get(path, headers=people("NATIONAL_ADMIN"))).status_code == 200


async def test_an_agency_drafts_only_what_it_or_its_house_is_a_party_of(
    partners: Client, people: People, three: Three
) -> None:
    unit = await agency(partners, people, "CODI_NORTH", parent_id=three.codi)
    stranger = await agency(partners, people, "STRANGER")
    for who, parties, status in (
        (unit, [three.codi, three.thaihealth], 201),
        (three.codi, [unit, three.thaihealth], 201),
        (stranger, [three.codi, three.thaihealth], 403),
        (stranger, [str(new_id()), str(new_id())], 403),
    ):
        body = {"id": str(new_id()), "kind": "AGENCY", "title_th": "ร่าง", "party_ids": parties,
                "starts_on": "2019-04-09"}  # fmt: skip
        answer = await partners.post(
            "/v1/agreements", json=body, headers=people("PARTNER_AGENCY", agency=who)
        )
        assert answer.status_code == status, (who, parties, answer.text)


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [({"kind": "PROVINCE"}, "#/province_code", "required"),
     ({"province_code": "18"}, "#/province_code", "wrong-level"),
     ({"kind": "PROVINCE", "province_code": "99"}, "#/province_code", "unknown-reference"),
     ({"kind": "PROVINCE", "province_code": "7206"}, "#/province_code", "not-a-province-code"),
     ({"ends_on": "2019-04-08"}, "#/ends_on", "end-before-start"),
     ({"starts_on": "2562-04-09"}, "#/starts_on", "buddhist-year"),
     ({"kind": "PROVINCE", "province_code": "18", "under_agreement_id": str(new_id())},
      "#/under_agreement_id", "unknown-reference"),
     ({"under_agreement_id": str(new_id())}, "#/under_agreement_id", "wrong-level")],
)  # fmt: skip
async def test_a_draft_that_does_not_fit_is_explained(
    partners: Client, people: People, three: Three, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    body = {"id": str(new_id()), "kind": "AGENCY", "title_th": "ร่าง",
            "party_ids": [three.codi, three.thaihealth], "starts_on": "2019-04-09", **wrong}  # fmt: skip
    answer = await partners.post("/v1/agreements", json=body, headers=people("NATIONAL_ADMIN"))
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


async def test_two_to_ten_different_known_parties_agree(
    partners: Client, people: People, three: Three
) -> None:
    unknown = str(new_id())
    for parties, pointer, code in (
        ([three.codi], "#/party_ids", "too-short"),
        ([three.codi, three.codi], "#/party_ids", "repeated-item"),
        ([str(new_id()) for _ in range(11)], "#/party_ids", "too-long"),
        ([three.codi, unknown], "#/party_ids/1", "unknown-reference"),
    ):
        body = {"id": str(new_id()), "kind": "AGENCY", "title_th": "ร่าง",
                "party_ids": parties, "starts_on": "2019-04-09"}  # fmt: skip
        answer = await partners.post("/v1/agreements", json=body, headers=people("NATIONAL_ADMIN"))
        assert answer.status_code == 422
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


async def test_a_repeated_draft_is_answered_with_what_it_has_become(
    partners: Client, people: People, three: Three
) -> None:
    body = {"id": str(new_id()), "kind": "PROVINCE", "province_code": "10", "title_th": "ร่าง",
            "party_ids": [three.codi, three.thaihealth], "starts_on": "2019-04-09"}  # fmt: skip
    admin = people("NATIONAL_ADMIN")
    assert (await partners.post("/v1/agreements", json=body, headers=admin)).status_code == 201
    await sign(partners, people, str(body["id"]))
    again = await partners.post("/v1/agreements", json=body, headers=admin)
    assert (again.status_code, again.json()["status"]) == (200, "ACTIVE")


async def test_a_page_of_agreements_with_their_parties_is_one_query(
    partners: Client, people: People, three: Three
) -> None:
    for province in ("30", "31", "32"):
        made = await draft(partners, people, three.codi, three.thaihealth, province_code=province)
        await sign(partners, people, made)
    path = "/v1/agreements?kind=PROVINCE&status=ACTIVE&limit=2&area_scope=SELF"
    with counted(partners) as queries:
        first = (await partners.get(path)).json()
    assert len(queries) == 1
    assert all(len(each["parties"]) >= 2 for each in first["items"])
    assert (await partners.get(first["next"])).json()["items"]
    upward = await items(partners, "/v1/agreements?area=180101&area_scope=ANCESTORS")
    assert all(each["area"]["code"] == "18" for each in upward)
