"""Untidy lists: nothing is swallowed, nothing is read that was not said, nothing personal stays."""

import hashlib
import time
from typing import Any

import pytest

from services.registry.import_matches import rules as matches
from services.registry.import_matches.schemas import Looked
from services.registry.imports import rules
from services.registry.intake.schemas import RowPlan
from services.registry.intake_findings.schemas import Finding, FindingCode, Suggestion
from shared import sheets
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.test_imports import csv_of, rows_of, sent, stored, taken, tallies
from tests.registry.test_intake import found, offered, send

HEAD = ("ชื่อกลุ่ม", "ประเภท", "ตำบล", "อำเภอ", "จังหวัด", "สมาชิก", "ก่อตั้ง", "ประธาน")
ID = "1101700230708"


def line(name: str, *more: str, kind: str = "กลุ่มออมทรัพย์") -> tuple[str, ...]:
    cells = (name, kind, "หนองสาหร่าย", "ดอนเจดีย์", "สุพรรณบุรี", *more)
    return (*cells, *[""] * (len(HEAD) - len(cells)))


async def listed(
    registry: Client, who: dict[str, str], rows: list[tuple[str, ...]]
) -> tuple[Any, list[dict[str, Any]]]:
    made = await sent(registry, who, csv_of(rows, HEAD))
    return made, await rows_of(registry, who, made)


@pytest.fixture
def who(people: People) -> dict[str, str]:
    return people("PROVINCE_WORKING_GROUP", area="72")


@pytest.mark.parametrize(
    "written", [ID, "1-1017-00230-70-8", "๑๑๐๑๗๐๐๒๓๐๗๐๘", "11017\u200b00230708"]
)
async def test_a_list_with_a_national_id_is_kept_nowhere(
    registry: Client, who: dict[str, str], written: str
) -> None:
    content = csv_of([line("กลุ่มก", "", "", written)], HEAD)
    name = hashlib.sha256(content).hexdigest()
    path, kind = f"/v1/document-files/{name}", {"Content-Type": "text/csv"}
    refused = await registry.put(path, content=content, headers={**who, **kind})
    assert refused.status_code == 422, refused.text
    assert [e["code"] for e in refused.json()["errors"]] == ["national-id"]
    assert (await registry.get(path, headers=who)).status_code == 404


async def test_a_workbook_with_a_national_id_is_refused_with_its_rows(
    registry: Client, who: dict[str, str]
) -> None:
    columns = [sheets.Column(each, 10) for each in HEAD]
    rows = [line("กลุ่มก"), line("กลุ่มข", "", "", ID)]
    book = sheets.to_xlsx([sheets.Sheet("ก", columns, rows)], title="ก")
    name = await stored(registry, who, book, sheets.XLSX)
    body = {"id": str(new_id()), "source_th": "ก", "sha256": name, "area_code": "72"}
    refused = await registry.post("/v1/imports", json=body, headers=who)
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/sha256", "national-id-in-rows")
    assert error["params"] == {"rows": "3"}
    assert ID not in refused.text


async def test_the_file_of_a_list_is_gone_once_looked_at_unless_it_is_attached(
    registry: Client, people: People, who: dict[str, str]
) -> None:
    made = await sent(registry, who, csv_of([line("กลุ่มปลา", "", "", "081-234-5678")], HEAD))
    path = f"/v1/document-files/{made['sha256']}"
    assert (await registry.get(path, headers=who)).status_code == 404
    [row] = await rows_of(registry, who, made)
    assert "ประธาน" not in row["columns"]
    assert row["columns"]["ชื่อกลุ่ม"] == "กลุ่มปลา"
    assert (await taken(registry, who, made)).json()["created"] == 1
    group = (await rows_of(registry, who, made))[0]["organization_id"]
    kept = await stored(registry, who, csv_of([line("กลุ่มนก")], HEAD))
    facts = {"subject_kind": "ORGANIZATION", "subject_id": group, "document_type": "OTHER"}
    body = {"id": str(new_id()), **facts, "sha256": kept, "title_th": "รายชื่อ"}
    assert (await registry.post("/v1/attachments", json=body, headers=who)).status_code == 201
    body = {"id": str(new_id()), "source_th": "ก", "sha256": kept, "area_code": "72"}
    assert (await registry.post("/v1/imports", json=body, headers=who)).status_code == 201
    there = await registry.get(f"/v1/document-files/{kept}", headers=who)
    assert there.status_code == 200


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2551", "2008-01-01", "YEAR"),
        ("พ.ศ. ๒๕๔๐", "1997-01-01", "YEAR"),
        ("มิถุนายน 2550", "2007-06-01", "MONTH"),
        ("39245", "2007-06-12", "DAY"),
        ("12 มิ.ย. 2550", "2007-06-12", "DAY"),
    ],
)
async def test_the_day_of_founding_is_kept_as_the_finding_tells_it(
    registry: Client, who: dict[str, str], typed: str, day: str, precision: str
) -> None:
    made, _ = await listed(registry, who, [line(f"กลุ่มตั้งเมื่อ {typed}", "", typed)])
    done = await taken(registry, who, made)
    assert done.json()["created"] == 1, done.text
    [row] = await rows_of(registry, who, made)
    one = (await registry.get(f"/v1/organizations/{row['organization_id']}")).json()
    assert (one["founded_on"], one["founded_precision"]) == (day, precision)


async def test_a_name_that_differs_by_a_mark_or_a_letter_is_for_somebody_to_decide(
    registry: Client, who: dict[str, str]
) -> None:
    rows = [
        line("กลุ่มจักสานบ้านใหม่", "86"),
        line("กลุ่มจักสานบ้านไหม"),
        line("จักสาน บ้านใหม่", "99"),
        line("กลุ่มออมทรัพย์หนองสาหร่าย"),
        line("กลุ่มออมทรับหนองสาหร่าย"),
        line("กลุ่มออมทรัพย์หมู่ที่ 3"),
        line("กลุ่มออมทรัพย์หมู่ที่ 4"),
    ]
    made, seen = await listed(registry, who, rows)
    plans = ["CREATE", "DECIDE", "COMPLETE", "CREATE", "DECIDE", "CREATE", "CREATE"]
    assert [row["plan"] for row in seen] == plans
    assert offered(seen[1], "PROBABLE_DUPLICATE") == ["2"]
    assert offered(seen[2], "SAME_ORGANIZATION") == ["2"]
    assert [e["typed"] for e in found(seen[2], "VALUE_DIFFERS")] == ["99"]
    assert offered(seen[4], "PROBABLE_DUPLICATE") == ["5"]
    assert (await taken(registry, who, made)).json()["created"] == 4
    assert (await taken(registry, who, made, rows=[3])).json()["created"] == 5
    first = (await rows_of(registry, who, made))[0]["organization_id"]
    _, again = await listed(
        registry, who, [line("กลุ่มจักสานบ้านใหม่", "99"), line("กลุ่มออมทรับหนองสาหร่าย", "1")]
    )
    assert [row["plan"] for row in again] == ["COMPLETE", "DECIDE"]
    assert offered(again[0], "SAME_ORGANIZATION") == [first]
    [differs] = found(again[0], "VALUE_DIFFERS")
    assert (differs["field"], differs["typed"]) == ("สมาชิก", "99")
    assert [offer["value"] for offer in differs["suggestions"]] == ["86"]
    assert found(again[1], "PROBABLE_DUPLICATE")[0]["suggestions"][0]["label_th"]
    assert (await registry.get(f"/v1/organizations/{first}")).json()["members_count"] == 86


@pytest.mark.parametrize(
    ("columns", "code", "values"),
    [
        ({"ปีที่ตั้ง": "2540"}, "DATE_READ", ["1997-01-01"]),
        ({"ปีที่ตั้ง": "พ.ศ. ๒๕๔๐", "อำเภอ": "ดอนเจดีย์"}, "DATE_READ", ["1997-01-01"]),
        ({"ปีที่ตั้ง": "12/5/2560"}, "DATE_UNREADABLE", ["2017-05-12", "2017-12-05"]),
        ({"ที่ตั้ง": "ศาลาวัด", "อำเภอ": "ดอนเจดีย์"}, "PLACE_UNKNOWN", []),
        ({"ตำบล": "หนองสาหราย", "อำเภอ": "ดอนเจดีย์"}, "PLACE_UNKNOWN", ["720602"]),
        (
            {"ตำบล": "หนองสาหราย", "อำเภอ": "ดอนเจดีย์", "จังหวัด": "สุพรรณบุรี"},
            "PLACE_UNKNOWN",
            ["720602"],
        ),
        ({"ที่ตั้ง": "ต.หนองสาหราย อ.ดอนเจดีย์"}, "PLACE_UNKNOWN", ["720602"]),
        ({"จังหวัด": "สุพรรณฯ"}, "PLACE_UNKNOWN", ["72"]),
        ({"ที่ตั้ง": "99/9 ต.หนองสาหร่าย อ.ดอนเจดีย์"}, "PLACE_READ", ["720602"]),
        ({"kind": "ออมทรัพย์"}, "KIND_READ", ["SAVINGS_GROUP"]),
        ({"kind": "ผู้สูงอายุ"}, "KIND_READ", ["ELDERLY_GROUP"]),
        ({"kind": "วัฒนธรรม"}, "KIND_READ", ["CULTURE_GROUP"]),
        ({"kind": "กลุ่มอาชีพ"}, "KIND_READ", None),
        ({"kind": "เยาวชน"}, "KIND_READ", ["YOUTH_GROUP"]),
        ({"kind": "savings group"}, "KIND_READ", ["SAVINGS_GROUP"]),
        ({"kind": "กองทุน"}, "KIND_UNKNOWN", ["WELFARE_FUND", "VILLAGE_FUND"]),
        ({"ชื่อกลุ่ม": "=กลุ่ม"}, "NAME_LIKE_FORMULA", []),
    ],
)
async def test_a_cell_is_read_as_what_it_says_and_no_more(
    registry: Client,
    people: People,
    columns: dict[str, str],
    code: str,
    values: list[str] | None,
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), columns)
    heading = next(iter(columns))
    mine = [each for each in row["findings"] if each["field"] == heading]
    shown = [(each["code"], [o["value"] for o in each["suggestions"]]) for each in mine]
    assert shown == ([] if values is None else [(code, values)])


async def test_a_slip_in_the_province_does_not_block_where_the_tambon_is_sure(
    registry: Client, who: dict[str, str]
) -> None:
    slips = ("สุพรรณฯ", "สุพรรบุรี")
    rows = [(*line(f"กลุ่มสานใจ {n}")[:4], slip, "", "", "") for n, slip in enumerate(slips)]
    made, seen = await listed(registry, who, rows)
    assert [row["plan"] for row in seen] == ["CREATE", "CREATE"], [r["findings"] for r in seen]
    assert tallies(made)[:2] == (2, 2)
    for row in seen:
        assert "72" in offered(row, "PLACE_READ")


async def test_the_number_of_a_village_is_read_where_it_is_listed_and_told_where_it_is_not(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    place = {"ที่ตั้ง": "หมู่ 5 ต.หนองสาหร่าย อ.ดอนเจดีย์"}
    row = await send(registry, admin, place)
    assert found(row, "VILLAGE_UNKNOWN")
    assert offered(row, "PLACE_READ") == ["720602"]
    async with registry.app.state.database.transaction() as session:
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        await raw.execute(
            "INSERT INTO areas (code, level, kind, name_th, name_en, parent_code, lat, lon, geo_precision,"
            " search_key, bigrams, ground, revision) SELECT '72060205', 'VILLAGE', kind, 'บ้านห้า', 'Ban Ha', code,"
            " lat, lon, geo_precision, 'บ้านห้า', '{}', '72060205', 1 FROM areas WHERE code = '720602'"
        )
    for columns in (place, {"ตำบล": "หนองสาหร่าย", "อำเภอ": "ดอนเจดีย์", "หมู่ที่": "๕"}):
        row = await send(registry, admin, columns)
        assert not found(row, "VILLAGE_UNKNOWN")
        assert "72060205" in offered(row, "PLACE_READ")


def test_names_that_are_near_are_found_among_thousands_of_one_tambon() -> None:
    looked = []
    for n in range(4000):
        letters = "".join(chr(0x0E01 + n // step % 46) for step in (1, 46, 7, 11, 13, 3, 29))
        looked.append(drafted(n, f"กลุ่มทอผ้า{letters}"))
    looked += [drafted(4000, "กลุ่มรวมใจพัฒนาทุ่งกุลา"), drafted(4001, "กลุ่มรวมใจพัฒนทุ่งกุลา")]
    began = time.process_time()
    matches.compare(looked, [])
    assert time.process_time() - began < 20
    assert looked[4001].plan is RowPlan.DECIDE
    [near] = [e for e in looked[4001].findings if e.code is FindingCode.PROBABLE_DUPLICATE]
    assert [offer.value for offer in near.suggestions] == ["4000"]


def drafted(number: int, name: str) -> Looked:
    read = Suggestion(value="720602", label_th="ตำบลหนองสาหร่าย", why_th="รหัส")
    place = Finding(code=FindingCode.PLACE_READ, field="ตำบล", typed="720602", suggestions=[read])
    columns = {"ชื่อกลุ่ม": name, "ประเภท": "กลุ่มอาชีพ", "ตำบล": "720602"}
    row = Looked(number, columns, [place], "72")
    rules.draft(row, {}, new_id(), "72")
    return row
