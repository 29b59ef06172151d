"""The country of old days: Galyani Vadhana of 2552, Bueng Kan of 2554, the khwaeng of Bangkok of 2560."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text

from khabuan import load_areas
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.test_areas import everything


@pytest.fixture
def admin(people: People) -> dict[str, str]:
    return {**people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}


async def counted(registry: Client, path: str) -> int:
    """Count what a list holds."""
    return len(await everything(registry, f"{path}&limit=200"))


@pytest.mark.parametrize(
    ("day", "count"), [("2010-01-01", 76), ("2011-03-22", 76), ("2011-03-23", 77)]
)
async def test_the_country_had_76_provinces_before_bueng_kan(
    registry: Client, day: str, count: int
) -> None:
    assert await counted(registry, f"/v1/areas?level=PROVINCE&as_of={day}") == count


async def test_a_province_tells_since_when_it_stands_and_is_not_found_before(
    registry: Client,
) -> None:
    assert (await registry.get("/v1/areas/38")).json()["valid_from"] == "2011-03-23"
    assert (await registry.get("/v1/areas/38?as_of=2011-03-22")).status_code == 404
    assert (await registry.get("/v1/areas/38?as_of=2011-03-23")).status_code == 200
    assert (await registry.get("/v1/areas/43")).json()["valid_from"] is None


@pytest.mark.parametrize(
    ("old", "then", "new", "now"),
    [
        ("4303", "บึงกาฬ", "3801", "เมืองบึงกาฬ"),
        ("4313", "บุ่งคล้า", "3808", "บุ่งคล้า"),
        ("430301", "บึงกาฬ", "380101", "บึงกาฬ"),
    ],
)
async def test_a_code_of_nong_khai_answers_the_one_of_bueng_kan(
    registry: Client, old: str, then: str, new: str, now: str
) -> None:
    answer = (await registry.get(f"/v1/areas/{old}")).json()
    assert (answer["code"], answer["name_th"], answer["superseded"]) == (new, now, True)
    answer = (await registry.get(f"/v1/areas/{old}?as_of=2011-03-22")).json()
    assert (answer["code"], answer["name_th"], answer["superseded"]) == (old, then, False)
    assert answer["province_name_th"] == "หนองคาย"


async def test_what_became_bueng_kan_was_nong_khai_before(registry: Client) -> None:
    for day, districts, tambons, there in (("2011-03-22", 17, 115, 0), ("2011-03-23", 9, 62, 8)):
        assert await counted(registry, f"/v1/areas?parent=43&as_of={day}") == districts
        path = f"/v1/areas?area=43&level=TAMBON&as_of={day}"
        assert await counted(registry, path) == tambons
        assert await counted(registry, f"/v1/areas?parent=38&as_of={day}") == there


async def test_the_tambons_of_galyani_vadhana_were_of_mae_chaem(registry: Client) -> None:
    assert await counted(registry, "/v1/areas?parent=5025&as_of=2000-01-01") == 0
    before = await everything(registry, "/v1/areas?parent=5003&as_of=2009-12-25")
    assert {"500306", "500309", "500310"} <= {area["code"] for area in before}
    after = await everything(registry, "/v1/areas?parent=5025&as_of=2009-12-26")
    assert [area["name_th"] for area in after] == ["บ้านจันทร์", "แม่แดด", "แจ่มหลวง"]


async def test_khwaeng_of_2560_stand_since_then_and_what_was_divided_stood_before(
    registry: Client,
) -> None:
    for day, names in (
        ("2017-07-25", ["บางนา"]),
        ("2017-07-26", ["บางนาเหนือ", "บางนาใต้"]),
    ):
        found = await everything(registry, f"/v1/areas?parent=1047&as_of={day}")
        assert [area["name_th"] for area in found] == names
    assert (await registry.get("/v1/areas/104701")).status_code == 410


async def test_nothing_new_is_put_where_a_code_has_ended(
    registry: Client, admin: dict[str, str]
) -> None:
    new = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "issues": [],
        "name_th": "กลุ่มออมทรัพย์บึงกาฬ",
        "area_code": "430301",
    }
    answer = await registry.post("/v1/organizations", json=new, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown-reference")


async def test_what_is_in_bueng_kan_today_counts_in_nong_khai_then(
    registry: Client, admin: dict[str, str]
) -> None:
    new: dict[str, Any] = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "issues": [],
        "name_th": "กลุ่มออมทรัพย์ไคสี",
        "area_code": "380108",
        "founded_on": "2008-05-01",
        "members_count": 40,
    }
    made = await registry.post("/v1/organizations", json=new, headers=admin)
    assert made.status_code == 201, made.text

    async def members(code: str, day: str) -> tuple[int, int, int] | int:
        answer = await registry.get(f"/v1/area-rollups/{code}?as_of={day}")
        if answer.status_code != 200:
            return int(answer.status_code)
        told = answer.json()
        return told["districts"], told["tambons"], told["members"]

    assert await members("43", "2011-03-22") == (17, 115, 40)
    assert await members("430311", "2011-03-22") == (0, 1, 40)
    assert await members("38", "2011-03-22") == 404
    assert await members("43", "2011-03-23") == (9, 62, 0)
    assert await members("38", "2011-03-23") == (8, 53, 40)
    for code, day, status in (
        ("38", "2011-03-22", 404),
        ("380108", "2011-03-22", 404),
        ("38", "2011-03-23", 200),
        ("430311", "2011-03-22", 200),
        ("430311", "2011-03-23", 200),
        ("43", "2011-03-22", 200),
    ):
        counts = await registry.get(f"/v1/certification-counts/{code}?on={day}")
        assert (code, day, counts.status_code) == (code, day, status)


async def test_a_country_loaded_before_learns_the_days_and_keeps_what_an_order_said(
    registry: Client,
) -> None:
    async with registry.app.state.database.transaction() as session:
        await session.execute(text("UPDATE areas SET valid_from = NULL WHERE code = '38'"))
        await session.execute(
            text("UPDATE areas SET valid_from = :day, name_th = 'พันทา' WHERE code = '380302'"),
            {"day": dt.date(2020, 1, 1)},
        )
    assert await load_areas.into(registry.app.state.database) == 1
    assert (await registry.get("/v1/areas/38")).json()["valid_from"] == "2011-03-23"
    assert (await registry.get("/v1/areas/380302")).json()["name_th"] == "พันทา"
