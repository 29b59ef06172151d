"""Funds: money goes to items of adopted plans, never more than they need, to the satang."""

from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

import pytest

from shared import tokens
from shared.contracts.partners import CommitmentTold
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.partners.conftest import Ask, act, agency, approve, crowd, items, plan_item, propose
from tests.partners.conftest import new_commitment as new


class Two(NamedTuple):
    """The two agencies of the pilots."""

    codi: str
    thaihealth: str


@pytest.fixture(scope="module")
async def two(partners: Client, people: People) -> Two:
    codi = await agency(partners, people, "CODI", kind="PUBLIC_ORGANIZATION")
    return Two(codi, await agency(partners, people, "THAIHEALTH"))


async def approving(
    partners: Client, people: People, owner: str, item: str, amount: str, times: int
) -> list[Ask]:
    """Propose the amount so many times; return the requests that each approve one."""
    paths = [await propose(partners, people, owner, item, amount) for _ in range(times)]
    return [partial(approve, partners, people, owner, path) for path in paths]


async def test_a_commitment_carries_what_planning_follows(
    partners: Client, people: People, two: Two
) -> None:
    item, who = await plan_item(partners), people("PARTNER_AGENCY", agency=two.codi)
    body = new(two.codi, item, note_th="สมทบค่าขุดลอกสระเก็บน้ำ")
    made = await partners.post("/v1/commitments", json=body, headers=who)
    assert (made.status_code, made.headers["etag"][:3]) == (201, '"r1')
    assert (await partners.get(made.headers["location"])).content == made.content
    await settle(partners)
    entry = (await items(partners, f"/v1/commitments/{body['id']}/history"))[0]
    assert entry["type"] == "commitment.proposed"
    told = {
        "id": body["id"],
        "plan_item_id": item,
        "plan_item_title_th": "ขุดลอกสระเก็บน้ำหนองสาหร่าย",
        "area": {
            "code": "720602",
            "level": "TAMBON",
            "name_th": "หนองสาหร่าย",
            "name_en": "Nong Sarai",
        },
        "agency": {"id": two.codi, "code": "CODI", "name_th": "หน่วยงาน CODI"},
        "amount": {"amount": "200000.00", "currency": "THB"},
        "committed_on": "2024-12-02",
        "fiscal_year_be": 2568,
        "status": "PROPOSED",
        "status_th": "เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน",
        "revision": 1,
    }
    assert told.items() <= entry["data"].items()
    assert entry["data"] == made.json()
    assert CommitmentTold.model_validate(entry["data"]).agency.code == "CODI"


async def test_what_is_left_can_be_committed_to_the_satang(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, budget="350000.00")
    thaihealth = people("PARTNER_AGENCY", agency=two.thaihealth)
    first = await propose(partners, people, two.codi, item, "200000.01")
    early = await propose(partners, people, two.thaihealth, item, "150000")
    assert (await approve(partners, people, two.codi, first)).status_code == 200
    body = new(two.thaihealth, item, "150000")
    over = await partners.post("/v1/commitments", json=body, headers=thaihealth)
    assert (over.status_code, over.json()["code"]) == (422, "budget-exceeds-item")
    assert over.json()["left"] == {"amount": "149999.99", "currency": "THB"}
    error = over.json()["errors"][0]
    assert (error["pointer"], error["params"]) == ("#/amount/amount", {"left": "149999.99"})
    late = await approve(partners, people, two.thaihealth, early)
    assert (late.status_code, late.json()["code"]) == (422, "budget-exceeds-item")
    assert (late.json()["left"]["amount"], late.json().get("errors")) == ("149999.99", None)
    fits = await propose(partners, people, two.thaihealth, item, "149999.99")
    assert (await approve(partners, people, two.thaihealth, fits)).status_code == 200
    none = await partners.post(
        "/v1/commitments", json=new(two.thaihealth, item, "0.01"), headers=thaihealth
    )
    assert none.json()["left"]["amount"] == "0.00"


async def test_of_forty_approvals_at_once_exactly_as_many_win_as_fit(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, budget="350000.00")
    asks = await approving(partners, people, two.codi, item, "11111.11", 40)
    answers = await crowd(partners, *asks)
    won = [each for each in answers if each.status_code == 200]
    lost = [each.json() for each in answers if each.status_code != 200]
    assert len(won) == 31
    assert {(each["code"], each["left"]["amount"]) for each in lost} == {
        ("budget-exceeds-item", "5555.59")
    }
    stand = await items(partners, f"/v1/commitments?plan_item_id={item}&status=APPROVED&limit=200")
    assert sum(Decimal(each["amount"]["amount"]) for each in stand) == Decimal("344444.41")


async def test_of_many_that_want_the_whole_budget_at_once_one_gets_it(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, budget="350000.00")
    asks = await approving(partners, people, two.codi, item, "350000.00", 20)
    answers = await crowd(partners, *asks)
    assert sorted(each.status_code for each in answers) == [200] + [422] * 19


async def test_a_withdrawal_frees_its_money_and_is_safe_to_repeat(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, budget="1000.00")
    who = people("PARTNER_AGENCY", agency=two.codi)
    body = new(two.codi, item, "1000.00")
    path = (await partners.post("/v1/commitments", json=body, headers=who)).headers["location"]
    assert (await approve(partners, people, two.codi, path)).status_code == 200
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2025-03-03", "reason_th": "งบถูกปรับลด"}
    first = await act(partners, f"{path}/withdrawals", withdrawal, who)
    again = await act(partners, f"{path}/withdrawals", withdrawal, who)
    assert (first.json()["status"], first.json()["withdraw_reason_th"]) == (
        "WITHDRAWN",
        "งบถูกปรับลด",
    )
    assert first.content == again.content
    twice = await act(partners, f"{path}/withdrawals", {**withdrawal, "id": str(new_id())}, who)
    assert (twice.status_code, twice.json()["code"]) == (409, "state-conflict")
    repeated = await partners.post("/v1/commitments", json=body, headers=who)
    assert (repeated.status_code, repeated.json()["status"]) == (200, "WITHDRAWN")
    anew = await propose(partners, people, two.codi, item, "1000.00")
    assert (await approve(partners, people, two.codi, anew)).status_code == 200
    await settle(partners)
    history = await items(partners, f"{path}/history")
    assert [(each["type"], each["reason"]) for each in history] == [
        ("commitment.proposed", None), ("commitment.approved", None),
        ("commitment.withdrawn", "งบถูกปรับลด"),
    ]  # fmt: skip


async def test_an_early_withdrawal_is_refused(partners: Client, people: People, two: Two) -> None:
    who = people("PARTNER_AGENCY", agency=two.codi)
    body = new(two.codi, await plan_item(partners))
    path = (await partners.post("/v1/commitments", json=body, headers=who)).headers["location"]
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2024-12-01", "reason_th": "เร็วไป"}
    answer = await act(partners, f"{path}/withdrawals", withdrawal, who)
    assert answer.json()["errors"][0]["pointer"] == "#/withdrawn_on"
    await approve(partners, people, two.codi, path, approved_on="2025-02-03")
    withdrawal = {**withdrawal, "withdrawn_on": "2025-02-02"}
    answer = await act(partners, f"{path}/withdrawals", withdrawal, who)
    assert answer.json()["errors"][0]["pointer"] == "#/withdrawn_on", "before it was approved"


async def test_the_same_commitment_twice_counts_once(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, budget="100.00")
    who, body = people("PARTNER_AGENCY", agency=two.codi), new(two.codi, item, "100")
    first = await partners.post("/v1/commitments", json=body, headers=who)
    body["amount"] = {"amount": "100.00", "currency": "THB"}
    second = await partners.post("/v1/commitments", json=body, headers=who)
    assert (first.status_code, second.status_code) == (201, 200)
    other = await partners.post(
        "/v1/commitments", json={**body, "committed_on": "2024-12-03"}, headers=who
    )
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


async def _nobody_else_finds(partners: Client, people: People, two: Two, status: str) -> str:
    item = await plan_item(partners, plan_status=status)
    who, body = people("PARTNER_AGENCY", agency=two.codi), new(two.codi, item)
    hidden = await partners.post("/v1/commitments", json=body, headers=who)
    nowhere = {**body, "plan_item_id": str(new_id())}
    lost = await partners.post("/v1/commitments", json=nowhere, headers=who)
    assert hidden.status_code == lost.status_code == 422
    assert hidden.json()["errors"] == lost.json()["errors"]
    return item


async def test_a_plan_that_is_not_adopted_gets_no_money_until_it_is(
    partners: Client, people: People, two: Two
) -> None:
    await _nobody_else_finds(partners, people, two, "WITHDRAWN")
    item = await _nobody_else_finds(partners, people, two, "DRAFT")
    who, body = people("PARTNER_AGENCY", agency=two.codi), new(two.codi, item)
    both = [
        {"role": "PARTNER_AGENCY", "agency": two.codi},
        {"role": "PROVINCE_WORKING_GROUP", "area": "72"},
    ]
    token = tokens.sign(people.key, "test:both", both, strong=True)
    sees = {"Authorization": f"Bearer {token}"}
    refused = await partners.post("/v1/commitments", json=body, headers=sees)
    assert (refused.status_code, refused.json()["code"]) == (409, "state-conflict")
    assert refused.json()["plan_status"] == "DRAFT"
    await plan_item(partners, id=item, revision=2)
    assert (await partners.post("/v1/commitments", json=body, headers=who)).status_code == 201


async def test_the_year_is_the_plans(partners: Client, people: People, two: Two) -> None:
    body = new(two.codi, await plan_item(partners), fiscal_year_be=2569)
    who = people("PARTNER_AGENCY", agency=two.codi)
    answer = await partners.post("/v1/commitments", json=body, headers=who)
    assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken")
    assert answer.json()["errors"][0]["params"] == {"min": 2568, "max": 2568}
    assert "2568" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"plan_item_id": str(new_id())}, "#/plan_item_id"),
     ({"amount": {"amount": "0", "currency": "THB"}}, "#/amount/amount"),
     ({"amount": {"amount": "-1", "currency": "THB"}}, "#/amount/amount"),
     ({"amount": {"amount": "1.005", "currency": "THB"}}, "#/amount/amount"),
     ({"amount": {"amount": 100, "currency": "THB"}}, "#/amount/amount"),
     ({"fiscal_year_be": 2025}, "#/fiscal_year_be"),
     ({"committed_on": "2567-12-02"}, "#/committed_on"),
     ({"status": "APPROVED"}, "#/status")],
)  # fmt: skip
async def test_a_commitment_that_does_not_fit_is_explained(
    partners: Client, people: People, two: Two, wrong: dict[str, Any], pointer: str
) -> None:
    body = {**new(two.codi, await plan_item(partners)), **wrong}
    who = people("PARTNER_AGENCY", agency=two.codi)
    answer = await partners.post("/v1/commitments", json=body, headers=who)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_money_is_committed_only_by_the_agency_that_has_it(
    partners: Client, people: People, two: Two
) -> None:
    unit = await agency(partners, people, "CODI_WEST", parent_id=two.codi)
    body = new(two.codi, await plan_item(partners))
    for who, status in (
        (people("PARTNER_AGENCY", agency=two.thaihealth), 403),
        (people("PARTNER_AGENCY", agency=unit), 403),
        (people("NATIONAL_ADMIN"), 403),
        (people("PROVINCE_WORKING_GROUP", area="72"), 403),
        ({}, 401),
        (people("PARTNER_AGENCY", agency=two.codi), 201),
    ):
        answer = await partners.post("/v1/commitments", json=body, headers=who)
        assert answer.status_code == status
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2025-03-03", "reason_th": "ถอน"}
    path = f"/v1/commitments/{body['id']}/withdrawals"
    other = people("PARTNER_AGENCY", agency=two.thaihealth)
    assert (await act(partners, path, withdrawal, other)).status_code == 403


async def test_an_agency_that_partners_do_not_know_commits_nothing(
    partners: Client, people: People
) -> None:
    ghost = str(new_id())
    answer = await partners.post(
        "/v1/commitments",
        json=new(ghost, await plan_item(partners)),
        headers=people("PARTNER_AGENCY", agency=ghost),
    )
    assert answer.json()["errors"][0]["pointer"] == "#/agency_id"


async def test_commitments_are_listed_newest_first_with_one_query(
    partners: Client, people: People, two: Two
) -> None:
    item = await plan_item(partners, area="180101", fiscal_year_be=2569)
    who = people("PARTNER_AGENCY", agency=two.thaihealth)
    for day in ("2025-11-02", "2025-11-30", "2025-11-15"):
        body = new(two.thaihealth, item, "10.00", fiscal_year_be=2569, committed_on=day)
        assert (await partners.post("/v1/commitments", json=body, headers=who)).is_success
    with counted(partners) as queries:
        page = (await partners.get("/v1/commitments?area=18&limit=2")).json()
    assert len(queries) == 1
    rest = (await partners.get(page["next"])).json()
    days = [each["committed_on"] for each in page["items"] + rest["items"]]
    assert days == ["2025-11-30", "2025-11-15", "2025-11-02"]
    for query, count in (
        ("fiscal_year_be=2569", 3), (f"agency_id={two.thaihealth}&fiscal_year_be=2569", 3),
        (f"agency_id={two.codi}&area=18", 0), ("area=1801&status=WITHDRAWN", 0),
        ("area=180101&area_scope=SELF&status=PROPOSED", 3), (f"plan_item_id={item}", 3),
    ):  # fmt: skip
        assert len(await items(partners, f"/v1/commitments?{query}")) == count, query
