"""Four eyes: who made it never decides it, however many ask at once; what is hidden does not exist."""

from functools import partial
from typing import Any

import psycopg
import pytest

from shared import persons, tokens
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.partners.conftest import (
    Three,
    act,
    agency,
    approve,
    crowd,
    draft,
    event,
    items,
    new_commitment,
    plan_item,
    propose,
    sign,
    take_in,
)


async def refuse(
    client: Client, people: People, owner: str, path: str, *, person: str = "checker"
) -> Any:
    body = {"id": str(new_id()), "refused_on": "2025-02-03", "reason_th": "ซ้ำกับงบเดิม"}
    who = people("PARTNER_AGENCY", agency=owner, person=person)
    return await act(client, f"{path}/refusals", body, who)


async def test_a_proposal_becomes_money_when_another_person_approves_it(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    made = (await partners.get(path)).json()
    assert (made["status"], made["approved_on"]) == ("PROPOSED", None)
    body = {"id": str(new_id()), "approved_on": "2025-02-03"}
    who = people("PARTNER_AGENCY", agency=three.codi, person="checker")
    first = await act(partners, f"{path}/approvals", body, who)
    assert (first.status_code, first.headers["etag"][:3]) == (200, '"r2')
    assert (first.json()["status"], first.json()["approved_on"]) == ("APPROVED", "2025-02-03")
    again = await act(partners, f"{path}/approvals", body, who)
    assert (again.content, again.headers["idempotent-replayed"]) == (first.content, "true")
    anew = await approve(partners, people, three.codi, path, person="third")
    assert (anew.status_code, anew.json()["code"]) == (409, "state-conflict")
    await settle(partners)
    types = [each["type"] for each in await items(partners, f"{path}/history")]
    assert types == ["commitment.proposed", "commitment.approved"]


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "ผู้ทำเรื่องตัดสินเรื่องของตนเองไม่ได้"), ("en", "Who made it may not decide it")],
)
@pytest.mark.parametrize("decision", [approve, refuse])
async def test_who_proposed_it_does_not_decide_it(
    partners: Client, people: People, three: Three, decision: Any, language: str, title: str
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    partners.headers["Accept-Language"] = language
    answer = await decision(partners, people, three.codi, path, person="")
    del partners.headers["Accept-Language"]
    assert (answer.status_code, answer.json()["code"]) == (403, "same-person")
    assert answer.json()["title"] == title
    assert (await partners.get(path)).json()["status"] == "PROPOSED"


async def test_one_person_with_two_accounts_is_one_person(
    partners: Client, people: People, three: Three
) -> None:
    def account(name: str, person: str, role: str, **reach: str) -> dict[str, str]:
        grants = [{"role": role, **reach}]
        token = tokens.sign(people.key, name, grants, strong=True, person=person)
        return {"Authorization": f"Bearer {token}"}

    first, second, other = (
        account(name, person, "PARTNER_AGENCY", agency=three.codi)
        for name, person in (("one", "somchai"), ("two", "somchai"), ("three", "somsri"))
    )
    new = new_commitment(three.codi, await plan_item(partners))
    path = (await partners.post("/v1/commitments", json=new, headers=first)).headers["location"]
    for decision, day in (("approvals", "approved_on"), ("refusals", "refused_on")):
        body = {"id": str(new_id()), day: "2025-02-03"}
        body |= {"reason_th": "ซ้ำ"} if decision == "refusals" else {}
        own = await act(partners, f"{path}/{decision}", body, second)
        assert (own.status_code, own.json()["code"]) == (403, "same-person")
    body = {"id": str(new_id()), "approved_on": "2025-02-03"}
    assert (await act(partners, f"{path}/approvals", body, other)).is_success
    agreement = {"id": str(new_id()), "kind": "AGENCY", "title_th": "ร่าง", "starts_on": "2019-04-09",
                 "party_ids": [three.codi, three.movement]}  # fmt: skip
    makers = [account(name, "somchai", "NATIONAL_ADMIN") for name in ("one", "two")]
    made = await partners.post("/v1/agreements", json=agreement, headers=makers[0])
    body = {"id": str(new_id()), "signed_on": "2019-04-09"}
    signed = await act(partners, f"{made.headers['location']}/signatures", body, makers[1])
    assert (signed.status_code, signed.json()["code"]) == (403, "same-person")


async def test_the_table_itself_refuses_its_own_maker(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    made = await draft(partners, people, three.codi, three.movement)
    for statement, key, name in (
        ("UPDATE commitments SET approved_by = proposed_by WHERE id = %s", path[-36:],
         "ck_commitments_approved_by_another"),
        ("UPDATE commitments SET status = 'APPROVED' WHERE id = %s", path[-36:],
         "ck_commitments_approved_by_somebody"),
        ("UPDATE agreements SET signed_by = drafted_by WHERE id = %s", made,
         "ck_agreements_signed_by_another"),
        ("UPDATE agreements SET status = 'ACTIVE' WHERE id = %s", made,
         "ck_agreements_signed_by_somebody"),
    ):  # fmt: skip
        async with partners.app.state.database.reading() as connection:
            with pytest.raises(psycopg.errors.CheckViolation, match=name):
                await connection.execute(statement, (key,))


async def test_the_table_holds_where_the_rule_is_forgotten(
    partners: Client, people: People, three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    made = await draft(partners, people, three.codi, three.movement)
    monkeypatch.setattr(persons, "check_another", lambda *_: None)
    own = await approve(partners, people, three.codi, path, person="")
    assert not own.is_success
    assert (await partners.get(path)).json()["status"] == "PROPOSED"
    body = {"id": str(new_id()), "signed_on": "2019-04-09"}
    admin = people("NATIONAL_ADMIN")
    assert not (await act(partners, f"/v1/agreements/{made}/signatures", body, admin)).is_success


async def test_only_the_same_agency_decides(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    unit = await agency(partners, people, "CODI_SOUTH", parent_id=three.codi)
    for owner in (three.thaihealth, unit):
        for decision in (approve, refuse):
            assert (await decision(partners, people, owner, path)).status_code == 403
    body = {"id": str(new_id()), "approved_on": "2025-02-03"}
    for who in (people("NATIONAL_ADMIN"), people("AUDITOR")):
        assert (await act(partners, f"{path}/approvals", body, who)).status_code == 403
    nowhere = f"/v1/commitments/{new_id()}"
    for decision in (approve, refuse):
        assert (await decision(partners, people, three.codi, nowhere)).status_code == 404


async def test_a_refusal_says_why_and_is_final(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    answer = await refuse(partners, people, three.codi, path)
    assert (answer.json()["status"], answer.json()["status_th"]) == ("REFUSED", "ไม่อนุมัติ")
    assert answer.json()["refuse_reason_th"] == "ซ้ำกับงบเดิม"
    for decision in (approve, refuse):
        late = await decision(partners, people, three.codi, path)
        assert (late.status_code, late.json()["code"]) == (409, "state-conflict")
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2025-03-03", "reason_th": "ถอน"}
    who = people("PARTNER_AGENCY", agency=three.codi)
    assert (await act(partners, f"{path}/withdrawals", withdrawal, who)).status_code == 409
    await settle(partners)
    assert (await items(partners, f"{path}/history"))[-1]["reason"] == "ซ้ำกับงบเดิม"


async def test_what_was_withdrawn_before_its_approval_is_never_money(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2025-03-03", "reason_th": "ถอน"}
    who = people("PARTNER_AGENCY", agency=three.codi)
    assert (await act(partners, f"{path}/withdrawals", withdrawal, who)).is_success
    assert (await approve(partners, people, three.codi, path)).status_code == 409


async def test_an_approval_before_the_proposal_or_without_an_adopted_plan_is_refused(
    partners: Client, people: People, three: Three
) -> None:
    item = await plan_item(partners)
    path = await propose(partners, people, three.codi, item)
    early = await approve(partners, people, three.codi, path, approved_on="2024-12-01")
    assert early.json()["errors"][0]["pointer"] == "#/approved_on"
    await plan_item(partners, id=item, revision=2, plan_status="SUPERSEDED")
    gone = await approve(partners, people, three.codi, path)
    assert (gone.status_code, gone.json()["code"]) == (409, "state-conflict")


async def test_of_a_hundred_approvals_by_different_people_at_once_exactly_one_counts(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    everybody = [f"person-{number}" for number in range(99)] + [""]
    asks = [
        partial(approve, partners, people, three.codi, path, person=each) for each in everybody
    ]
    answers = await crowd(partners, *asks)
    assert [each.status_code for each in answers].count(200) == 1
    lost = {each.json()["code"] for each in answers if each.status_code != 200}
    assert lost <= {"state-conflict", "same-person"}, "decided by the rule, one after the other"
    assert answers[-1].status_code in {403, 409}, "who proposed it does not win by haste"
    await settle(partners)
    types = [each["type"] for each in await items(partners, f"{path}/history")]
    assert types == ["commitment.proposed", "commitment.approved"]


async def test_of_approvals_and_refusals_at_once_exactly_one_counts(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    asks = [
        partial(decision, partners, people, three.codi, path, person=f"person-{number}")
        for number in range(10)
        for decision in (approve, refuse)
    ]
    answers = await crowd(partners, *asks)
    assert sorted(each.status_code for each in answers) == [200] + [409] * 19
    assert {each.json()["code"] for each in answers if each.status_code != 200} == {
        "state-conflict"
    }


async def test_the_table_itself_takes_one_approval_of_a_commitment(
    partners: Client, people: People, three: Three
) -> None:
    path = await propose(partners, people, three.codi, await plan_item(partners))
    assert (await approve(partners, people, three.codi, path)).status_code == 200
    second = (
        "INSERT INTO commitment_approvals (id, commitment_id, approved_on, fingerprint)"
        " VALUES (gen_random_uuid(), %s, '2025-02-03', '')"
    )
    async with partners.app.state.database.reading() as connection:
        with pytest.raises(psycopg.errors.UniqueViolation):
            await connection.execute(second, (path[-36:],))


async def test_of_a_hundred_approvals_for_one_budget_at_once_no_more_count_than_fit(
    partners: Client, people: People, three: Three
) -> None:
    item = await plan_item(partners, budget="1000.00")
    owners = (three.codi, three.thaihealth)
    asks = []
    for number in range(100):
        owner = owners[number % 2]
        path = await propose(partners, people, owner, item, "33.34")
        asks.append(partial(approve, partners, people, owner, path, person=f"p{number}"))
    answers = await crowd(partners, *asks)
    assert [each.status_code for each in answers].count(200) == 29
    assert {each.json()["code"] for each in answers if each.status_code != 200} == {
        "budget-exceeds-item"
    }


async def test_who_drafted_an_agreement_does_not_sign_it(
    partners: Client, people: People, three: Three
) -> None:
    made = await draft(partners, people, three.codi, three.movement)
    body = {"id": str(new_id()), "signed_on": "2019-04-09"}
    path = f"/v1/agreements/{made}/signatures"
    own = await act(partners, path, body, people("NATIONAL_ADMIN"))
    assert (own.status_code, own.json()["code"]) == (403, "same-person")
    assert (await sign(partners, people, made)).json()["status"] == "ACTIVE"


async def test_a_hidden_draft_and_nothing_at_all_are_answered_alike(
    partners: Client, people: People, three: Three
) -> None:
    local = await draft(partners, people, three.codi, three.thaihealth, province_code="22")
    between = await draft(partners, people, three.codi, three.movement)
    elsewhere = people("REGION_OFFICE", area="72")
    signature = {"id": str(new_id()), "signed_on": "2019-05-01"}
    ending = {"id": str(new_id()), "ended_on": "2020-05-01", "reason_th": "จบ"}
    for act_name, body in (("signatures", signature), ("endings", ending)):
        told = []
        for each in (local, between, str(new_id())):
            answer = await act(partners, f"/v1/agreements/{each}/{act_name}", body, elsewhere)
            told.append({**answer.json(), "request_id": ""})
        assert told[0] == told[1] == told[2]
        assert told[0]["status"] == 404
    stranger = await agency(partners, people, "OUTSIDER")
    told = []
    for above in (between, local, str(new_id())):
        new = {"id": str(new_id()), "kind": "PROVINCE", "province_code": "18", "title_th": "ร่าง",
               "party_ids": [stranger, three.thaihealth], "starts_on": "2019-04-09",
               "under_agreement_id": above}  # fmt: skip
        who = people("PARTNER_AGENCY", agency=stranger)
        answer = await partners.post("/v1/agreements", json=new, headers=who)
        told.append({**answer.json(), "request_id": ""})
    assert told[0] == told[1] == told[2]
    assert told[0]["errors"][0]["code"] == "unknown-reference"
    insider = {**new, "under_agreement_id": between, "party_ids": [three.codi, three.thaihealth]}
    who = people("PARTNER_AGENCY", agency=three.codi)
    assert (await partners.post("/v1/agreements", json=insider, headers=who)).status_code == 201


async def two_of_one(partners: Client) -> tuple[str, str, str]:
    """Let the registry tell that a person's record became part of another, and that of a third one later."""
    first, second, kept = (str(new_id()) for _ in range(3))
    for one, into in ((first, second), (second, kept)):
        told = {"id": one, "area_code": "720602", "status": "MERGED", "merged_into_id": into}
        await take_in(partners, "registry", event("person", one, told, revision=2))
    return first, second, kept


def account(people: People, name: str, person: str, grant: dict[str, str]) -> dict[str, str]:
    token = tokens.sign(people.key, name, [grant], minutes=60, strong=True, person=person)
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(("proposed", "approved"), [(0, 2), (1, 2), (2, 0), (0, 1)])
async def test_two_accounts_whose_records_were_merged_are_one_person_about_money(
    partners: Client, people: People, three: Three, proposed: int, approved: int
) -> None:
    records, grant = await two_of_one(partners), {"role": "PARTNER_AGENCY", "agency": three.codi}
    body = new_commitment(three.codi, await plan_item(partners))
    maker = account(people, "account-one", records[proposed], grant)
    made = await partners.post("/v1/commitments", json=body, headers=maker)
    assert made.status_code == 201, made.text
    checker = account(people, "account-two", records[approved], grant)
    approval = {"id": str(new_id()), "approved_on": "2025-02-03"}
    own = await act(partners, f"/v1/commitments/{body['id']}/approvals", approval, checker)
    assert (own.status_code, own.json()["code"]) == (403, "same-person"), own.text
    other = account(people, "account-two", str(new_id()), grant)
    done = await act(partners, f"/v1/commitments/{body['id']}/approvals", approval, other)
    assert done.status_code == 200, done.text


async def test_two_accounts_whose_records_were_merged_are_one_person_about_an_agreement(
    partners: Client, people: People, three: Three
) -> None:
    made = await draft(partners, people, three.codi, three.movement)
    first, _, kept = await two_of_one(partners)
    async with partners.app.state.database.reading() as connection:
        values = (first, made)
        await connection.execute("UPDATE agreements SET drafted_by = %s WHERE id = %s", values)
    who = account(people, "account-two", kept, {"role": "NATIONAL_ADMIN", "area": ""})
    body = {"id": str(new_id()), "signed_on": "2019-04-09"}
    own = await act(partners, f"/v1/agreements/{made}/signatures", body, who)
    assert (own.status_code, own.json()["code"]) == (403, "same-person"), own.text
