"""Needs and issues: recorded once, changed under their revision, in one state at any time."""

from typing import Any

import psycopg
import pytest

from services.planning.issues import schemas as issues
from services.planning.needs import queries, rules, schemas
from services.planning.needs.schemas import CAUSE_TH, STATUS_TH, CauseKind, NeedStatus
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, Ground, People, counted, settle
from tests.planning.conftest import COUNCIL, Movement


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "area_code": "720602",
        "title_th": "น้ำเพื่อการเกษตร",
        "issue_code": "WATER",
        "voiced_on": "2024-03-15",
        "voiced_at_th": "เวทีประชาคม",
        **changes,
    }


async def test_an_issue_is_defined_once_for_the_country(
    planning: Client, movement: Movement, people: People
) -> None:
    who = people("NATIONAL_ADMIN")
    body = issues.NEW | {"id": str(new_id()), "code": "HOUSING"}
    made = await planning.post("/v1/issues", json=body, headers=who)
    assert (made.status_code, made.headers["location"]) == (201, "/v1/issues/HOUSING")
    assert (await planning.get("/v1/issues/HOUSING")).content == made.content
    again = await planning.post("/v1/issues", json=body, headers=who)
    assert (again.status_code, again.content) == (200, made.content)
    other = await planning.post("/v1/issues", json=body | {"id": str(new_id())}, headers=who)
    assert (other.status_code, other.json()["code"]) == (409, "already-exists")
    refused = await planning.post("/v1/issues", json=body, headers=movement.province)
    assert refused.status_code == 403
    codes = [item["code"] for item in (await movement.see("/v1/issues"))["items"]]
    assert codes == sorted(codes)
    assert "HOUSING" in codes


async def test_the_event_of_an_issue_is_about_its_code(
    planning: Client, movement: Movement
) -> None:
    await movement.issue("WATER")
    await settle(planning)
    async with planning.app.state.database.reading() as connection:
        cursor = await connection.execute(
            "SELECT type, data->>'name_th' FROM feed WHERE subject = 'WATER' AND kind = 'issue'"
        )
        assert await cursor.fetchall() == [("issue.defined", "ประเด็น WATER")]


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("MEMBER", "720602", 201), ("LEADER", "720602", 201), ("TAMBON_STAFF", "720602", 201),
     ("PROVINCE_WORKING_GROUP", "72", 201), ("TAMBON_STAFF", "720603", 403), ("MEMBER", "7109", 403),
     ("PARTNER_AGENCY", "72", 403), ("AUDITOR", "", 403)],
)  # fmt: skip
async def test_people_of_the_area_record_needs(
    planning: Client, movement: Movement, people: People, role: str, area: str, status: int
) -> None:
    await movement.issue()
    answer = await planning.post("/v1/needs", json=facts(), headers=people(role, area=area))
    assert answer.status_code == status, answer.text
    assert (await planning.post("/v1/needs", json=facts())).status_code == 401


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [({"area_code": "7206"}, "#/area_code", "wrong-level"), ({"area_code": "720699"}, "#/area_code", "unknown-reference"),
     ({"issue_code": "NO_SUCH"}, "#/issue_code", "unknown-reference"), ({"voiced_at_th": None}, "#/voiced_at_th", "unvoiced"),
     ({"voiced_by_organization_id": "019aa0d4-6c00-7000-8000-00000000dead"}, "#/voiced_by_organization_id", "unknown-reference"),
     ({"voiced_on": "2567-03-15"}, "#/voiced_on", "buddhist-year"), ({"households": -1}, "#/households", "out-of-range"),
     ({"status": "DONE"}, "#/status", "unknown-field")],
)  # fmt: skip
async def test_what_does_not_fit_is_pointed_at(
    planning: Client, movement: Movement, change: dict[str, Any], pointer: str, code: str
) -> None:
    await movement.issue()
    answer = await planning.post(
        "/v1/needs", json=facts(**change), headers=movement.people("NATIONAL_ADMIN")
    )
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


async def test_an_organization_may_voice_a_need_of_a_village(movement: Movement) -> None:
    need = await movement.need("72060203", voiced_at_th=None, voiced_by_organization_id=COUNCIL)
    assert need["area"] == {
        "code": "72060203", "level": "VILLAGE", "name_th": "หมู่ที่ 3 หนองสาหร่าย", "name_en": "Mu 3 Nong Sarai",
    }  # fmt: skip
    assert need["voiced_by_organization_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    assert need["status"] == "RECORDED"


async def test_the_same_need_twice_is_one_need(planning: Client, movement: Movement) -> None:
    await movement.issue()
    body, who = facts(), movement.staff("720602")
    first = await planning.post("/v1/needs", json=body, headers=who)
    second = await planning.post("/v1/needs", json=body, headers=who)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.content == first.content
    other = await planning.post("/v1/needs", json=body | {"title_th": "อื่น"}, headers=who)
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


async def test_words_and_facts_change_under_the_revision(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    path, who = f"/v1/needs/{need['id']}", movement.staff("720602")
    change = {"households": 135, "description_th": "หน้าแล้ง", "reason": "สำรวจใหม่"}
    assert (await planning.patch(path, json=change, headers=who)).status_code == 428
    done = await planning.patch(path, json=change, headers=who | {"If-Match": '"r1"'})
    assert (done.json()["households"], done.json()["revision"]) == (135, 2)
    late = await planning.patch(path, json=change, headers=who | {"If-Match": '"r1"'})
    assert late.status_code == 412
    mute = await planning.patch(
        path, json={"voiced_at_th": None}, headers=who | {"If-Match": '"r2"'}
    )
    assert mute.json()["errors"][0]["pointer"] == "#/voiced_at_th"
    away = movement.people("TAMBON_STAFF", area="720603") | {"If-Match": '"r2"'}
    assert (await planning.patch(path, json=change, headers=away)).status_code == 403
    await settle(planning)
    entries = (await movement.see(f"{path}/history"))["items"]
    assert [(e["type"], e["reason"]) for e in entries] == [
        ("need.recorded", None), ("need.changed", "สำรวจใหม่"),
    ]  # fmt: skip


async def test_needs_are_listed_with_one_query_and_narrowed(
    planning: Client, movement: Movement
) -> None:
    await movement.need("710911", issue_code="LAND")
    await movement.need("710911", issue_code="WATER")
    await movement.need("71091102", issue_code="LAND")
    for query, count in (
        ("area=71", 3), ("area=71&issue=LAND", 2), ("area=7109&area_scope=CHILDREN", 2),
        ("area=710911&area_scope=SELF", 2), ("area=71&status=RECORDED&sort=-updated_at", 3),
        ("area=71&status=DONE", 0), ("area=71091102&area_scope=ANCESTORS", 3),
    ):  # fmt: skip
        with counted(planning) as asked:
            page = await movement.see(f"/v1/needs?{query}")
        assert (len(page["items"]), len(asked)) == (count, 1), query


@pytest.mark.parametrize(
    "asked",
    ["sort=place", "sort=-updated_at", "sort=-updated_at&status=RECORDED", "status=RECORDED"],
)
async def test_the_list_goes_on_where_it_stopped(movement: Movement, asked: str) -> None:
    made = [(await movement.need("720101"))["id"] for _ in range(3)]
    way: str | None = f"/v1/needs?area=7201&limit=2&{asked}"
    ids: list[str] = []
    while way is not None:
        page = await movement.see(way)
        ids += [item["id"] for item in page["items"]]
        way = page["next"]
    assert len(ids) == len(set(ids)) > 2
    found = [each for each in ids if each in made]
    assert found == (made[::-1] if "updated" in asked else made)


def test_every_state_has_a_thai_name_and_a_way_in() -> None:
    assert set(rules.NEXT) == set(STATUS_TH) == set(NeedStatus)
    assert set(CAUSE_TH) == set(CauseKind)
    reached = set().union(*rules.NEXT.values())
    assert reached == set(NeedStatus)


@pytest.mark.parametrize(
    ("target", "sources"),
    [(NeedStatus.IN_PLAN, {"RECORDED"}), (NeedStatus.PROPOSED, {"IN_PLAN", "REJECTED"}),
     (NeedStatus.REJECTED, {"PROPOSED"}), (NeedStatus.ACCEPTED, {"PROPOSED", "ACCEPTED_IN_PART", "REJECTED"}),
     (NeedStatus.ACCEPTED_IN_PART, {"PROPOSED", "REJECTED"}), (NeedStatus.RECORDED, {"IN_PLAN", "PROPOSED", "REJECTED"}),
     (NeedStatus.MERGED, {"RECORDED", "IN_PLAN", "REJECTED"}), (NeedStatus.SPLIT, {"RECORDED", "IN_PLAN", "REJECTED"}),
     (NeedStatus.WITHDRAWN, {"RECORDED", "IN_PLAN"}),
     (NeedStatus.DONE, {"IN_PLAN", "PROPOSED", "ACCEPTED", "ACCEPTED_IN_PART", "REJECTED"})],
)  # fmt: skip
def test_a_need_moves_only_along_its_table(target: NeedStatus, sources: set[str]) -> None:
    assert {status.value for status in rules.may_become(target)} == sources


def test_a_need_belongs_to_a_tambon_or_village() -> None:
    rules.check_level("720602")
    rules.check_level("72060201")
    for code in ("72", "7206"):
        with pytest.raises(Problem):
            rules.check_level(code)


def test_needs_of_one_state_come_from_the_index_of_that_state(ground: Ground) -> None:
    asked = schemas.NeedFilters(status=NeedStatus.RECORDED, sort=schemas.NeedSort.UPDATED)
    order, conditions = asked.order(), asked.conditions()
    assert order is not None
    sql = queries.NEEDS.statement(order, *conditions)
    values = {"granted": [""], "limit": 50, "status": "RECORDED"}
    with psycopg.connect(ground.fresh("planning", "in_state")) as connection:
        # An empty table would be read whole and sorted.
        connection.execute("SET enable_seqscan = off")
        connection.execute("SET enable_bitmapscan = off")
        connection.execute("SET enable_sort = off")
        explain = b"EXPLAIN " + sql.encode()
        way = "\n".join(line for (line,) in connection.execute(explain, values))
        connection.execute("DROP INDEX ix_needs_status_updated")
        other = "\n".join(line for (line,) in connection.execute(explain, values))
        connection.rollback()
    assert "Index Scan Backward using ix_needs_status_updated on needs" in way
    assert "Sort" not in way
    # The index of all changes does not do: PostgreSQL would take it, and look for the state in vain.
    assert "Sort" in other
