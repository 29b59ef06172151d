"""US1: the country is loaded once and answers by level, parent, region, name and old code."""

from typing import Any

import pytest

from khabuan import load_areas
from tests.conftest import Client


async def everything(client: Client, path: str) -> list[dict[str, Any]]:
    """Follow `next` to the end."""
    items: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        page = (await client.get(following)).json()
        items += page["items"]
        following = page["next"]
    return items


@pytest.mark.parametrize(
    ("level", "count"), [("PROVINCE", 77), ("DISTRICT", 928), ("TAMBON", 7436)]
)
async def test_the_country_has_all_its_areas(registry: Client, level: str, count: int) -> None:
    items = await everything(registry, f"/v1/areas?level={level}&limit=200")
    assert len(items) == len({item["code"] for item in items}) == count
    assert [item["code"] for item in items] == sorted(item["code"] for item in items)


@pytest.mark.parametrize(
    ("province", "districts", "tambons"),
    [("18", 8, 53), ("60", 15, 130), ("19", 13, 111), ("72", 10, 110)],
)
async def test_a_province_holds_its_districts_and_tambons(
    registry: Client, province: str, districts: int, tambons: int
) -> None:
    assert len(await everything(registry, f"/v1/areas?parent={province}")) == districts
    assert len(await everything(registry, f"/v1/areas?area={province}&level=TAMBON")) == tambons


async def test_region_south_is_counted_through_its_provinces(registry: Client) -> None:
    for level, count in (("PROVINCE", 14), ("DISTRICT", 151), ("TAMBON", 1084)):
        path = f"/v1/areas?group=R-SOUTH&level={level}&limit=200"
        assert len(await everything(registry, path)) == count
    assert len(await everything(registry, "/v1/areas?group=R-BKK-EAST&level=PROVINCE")) == 13


async def test_names_are_found_with_district_and_province(registry: Client) -> None:
    found = await everything(registry, "/v1/areas?name=หนองบัว&level=TAMBON")
    assert len(found) == 28
    assert all(item["district_name_th"] and item["province_name_th"] for item in found)
    found = await everything(registry, "/v1/areas?name=หนองสาหร่าย&level=TAMBON")
    assert [item["code"] for item in found] == ["302106", "710911", "720602"]


async def test_searching_puts_exact_names_first_and_finds_parts(registry: Client) -> None:
    found = await everything(registry, "/v1/areas?q=หนองบัว&level=TAMBON&limit=200")
    names = [item["name_th"] for item in found]
    assert names[:28] == ["หนองบัว"] * 28
    assert "หนองบัวบาน" in names[28:]
    assert all("หนองบัว" in name for name in names)
    assert len(await everything(registry, "/v1/areas?q=%25&limit=200")) == 0


async def test_an_old_code_answers_its_successor(registry: Client) -> None:
    answer = (await registry.get("/v1/areas/500306")).json()
    assert (answer["code"], answer["name_th"], answer["superseded"]) == ("502501", "บ้านจันทร์", True)
    assert answer["requested_code"] == "500306"
    gone = await registry.get("/v1/areas/104701")
    assert (gone.status_code, gone.json()["code"]) == (410, "gone")
    assert (await registry.get("/v1/areas/999999")).status_code == 404


@pytest.mark.parametrize(
    ("day", "region"), [("2019-04-09", "R-CENTRAL-WEST"), ("2024-09-05", "R-NORTH")]
)
async def test_a_region_is_dated(registry: Client, day: str, region: str) -> None:
    answer = (await registry.get(f"/v1/areas/60?as_of={day}")).json()
    assert [g["code"] for g in answer["groups"] if g["kind"] == "REGION"] == [region]


async def test_loading_twice_changes_nothing(registry: Client) -> None:
    assert await load_areas.into(registry.app.state.database) == 0


async def test_a_thai_digit_code_is_understood_and_a_wrong_one_explained(registry: Client) -> None:
    assert (await registry.get("/v1/areas/๗๒๐๖๐๒")).json()["name_th"] == "หนองสาหร่าย"
    answer = await registry.get("/v1/areas/7206023", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "code")


@pytest.mark.parametrize("sort", ["code", "name", "relevance"])
async def test_areas_are_paged_in_every_order(registry: Client, sort: str) -> None:
    first = (await registry.get(f"/v1/areas?q=หนอง&sort={sort}&limit=5")).json()
    behind = await registry.get(first["next"])
    assert behind.status_code == 200, behind.text
    codes = {each["code"] for each in first["items"]}
    assert codes.isdisjoint(each["code"] for each in behind.json()["items"])
