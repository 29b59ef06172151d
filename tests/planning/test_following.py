"""Copies of other services' things: the newest state wins, whatever order the events come in."""

from typing import Any

from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import Movement, baht, take_in, told


def commitment(item_id: str, amount: float, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()), "plan_item_id": item_id, "plan_item_title_th": "ขุดลอก", "area": {"code": "720602"},
        "agency": {"id": str(new_id()), "code": "THAIHEALTH", "name_th": "สำนักงานกองทุนสนับสนุนการสร้างเสริมสุขภาพ"},
        "amount": baht(amount),
        "committed_on": "2024-12-01", "fiscal_year_be": 2568, "status": "APPROVED", "status_th": "ผูกพันงบแล้ว",
        "revision": 1, **facts,
    }  # fmt: skip


async def test_what_partners_commit_shows_as_funding(planning: Client, movement: Movement) -> None:
    item = await movement.adopted("720602", 350_000)
    path = f"/v1/plan-items/{item['id']}/funding"
    none = await planning.get(path)
    assert none.json() == {
        "plan_item_id": item["id"], "budget": baht(350_000), "committed": baht(0),
        "missing": baht(350_000), "commitments": [], "revision": item["revision"],
    }  # fmt: skip
    first = commitment(item["id"], 50_000)
    await take_in(planning, "partners", told("partners", "commitment", first["id"], first))
    second = commitment(item["id"], 400_000, committed_on="2024-11-01")
    await take_in(planning, "partners", told("partners", "commitment", second["id"], second))
    with counted(planning) as queries:
        shown = await planning.get(path, headers={"If-None-Match": none.headers["etag"]})
    assert len(queries) == 1
    assert (shown.json()["committed"], shown.json()["missing"]) == (baht(450_000), baht(0))
    assert [each["id"] for each in shown.json()["commitments"]] == [second["id"], first["id"]]


async def test_a_proposal_is_told_as_one_and_is_no_money_until_it_is_approved(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("720602", 100)
    path = f"/v1/plan-items/{item['id']}/funding"
    label = "เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน"
    facts = commitment(item["id"], 70, status="PROPOSED", status_th=label)
    await take_in(planning, "partners", told("partners", "commitment", facts["id"], facts))
    shown = await movement.see(path)
    assert (shown["committed"], shown["missing"]) == (baht(0), baht(100))
    assert [(each["status"], each["status_th"]) for each in shown["commitments"]] == [
        ("PROPOSED", label)
    ]
    approved = facts | {"status": "APPROVED", "status_th": "ผูกพันงบแล้ว"}
    event = told("partners", "commitment", facts["id"], approved, 2)
    await take_in(planning, "partners", event)
    assert (await movement.see(path))["missing"] == baht(30)


async def test_an_older_state_does_not_return(planning: Client, movement: Movement) -> None:
    item = await movement.adopted("720602", 100)
    newer = commitment(item["id"], 70)
    older = newer | {"amount": baht(10)}
    for facts, revision in ((newer, 2), (older, 1), (newer, 2)):
        event = told("partners", "commitment", newer["id"], facts, revision)
        await take_in(planning, "partners", event)
    shown = await movement.see(f"/v1/plan-items/{item['id']}/funding")
    assert (shown["committed"], len(shown["commitments"])) == (baht(70), 1)


async def test_a_commitment_may_arrive_before_its_item(
    planning: Client, movement: Movement
) -> None:
    item_id = str(new_id())
    facts = commitment(item_id, 25)
    await take_in(planning, "partners", told("partners", "commitment", facts["id"], facts))
    plan = await movement.plan("720602")
    item = await movement.item(plan, 100, id=item_id)
    await movement.finalize(item)
    await movement.adopt(plan)
    assert (await movement.see(f"/v1/plan-items/{item_id}/funding"))["missing"] == baht(75)


async def test_a_renamed_place_shows_at_once(planning: Client, movement: Movement) -> None:
    need = await movement.need("720101")
    facts = {"code": "720101", "level": "TAMBON", "name_th": "ชื่อใหม่", "name_en": "New"}
    await take_in(planning, "registry", told("registry", "area", "720101", facts, revision=2))
    assert (await movement.see(f"/v1/needs/{need['id']}"))["area"]["name_th"] == "ชื่อใหม่"


async def test_every_route_is_documented(planning: Client) -> None:
    document = planning.app.openapi()
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) >= 30
    for path, method, operation in operations:
        assert operation["summary"], path
        assert operation["description"], path
        assert method != "post" or "Idempotency-Key" in str(operation["parameters"]), path
