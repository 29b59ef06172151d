"""Plans and items: drafted, made final by rule 13, adopted, frozen."""

from typing import Any

import pytest

from bench.words import word
from services.planning.plan_items import rules
from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.planning.conftest import COUNCIL, Movement, baht


async def test_a_plan_is_of_the_level_of_its_area(planning: Client, movement: Movement) -> None:
    body = {"id": str(new_id()), "level": "DISTRICT", "area_code": "720602", "fiscal_year_be": 2568,
            "horizon_years": 1, "title_th": "แผน"}  # fmt: skip
    who = movement.people("NATIONAL_ADMIN")
    answer = await planning.post("/v1/plans", json=body, headers=who)
    assert answer.json()["errors"][0]["code"] == "wrong-level"
    answer = await planning.post("/v1/plans", json=body | {"horizon_years": 2}, headers=who)
    assert answer.json()["errors"][0]["pointer"] == "#/horizon_years"
    answer = await planning.post(
        "/v1/plans", json=body | {"level": "TAMBON", "fiscal_year_be": 2025}, headers=who
    )
    assert answer.json()["errors"][0]["code"] == "christian-year"


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("TAMBON_STAFF", "720602", 201), ("PROVINCE_WORKING_GROUP", "72", 403), ("NATIONAL_ADMIN", "", 201),
     ("TAMBON_STAFF", "7206", 403), ("TAMBON_STAFF", "720603", 403), ("LEADER", "720602", 403),
     ("REGION_OFFICE", "72", 403), ("PARTNER_AGENCY", "72", 403)],
)  # fmt: skip
async def test_only_who_plans_there_drafts(
    planning: Client, movement: Movement, role: str, area: str, status: int
) -> None:
    body = {"id": str(new_id()), "level": "TAMBON", "area_code": "720602", "fiscal_year_be": 2568,
            "horizon_years": 1, "title_th": f"แผน {word()}"}  # fmt: skip
    who = movement.people(role, area=area)
    assert (await planning.post("/v1/plans", json=body, headers=who)).status_code == status


async def test_an_area_has_one_plan_of_a_title_for_a_year(
    planning: Client, movement: Movement
) -> None:
    plan = await movement.plan("720601", title_th="แผนพัฒนาตำบล")
    body = {"id": str(new_id()), "level": "TAMBON", "area_code": "720601", "fiscal_year_be": 2568,
            "horizon_years": 1, "title_th": "แผนพัฒนาตำบล"}  # fmt: skip
    who = movement.staff("720601")
    second = await planning.post("/v1/plans", json=body, headers=who)
    assert (second.status_code, second.json()["code"]) == (409, "already-exists")
    again = await planning.post("/v1/plans", json=body | {"id": plan["id"]}, headers=who)
    assert (again.status_code, again.json()) == (200, plan)


async def test_a_need_of_an_item_lies_within_its_area(
    planning: Client, movement: Movement
) -> None:
    inside, outside = await movement.need("72060201"), await movement.need("720603")
    plan = await movement.plan("720602")
    item = await movement.item(plan, need_ids=[inside["id"]])
    assert item["need_ids"] == [inside["id"]]
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ก", "issue_code": "WATER",
            "own_budget": baht(1), "need_ids": [inside["id"], outside["id"], str(new_id())]}  # fmt: skip
    answer = await planning.post("/v1/plan-items", json=body, headers=movement.staff("720602"))
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
        ("#/need_ids/1", "outside-parent"), ("#/need_ids/2", "unknown-reference"),
    ]  # fmt: skip


async def test_activities_alone_are_no_project(planning: Client, movement: Movement) -> None:
    plan = await movement.plan()
    item = await movement.item(
        plan,
        350_000,
        owner_th=None,
        indicator_th=None,
        expected_result_th=None,
        activities_th="ขุดลอก",
    )
    path, who = f"/v1/plan-items/{item['id']}", movement.staff("720602")
    answer = await movement.send(f"{path}/finalizations", {"id": str(new_id())}, who)
    assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken")
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
        ("#/owner_th", "required"), ("#/expected_result_th", "required"), ("#/indicator_th", "required"),
    ]  # fmt: skip
    change = {
        "expected_result_th": "มีน้ำ",
        "indicator_th": "ครัวเรือน",
        "owner_organization_id": COUNCIL,
    }
    done = await planning.patch(path, json=change, headers=who | {"If-Match": '"r1"'})
    assert done.json()["owner_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    assert (await movement.finalize(item))["status"] == "FINAL"
    empty = await planning.patch(
        path, json={"indicator_th": None}, headers=who | {"If-Match": '"r3"'}
    )
    assert (empty.status_code, empty.json()["code"]) == (422, "rule-broken")


def test_an_owner_is_a_registered_organization_or_a_written_name() -> None:
    whole = {
        "owner_th": None,
        "owner_organization_id": COUNCIL,
        "expected_result_th": "ก",
        "indicator_th": "ข",
    }
    assert rules.missing(whole) == []
    assert rules.missing(whole | {"owner_organization_id": None}) == ["owner_th"]
    assert rules.missing(whole | {"indicator_th": ""}) == ["indicator_th"]


async def test_making_final_is_done_once(movement: Movement) -> None:
    item = await movement.item(await movement.plan())
    path, body = f"/v1/plan-items/{item['id']}/finalizations", {"id": str(new_id())}
    first = await movement.send(path, body, movement.staff("720602"))
    again = await movement.send(path, body, movement.staff("720602"))
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert (first.json()["revision"], again.headers["idempotent-replayed"]) == (2, "true")
    other = await movement.send(path, {"id": str(new_id())}, movement.staff("720602"))
    assert (other.status_code, other.json()["code"]) == (409, "state-conflict")
    other = await movement.send(path, body, movement.people("NATIONAL_ADMIN", area=""))
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


async def test_an_act_needs_its_key(planning: Client, movement: Movement) -> None:
    item = await movement.item(await movement.plan())
    path = f"/v1/plan-items/{item['id']}/finalizations"
    answer = await planning.post(
        path, json={"id": str(new_id())}, headers=movement.staff("720602")
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-required")


async def test_a_plan_is_adopted_when_all_its_items_are_final(movement: Movement) -> None:
    plan = await movement.plan()
    path, who = f"/v1/plans/{plan['id']}/adoptions", movement.staff("720602")
    body = {"id": str(new_id()), "adopted_on": "2024-08-15", "meeting_th": "ประชุมสภา 3/2567"}
    empty = await movement.send(path, body, who)
    assert (empty.status_code, empty.json()["code"]) == (409, "state-conflict")
    items = [await movement.item(plan) for _ in range(2)]
    await movement.finalize(items[0])
    refused = await movement.send(path, body, who)
    assert (refused.status_code, refused.json()["plan_item_ids"]) == (409, [items[1]["id"]])
    await movement.finalize(items[1])
    adopted = await movement.send(path, body, who)
    assert (adopted.json()["status"], adopted.json()["adopted_on"]) == ("ADOPTED", "2024-08-15")
    again = await movement.send(path, body, who)
    assert (again.status_code, again.content) == (200, adopted.content)
    other = await movement.send(path, body | {"id": str(new_id())}, who)
    assert (other.status_code, other.json()["code"]) == (409, "state-conflict")


async def test_an_adopted_plan_and_its_items_are_frozen(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("720602", 100)
    assert (item["status"], item["plan_status"], item["revision"]) == ("FINAL", "ADOPTED", 3)
    who = movement.staff("720602")
    late = {"id": str(new_id()), "plan_id": item["plan_id"], "title_th": "ก", "issue_code": "WATER",
            "own_budget": baht(1)}  # fmt: skip
    answers = [
        await planning.patch(f"/v1/plan-items/{item['id']}", json={"title_th": "ข"}, headers=who | {"If-Match": '"r3"'}),
        await planning.patch(f"/v1/plans/{item['plan_id']}", json={"title_th": "ข"}, headers=who | {"If-Match": '"r2"'}),
        await planning.post("/v1/plan-items", json=late, headers=who),
    ]  # fmt: skip
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "state-conflict")] * 3


async def test_a_draft_changes_under_its_revision(planning: Client, movement: Movement) -> None:
    plan = await movement.plan()
    need = await movement.need()
    item = await movement.item(plan, 100, need_ids=[need["id"]])
    who = movement.staff("720602") | {"If-Match": '"r1"'}
    change = {
        "own_budget": baht("250.50"),
        "need_ids": [],
        "issue_code": await movement.issue("LAND"),
    }
    done = await planning.patch(f"/v1/plan-items/{item['id']}", json=change, headers=who)
    shown = done.json()
    assert (shown["own_budget"], shown["budget"]) == (baht("250.50"), baht("250.50"))
    assert (shown["need_ids"], shown["issue_code"], shown["revision"]) == ([], "LAND", 2)
    late = await planning.patch(f"/v1/plan-items/{item['id']}", json=change, headers=who)
    assert late.status_code == 412
    title = {"title_th": f"ชื่อใหม่ {word()}", "horizon_years": 5}
    done = await planning.patch(f"/v1/plans/{plan['id']}", json=title, headers=who)
    assert (done.json()["horizon_years"], done.json()["title_th"]) == (5, title["title_th"])


async def test_results_are_reported_on_adopted_items(movement: Movement) -> None:
    need = await movement.need()
    draft = await movement.item(await movement.plan())
    report = {"id": str(new_id()), "reported_on": "2025-06-30", "summary_th": "เสร็จ"}
    leader = movement.people("LEADER", area="720602")
    early = await movement.send(f"/v1/plan-items/{draft['id']}/results", report, leader)
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    path = f"/v1/plan-items/{item['id']}/results"
    before = await movement.send(path, report | {"reported_on": "2024-01-01"}, leader)
    assert before.json()["errors"][0]["code"] == "too-early"
    first = await movement.send(path, report | {"spent": baht("99.99")}, leader)
    assert (first.status_code, first.headers["location"]) == (201, f"/v1/results/{report['id']}")
    again = await movement.send(path, report | {"spent": baht("99.99")}, leader)
    assert (again.status_code, again.content) == (200, first.content)
    assert await movement.status_of(need) == "DONE"
    second = await movement.done(
        path, report | {"id": str(new_id()), "reported_on": "2025-09-30"}, leader
    )
    listed = await movement.see(f"/v1/results?plan_item_id={item['id']}")
    assert [each["id"] for each in listed["items"]] == [second["id"], report["id"]]
    assert (await movement.see(first.headers["location"])) == first.json()
    stranger = await movement.send(path, report | {"id": str(new_id())}, movement.staff("720603"))
    assert (stranger.status_code, stranger.json()["code"]) == (403, "outside-area-grant")


async def test_lists_narrow_with_one_query(planning: Client, movement: Movement) -> None:
    year = {"fiscal_year_be": 2571}
    need = await movement.need("710911")
    item = await movement.adopted("710911", 5, need_ids=[need["id"]], **year)
    plan = await movement.plan("7109", **year)
    draft = await movement.item(plan, issue_code="LAND")
    who = movement.people("REGION_OFFICE", area="71")
    asked: list[tuple[str, int]] = [
        ("/v1/plans?area=71", 2), ("/v1/plans?area=71&level=TAMBON", 1), ("/v1/plans?area=71&status=DRAFT", 1),
        ("/v1/plans?area=71&fiscal_year_be=2571&sort=-updated_at", 2), ("/v1/plans?area=71&fiscal_year_be=2570", 0),
        ("/v1/plan-items?area=71", 2), ("/v1/plan-items?area=71&issue=LAND", 1), ("/v1/plan-items?area=71&status=FINAL", 1),
        (f"/v1/plan-items?plan_id={plan['id']}", 1), (f"/v1/plan-items?need_id={need['id']}", 1),
        ("/v1/plan-items?area=7109&area_scope=SELF&fiscal_year_be=2571&sort=-updated_at", 1),
    ]  # fmt: skip
    for path, count in asked:
        with counted(planning) as queries:
            answer = await planning.get(path, headers=who)
        assert (len(answer.json()["items"]), len(queries)) == (count, 1), path
    listed: list[dict[str, Any]] = (await movement.see("/v1/plan-items?area=71", who))["items"]
    assert [each["id"] for each in listed] == [draft["id"], item["id"]]


async def test_an_adoption_tells_partners_of_each_item(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("720601", 350_000)
    await settle(planning)
    async with planning.app.state.database.reading() as connection:
        cursor = await connection.execute(
            "SELECT type, private, data FROM feed WHERE subject = %s ORDER BY position",
            (item["id"],),
        )
        rows: list[Any] = await cursor.fetchall()
    assert [(kind, private) for kind, private, _ in rows] == [
        ("plan-item.drafted", True), ("plan-item.finalized", True), ("plan-item.adopted", False),
    ]  # fmt: skip
    assert rows[-1][2] == item
    wanted = {"id", "plan_id", "title_th", "area", "level", "fiscal_year_be", "issue_code", "budget",
              "status", "plan_status", "need_ids"}  # fmt: skip
    assert wanted <= set(item)


async def test_a_kept_answer_is_not_for_somebody_who_lost_the_right(
    planning: Client, people: People
) -> None:
    key = people.key

    def staff(area: str) -> dict[str, str]:
        token = tokens.sign(key, "the same person", [{"role": "TAMBON_STAFF", "area": area}])
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": "one-and-the-same"}

    body = {"id": str(new_id()), "level": "TAMBON", "area_code": "720602", "fiscal_year_be": 2569,
            "horizon_years": 1, "title_th": "ร่างที่คนอื่นไม่ควรเห็น"}  # fmt: skip
    assert (
        await planning.post("/v1/plans", json=body, headers=staff("720602"))
    ).status_code == 201
    again = await planning.post("/v1/plans", json=body, headers=staff("720602"))
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    moved = await planning.post("/v1/plans", json=body, headers=staff("710911"))
    assert (moved.status_code, body["title_th"] in moved.text) == (403, False)
