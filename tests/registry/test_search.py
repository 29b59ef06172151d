"""Search: what people type finds places, organizations, people in office and meetings, and nobody else."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.search import rules
from services.registry.search.schemas import FOUND_TH, Found
from shared import text
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.the_67 import body

THAI = st.text("กขคงจฉชซดตถทธนบปผพฟภมยรลวสหอฮะาิีึืุูเแโ่้๊", min_size=9, max_size=40)


async def search(registry: Client, q: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the hits by kind."""
    answer = await registry.get("/v1/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return {group["kind"]: group["hits"] for group in answer.json()["groups"]}


async def organization(
    registry: Client, people: People, name: str, area: str, **facts: Any
) -> str:
    """Register an organization and return its id."""
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": name,
        "area_code": area,
        **facts,
    }
    made = await registry.post("/v1/organizations", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    return str(body["id"])


async def person(registry: Client, people: People, names: tuple[str, str], post: str) -> str:
    """Register somebody with a post in an organization of 720602 and return their id."""
    group = await organization(registry, people, f"กลุ่ม{names[0]}{new_id().hex[-6:]}", "720602")
    body = {
        "id": str(new_id()),
        "area_code": "720602",
        "prefix_th": "นาย",
        "given_name_th": names[0],
        "family_name_th": names[1],
        "attested_on": "2026-11-12",
        "legal_bases": [
            {
                "basis": "PUBLIC_TASK",
                "notice_version": "2569-1",
                "purpose": "CONTACT_LEADERS",
                "source": "แบบรายงานตัว",
            }
        ],
        "membership": {"organization_id": group, "post": post, "starts_on": "2025-10-01"},
    }
    made = await registry.post("/v1/people", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    return str(body["id"])


async def test_the_28_tambons_of_one_name_come_first_each_with_its_place(registry: Client) -> None:
    hits = (await search(registry, "หนองบัว", kind="AREA", limit=50))["AREA"]
    exact = [hit for hit in hits if hit["match"] == "EXACT" and hit["area"]["level"] == "TAMBON"]
    assert len(exact) == 28
    assert all("อำเภอ" in hit["detail_th"] and "จังหวัด" in hit["detail_th"] for hit in exact)
    assert hits[: len([h for h in hits if h["match"] == "EXACT"])] == [
        h for h in hits if h["match"] == "EXACT"
    ]
    three = await search(registry, "หนองสาหร่าย", kind="AREA", limit=50)
    tambons = [hit["id"] for hit in three["AREA"] if hit["match"] == "EXACT"]
    assert tambons == ["302106", "710911", "720602"]


async def test_an_organization_is_found_by_a_part_by_its_words_and_by_a_slip(
    registry: Client, people: People
) -> None:
    made = await organization(
        registry,
        people,
        "กลุ่มธนาคารปูม้าบ้านน้ำราบ",
        "920106",
        aliases=[{"name_th": "ธนาคารปูไข่นอกกระดอง"}],
    )
    for typed, match in (
        ("กลุ่มธนาคารปูม้าบ้านน้ำราบ", "EXACT"),
        ("กลุ่มธนาคารปูม้า", "PREFIX"),
        ("ปูม้าบ้านน้ำ", "PART"),
        ("ไข่นอกกระดอง", "PART"),
        ("น้ำราบ ปูม้า", "WORDS"),
        ("น้ำราบปูม้า", "WORDS"),
        ("ธนาคารปูมาบ้านน้ำราบ", "WORDS SLIP"),
        ("ธนคารปูม้าบ้านน้ำราบ", "WORDS SLIP"),
        ("ธนาคารปูม้าบ้านน้ำราป", "WORDS SLIP"),
        ("ธนาคารปูม้าบ้านน้ำาบร", "WORDS SLIP"),
    ):
        hits = (await search(registry, typed))["ORGANIZATION"]
        assert hits[0]["id"] == made, typed
        assert hits[0]["match"] in match.split(), typed
    assert "ORGANIZATION" not in await search(registry, "ปูม้าบ้านน้ำ", area="72")
    assert "ORGANIZATION" in await search(registry, "ปูม้าบ้านน้ำ", area="92")


async def test_spellings_that_look_the_same_find_the_same(
    registry: Client, people: People
) -> None:
    made = await organization(registry, people, "กลุ่มน้ำดื่มชุมชนวังกระแจะ", "230109")
    for typed in ("น้ำดื่มชุมชนวังกระแจะ", "นํ้าดื่มชุมชนวังกระแจะ", "น้\u0e4dาดื่มชุมชนวังกระเเจะ"):
        assert (await search(registry, typed))["ORGANIZATION"][0]["id"] == made, typed


async def test_only_people_in_office_are_found_and_only_their_public_name(
    registry: Client, people: People
) -> None:
    chair = await person(registry, people, ("ปฏิภาณวิทย์", "จุมผาสุขสันต์"), "CHAIR")
    await person(registry, people, ("ลึกลับวิทย์", "ไม่เปิดเผยนาม"), "MEMBER")
    hits = (await search(registry, "นายปฏิภาณวิทย์ จุมผา"))["PERSON"]
    assert [(hit["id"], hit["name_th"], hit["detail_th"]) for hit in hits] == [
        (chair, "นาย ปฏิภาณวิทย์ จุมผาสุขสันต์", "ประธาน")
    ]
    admin = people("NATIONAL_ADMIN")
    for typed in ("ลึกลับวิทย์", "ไม่เปิดเผยนาม", "ลึกลัพวิทย์ ไม่เปิดเผย"):
        assert "PERSON" not in await search(registry, typed)
        told = await registry.get("/v1/search", params={"q": typed}, headers=admin)
        assert all(group["kind"] != "PERSON" for group in told.json()["groups"])


async def test_a_meeting_is_found_by_its_title_and_shows_its_number(
    registry: Client, people: People
) -> None:
    body = {
        "id": str(new_id()),
        "kind": "MEETING",
        "title_th": "การประชุมคณะอนุกรรมการประสานงานขบวนองค์กรชุมชน",
        "number": 2,
        "year_be": 2550,
        "agency_th": "คณะอนุกรรมการประสานงาน 67 คน",
        "area_code": "",
        "held_from": "2007-06-12",
        "held_to": "2007-06-13",
    }
    made = await registry.post("/v1/meetings", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    [hit] = (await search(registry, "อนุกรรมการประสานงานขบวน"))["MEETING"]
    assert (hit["id"], hit["detail_th"]) == (body["id"], "ประชุม 2/2550")
    assert hit["href"] == f"/v1/meetings/{body['id']}"


async def test_a_merged_record_is_found_no_more_and_what_is_erased_neither(
    registry: Client, people: People
) -> None:
    made = await organization(registry, people, "กลุ่มทอผ้าไหมแพรวาทดสอบ", "460101")
    changed = await registry.patch(
        f"/v1/organizations/{made}",
        json={"name_th": "กลุ่มจักสานไม้ไผ่ทดสอบ", "reason": "เปลี่ยนชื่อ"},
        headers={**people("NATIONAL_ADMIN"), "If-Match": '"r1"'},
    )
    assert changed.status_code == 200
    assert "ORGANIZATION" not in await search(registry, "ทอผ้าไหมแพรวาทดสอบ")
    assert (await search(registry, "จักสานไม้ไผ่ทดสอบ"))["ORGANIZATION"][0]["id"] == made


@pytest.mark.parametrize("typed", ["%%", "__", "\\", "'; --", "%_%", "(", "&|!", "a" * 100])
async def test_signs_of_patterns_and_queries_are_letters(registry: Client, typed: str) -> None:
    assert (await registry.get("/v1/search", params={"q": typed})).status_code == 200
    assert "ORGANIZATION" not in await search(registry, typed)


async def test_how_many_is_bounded_and_more_is_told(registry: Client) -> None:
    answer = await registry.get("/v1/search", params={"q": "บ้าน", "kind": "AREA", "limit": 3})
    [group] = answer.json()["groups"]
    assert (len(group["hits"]), group["more"]) == (3, True)
    refused: list[dict[str, Any]] = [
        {"q": ""},
        {"q": "x", "limit": 51},
        {"q": "x" * 101},
        {"q": "x", "kind": "NONE"},
    ]
    for bad in refused:
        assert (await registry.get("/v1/search", params=bad)).status_code == 422


def slips(word: str, place: int, letter: str) -> list[str]:
    """Return the word with one letter left out, changed, doubled in, or swapped with the next."""
    return [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :],
    ]


@given(THAI, st.integers(0, 39), st.sampled_from(string.ascii_lowercase))
def test_whatever_the_slip_one_of_the_sets_stands_in_the_name(
    word: str, place: int, letter: str
) -> None:
    name = text.search_key(word)
    place %= len(name)
    for typed in slips(name, place, letter):
        sets = rules.pieces(typed)
        if len(typed) >= rules.LONG:
            assert any(
                all(like.strip("%") in name for like in each.likes)
                and set(each.grams) <= set(text.bigrams(name))
                for each in sets
            ), (name, typed)


def test_every_kind_has_a_room_and_a_word() -> None:
    assert set(FOUND_TH) == set(Found)


@pytest.mark.parametrize("last", ["\ud7ff", "\U0010ffff"])
async def test_a_question_may_end_with_any_letter_there_is(registry: Client, last: str) -> None:
    assert await search(registry, last) == {}
    answer = await registry.get("/v1/search", params={"q": f"กลุ่ม{last}"})
    assert answer.status_code == 200, answer.text


async def demonstration(registry: Client, people: People, **facts: Any) -> str:
    """Record what a place made real and return its id."""
    body = {
        "id": str(new_id()),
        "area_code": "920211",
        "name_th": "บ้านน้ำราบ",
        "practice": "BLUE_CRAB_BANK",
        "began_on": "2007-01-01",
        "began_precision": "YEAR",
        "learning_centre": True,
        **facts,
    }
    made = await registry.post("/v1/demonstrations", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    return str(body["id"])


async def test_what_a_place_made_real_is_found_by_its_name_and_by_what_it_is(
    registry: Client, people: People
) -> None:
    crab = await demonstration(registry, people)
    trees = await demonstration(
        registry, people, name_th="ป่าพะยอมทดสอบ", practice="TREE_BANK", area_code="930501"
    )
    for typed, meant in (
        ("ธนาคารปูมา", crab),
        ("ธนาคารปูม้า", crab),
        ("บ้านน้ำราบ", crab),
        ("ธนาคารต้นไม้", trees),
    ):
        [hit] = (await search(registry, typed))["DEMONSTRATION"]
        assert hit["id"] == meant, typed
        assert hit["href"] == f"/v1/demonstrations/{meant}"
    assert hit["detail_th"] == "พื้นที่รูปธรรม ธนาคารต้นไม้และบำนาญ"
    assert "DEMONSTRATION" not in await search(registry, "ธนาคารปูม้า", area="93")
    changed = await registry.patch(
        f"/v1/demonstrations/{trees}",
        json={"practice": "LIVING_WEIR"},
        headers={**people("NATIONAL_ADMIN"), "If-Match": '"r1"'},
    )
    assert changed.status_code == 200, changed.text
    assert "DEMONSTRATION" not in await search(registry, "ธนาคารต้นไม้")
    [hit] = (await search(registry, "ฝายมีชีวิต"))["DEMONSTRATION"]
    assert (hit["id"], hit["match"]) == (trees, "EXACT")


async def test_a_body_is_found_by_its_name_and_whatever_it_is_called(
    registry: Client, people: People
) -> None:
    made = await body(
        registry,
        people("NATIONAL_ADMIN"),
        name_th="คณะประสานงานขบวนทดสอบ",
        aliases=["อนุ 67", "คปอ."],
        name_en="Coordinating Committee",
    )
    for typed, match in (
        ("คณะประสานงานขบวนทดสอบ", "EXACT"),
        ("คณะประสานงาน", "PREFIX"),
        ("คปอ.", "EXACT"),
        ("อนุ ๖๗", "EXACT"),
        ("coordinating", "PART"),
    ):
        [hit] = (await search(registry, typed))["BODY"]
        assert (hit["id"], hit["match"], hit["area"]["code"]) == (made, match, ""), typed
    answer = (await registry.get("/v1/search", params={"q": "อนุ 67"})).json()
    assert answer["groups"][0]["kind"] == "BODY", "what fits as typed stands before slips"
    changed = await registry.patch(
        f"/v1/bodies/{made}",
        json={"aliases": ["คปอ."], "reason": "ตัดชื่อเก่า"},
        headers={**people("NATIONAL_ADMIN"), "If-Match": '"r1"'},
    )
    assert changed.status_code == 200, changed.text
    assert all(hit["id"] != made for hit in (await search(registry, "อนุ 67")).get("BODY", []))
    assert (await search(registry, "คณะประสานงานขบวนทดสอบ"))["BODY"][0]["id"] == made


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("กทม", ["10"]),
        ("กทม.", ["10"]),
        ("โคราช", ["30", "301803"]),
        ("Nong Sarai", ["302106", "710911", "720602"]),
        ("NONG SARAI", ["302106", "710911", "720602"]),
        ("จังหวัดกาฬสินธุ์", ["46", "460101"]),
        ("จ.กาฬสินธุ์", ["46", "460101"]),
    ],
)
async def test_a_place_is_found_by_its_english_name_and_what_people_call_it(
    registry: Client, typed: str, codes: list[str]
) -> None:
    hits = (await search(registry, typed))["AREA"]
    assert [hit["id"] for hit in hits if hit["match"] == "EXACT"] == codes
    assert [hit["match"] for hit in hits[: len(codes)]] == ["EXACT"] * len(codes)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("หนองสาหร่าย สุพรรณบุรี", "720602"),
        ("ตำบลหนองสาหร่าย จ.สุพรรณบุรี", "720602"),
        ("หนองสาหร่าย พนมทวน", "710911"),
        ("หนองสาหร่าย นครราชสีมา", "302106"),
    ],
)
async def test_a_name_may_be_followed_by_its_district_or_province(
    registry: Client, typed: str, code: str
) -> None:
    assert (await search(registry, typed))["AREA"][0]["id"] == code
    assert await search(registry, typed, area="10") == {}


async def test_the_list_of_areas_knows_all_their_names(registry: Client) -> None:
    for asked in ("name=กทม.", "name=Bangkok", "name=กรุงเทพมหานคร"):
        answer = await registry.get(f"/v1/areas?{asked}")
        assert [area["code"] for area in answer.json()["items"]] == ["10"], asked
    answer = await registry.get("/v1/areas?q=nong sarai&limit=10")
    assert [area["code"] for area in answer.json()["items"]][:3] == ["302106", "710911", "720602"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("สุพันบุรี", "72"),
        ("จังหวัดสุพันบุรี", "72"),
        ("นครสวัน", "60"),
        ("นครศรีธัมราช", "80"),
    ],
)
async def test_a_place_is_found_by_its_name_as_it_is_heard(
    registry: Client, typed: str, code: str
) -> None:
    hits = (await search(registry, typed, kind="AREA"))["AREA"]
    assert code in [hit["id"] for hit in hits], hits
    assert {hit["match"] for hit in hits} <= {"SLIP", "WORDS"}


async def test_an_organization_is_found_by_its_name_as_it_is_heard(
    registry: Client, people: People
) -> None:
    made = await organization(registry, people, "กลุ่มออมทรัพย์สุวรรณภูมิพัฒนา", "720101")
    hits = (await search(registry, "กลุ่มออมทรัพย์สุวันภูมิพัฒนา"))["ORGANIZATION"]
    assert made in [hit["id"] for hit in hits]
    assert len(rules.heard("วัน" * 30)) == rules.MOST_HEARD
