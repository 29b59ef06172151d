"""Rule 9 and domain.md part 3: areas change by law; what is present follows, what was stays as it was."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bench.figures import asof
from services.registry.area_changes.queries import REFERENCES
from services.registry.base import Table
from shared import moving
from shared.ids import new_id
from tests.conftest import Client, Ground, People

ADMIN = {"Change-Reason": "law"}


@pytest.fixture
def admin(people: People) -> dict[str, str]:
    return {**people("NATIONAL_ADMIN", area=""), **ADMIN}


async def made(client: Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    answer = await client.post(
        path, json=body, headers={**headers, "Idempotency-Key": str(new_id())}
    )
    assert answer.is_success, answer.text
    return answer.json()


async def organization(client: Client, area: str, headers: dict[str, str], **more: Any) -> str:
    new = {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": f"เครือข่าย {area}",
        "area_code": area,
        "issues": [],
        "founded_on": "1997-01-01",
        "confirm_new": True,
        **more,
    }
    return str((await made(client, "/v1/organizations", new, headers))["id"])


async def seen(client: Client, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def order(kind: str, day: str, *units: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "kind": kind,
        "order_th": "ประกาศกระทรวงมหาดไทย",
        "gazette_th": "เล่ม 126 ตอนที่ 97 ก",
        "effective_on": day,
        "units": list(units),
        **more,
    }


async def where(client: Client, organization_id: str) -> str:
    return str((await seen(client, f"/v1/organizations/{organization_id}"))["area"]["code"])


def test_every_column_that_holds_an_area_code_says_whether_it_follows() -> None:
    for path in Path("services/registry").glob("*/tables.py"):
        import_module(f"services.registry.{path.parent.name}.tables")
    assert moving.unlisted(Table.metadata, REFERENCES) == []


async def test_a_renamed_tambon_has_the_name_of_each_day(
    registry: Client, admin: dict[str, str]
) -> None:
    unit = {"from_code": "720601", "to_code": "720601", "name_th": "ดอนใหม่", "name_en": "Don Mai"}
    change = await made(registry, "/v1/area-changes", order("RENAME", "2020-01-01", unit), admin)
    before, after = "as_of=2019-12-31", "as_of=2020-01-01"
    assert (await seen(registry, f"/v1/areas/720601?{before}"))["name_th"] == "ดอนเจดีย์"
    assert (await seen(registry, f"/v1/areas/720601?{after}"))["name_th"] == "ดอนใหม่"
    found = await seen(registry, f"/v1/areas?name=ดอนเจดีย์&area=7206&level=TAMBON&{before}")
    assert [item["code"] for item in found["items"]] == ["720601"]
    assert not (await seen(registry, "/v1/areas?name=ดอนเจดีย์&area=7206&level=TAMBON"))["items"]
    path = f"/v1/area-changes/{change['id']}/reversals"
    undo = {"order_th": "ยกเลิกประกาศ", "effective_on": "2021-01-01"}
    assert (await made(registry, path, undo, admin))["status"] == "REVERSED"
    names = [
        (await seen(registry, f"/v1/areas/720601?as_of={day}"))["name_th"]
        for day in ("2019-12-31", "2020-12-31", "2021-01-01")
    ]
    assert names == ["ดอนเจดีย์", "ดอนใหม่", "ดอนเจดีย์"]


async def test_a_province_is_split_as_bueng_kan_was_and_everything_follows(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    staff = people("NATIONAL_ADMIN", area="")
    in_village = await organization(registry, "44010205", staff, villages=["44010205"])
    in_tambon = await organization(registry, "440102", staff, kind="SAVINGS_GROUP")
    in_district = await organization(registry, "4401", staff)
    elsewhere = await organization(registry, "4402", staff)
    unit = {"from_code": "44", "to_code": "59", "name_th": "เมืองใหม่", "name_en": "Mueang Mai"}
    new = order("SPLIT", "2011-03-23", unit, parts=[{"from_code": "4401", "to_code": "5901"}])
    change = await made(registry, "/v1/area-changes", new, admin)
    assert change["moved"]["organizations.area_code"] == 3
    assert change["ended"]["440102"] == "590102"
    assert await where(registry, in_village) == "59010205"
    assert await where(registry, in_tambon) == "590102"
    assert await where(registry, in_district) == "5901"
    assert await where(registry, elsewhere) == "4402"
    old = await seen(registry, "/v1/areas/440102")
    assert (old["code"], old["superseded"]) == ("590102", True)
    assert (await seen(registry, "/v1/areas/440102?as_of=2011-03-22"))["code"] == "440102"
    assert old["province_name_th"] == "เมืองใหม่"
    centre = await seen(registry, "/v1/local-data-centres/440102")
    assert (centre["area"]["code"], centre["requested_code"]) == ("590102", "440102")
    assert centre["superseded"] is True
    here = [each for each in centre["records"] if each["detail"] == "SAVINGS_GROUP"]
    assert [each["count"] for each in here] == [1]
    sheet = await registry.get("/v1/local-data-centres/440102/organizations.csv")
    assert "590102.csv" in sheet.headers["content-disposition"]
    region = await seen(registry, "/v1/areas/59")
    assert [g["code"] for g in region["groups"] if g["kind"] == "REGION"] == ["R-NORTHEAST"]
    told = await seen(registry, f"/v1/organizations/{in_tambon}")
    assert told["revision"] == 2
    undo = {"order_th": "ยกเลิก", "effective_on": "2012-01-01"}
    back = await made(registry, f"/v1/area-changes/{change['id']}/reversals", undo, admin)
    assert (back["status"], back["left_alone"]) == ("REVERSED", 0)
    assert await where(registry, in_village) == "44010205"
    covers = (await seen(registry, f"/v1/organizations/{in_village}"))["villages"]
    assert covers == ["44010205"]
    assert await where(registry, in_tambon) == "440102"
    assert await where(registry, in_district) == "4401"
    assert (await seen(registry, "/v1/areas/59?as_of=2011-12-31"))["code"] == "59"
    assert (await seen(registry, "/v1/areas/59"))["code"] == "44"
    again = await registry.post(
        f"/v1/area-changes/{change['id']}/reversals",
        json=undo,
        headers={**admin, "Idempotency-Key": str(new_id())},
    )
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")


async def test_merging_and_undoing_leaves_alone_what_was_moved_by_hand_since(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    staff = people("NATIONAL_ADMIN", area="")
    here = await organization(registry, "450101", staff)
    by_hand = await organization(registry, "450101", staff)
    rolled = (await registry.get("/v1/area-rollups/4501?as_of=2014-12-31")).content
    unit = {"from_code": "450101", "to_code": "450102"}
    change = await made(registry, "/v1/area-changes", order("MERGE", "2015-01-01", unit), admin)
    assert await where(registry, here) == "450102"
    assert (await registry.get("/v1/area-rollups/4501?as_of=2014-12-31")).content == rolled
    since = await organization(registry, "450102", staff)
    refused = await registry.post(
        "/v1/organizations",
        json={"id": str(new_id()), "kind": "NETWORK", "name_th": "ก", "area_code": "450101"},
        headers=staff,
    )
    assert refused.json()["errors"][0]["code"] == "unknown-reference"
    async with registry.app.state.database.transaction() as session:
        await session.execute(
            text("UPDATE organizations SET area_code = '450103' WHERE id = :id"), {"id": by_hand}
        )
    undo = {"order_th": "ยกเลิก", "effective_on": "2016-01-01"}
    back = await made(registry, f"/v1/area-changes/{change['id']}/reversals", undo, admin)
    assert back["left_alone"] == 1
    assert await where(registry, here) == "450101"
    assert await where(registry, by_hand) == "450103"
    assert await where(registry, since) == "450102"
    path = f"/v1/area-changes/{change['id']}/moves?left_alone=true"
    left = (await registry.get(path, headers=admin)).json()["items"]
    assert [(item["row_key"], item["from_code"]) for item in left] == [(by_hand, "450102")]
    staff_of_tambon = people("TAMBON_STAFF", area="450101")
    assert (await registry.get(path, headers=staff_of_tambon)).status_code == 403


async def test_rights_move_along_and_old_tokens_are_refused(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    strong = people("NATIONAL_ADMIN", area="")
    new = {"id": str(new_id()), "login": "mover.one", "area_code": "460101"}
    account = (await registry.post("/v1/accounts", json=new, headers=strong)).json()["id"]
    given = {
        "id": str(new_id()),
        "principal_id": account,
        "role": "TAMBON_STAFF",
        "area_code": "460101",
        "starts_on": "2025-10-01",
        "reason": "คำสั่งแต่งตั้ง",
    }
    assert (await registry.post("/v1/grants", json=given, headers=strong)).is_success
    unit = {"from_code": "460101", "to_code": "460198"}
    change = await made(registry, "/v1/area-changes", order("MOVE", "2022-01-01", unit), admin)
    assert {"accounts.area_code", "grants.area_code"} <= change["moved"].keys()
    shown = (await registry.get("/v1/grants?area=460198", headers=strong)).json()["items"]
    assert [each["principal_id"] for each in shown] == [account]
    async with registry.app.state.database.transaction() as session:
        told = await session.scalar(
            text("SELECT count(*) FROM revocations WHERE name = :name"),
            {"name": f"subject:{account}"},
        )
    assert told == 1


async def test_roll_ups_of_the_past_do_not_change_and_undoing_restores_every_reference(
    ground: Ground,
) -> None:
    url = ground.fresh("registry", "asof")
    outcome = await asof.run(url, 20261121, changes=14, organizations=120)
    assert outcome.met, outcome


async def test_the_figure_sees_roll_ups_that_read_places_of_today(ground: Ground) -> None:
    url = ground.fresh("registry", "asof_control")
    outcome = await asof.run(url, 20261121, changes=14, organizations=120, control=True)
    assert outcome.different


async def test_what_is_shown_beside_a_thing_changes_its_tag_and_never_its_revision(
    registry: Client, ground: Ground, admin: dict[str, str]
) -> None:
    fund = await organization(registry, "950304", admin)
    path = f"/v1/organizations/{fund}"
    old = (await registry.get(path)).headers["etag"]
    same = await registry.get(path, headers={"If-None-Match": old})
    assert same.status_code == 304
    unit = {"from_code": "950304", "to_code": "950304", "name_th": "ถ้ำทะลุใหม่"}
    await made(registry, "/v1/area-changes", order("RENAME", "2020-01-01", unit), admin)
    told = await registry.get(path, headers={"If-None-Match": old})
    assert told.status_code == 200
    assert told.json()["area"]["name_th"] == "ถ้ำทะลุใหม่"
    assert told.headers["etag"].partition(";")[0] == old.partition(";")[0]
    change = await registry.patch(
        path, json={"name_th": "เครือข่ายใหม่"}, headers={**admin, "If-Match": old}
    )
    assert change.status_code == 200, "the caller saw the revision that stands"


async def test_what_holds_several_codes_returns_too_and_is_not_told_as_left_alone(
    registry: Client, admin: dict[str, str]
) -> None:
    listed = [{"code": f"4703010{n}", "name_th": f"บ้าน {n}", "number": n} for n in (1, 2)]
    village_list = {"province_code": "47", "source_th": "ที่ทำการปกครอง", "villages": listed}
    await made(registry, "/v1/village-lists", {"id": str(new_id()), **village_list}, admin)
    villages = ["47030101", "47030102"]
    group = await organization(registry, "470301", admin, villages=villages)
    unit = {"from_code": "470301", "to_code": "470398"}
    change = await made(registry, "/v1/area-changes", order("MOVE", "2026-11-21", unit), admin)
    path, undo = f"/v1/area-changes/{change['id']}", {"order_th": "ยกเลิก"}
    undone = {**undo, "effective_on": "2026-11-21"}
    back = await made(registry, f"{path}/reversals", undone, admin)
    shown = await seen(registry, f"/v1/organizations/{group}")
    assert (shown["area"]["code"], shown["villages"]) == ("470301", villages)
    left = (await registry.get(f"{path}/moves?left_alone=true", headers=admin)).json()["items"]
    assert (back["left_alone"], left) == (0, [])


async def test_tambons_with_one_mentor_become_one_and_part_again(
    registry: Client, admin: dict[str, str]
) -> None:
    mentor = await organization(registry, "4804", admin)
    network = {"organization_id": mentor, "level": "DISTRICT"}
    await made(registry, "/v1/networks", network, admin)
    for code in ("480401", "480402", "480403"):
        new = {"id": str(new_id()), "network_id": mentor, "tambon_code": code}
        await made(registry, "/v1/mentorings", {**new, "starts_on": "2025-01-15"}, admin)

    async def mentored() -> list[str]:
        found = await seen(registry, f"/v1/mentorings?network={mentor}")
        return [each["area"]["code"] for each in found["items"]]

    units = [{"from_code": code, "to_code": "480403"} for code in ("480401", "480402")]
    change = await made(registry, "/v1/area-changes", order("MERGE", "2026-11-21", *units), admin)
    assert "mentorings.area_code" not in change["moved"], "one holds where one held already"
    undo = {"order_th": "ยกเลิก", "effective_on": "2026-11-21"}
    back = await made(registry, f"/v1/area-changes/{change['id']}/reversals", undo, admin)
    assert back["left_alone"] == 0
    assert await mentored() == ["480401", "480402", "480403"]
