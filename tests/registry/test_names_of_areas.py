"""A new Thai name does not keep the English one of an old one; nothing needs an English name."""

import pytest

from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.test_area_changes import ADMIN, made, order, organization, seen


@pytest.fixture
def admin(people: People) -> dict[str, str]:
    return {**people("NATIONAL_ADMIN", area=""), **ADMIN}


async def test_a_new_thai_name_without_an_english_one_has_none(
    registry: Client, admin: dict[str, str]
) -> None:
    unit = {"from_code": "720903", "to_code": "720998", "name_th": "ใหม่หนึ่ง"}
    part = {"from_code": "72090301", "to_code": "72099801"}
    villages = [{"code": "72090301", "name_th": "บ้านหนึ่ง"}]
    body = {"id": str(new_id()), "province_code": "72", "source_th": "จังหวัด", "villages": villages}
    await made(registry, "/v1/village-lists", body, admin)
    split = await made(
        registry, "/v1/area-changes", order("SPLIT", "2020-01-01", unit, parts=[part]), admin
    )
    shown = await seen(registry, "/v1/areas/720998")
    assert (shown["name_th"], shown["name_en"]) == ("ใหม่หนึ่ง", None)
    again = {"from_code": "720903", "to_code": "720903", "name_th": "ใหม่สอง"}
    renamed = await made(registry, "/v1/area-changes", order("RENAME", "2021-01-01", again), admin)
    [told] = renamed["renamed"]
    assert (told["after_th"], told["after_en"]) == ("ใหม่สอง", None)
    assert (await seen(registry, "/v1/areas/720903"))["name_en"] is None
    group = await organization(registry, "72099801", admin)
    area = (await seen(registry, f"/v1/organizations/{group}"))["area"]
    assert (area["name_th"], area["name_en"]) == ("หมู่ที่ 1 บ้านหนึ่ง", None)
    undo = {"id": str(new_id()), "effective_on": "2022-01-01", "order_th": "ยกเลิกประกาศ"}
    await made(registry, f"/v1/area-changes/{renamed['id']}/reversals", undo, admin)
    back = await seen(registry, "/v1/areas/720903")
    assert (back["name_th"], back["name_en"]) == (told["before_th"], told["before_en"])
    assert split["status"] == "STANDING"


async def test_a_group_of_areas_needs_no_english_name(
    registry: Client, admin: dict[str, str]
) -> None:
    body = {
        "id": str(new_id()),
        "code": "E-KWAE",
        "kind": "ECO_REGION",
        "name_th": "ลุ่มน้ำแคว",
        "member_codes": ["7103"],
        "source_th": "มติเวทีลุ่มน้ำ",
    }
    assert (await made(registry, "/v1/area-groups", body, admin))["name_en"] is None
    groups = (await seen(registry, "/v1/areas/710301"))["groups"]
    assert [each["name_en"] for each in groups if each["code"] == "E-KWAE"] == [None]
