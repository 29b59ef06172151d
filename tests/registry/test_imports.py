"""A whole list as a file: every row is looked at first, chosen rows become organizations, twice is once."""

import datetime as dt
import hashlib
import io
import time
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

from shared import sheet_reading, sheets
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage

HEAD = ("ชื่อกลุ่ม", "ประเภท", "ตำบล", "จังหวัด", "จำนวนสมาชิก", "จำนวนครัวเรือน", "วันที่ก่อตั้ง", "เบอร์โทร")
LIST = [
    ("กลุ่มออมทรัพย์บ้านใหม่", "กลุ่มออมทรัพย์", "หนองสาหร่าย", "สุพรรณบุรี", "๑๒๐ คน", "80", "๑๒ มิ.ย. ๒๕๕๐", "081-234-5678"),
    ("กองทุนสวัสดิการบ้านใหม่", "กองทุนสวัสดิการชุมชน", "720602.0", "สุพรรณบุรี", "", "", "", ""),
    ("ธนาคารต้นไม้", "กลุ่มทรัพยากรธรรมชาติ", "ป่าพะยอม", "สุพรรณบุรี", "", "", "", ""),
    ("กลุ่มออมทรัพย์บ้านใหม่", "กลุ่มออมทรัพย์", "ต.หนองสาหร่าย", "สุพรรณบุรี", "", "", "", ""),
    ("สภาพองค์กรชุมชนหนองสาหร่าย", "กลุ่มออมทรัพย์", "หนองสาหร่าย", "สุพรรณบุรี", "", "", "", ""),
    ("กลุ่มหนองขาว", "กลุ่มออมทรัพย์", "710911", "กาญจนบุรี", "", "", "", ""),
]  # fmt: skip


def csv_of(rows: Sequence[tuple[str, ...]], head: tuple[str, ...] = HEAD) -> bytes:
    columns = [sheets.Column(each, 10) for each in head]
    return sheets.to_csv(sheets.Sheet("รายชื่อ", columns, rows))


async def stored(
    registry: Client, who: dict[str, str], content: bytes, kind: str = "text/csv"
) -> str:
    name = hashlib.sha256(content).hexdigest()
    put = await registry.put(
        f"/v1/document-files/{name}", content=content, headers={**who, "Content-Type": kind}
    )
    assert put.status_code in {200, 201}, put.text
    return name


async def sent(registry: Client, who: dict[str, str], content: bytes, **facts: Any) -> Any:
    name = await stored(registry, who, content, facts.pop("kind", "text/csv"))
    body = {
        "id": str(new_id()),
        "source_th": "บัญชีจังหวัด",
        "sha256": name,
        "area_code": "72",
        **facts,
    }
    answer = await registry.post("/v1/imports", json=body, headers=who)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def rows_of(registry: Client, who: dict[str, str], listed: Any) -> list[dict[str, Any]]:
    path = f"/v1/intake-rows?import_id={listed['id']}&limit=200"
    return list((await registry.get(path, headers=who)).json()["items"])


async def taken(registry: Client, who: dict[str, str], listed: Any, **body: Any) -> Any:
    return await stage.post(
        registry, f"/v1/imports/{listed['id']}/commits", {"id": str(new_id()), **body}, who
    )


def tallies(listed: Any) -> tuple[int, ...]:
    names = ("rows", "to_create", "to_complete", "to_decide", "blocked", "resolved")
    return tuple(listed[name] for name in names)


async def test_every_row_of_a_file_is_looked_at_before_anything_is_registered(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    listed = await sent(registry, who, csv_of(LIST))
    assert tallies(listed) == (6, 2, 1, 1, 2, 0)
    rows = await rows_of(registry, who, listed)
    assert [row["row_number"] for row in rows] == [2, 3, 4, 5, 6, 7]
    assert [row["plan"] for row in rows] == [
        "CREATE",
        "CREATE",
        "BLOCKED",
        "COMPLETE",
        "DECIDE",
        "BLOCKED",
    ]
    assert rows[0]["columns"]["จำนวนสมาชิก"] == "๑๒๐ คน"
    assert "เบอร์โทร" not in rows[0]["columns"]
    found = {each["code"]: each for each in rows[2]["findings"]}
    assert found["PLACE_CONFLICT"]["text_th"] == "พื้นที่ไม่อยู่ในจังหวัดที่พิมพ์"
    assert (
        found["PLACE_CONFLICT"]["text_en"]
        == "The place does not lie in the province that was typed"
    )
    assert "OUTSIDE_AREA" in {each["code"] for each in rows[5]["findings"]}
    there = await registry.get("/v1/organizations?area=720602")
    assert there.json()["items"] == []
    blocked = await registry.get(
        f"/v1/intake-rows?import_id={listed['id']}&plan=BLOCKED", headers=who
    )
    assert [row["row_number"] for row in blocked.json()["items"]] == [4, 7]
    outside = people("PROVINCE_WORKING_GROUP", area="60")
    for path in (f"/v1/imports/{listed['id']}", f"/v1/imports/{listed['id']}/commits"):
        hidden = (
            await stage.post(registry, path, {"id": str(new_id())}, outside)
            if path.endswith("commits")
            else await registry.get(path, headers=outside)
        )
        assert hidden.status_code == 404, hidden.text
    assert (await registry.get("/v1/imports", headers=outside)).json()["items"] == []
    mine = await registry.get("/v1/imports", headers=who)
    assert [each["id"] for each in mine.json()["items"]] == [listed["id"]]


async def test_chosen_rows_become_organizations_once_and_what_is_there_is_completed(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    listed = await sent(registry, who, csv_of(LIST))
    wrong = await taken(registry, who, listed, rows=[2, 4, 99])
    assert wrong.status_code == 422
    assert [(e["pointer"], e["code"]) for e in wrong.json()["errors"]] == [
        ("#/rows/1", "row-blocked"),
        ("#/rows/2", "unknown-reference"),
    ]
    body = {"id": str(new_id()), "rows": [2]}
    first = await stage.post(registry, f"/v1/imports/{listed['id']}/commits", body, who)
    assert first.status_code == 200, first.text
    assert (first.json()["created"], first.json()["resolved"]) == (1, 1)
    again = await stage.post(registry, f"/v1/imports/{listed['id']}/commits", body, who)
    assert again.json() == first.json()
    [made] = (await registry.get("/v1/organizations?area=720602")).json()["items"]
    assert (made["name_th"], made["kind"]) == ("กลุ่มออมทรัพย์บ้านใหม่", "SAVINGS_GROUP")
    assert (made["members_count"], made["households_count"]) == (120, 80)
    assert (made["founded_on"], made["founded_precision"]) == ("2007-06-12", "DAY")
    rest = await taken(registry, who, listed)
    assert (rest.json()["created"], rest.json()["unchanged"], rest.json()["resolved"]) == (2, 1, 3)
    rows = await rows_of(registry, who, listed)
    assert rows[0]["organization_id"] == rows[3]["organization_id"] == made["id"]
    assert rows[0]["status"] == "RESOLVED"
    await settle(registry)
    told = (await registry.get(f"/v1/organizations/{made['id']}/history")).json()["items"]
    assert [each["type"] for each in told] == ["organization.registered"]
    more = [("กลุ่มออมทรัพย์บ้านใหม่", "กลุ่มออมทรัพย์", "หนองสาหร่าย", "สุพรรณบุรี", "999", "", "", ""),
            ("กองทุนสวัสดิการบ้านใหม่", "กองทุนสวัสดิการชุมชน", "720602", "สุพรรณบุรี", "45", "", "", "")]  # fmt: skip
    second = await sent(registry, who, csv_of(more))
    assert tallies(second)[:4] == (2, 0, 2, 0)
    done = (await taken(registry, who, second)).json()
    assert (done["created"], done["completed"], done["unchanged"]) == (0, 1, 1)
    items = (await registry.get("/v1/organizations?area=720602")).json()["items"]
    counts = {each["name_th"]: each["members_count"] for each in items}
    assert counts == {"กลุ่มออมทรัพย์บ้านใหม่": 120, "กองทุนสวัสดิการบ้านใหม่": 45}
    asked = await taken(registry, who, listed, rows=[6])
    assert asked.json()["created"] == 3


async def test_the_same_list_again_is_the_same_import(registry: Client, people: People) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    name = await stored(registry, who, csv_of(LIST))
    body = {"id": str(new_id()), "source_th": "ก", "sha256": name, "area_code": "72"}
    first = await registry.post("/v1/imports", json=body, headers=who)
    again = await registry.post("/v1/imports", json=body, headers=who)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(await rows_of(registry, who, first.json())) == len(LIST)


async def test_what_is_no_list_is_refused_with_its_place(registry: Client, people: People) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    for content, code in (
        (csv_of([]), "too-short"),
        (csv_of([("ก" * 1001,)]), "unreadable-row"),
    ):
        name = await stored(registry, who, content)
        body = {"id": str(new_id()), "source_th": "ก", "sha256": name, "area_code": "72"}
        refused = await registry.post("/v1/imports", json=body, headers=who)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)
        assert refused.json()["errors"][0]["pointer"] == "#/sha256"
    body["sha256"] = "0" * 64
    unknown = await registry.post("/v1/imports", json=body, headers=who)
    assert unknown.json()["errors"][0]["code"] == "unknown-reference"


async def test_a_workbook_is_read_as_its_first_sheet(registry: Client, people: People) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    columns = [sheets.Column(each, 10) for each in HEAD]
    book = sheets.to_xlsx([sheets.Sheet("รายชื่อ", columns, LIST)], title="รายชื่อ")
    assert list(sheet_reading.from_xlsx(book))[1][:7] == [*LIST[0][:7]]
    other = [sheets.Column("อื่น", 10)]
    two = [sheets.Sheet("ก", other, [("x",)]), sheets.Sheet("ข", columns, LIST)]
    assert list(sheet_reading.from_xlsx(sheets.to_xlsx(two, title="ก"))) == [["อื่น"], ["x"]]
    listed = await sent(registry, who, book, kind=sheets.XLSX)
    assert listed["rows"] == len(LIST)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)


def workbook(sheet: str) -> bytes:
    """Return a workbook of which the first sheet is this XML."""
    columns = [sheets.Column("ก", 10)]
    plain = sheets.to_xlsx([sheets.Sheet("ก", columns, [])], title="ก")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, sheet if is_sheet else old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def test_numbers_and_days_of_a_workbook_are_read_as_they_were_typed() -> None:
    columns = [sheets.Column("ก", 10)]
    rows = [(dt.date(2007, 6, 12),), (720602,), ("=1+1",), (None,), ("๑๒",)]
    book = sheets.to_xlsx([sheets.Sheet("ก", columns, rows)], title="ก")
    read = [row[0] if row else "" for row in sheet_reading.from_xlsx(book)]
    assert read == ["ก", "2007-06-12", "720602", "=1+1", "", "๑๒"]
    row = '<row r="1"><c r="A1"><v>720602.0</v></c><c r="C1"><v>12.5</v></c></row>'
    assert list(sheet_reading.from_xlsx(workbook(SHEET.format(row)))) == [["720602", "", "12.5"]]


@pytest.mark.parametrize(
    "book",
    [
        workbook(SHEET.format('<row r="99999999"><c r="A99999999"><v>1</v></c></row>')),
        workbook(SHEET.format('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')),
        workbook(SHEET.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        workbook('<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.format("<row><c><v>&a;</v></c></row>")),
        workbook(SHEET.format("<row>")),
        workbook(""),
        workbook(SHEET.format(" " * 51_000_000)),
        workbook("")[:900],
    ],
    ids=["far", "wide", "no-text", "entity", "open", "empty", "bomb", "cut"],
)
def test_a_workbook_that_is_none_or_too_large_is_refused_soon(book: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(sheet_reading.from_xlsx(book))


async def test_a_damaged_workbook_is_refused_wherever_a_byte_is_wrong(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    columns = [sheets.Column(each, 10) for each in HEAD]
    book = sheets.to_xlsx([sheets.Sheet("รายชื่อ", columns, LIST)], title="รายชื่อ")
    refused = 0
    for at in range(40, len(book), 7):
        damaged = bytes([*book[:at], book[at] ^ 0x55, *book[at + 1 :]])
        try:
            list(sheet_reading.from_xlsx(damaged))
        except ValueError:
            refused += 1
    assert refused > 100
    at = book.index(b"[Content_Types].xml") + 40
    damaged = bytes([*book[:at], book[at] ^ 0xFF, *book[at + 1 :]])
    name = hashlib.sha256(damaged).hexdigest()
    headers = {**who, "Content-Type": sheets.XLSX}
    put = await registry.put(f"/v1/document-files/{name}", content=damaged, headers=headers)
    assert put.status_code == 422, put.text


async def test_a_list_in_the_old_thai_code_page_is_read(registry: Client, people: People) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    content = csv_of(LIST).decode("utf-8-sig").encode("cp874")
    listed = await sent(registry, who, content)
    rows = await rows_of(registry, who, listed)
    assert rows[0]["columns"]["ชื่อกลุ่ม"] == "กลุ่มออมทรัพย์บ้านใหม่"


async def test_ten_thousand_rows_are_looked_at_and_taken_in_reasonable_time(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="60")
    places = (await registry.get("/v1/areas?level=TAMBON&parent=6001&limit=50")).json()["items"]
    codes = [each["code"] for each in places]
    rows = [
        (
            f"กลุ่มออมทรัพย์หมู่ที่ {n}",
            "กลุ่มออมทรัพย์",
            codes[n % len(codes)],
            "นครสวรรค์",
            str(n),
            "",
            "12 มิ.ย. 2550",
            "",
        )
        for n in range(10_000)
    ]
    began = time.perf_counter()
    listed = await sent(registry, who, csv_of(rows), area_code="60")
    looked = time.perf_counter() - began
    assert tallies(listed) == (10_000, 10_000, 0, 0, 0, 0), listed
    began = time.perf_counter()
    with counted(registry) as asked:
        done = (await taken(registry, who, listed)).json()
    took = time.perf_counter() - began
    assert (done["created"], done["resolved"]) == (10_000, 10_000)
    assert len(asked) < 200
    assert looked < 60
    assert took < 60
    again = (await taken(registry, who, listed)).json()
    assert (again["created"], again["unchanged"]) == (10_000, 0)
