"""Villages, groups with their days, neighbours and points."""

from typing import Any

import pytest

from services.registry.area_shapes import actions as shapes
from services.registry.area_shapes import rules as lies
from services.registry.area_shapes.schemas import ShapeNew
from services.registry.areas import queries as areas
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role
from shared.thai_time import plain_date
from tests.conftest import Client, People

ADMIN = Subject("test:areas", (Grant(Role.NATIONAL_ADMIN, ""),))


def villages(*codes: str, name_th: str = "บ้านหนองทราย") -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "province_code": codes[0][:2],
        "source_th": "ที่ทำการปกครองจังหวัด",
        "villages": [{"code": code, "name_th": name_th} for code in codes],
    }


async def test_a_province_loads_its_villages_once_and_they_are_found(
    registry: Client, people: People
) -> None:
    group = people("PROVINCE_WORKING_GROUP", area="72")
    new = villages("72060201", "72060202")
    answer = await registry.post("/v1/village-lists", json=new, headers=group)
    assert (answer.status_code, answer.json()["changed"]) == (201, 2)
    again = await registry.post("/v1/village-lists", json=new, headers=group)
    assert again.status_code == 200
    found = (await registry.get("/v1/areas?level=VILLAGE&parent=720602")).json()["items"]
    assert [(item["code"], item["name_th"]) for item in found] == [
        ("72060201", "บ้านหนองทราย"),
        ("72060202", "บ้านหนองทราย"),
    ]
    assert found[0]["geo_precision"] == "TAMBON"
    named = (await registry.get("/v1/areas?q=หนองทราย&level=VILLAGE")).json()["items"]
    assert len(named) == 2
    same = await registry.post(
        "/v1/village-lists", json=villages("72060201", "72060202"), headers=group
    )
    assert same.json()["changed"] == 0


async def test_a_village_shows_its_real_name_where_things_are(
    registry: Client, people: People
) -> None:
    staff = people("NATIONAL_ADMIN", area="")
    await registry.post("/v1/village-lists", json=villages("72060203"), headers=staff)
    for village, name_th in (("72060203", "หมู่ที่ 3 บ้านหนองทราย"), ("72060209", "หมู่ที่ 9 หนองสาหร่าย")):
        new = {"id": str(new_id()), "kind": "SAVINGS_GROUP", "name_th": village, "issues": []}
        answer = await registry.post(
            "/v1/organizations", json={**new, "area_code": village}, headers=staff
        )
        assert answer.json()["area"]["name_th"] == name_th


@pytest.mark.parametrize(
    ("codes", "pointer", "code"),
    [
        (("72060201", "72060201"), "#/villages/1/code", "repeated-item"),
        (("72060201", "71091101"), "#/villages/1/code", "outside-parent"),
        (("72069801",), "#/villages/0/code", "unknown-reference"),
        (("72060200",), "#/villages/0/code", "not-a-village-code"),
    ],
)
async def test_each_wrong_village_is_pointed_at(
    registry: Client, people: People, codes: tuple[str, ...], pointer: str, code: str
) -> None:
    group = people("PROVINCE_WORKING_GROUP", area="72")
    answer = await registry.post("/v1/village-lists", json=villages(*codes), headers=group)
    assert answer.status_code == 422
    errors = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert errors == [(pointer, code)]


async def test_another_province_loads_no_villages_here(registry: Client, people: People) -> None:
    other = people("PROVINCE_WORKING_GROUP", area="71")
    answer = await registry.post("/v1/village-lists", json=villages("72060204"), headers=other)
    assert answer.status_code == 403


async def test_the_eight_regions_of_2550_are_defined_beside_the_five_of_today(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    for number in range(8):
        new = {
            "id": str(new_id()),
            "code": f"R-2550-{number + 1}",
            "kind": "REGION",
            "name_th": f"ภาคที่ {number + 1} (2550)",
            "name_en": f"Region {number + 1} of 2007",
            "member_codes": [str(50 + number)],
            "valid_to": "2019-04-09",
            "date_precision": "NOT_LATER_THAN",
            "source_th": "สรุปการประชุมอนุ 67",
        }
        answer = await registry.post("/v1/area-groups", json=new, headers=admin)
        assert answer.status_code == 201, answer.text
    then = (await registry.get("/v1/area-groups?kind=REGION&as_of=2007-06-13")).json()["items"]
    now = (await registry.get("/v1/area-groups?kind=REGION")).json()["items"]
    assert (len(then), len(now)) == (8, 5)
    async with registry.app.state.database.transaction() as session:
        asked = await areas.groups_on(session, "REGION", plain_date("2007-06-13"))
    assert [code for code, _ in asked] == [item["code"] for item in then]
    mine = (await registry.get("/v1/area-groups?member=500101&as_of=2007-06-13")).json()["items"]
    assert "R-2550-1" in [item["code"] for item in mine]


async def test_a_zone_is_its_provinces_own_and_its_members_are_dated(
    registry: Client, people: People
) -> None:
    group = people("PROVINCE_WORKING_GROUP", area="72")
    new = {
        "id": str(new_id()),
        "code": "Z-72-A",
        "kind": "ZONE",
        "name_th": "โซนเหนือ",
        "name_en": "North zone",
        "area_code": "72",
        "member_codes": ["7206", "7103"],
        "source_th": "มติจังหวัด",
    }
    wrong = await registry.post("/v1/area-groups", json=new, headers=group)
    assert [e["code"] for e in wrong.json()["errors"]] == ["outside-parent"]
    made = await registry.post(
        "/v1/area-groups", json={**new, "member_codes": ["7206"]}, headers=group
    )
    assert made.status_code == 201, made.text
    joins = {"area_code": "7203", "valid_from": "2025-10-01", "source_th": "มติ"}
    path = "/v1/area-groups/Z-72-A/members"
    act = {**group, "Idempotency-Key": str(new_id())}
    joined = (await registry.post(path, json=joins, headers=act)).json()
    assert joined["revision"] == 2
    twice = {**group, "Idempotency-Key": str(new_id())}
    assert (await registry.post(path, json=joins, headers=twice)).status_code == 409
    member = next(m["id"] for m in joined["members"] if m["area_code"] == "7203")
    leaves = {"valid_to": "2026-01-01", "reason": "จัดใหม่"}
    act = {**group, "Idempotency-Key": str(new_id())}
    left = await registry.post(
        f"/v1/area-group-members/{member}/endings", json=leaves, headers=act
    )
    assert left.status_code == 200, left.text
    for day, codes in (("2025-11-01", ["7203", "7206"]), ("2026-01-01", ["7206"])):
        items = (await registry.get(f"/v1/area-groups?kind=ZONE&as_of={day}")).json()["items"]
        assert [item["area_codes"] for item in items if item["code"] == "Z-72-A"] == [codes]
    other = people("PROVINCE_WORKING_GROUP", area="71")
    act = {**other, "Idempotency-Key": str(new_id())}
    assert (await registry.post(path, json=joins, headers=act)).status_code == 403


async def test_neighbours_and_points_say_how_they_are_known(
    registry: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lies, "ASTRAY", 90)  # these squares are made up
    near = (await registry.get("/v1/areas/720602/neighbours")).json()["neighbours"]
    assert {each["known_by"] for each in near} == {"CENTRE"}
    assert [each["distance_km"] for each in near] == sorted(each["distance_km"] for each in near)
    west, middle, far = _box(99.0), _box(99.5), _box(100.5)
    pair = [("720602", west), ("720601", middle), ("720603", far), ("720604", {"type": "Point"})]
    async with registry.app.state.database.transaction() as session:
        told = await shapes.load(
            session,
            [ShapeNew(area_code=code, geometry=shape) for code, shape in pair],
            source_th="ทดสอบ",
            by=ADMIN,
        )
    assert [word.partition(":")[0] for _, word in told] == ["loaded"] * 3 + ["refused"]
    beside = (await registry.get("/v1/areas/720602/neighbours")).json()["neighbours"]
    assert [each["code"] for each in beside if each["known_by"] == "SHAPE"] == ["720601"]
    filled = [each["code"] for each in beside if each["known_by"] == "CENTRE"]
    shapeless = {each["code"] for each in near} - {"720601", "720603"}
    assert set(filled) == shapeless
    assert beside[0]["code"] == "720601"
    inside = (await registry.get("/v1/area-lookups?lat=14.2&lon=99.2")).json()
    assert (inside["area"]["code"], inside["known_by"]) == ("720602", "SHAPE")
    outside = (await registry.get("/v1/area-lookups?lat=18.79&lon=98.98")).json()
    assert (outside["known_by"], outside["area"]["code"][:2]) == ("CENTRE", "50")
    assert outside["distance_km"] > 0
    assert (await registry.get("/v1/area-lookups?lat=48&lon=2")).status_code == 422


def _box(west: float) -> dict[str, Any]:
    east = west + 0.5
    ring = [[west, 14.0], [east, 14.0], [east, 14.5], [west, 14.5], [west, 14.0]]
    return {"type": "Polygon", "coordinates": [ring]}
