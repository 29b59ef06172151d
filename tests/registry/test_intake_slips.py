"""Rows with the slips that people make: what may be meant is offered, and what was typed is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from tests.conftest import Client, People
from tests.registry.test_intake import found, offered, send

TYPED = {"ตำบล": "ต.หนองสาหร่าย", "อำเภอ": "อ.พนมทวน", "จังหวัด": "กาญจบุรี"}


@pytest.mark.parametrize(
    "columns",
    [TYPED, {"ตำบล": "หนองสาหร่าย", "อำเภอ": "พนมทวน"}, {"ที่ตั้ง": "ต.หนองสาหร่าย อ.พนมทวน"}],
)
async def test_the_district_of_one_column_narrows_the_tambon_of_another(
    registry: Client, people: People, columns: dict[str, str]
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), columns)
    [tambon] = [e for e in found(row, "PLACE_READ") if e["field"] in {"ตำบล", "ที่ตั้ง"}]
    assert [offer["value"] for offer in tambon["suggestions"]] == ["710911"]
    assert row["columns"] == columns


async def test_a_tambon_that_is_not_in_the_district_typed_is_a_conflict(
    registry: Client, people: People
) -> None:
    columns = {"ตำบล": "ต.ป่าพะยอม", "อำเภอ": "อ.พนมทวน"}
    row = await send(registry, people("NATIONAL_ADMIN", area=""), columns)
    [conflict] = found(row, "PLACE_CONFLICT")
    assert (conflict["field"], offered(row, "PLACE_CONFLICT")) == ("ตำบล", ["931001"])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("กาญจบุรี", "71"),
        ("กาฬสิน", "46"),
        ("จังหวัดกาฬสินธ์", "46"),
        ("จ.กาฬสินธ์", "46"),
        ("Kalasinn", "46"),
    ],
)
async def test_a_slip_in_a_province_offers_the_one_that_is_like_it(
    registry: Client, people: People, typed: str, code: str
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"จังหวัด": typed})
    assert offered(row, "PLACE_UNKNOWN")[0] == code
    assert (row["columns"], row["province_code"]) == ({"จังหวัด": typed}, None)


@pytest.mark.parametrize(
    ("typed", "code"), [("Kalasin", "46"), ("Suphan Buri", "72"), ("BANGKOK", "10")]
)
async def test_a_province_is_read_by_its_english_name_and_that_is_told(
    registry: Client, people: People, typed: str, code: str
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"จังหวัด": typed})
    assert offered(row, "PLACE_READ") == [code]
    assert (row["columns"], row["province_code"]) == ({"จังหวัด": typed}, code)


@pytest.mark.parametrize("typed", ["กทม.", "กทม", "กรุงเทพฯ", "โคราช", "จังหวัดอยุธยา"])
async def test_what_people_call_a_province_is_that_province(
    registry: Client, people: People, typed: str
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"จังหวัด": typed})
    assert (row["findings"], row["province_code"] in {"10", "30", "14"}) == ([], True)


@pytest.mark.parametrize(
    ("columns", "code", "values"),
    [
        ({"ปีที่ก่อตั้ง": "2550"}, "DATE_READ", ["2007-01-01"]),
        ({"ปีที่ก่อตั้ง": "๒๕๕๐"}, "DATE_READ", ["2007-01-01"]),
        ({"ปีที่ก่อตั้ง": "พ.ศ. 2550"}, "DATE_READ", ["2007-01-01"]),
        ({"ปีที่ก่อตั้ง": "2550.0"}, "DATE_READ", ["2007-01-01"]),
        ({"ปีที่ก่อตั้ง": "2007"}, "DATE_READ", ["2007-01-01"]),
        ({"วันที่": "2550-06-12"}, "DATE_READ", ["2007-06-12"]),
        ({"วันที่": "2550/6/12"}, "DATE_READ", ["2007-06-12"]),
        ({"วันที่": "2007/6/12"}, "DATE_READ", ["2007-06-12"]),
        ({"วันที่": "2550-13-12"}, "DATE_UNREADABLE", []),
        ({"วันที่": "3000"}, "DATE_UNREADABLE", []),
        ({"name": "สภาพ องค์กรชุมชนบางสัก"}, "NAME_RESPELLED", ["สภาองค์กรชุมชนบางสัก"]),
        ({"name": "สภาพองค์กรชุมชนบางสัก"}, "NAME_RESPELLED", ["สภาองค์กรชุมชนบางสัก"]),
    ],
)
async def test_a_year_a_buddhist_day_and_a_split_word_are_read(
    registry: Client, people: People, columns: dict[str, str], code: str, values: list[str]
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), columns)
    assert found(row, code), row["findings"]
    assert offered(row, code) == values
    if "ปีที่ก่อตั้ง" in columns:
        assert found(row, code)[0]["suggestions"][0]["why_th"] == "ทราบปี"
    assert row["columns"] == columns


async def test_words_apart_are_no_slip(registry: Client, people: People) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"note": "ชุมชน ชนบท"})
    assert row["findings"] == []


@pytest.mark.parametrize(
    "typed",
    [
        "ต.ป่าพะยอม อ.ป่าพะยอม จ.กาฬสินธุ์",
        "หมู่ที่ 3 ต.ป่าพะยอม อ.ป่าพะยอม จ.กาฬสินธุ์",
        "ม.๓ ตำบลป่าพะยอม อำเภอป่าพะยอม จังหวัดกาฬสินธุ์",
    ],
)
async def test_an_address_that_only_names_a_place_is_read_and_its_conflict_told(
    registry: Client, people: People, typed: str
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"ที่อยู่": typed})
    assert row["columns"] == {"ที่อยู่": typed}
    assert "931001" in offered(row, "PLACE_CONFLICT")
    assert row["province_code"] == "46"


@pytest.mark.parametrize(
    ("heading", "typed"),
    [
        ("ที่อยู่", "12/3 ต.ป่าพะยอม อ.ป่าพะยอม จ.พัทลุง"),
        ("ที่อยู่", "บ้านเลขที่ ๑๒ หมู่ 3 ต.ป่าพะยอม"),
        ("ที่อยู่", "123 หมู่ 3 ต.ป่าพะยอม"),
        ("ที่อยู่", "ต.ป่าพะยอม 12/3"),
        ("ที่อยู่", "บ้านนายสมชาย ต.ป่าพะยอม"),
        ("ที่อยู่", "สมชาย ใจดี ต.ป่าพะยอม"),
        ("ที่อยู่", "หมู่ 3"),
        ("ที่อยู่ประธาน", "ต.ป่าพะยอม อ.ป่าพะยอม"),
        ("ที่อยู่ผู้ติดต่อ", "ต.ป่าพะยอม"),
        ("address of leader", "ต.ป่าพะยอม"),
        ("address", "ซอย 4 ต.ป่าพะยอม"),
    ],
)
async def test_any_other_address_stays_refused(
    registry: Client, people: People, heading: str, typed: str
) -> None:
    row = await send(registry, people("TAMBON_STAFF", area="720602"), {heading: typed, "n": "ดี"})
    assert row["columns"] == {"n": "ดี"}
    [refused] = found(row, "PERSONAL_DATA_REFUSED")
    assert refused["typed"] is None


@given(st.text(max_size=60), st.integers(1, 9999), st.integers(1, 999))
def test_no_address_with_a_house_number_is_taken_for_a_place(
    words: str, house: int, part: int
) -> None:
    for typed in (f"{house}/{part} {words}", f"{words} {house}/{part}", f"{words} เลขที่ {house}"):
        assert headed.meaning("ที่อยู่", typed) is Column.PERSONAL
