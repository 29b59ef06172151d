"""Signing and ending: agencies first, one active agreement for a province (S1 #18, S4 #12, US9)."""

from functools import partial

import psycopg
import pytest

from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.partners.conftest import Three, act, agency, crowd, draft, items, sign


async def test_a_province_agreement_waits_for_the_one_between_the_agencies(
    partners: Client, people: People, three: Three
) -> None:
    stranger = await agency(partners, people, "NHCO", kind="STATE")
    made = await draft(partners, people, three.codi, stranger, province_code="19")
    refused = await sign(partners, people, made)
    assert (refused.status_code, refused.json()["code"]) == (422, "rule-broken")
    assert refused.json()["rule"] == "agency-agreement-first"
    assert "ระหว่างหน่วยงาน" in refused.json()["detail"]
    above = await draft(partners, people, three.codi, stranger)
    assert (await sign(partners, people, made)).status_code == 422, "a draft is no agreement yet"
    assert (await sign(partners, people, above)).json()["status"] == "ACTIVE"
    signed = await sign(partners, people, made)
    assert (signed.status_code, signed.json()["under_agreement_id"]) == (200, above)
    ended = {"id": str(new_id()), "ended_on": "2020-01-01", "reason_th": "ครบกำหนด"}
    admin = people("NATIONAL_ADMIN")
    assert (await act(partners, f"/v1/agreements/{above}/endings", ended, admin)).is_success
    late = await draft(partners, people, three.codi, stranger, province_code="20")
    assert (await sign(partners, people, late)).status_code == 422, "an ended one does not hold"


async def test_units_count_for_their_agency_and_the_movement_speaks_for_the_province(
    partners: Client, people: People, three: Three
) -> None:
    west = await agency(partners, people, "CODI_CENTRAL_WEST", parent_id=three.codi)
    six = await agency(partners, people, "THAIHEALTH_6", parent_id=three.thaihealth)
    made = await draft(partners, people, west, six, three.movement, province_code="60")
    signed = await sign(partners, people, made)
    assert (signed.status_code, signed.json()["under_agreement_id"]) == (200, three.between)
    listed = await items(partners, f"/v1/agreements?agency_id={three.codi}&kind=PROVINCE&area=60")
    assert [each["id"] for each in listed] == [made]
    below = await items(partners, f"/v1/agreements?under_agreement_id={three.between}")
    assert made in [each["id"] for each in below]
    body = {"id": str(new_id()), "kind": "AGENCY", "title_th": "กับหน่วยของตน",
            "party_ids": [three.codi, west], "starts_on": "2019-04-09"}  # fmt: skip
    own = await partners.post("/v1/agreements", json=body, headers=people("NATIONAL_ADMIN"))
    error = own.json()["errors"][0]
    assert (error["pointer"], error["code"]) == ("#/party_ids/1", "repeated-item")


async def test_a_second_active_agreement_points_at_the_first_and_may_replace_it(
    partners: Client, people: People, three: Three
) -> None:
    pair = (three.codi, three.thaihealth)
    first = await draft(partners, people, *pair, province_code="17")
    second = await draft(partners, people, *pair, province_code="17")
    assert (await sign(partners, people, first)).status_code == 200
    refused = await sign(partners, people, second)
    assert (refused.status_code, refused.json()["code"]) == (409, "already-exists")
    assert refused.json()["existing"] == first
    signed = await sign(partners, people, second, replaces_id=first, signed_on="2020-01-02")
    assert (signed.json()["status"], signed.json()["replaces_id"]) == ("ACTIVE", first)
    old = (await partners.get(f"/v1/agreements/{first}")).json()
    assert (old["status"], old["superseded_by_id"], old["ended_on"], old["revision"]) == (
        "SUPERSEDED", second, "2020-01-02", 3,
    )  # fmt: skip
    await settle(partners)
    history = await items(partners, f"/v1/agreements/{first}/history")
    assert [each["type"] for each in history] == ["agreement.signed", "agreement.superseded"]
    third = await draft(partners, people, *pair, province_code="17")
    again = await sign(partners, people, third, replaces_id=first)
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    other = await sign(partners, people, third, replaces_id=three.between)
    assert other.json()["errors"][0]["pointer"] == "#/replaces_id"


async def test_of_twenty_signatures_at_once_exactly_one_counts(
    partners: Client, people: People, three: Three
) -> None:
    pair = (three.codi, three.thaihealth)
    drafts = [await draft(partners, people, *pair, province_code="16") for _ in range(20)]
    answers = await crowd(partners, *(partial(sign, partners, people, each) for each in drafts))
    won = [each.json()["id"] for each in answers if each.status_code == 200]
    lost = [each for each in answers if each.status_code != 200]
    assert len(won) == 1
    assert {(each.status_code, each.json()["code"]) for each in lost} == {(409, "already-exists")}
    assert {each.json()["existing"] for each in lost} == set(won)
    active = await items(partners, "/v1/agreements?area=16&status=ACTIVE")
    assert [each["id"] for each in active] == won


async def test_the_table_itself_refuses_a_second_active_agreement(
    partners: Client, people: People, three: Three
) -> None:
    pair = (three.codi, three.thaihealth)
    made = [await draft(partners, people, *pair, province_code="15") for _ in range(2)]
    activate = "UPDATE agreements SET status = 'ACTIVE', signed_by = 'signer' WHERE id = %s"
    async with partners.app.state.database.reading() as connection:
        await connection.execute(activate, (made[0],))
        with pytest.raises(psycopg.errors.UniqueViolation):
            await connection.execute(activate, (made[1],))
        await connection.execute("UPDATE agreements SET status = 'ENDED' WHERE id = %s", made[:1])


async def test_of_six_that_replace_one_agreement_at_once_exactly_one_does(
    partners: Client, people: People, three: Three
) -> None:
    pair = (three.codi, three.thaihealth)
    active = await draft(partners, people, *pair, province_code="14")
    await sign(partners, people, active)
    heirs = [await draft(partners, people, *pair, province_code="14") for _ in range(6)]
    replacing = [partial(sign, partners, people, each, replaces_id=active) for each in heirs]
    answers = await crowd(partners, *replacing)
    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409, 409, 409]


async def test_signing_and_ending_are_safe_to_repeat(
    partners: Client, people: People, three: Three
) -> None:
    made = await draft(partners, people, three.codi, three.thaihealth, province_code="13")
    admin = people("NATIONAL_ADMIN", person="signer")
    signature = {"id": str(new_id()), "signed_on": "2019-05-01"}
    path = f"/v1/agreements/{made}"
    first = await act(partners, f"{path}/signatures", signature, admin)
    again = await act(partners, f"{path}/signatures", signature, admin)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    anew = await sign(partners, people, made)
    assert (anew.status_code, anew.json()["code"]) == (409, "state-conflict")
    taken = await act(
        partners, f"{path}/signatures", {**signature, "signed_on": "2019-05-02"}, admin
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "id-conflict")
    ending = {"id": str(new_id()), "ended_on": "2020-09-30", "reason_th": "ครบกำหนด"}
    keyed = {**admin, "Idempotency-Key": str(new_id())}
    ended = [await partners.post(f"{path}/endings", json=ending, headers=keyed) for _ in range(2)]
    assert [each.json()["status"] for each in ended] == ["ENDED", "ENDED"]
    assert ended[0].json()["end_reason_th"] == "ครบกำหนด"
    ending = {**ending, "id": str(new_id())}
    assert (await act(partners, f"{path}/endings", ending, admin)).status_code == 409
    for who in (people("REGION_OFFICE", area="72"), people("PARTNER_AGENCY", agency=three.codi)):
        assert (await act(partners, f"{path}/endings", ending, who)).status_code == 403
    await settle(partners)
    types = [each["type"] for each in await items(partners, f"{path}/history")]
    assert types == ["agreement.signed", "agreement.ended"]


async def test_an_act_needs_its_key(partners: Client, people: People, three: Three) -> None:
    made = await draft(partners, people, three.codi, three.thaihealth, province_code="12")
    answer = await partners.post(
        f"/v1/agreements/{made}/signatures",
        json={"id": str(new_id()), "signed_on": "2019-05-01"},
        headers=people("NATIONAL_ADMIN"),
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-required")


@pytest.mark.parametrize(
    ("role", "reach", "status"),
    [("REGION_OFFICE", {"area": "11"}, 200), ("REGION_OFFICE", {"area": "72"}, 404),
     ("PROVINCE_WORKING_GROUP", {"area": "11"}, 403), ("AUDITOR", {}, 403), ("PUBLIC", {}, 403)],
)  # fmt: skip
async def test_a_region_office_signs_in_its_area(
    partners: Client, people: People, three: Three, role: str, reach: dict[str, str], status: int
) -> None:
    made = await draft(partners, people, three.codi, three.thaihealth, province_code="11")
    body = {"id": str(new_id()), "signed_on": "2019-05-01"}
    answer = await act(partners, f"/v1/agreements/{made}/signatures", body, people(role, **reach))
    assert answer.status_code == status, answer.text


async def test_a_region_office_signs_nothing_between_agencies(
    partners: Client, people: People, three: Three
) -> None:
    made = await draft(partners, people, three.codi, three.movement)
    body = {"id": str(new_id()), "signed_on": "2019-05-01"}
    who = people("REGION_OFFICE", area="18")
    answer = await act(partners, f"/v1/agreements/{made}/signatures", body, who)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    await sign(partners, people, made)
    ending = {"id": str(new_id()), "ended_on": "2020-01-01", "reason_th": "ครบกำหนด"}
    public = await act(partners, f"/v1/agreements/{made}/endings", ending, who)
    assert (public.status_code, public.json()["code"]) == (403, "outside-area-grant")


async def test_dates_of_acts_stay_in_order(partners: Client, people: People, three: Three) -> None:
    pair = (three.codi, three.thaihealth)
    made = await draft(partners, people, *pair, province_code="21", ends_on="2019-12-31")
    late = await sign(partners, people, made, signed_on="2020-01-01")
    assert late.json()["errors"][0]["pointer"] == "#/signed_on"
    assert (await sign(partners, people, made, signed_on="2019-06-01")).status_code == 200
    ending = {"id": str(new_id()), "ended_on": "2019-05-31", "reason_th": "ก่อนลงนาม"}
    early = await act(partners, f"/v1/agreements/{made}/endings", ending, people("NATIONAL_ADMIN"))
    assert early.json()["errors"][0]["pointer"] == "#/ended_on"
