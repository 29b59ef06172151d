"""Lists in the order of a Thai dictionary: สระหน้า stand behind their consonant, equal names stay apart."""

from typing import Any

import pytest

from shared import text
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.persons import PLACE, new, post
from tests.registry.test_areas import everything

NAMES = ["เกาะยอ", "กันตัง", "แก่งกระจาน", "ขามป้อม", "เขาชัยสน", "ไชโย", "โคกสี", "ใจดี", "กันตัง"]
IN_ORDER = ["กันตัง", "กันตัง", "เกาะยอ", "แก่งกระจาน", "ขามป้อม", "เขาชัยสน", "โคกสี", "ใจดี", "ไชโย"]


async def made(registry: Client, who: dict[str, str], path: str, **body: Any) -> str:
    headers = {**who, "Idempotency-Key": str(new_id())}
    answer = await registry.post(path, json={"id": str(new_id()), **body}, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def groups(registry: Client, who: dict[str, str], area: str, kind: str) -> list[str]:
    return [
        await made(
            registry, who, "/v1/organizations", kind=kind, name_th=name, area_code=area, issues=[], confirm_new=True,
        )
        for name in NAMES
    ]  # fmt: skip


async def named(registry: Client, path: str, name: str = "name_th", **headers: str) -> list[str]:
    """Read a list to its end in pages of two, each item once."""
    items = await everything(registry, f"{path}&limit=2")
    assert len({item["id"] for item in items}) == len(items)
    return [str(item[name]) for item in items]


@pytest.mark.parametrize("level", ["PROVINCE", "TAMBON"])
async def test_areas_come_in_the_order_of_a_dictionary(registry: Client, level: str) -> None:
    items = await everything(registry, f"/v1/areas?level={level}&sort=name&limit=200")
    assert len({item["code"] for item in items}) == {"PROVINCE": 77, "TAMBON": 7436}[level]
    keys = [(text.sort_key(item["name_th"]), item["code"]) for item in items]
    assert keys == sorted(keys)
    if level == "PROVINCE":
        names = [item["name_th"] for item in items]
        assert names[:4] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์"]
        assert names.index("เชียงใหม่") == names.index("เชียงราย") + 1 < names.index("ตรัง")


async def test_areas_of_an_old_day_below_a_parent_are_sorted_too(registry: Client) -> None:
    items = await everything(registry, "/v1/areas?parent=43&as_of=2010-01-01&sort=name&limit=5")
    names = [item["name_th"] for item in items]
    assert len(names) == 17
    assert names == sorted(names, key=text.sort_key)
    assert {"เซกา", "เมืองหนองคาย"} < set(names)


async def test_organizations_come_by_name_whatever_narrows_them(
    registry: Client, people: People
) -> None:
    staff = people("PROVINCE_WORKING_GROUP", area="92")
    await groups(registry, staff, "920206", "SAVINGS_GROUP")
    await groups(registry, staff, "920101", "WELFARE_FUND")
    path = "/v1/organizations?sort=name&area=92"
    both = sorted(NAMES * 2, key=text.sort_key)
    assert await named(registry, path) == both
    assert await named(registry, f"{path}&kind=WELFARE_FUND") == IN_ORDER
    assert await named(registry, f"{path}&area_scope=DESCENDANTS&status=ACTIVE") == both


async def test_networks_come_by_name(registry: Client, people: People) -> None:
    staff = people("PROVINCE_WORKING_GROUP", area="93")
    for group in await groups(registry, staff, "93", "NETWORK"):
        body = {"organization_id": group, "level": "PROVINCE"}
        headers = {**staff, "Idempotency-Key": str(new_id())}
        answer = await registry.post("/v1/networks", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
    assert await named(registry, "/v1/networks?sort=name&area=93") == IN_ORDER


async def test_meetings_come_by_title(registry: Client, people: People) -> None:
    staff = people("PROVINCE_WORKING_GROUP", area="91")
    group = (await groups(registry, staff, "910101", "SAVINGS_GROUP"))[0]
    for name in NAMES:
        await made(
            registry, staff, "/v1/meetings",
            kind="MEETING", title_th=name, organization_id=group, area_code="910101",
            held_from="2026-01-01",
        )  # fmt: skip
    assert await named(registry, "/v1/meetings?sort=title&area=91", "title_th") == IN_ORDER


async def test_the_order_of_names_holds_those_in_public_posts_alone(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    [group, *_] = await groups(
        registry, people("PROVINCE_WORKING_GROUP", area="72"), PLACE, "SAVINGS_GROUP"
    )
    public, hidden = [], []
    for number, name in enumerate(NAMES[:-1]):
        office = number % 2 == 0
        body = new(
            given_name_th=name,
            family_name_th="วงศ์งาม",
            membership=post(group, "COMMITTEE" if office else "MEMBER"),
        )
        answer = await registry.post("/v1/people", json=body, headers=staff)
        assert answer.status_code == 201, answer.text
        (public if office else hidden).append(name)
    for who in ({}, staff, people("MEMBER", organization=group)):
        path = f"/v1/people?sort=name&area={PLACE}"
        told: list[str] = []
        while path:
            answer = await registry.get(path, headers=who)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            assert not [name for name in hidden if name in answer.text]
            told += [item["given_name_th"] for item in page["items"]]
            path = page["next"] or ""
        assert told == sorted(public, key=text.sort_key)
