"""Lists made to deceive: persons in them are not kept, nothing stands twice, and large ones are looked at in time."""

import asyncio
import time
from typing import Any

import pytest

from services.registry.import_files import rules as import_files
from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import rules as reading
from shared import national_ids
from tests.conftest import Client, People
from tests.registry.test_imports import csv_of, rows_of, sent, taken, tallies

HEAD = ("ลำดับ", "ชื่อ-สกุล", "ชื่อกลุ่ม", "ประเภท", "ตำบล", "จังหวัด")
ROW = ("1", "นายสมชาย ใจดี", "กลุ่มทอผ้าอัศจรรย์", "กลุ่มออมทรัพย์", "หนองสาหร่าย", "สุพรรณบุรี")
PLAIN = ("ชื่อกลุ่ม", "ประเภท", "ตำบล", "จังหวัด")


THERE = "/v1/organizations?area=720602&limit=200"


async def named(registry: Client, begin: str) -> list[str]:
    names = [each["name_th"] for each in (await registry.get(THERE)).json()["items"]]
    return [name for name in names if name.startswith(begin)]


async def looked(
    registry: Client, people: People, head: tuple[str, ...], *rows: tuple[str, ...]
) -> list[dict[str, Any]]:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    listed = await sent(registry, who, csv_of(rows, head))
    return await rows_of(registry, who, listed)


async def test_a_person_of_a_list_becomes_no_organization(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    listed = await sent(registry, who, csv_of([ROW], HEAD))
    [row] = await rows_of(registry, who, listed)
    assert row["plan"] == "CREATE"
    assert "สมชาย" not in str(row)
    await taken(registry, who, listed)
    assert await named(registry, "") == ["กลุ่มทอผ้าอัศจรรย์"]


@pytest.mark.parametrize(
    ("head", "row", "fields"),
    [
        (PLAIN, ("นายสมชาย ใจดี", *ROW[3:]), ["ชื่อกลุ่ม"]),
        (PLAIN, ("นางสาวสมศรี", *ROW[3:]), ["ชื่อกลุ่ม"]),
        (PLAIN, ("น.ส. สมศรี ใจดี", *ROW[3:]), ["ชื่อกลุ่ม"]),
        (PLAIN, ("ด.ช.สมชาย", *ROW[3:]), ["ชื่อกลุ่ม"]),
        (("ชื่อ", *PLAIN), ("สมชาย ใจดี", *ROW[2:]), ["ชื่อกลุ่ม", "ชื่อ"]),
    ],
)
async def test_a_name_that_may_be_a_person_s_is_decided_by_somebody(
    registry: Client,
    people: People,
    head: tuple[str, ...],
    row: tuple[str, ...],
    fields: list[str],
) -> None:
    rows = await looked(registry, people, head, row, row)
    for one in rows:
        assert one["plan"] == "DECIDE"
        doubts = [each for each in one["findings"] if each["code"] == "NAME_DOUBTFUL"]
        assert [each["field"] for each in doubts] == fields


async def test_one_name_said_twice_and_a_code_of_the_group_are_no_doubt(
    registry: Client, people: People
) -> None:
    head = ("ชื่อ", "ชื่อกลุ่ม", "รหัสกลุ่ม", *PLAIN[1:])
    [row] = await looked(registry, people, head, ("กลุ่มจักสาน", "กลุ่มจักสาน", "7", *ROW[3:]))
    assert row["plan"] == "CREATE"
    [row] = await looked(registry, people, PLAIN, ("นายกสมาคมสตรี", *ROW[3:]))
    assert row["plan"] == "CREATE"


PERSONAL = (
    "ชื่อ-สกุล", "ชื่อสกุล", "สกุล", "ผู้จัดการ", "ผู้รับผิดชอบ", "รายชื่อ", "กรรมการ", "คณะกรรมการ", "ผู้ให้ข้อมูล", "เจ้าของ",
    "ติดต่อ", "ผู้ประสาน", "คนประสาน", "ผู้ใหญ่บ้าน", "กำนัน", "เลขบัญชี", "รหัสประชาชน", "เลข 13 หลัก", "เลข ๑๓ หลัก", "บ้านเลขที่",
    "อายุ", "สุขภาพ", "ศาสนา", "Facebook", "Line", "President", "Manager", "Contact", "Owner", "Email", "Phone", "ชื่อสมาชิก",
    "รายชื่อสมาชิก",
)  # fmt: skip


@pytest.mark.parametrize("heading", PERSONAL)
def test_headings_of_persons_are_known(heading: str) -> None:
    assert headed.column(heading) is Column.PERSONAL
    kept, [refused] = reading.take({heading: "ใจดี"})
    assert (kept, refused.typed) == ({}, None)


@pytest.mark.parametrize(
    ("heading", "value", "about"),
    [
        ("จำนวนกรรมการ", "15 คน", Column.COUNT),
        ("จำนวนกรรมการ", "ชาย ๓ หญิง ๒", Column.COUNT),
        ("จำนวนกรรมการ", "สมชาย ใจดี", Column.PERSONAL),
        ("จำนวนสมาชิก", "๑๒๐ คน", Column.COUNT),
        ("สมาชิก", "นายสมชาย ใจดี", Column.PERSONAL),
        ("หญิง", "3", Column.COUNT),
        ("ชาย (คน)", "3", Column.COUNT),
        ("รายชื่อกลุ่ม", "กลุ่มทอผ้า", Column.NAME),
        ("หมายเหตุ", "นางสมศรี ใจดี", Column.PERSONAL),
        ("หมายเหตุ", "นางรอง", None),
        ("กลุ่มชายฝั่ง", "x", Column.NAME),
    ],
)
def test_counts_and_names_of_persons_are_told_apart(
    heading: str, value: str, about: Column | None
) -> None:
    assert headed.meaning(heading, value) is about


@pytest.mark.parametrize(
    "typed",
    [
        "081.234.5678", "08.1234.5678", "๐๘๑.๒๓๔.๕๖๗๘", "(081) 234-5678", "081\u2013234\u20135678",
        "081\u2011234\u20115678", "081/2345678", "081_234_5678", "081 - 234 - 5678", "+66 (0)81 234 5678",
        "66812345678", "\uff10\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "0,812,345,678",
        "035-123456", "โทร081 2345678ครับ", "81-234-5678", "0066 81 234 5678",
    ],
)  # fmt: skip
def test_telephone_numbers_are_seen_however_they_are_typed(typed: str) -> None:
    assert headed.is_personal("หมายเหตุ", typed)


@pytest.mark.parametrize(
    "typed",
    [
        "720602", "72060201", "12/06/2550", "05/06/2550", "2550-06-05", "05/06/2550 - 06/06/2551", "09/06/2550 10.30 น.",
        "2550", "1,000,000", "1,000,000.00", "สพ 1/2552", "สพ 02/2552 03/2553", "สพ 05/2552, 12/50", "02, 03, 04, 05, 06",
        "0.812345678", "08.30-16.30 น.", "14.4742, 100.1222", "660203042550", "หมู่ 1,2,3,4,5,6,7,8,9,10,11",
    ],
)  # fmt: skip
def test_codes_days_money_and_numbers_are_no_telephone_numbers(typed: str) -> None:
    assert not headed.is_personal("หมายเหตุ", typed)


@pytest.mark.parametrize(
    "typed",
    [
        "1\u20141017\u201400230\u201470\u20148", "1 | 1017 | 00230 | 70 | 8", "1,1017,00230,70,8",
        "1, 1017, 00230, 70, 8", "1,101,700,230,708", "๑–๑๐๑๗–๐๐๒๓๐–๗๐–๘",
    ],
)  # fmt: skip
def test_national_ids_are_seen_between_other_signs(typed: str) -> None:
    assert national_ids.holds_national_id(typed)


async def test_a_heading_that_tells_of_a_person_is_not_kept(
    registry: Client, people: People
) -> None:
    head = (*PLAIN, "081.234.5678", "ประธาน 0812345678", "นายสมชาย ใจดี")
    [row] = await looked(registry, people, head, (*ROW[2:], "ก", "ใจดี", "ค"))
    assert row["columns"] == dict(zip(PLAIN, ROW[2:], strict=True)) | {
        "คอลัมน์ 5": "ก",
        "คอลัมน์ 7": "ค",
    }
    assert "234" not in str(row["findings"])
    kept, refused = reading.take(
        {"ชื่อ": "ออม", "โทร 0812345678": "ก", "081-234-5678": "ข", "1-1017-00230-70-8": "ค"}
    )
    assert kept == {"ชื่อ": "ออม", "คอลัมน์ 3": "ข", "คอลัมน์ 4": "ค"}
    assert [each.field for each in refused] == ["ข้อมูลส่วนบุคคล 2"]


async def test_the_same_list_taken_four_times_at_once_stands_once(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    content = csv_of([(f"กลุ่มทอผ้าที่ {n}", *ROW[3:]) for n in range(40)], PLAIN)
    lists = [await sent(registry, who, content) for _ in range(4)]
    done = await asyncio.gather(*(taken(registry, who, each) for each in lists))
    assert [each.status_code for each in done] == [200] * 4
    assert sorted(each.json()["created"] for each in done) == [0, 0, 0, 40]
    assert len(await named(registry, "กลุ่มทอผ้าที่")) == 40


@pytest.mark.parametrize("slip", ["อัศจรรย์{}", "หนองสาหร่ายย{}"])
async def test_many_names_that_no_area_has_are_looked_at_in_time(
    registry: Client, people: People, slip: str
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    rows = [(f"กลุ่มที่ {n}", ROW[3], slip.format(n), ROW[5]) for n in range(1500)]
    began = time.perf_counter()
    listed = await sent(registry, who, csv_of(rows, PLAIN))
    assert tallies(listed)[:5] == (1500, 0, 0, 0, 1500)
    assert time.perf_counter() - began < 20


async def test_a_list_of_every_tambon_is_looked_at_in_time(
    registry: Client, people: People
) -> None:
    async with registry.app.state.database.reading() as connection:
        rows = await (
            await connection.execute(
                "SELECT t.name_th, p.name_th FROM areas t JOIN areas p ON p.code = left(t.code, 2)"
                " WHERE t.level = 'TAMBON' AND t.valid_to IS NULL ORDER BY t.code"
            )
        ).fetchall()
    assert len(rows) > 7_000
    lines = [(f"กลุ่มตำบลที่ {n}", ROW[3], *names) for n, names in enumerate(rows)]
    began = time.perf_counter()
    listed = await sent(
        registry, people("NATIONAL_ADMIN", area=""), csv_of(lines, PLAIN), area_code=None
    )
    assert listed["rows"] == len(rows)
    assert time.perf_counter() - began < 30


def test_what_stands_beyond_the_last_heading_is_kept() -> None:
    [row] = import_files.table([["ชื่อ"], ["ออม", "", "ต่อ"]])
    assert row.columns == {"ชื่อ": "ออม", "คอลัมน์ 3": "ต่อ"}


async def test_women_and_men_are_counted_and_money_is_not(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    head = (*PLAIN, "หญิง", "ชาย", "เงินออมสมาชิก (บาท)", "จำนวนสมาชิกกองทุน")
    named_th = "กลุ่มหญิงชาย"
    listed = await sent(
        registry, who, csv_of([(named_th, *ROW[3:], "30", "๑๒", "500000", "42")], head)
    )
    await taken(registry, who, listed)
    items = (await registry.get(THERE)).json()["items"]
    [made] = [each for each in items if each["name_th"] == named_th]
    assert (made["women_count"], made["men_count"], made["members_count"]) == (30, 12, 42)
