"""Duplicates: found while typing however a name is spelled, the same area first; sure ones ask to be confirmed."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.duplicates import rules
from services.registry.duplicates.schemas import Known, Why
from services.registry.organization_names import rules as names
from shared.ids import new_id
from tests.conftest import Client, People, counted

THAI = st.text("กขคงจชซดตทนบปพมยรลวสหอาิีุู่้์ั็เแโไ ๑๒๓.", min_size=1, max_size=40).filter(str.strip)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สภาพองค์กรชุมชนตำบลหนองสาหร่าย", "สภาองค์กรชุมชน ต.หนองสาหร่าย"),
        ("กลุ่มออมทรัพย์หนองสาหร่าย", "ออมทรัพย์ ตำบลหนองสาหร่าย"),
        ("กลุ่มออมทรัพย์หนองสาหร่าย", "กลุ่มออมทรัพหนองสาหราย"),
        ("กลุ่มสตรีบ้านโคก หมู่ที่ ๓", "กลุ่มสตรีโคก ม.3"),
        ("เครือข่ายลุ่มน้ำท่าจีน", "ลุ่มน้ำท่าจีน"),
        ("กองทุนสวัสดิการชุมชนตำบลดงขี้เหล็ก", "กองทุนสวัสดิการตำบลดงขี้เหล็ก"),
        ("กลุ่มเกษตรอินทรีย์", "กลุ่ม  เกษตรอินทรี"),
        ("กลุ่มเกศตร", "กลุ่มเกษตร"),
    ],
)
def test_two_ways_to_write_one_name_have_one_stem(one: str, other: str) -> None:
    assert names.stem(one) == names.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กลุ่มออมทรัพย์หนองสาหร่าย", "กลุ่มทอผ้าหนองสาหร่าย"),
        ("กลุ่มสตรี หมู่ที่ 3", "กลุ่มสตรี หมู่ที่ 4"),
        ("ศตจ.", "ศจพ."),
        ("กลุ่มออมทรัพย์หนองสาหร่าย", "กลุ่มออมทรัพย์ดอนเจดีย์"),
    ],
)
def test_two_names_have_two_stems(one: str, other: str) -> None:
    assert names.stem(one) != names.stem(other)


@given(THAI)
def test_a_stem_is_never_empty_and_its_own_stem_is_as_sure(name: str) -> None:
    assert names.stem(name)
    assert names.likeness(names.stem(name), names.stem(name)) == 1.0


@given(THAI, THAI)
def test_likeness_is_the_same_both_ways_and_a_share(one: str, other: str) -> None:
    first, second = names.stem(one), names.stem(other)
    assert names.likeness(first, second) == names.likeness(second, first)
    assert 0.0 <= names.likeness(first, second) <= 1.0


@given(THAI, st.lists(THAI, max_size=5))
def test_keys_hold_every_name_and_begin_with_the_first(name: str, aliases: list[str]) -> None:
    made = names.keys(name, aliases)
    assert made.stems[0] == names.stem(name)
    assert {names.stem(alias) for alias in aliases} <= set(made.stems)
    assert made.bigrams == sorted(set(made.bigrams))


@given(st.sampled_from(["720602", "720601", "720101", "710911"]))
def test_a_nearer_place_never_scores_less(area: str) -> None:
    def known(code: str) -> Known:
        return Known(new_id(), "SAVINGS_GROUP", code, [names.stem("ออมทรัพย์หนองสาหร่าย")])

    stem = names.stem("กลุ่มออมทรัพย์หนองสาหร่าย")
    here = rules.judge(stem, "720602", "SAVINGS_GROUP", known("720602"))
    there = rules.judge(stem, "720602", "SAVINGS_GROUP", known(area))
    assert there.score <= here.score
    assert there.certain == (area == "720602")


async def organization(registry: Client, people: People, name: str, **facts: Any) -> Any:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": name,
        "area_code": "720602",
        **facts,
    }
    admin = people("NATIONAL_ADMIN", area="")
    return await registry.post("/v1/organizations", json=body, headers=admin)


async def typed(registry: Client, name: str, **asked: str) -> list[dict[str, Any]]:
    more = "".join(f"&{key}={value}" for key, value in asked.items())
    answer = await registry.get(f"/v1/organization-duplicates?name_th={quote(name)}{more}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_candidates_come_the_same_area_first_and_say_why(
    registry: Client, people: People
) -> None:
    made = {
        place: (await organization(registry, people, "กลุ่มเลี้ยงปลาดุกรวมใจ", area_code=place)).json()[
            "id"
        ]
        for place in ("710911", "720101", "720601", "720602")
    }
    with counted(registry) as queries:
        found = await typed(registry, "เลี้ยงปลาดุ๊กรวมใจ", area="720602", kind="SAVINGS_GROUP")
    assert len(queries) == 2
    assert [each["id"] for each in found] == [made["720602"], made["720601"], made["720101"]]
    assert [each["score"] for each in found] == sorted((e["score"] for e in found), reverse=True)
    assert found[0]["certain"]
    assert found[0]["why"] == [Why.SAME_NAME, Why.SAME_AREA, Why.SAME_KIND]
    assert found[0]["why_th"] == "ชื่อเดียวกัน พื้นที่เดียวกัน ประเภทเดียวกัน"
    assert found[1]["why"][1] == Why.SAME_DISTRICT
    assert found[0]["area"]["name_th"] == "หนองสาหร่าย"
    everywhere = await typed(registry, "เลี้ยงปลาดุกรวมใจ")
    assert {each["id"] for each in everywhere} == set(made.values())
    assert len(await typed(registry, "เลี้ยงปลาดุกรวมใจ", limit="1")) == 1
    assert (
        await registry.get("/v1/organization-duplicates?name_th=a&limit=21")
    ).status_code == 422


async def test_an_alias_is_found_and_a_misspelling_is_similar(
    registry: Client, people: People
) -> None:
    alias = [{"name_th": "สัจจะวันละบาทบึงบัว"}]
    one = (await organization(registry, people, "สถาบันการเงินบึงบัว", aliases=alias)).json()["id"]
    found = await typed(registry, "กลุ่มสัจจะวันละบาทบึงบัว", area="720602")
    assert (found[0]["id"], found[0]["why"][0]) == (one, Why.SAME_ALIAS)
    found = await typed(registry, "สถาบันการเงิบึงบัว", area="720602")
    assert (found[0]["id"], found[0]["why"][0]) == (one, Why.SIMILAR_NAME)
    assert not found[0]["certain"]
    assert await typed(registry, "ซออู้", area="720602") == []


async def test_a_sure_duplicate_is_registered_only_when_it_is_confirmed(
    registry: Client, people: People
) -> None:
    first = await organization(registry, people, "กลุ่มข้าวซ้อมมือวังไผ่")
    assert first.status_code == 201
    again = await organization(registry, people, "ข้าวซ้อมมือ บ้านวังไผ่")
    assert (again.status_code, again.json()["code"]) == (409, "duplicate-organization")
    assert again.json()["candidates"] == [{"id": first.json()["id"], "name_th": "กลุ่มข้าวซ้อมมือวังไผ่"}]
    listed = await registry.get("/v1/organizations?area=720602&limit=200")
    assert "ข้าวซ้อมมือ บ้านวังไผ่" not in listed.text
    for facts in ({"area_code": "720601"}, {"kind": "OCCUPATION_GROUP"}, {"confirm_new": True}):
        other = await organization(registry, people, "ข้าวซ้อมมือ บ้านวังไผ่", **facts)
        assert other.status_code == 201, facts


async def test_an_organization_is_found_by_its_new_name_once_it_is_renamed(
    registry: Client, people: People
) -> None:
    made = await organization(registry, people, "กลุ่มจักสานท่าช้าง")
    path, who = made.headers["location"], people("NATIONAL_ADMIN", area="")
    change = {"name_th": "วิสาหกิจชุมชนหวายทอง", "reason": "เปลี่ยนชื่อ"}
    done = await registry.patch(path, json=change, headers={**who, "If-Match": '"r1"'})
    assert done.status_code == 200, done.text
    assert (await typed(registry, "หวายทอง", area="720602"))[0]["id"] == made.json()["id"]
    assert await typed(registry, "จักสานท่าช้าง", area="720602") == []
