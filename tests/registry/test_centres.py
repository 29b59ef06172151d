"""The local data centre says what is known of a place, how old it is and which side verified it; never who."""

import csv
import datetime as dt
import hashlib
import io
import zipfile
from typing import Any

import hypothesis
import pytest
from fastapi import FastAPI
from hypothesis import strategies as st

from services.registry.centres import routes, rules
from shared import openapi, sheets
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.certifying import PLACE, Hands, group
from tests.shared.test_sheets import read as read_sheet

HOME = "/v1/local-data-centres/"
TRICK = '=HYPERLINK("http://x.example","กดที่นี่")'


@pytest.fixture(scope="module")
async def known(registry: Client, people: People) -> dict[str, Any]:
    """Return what was written down in one tambon of Suphan Buri."""
    who = people("NATIONAL_ADMIN", area="")
    made: dict[str, Any] = {}
    for name, kind in ((TRICK, "SAVINGS_GROUP"), ("กลุ่มอาชีพหนองสาหร่าย", "OCCUPATION_GROUP")):
        answer = await registry.post(
            "/v1/organizations",
            json={
                "id": str(new_id()),
                "kind": kind,
                "name_th": name,
                "area_code": "72060203",
                "members_count": 12,
            },
            headers=who,
        )
        assert answer.status_code == 201, answer.text
        made[kind] = answer.json()["id"]
    meeting = await registry.post(
        "/v1/meetings",
        json={
            "kind": "CENTRAL_SPACE", "title_th": "พื้นที่กลางตำบล", "number": 2, "year_be": 2568, "area_code": "720602",
            "organization_id": made["SAVINGS_GROUP"], "held_from": "2025-06-12",
        } | {"area_code": "72060203"},
        headers=who,
    )  # fmt: skip
    assert meeting.status_code == 201, meeting.text
    made["meeting"] = meeting.json()["id"]
    item = await registry.post(
        "/v1/action-items",
        json={"meeting_id": made["meeting"], "text_th": "-ขุดลอกคลอง", "owner_kind": "ROLE", "owner_th": "@กำนัน",
              "due_words": "ภายในเดือนมิถุนายน 2568"},
        headers=who,
    )  # fmt: skip
    assert item.status_code == 201, item.text
    return made


async def lines(registry: Client, code: str) -> dict[tuple[str, str | None], dict[str, Any]]:
    answer = await registry.get(HOME + code)
    assert answer.status_code == 200, answer.text
    return {(each["kind"], each["detail"]): each for each in answer.json()["records"]}


async def test_what_is_known_is_counted_by_kind_at_every_level(
    registry: Client, known: dict[str, Any]
) -> None:
    for code in ("720602", "7206", "72"):
        found = await lines(registry, code)
        savings = found["ORGANIZATION", "SAVINGS_GROUP"]
        assert (savings["count"], savings["age_days"], savings["stale"]) == (1, 0, False)
        assert (savings["verified"], savings["verified_by"]) == (0, [])
        assert savings["oldest_unverified_at"] == savings["newest_at"]
        meeting = found["MEETING", "CENTRAL_SPACE"]
        assert (meeting["count"], meeting["verified"]) == (1, 0)
        assert found["ACTION_ITEM", "OPEN"]["count"] == 1
        assert (
            found["DEMONSTRATION", None]["count"],
            found["DEMONSTRATION", None]["verified"],
        ) == (0, None)
    assert ("ORGANIZATION", "SAVINGS_GROUP") not in await lines(registry, "720603")
    for code in ("720698", "99"):
        for path in ("", "/organizations.xlsx", "/organizations.csv"):
            assert (await registry.get(f"{HOME}{code}{path}")).status_code == 404


async def test_the_centre_is_the_same_for_everybody_and_names_nobody(
    registry: Client, people: People, known: dict[str, Any]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    person = await registry.post(
        "/v1/people",
        json={
            "area_code": "720602", "given_name_th": "ลับเฉพาะ", "family_name_th": "ไม่เปิดเผย", "attested_on": "2025-11-12",
            "legal_bases": [{"basis": "PUBLIC_TASK", "notice_version": "2569-1", "purpose": "CONTACT_LEADERS", "source": "x"}],
            "membership": {"organization_id": known["SAVINGS_GROUP"], "post": "MEMBER", "starts_on": "2025-10-01"},
        },
        headers=who,
    )  # fmt: skip
    assert person.status_code == 201, person.text
    seen = [
        await registry.get(f"{HOME}720602", headers=h)
        for h in ({}, who, people("TAMBON_STAFF", area="720602"))
    ]
    assert seen[0].content == seen[1].content == seen[2].content
    posts = {each["kind"]: each for each in seen[0].json()["records"]}["PEOPLE_IN_POSTS"]
    assert posts["count"] == 0
    for path in ("", "/organizations.xlsx", "/organizations.csv"):
        body = (await registry.get(f"{HOME}720602{path}", headers=who)).content
        assert "ลับเฉพาะ".encode() not in (unpacked(body) if path.endswith("x") else body)


def unpacked(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


async def test_a_villager_opens_the_workbook_and_finds_every_sheet(
    registry: Client, known: dict[str, Any]
) -> None:
    answer = await registry.get(f"{HOME}72/organizations.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, sheets.XLSX)
    book = answer.content
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = archive.read("xl/workbook.xml").decode()
    for name in ("ภาพรวม", "องค์กรชุมชน", "สภาองค์กรชุมชน", "ประชุมและเวที", "งานที่มอบหมาย"):
        assert f'name="{name}"' in names
    told = [tuple(cell[1] for cell in row.values())[:3] for row in read_sheet(book, 1)]
    assert ("องค์กรชุมชน", "กลุ่มออมทรัพย์", "1") in told
    assert ("งานที่มอบหมาย", "ยังไม่เสร็จ", "1") in told
    groups = read_sheet(book, 2)
    assert groups[0]["A"][1] == "ชื่อองค์กร"
    by_name = {row["A"][1]: row for row in groups[1:]}
    trick = by_name[TRICK]
    assert (trick["A"][0], trick["B"][1], trick["C"][1], trick["D"][1], trick["H"]) == (
        "inlineStr", "กลุ่มออมทรัพย์", "3", "หนองสาหร่าย", ("n", "12"),
    )  # fmt: skip
    (meeting,) = read_sheet(book, 4)[1:]
    assert (meeting["C"][1], meeting["E"], meeting["F"][1]) == (
        "พื้นที่กลาง",
        ("inlineStr", "2/2568"),
        TRICK,
    )
    (item,) = read_sheet(book, 5)[1:]
    assert (item["A"][1], item["B"][1], item["E"][1], item["F"][1]) == (
        "-ขุดลอกคลอง",
        "@กำนัน",
        "ยังไม่เสร็จ",
        "ใช่",
    )
    again = await registry.get(
        f"{HOME}72/organizations.xlsx", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    head = await registry.head(f"{HOME}72/organizations.xlsx")
    assert (head.status_code, head.content, head.headers["content-type"]) == (
        200,
        b"",
        sheets.XLSX,
    )


async def test_the_csv_opens_in_excel_and_holds_no_formula(
    registry: Client, known: dict[str, Any]
) -> None:
    answer = await registry.get(f"{HOME}720602/organizations.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {row[0] for row in rows[1:]} == {f"'{TRICK}", "กลุ่มอาชีพหนองสาหร่าย"}
    assert {len(row) for row in rows} == {15}


async def test_a_meeting_with_public_minutes_is_verified_by_them(
    registry: Client, people: People, known: dict[str, Any]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    paper = "รายงานการประชุม ครั้งที่ 2/2568,มติ 1\r\n".encode()
    name = hashlib.sha256(paper).hexdigest()
    stored = await registry.put(
        f"/v1/document-files/{name}", content=paper, headers={**who, "Content-Type": "text/csv"}
    )
    assert stored.status_code == 201, stored.text
    attached = await registry.post(
        "/v1/attachments",
        json={"subject_kind": "MEETING", "subject_id": known["meeting"], "document_type": "MINUTES", "sha256": name,
              "title_th": "รายงานการประชุม", "is_public": True},
        headers=who,
    )  # fmt: skip
    assert attached.status_code == 201, attached.text
    meeting = (await lines(registry, "720602"))["MEETING", "CENTRAL_SPACE"]
    assert (meeting["verified"], meeting["verified_by"], meeting["oldest_unverified_at"]) == (
        1,
        ["MINUTES"],
        None,
    )
    assert (await lines(registry, "720602"))["DOCUMENT", "MINUTES"]["count"] == 1
    assert (await registry.get(f"{HOME}720602", headers=who)).json()["stale_after_days"] == 30


def test_the_documents_tell_the_media_types() -> None:
    app = FastAPI()
    app.router.routes.extend(routes.router.routes)
    paths = openapi.document(app)["paths"]
    for ending, media in (("xlsx", sheets.XLSX), ("csv", "text/csv")):
        told = paths[f"{HOME}{{area_code}}/organizations.{ending}"]["get"]["responses"]["200"]
        assert list(told["content"]) == [media]


@hypothesis.given(
    st.integers(1_200_000_000, 4_000_000_000).map(
        lambda at: dt.datetime.fromtimestamp(at, dt.UTC)
    ),
    st.dates(dt.date(2007, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 3650),
)
def test_what_did_not_change_for_longer_than_the_rule_allows_is_stale(
    newest: dt.datetime, today: dt.date, most: int
) -> None:
    days, stale = rules.age(newest, today, most)
    assert days is not None
    assert days >= 0
    assert stale == (days > most)
    assert rules.age(None, today, most) == (None, False)
    assert rules.age(newest, today + dt.timedelta(days=1), most)[0] in {days, days + 1}


def test_a_sheet_of_too_many_rows_ends_with_where_the_rest_is() -> None:
    whole = rules.councils([(f"สภา {n}", "ACTIVE", *[None] * 6) for n in range(5)])
    assert len(list(rules.shortened(whole._replace(rows=list(whole.rows)), 5, "/v1/x").rows)) == 5
    whole = rules.councils([(f"สภา {n}", "ACTIVE", *[None] * 6) for n in range(5)])
    *kept, note = rules.shortened(whole, 3, "/v1/councils?area=72").rows
    assert [row[0] for row in kept] == ["สภา 0", "สภา 1", "สภา 2"]
    assert "/v1/councils?area=72" in str(note[0])
    assert "3 แถวแรก" in str(note[0])


async def test_days_of_the_files_are_those_on_the_paper_and_a_year_is_a_year(
    registry: Client, people: People
) -> None:
    one = await group(registry, people, founded_on="1997-01-01", founded_precision="YEAR")
    number = (await Hands(registry, people).certified(one))["number"]
    answer = await registry.get(f"{HOME}{PLACE}/organizations.csv")
    (row,) = [
        each
        for each in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        if each["รหัสองค์กร"] == one
    ]
    assert (row["ก่อตั้ง"], row["เลขที่ใบรับรอง"], row["รับรองถึง"]) == ("พ.ศ. 2540", number, "2030-11-11")


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("DAY", dt.date(1997, 6, 2)),
        ("MONTH", "มิ.ย. 2540"),
        ("PART_OF_MONTH", "มิ.ย. 2540"),
        ("YEAR", "พ.ศ. 2540"),
        ("NOT_LATER_THAN", "ไม่ช้ากว่า 2 มิ.ย. 2540"),
    ],
)
def test_a_founding_is_shown_as_precisely_as_it_is_known(
    precision: str, shown: dt.date | str
) -> None:
    assert rules.founding(dt.date(1997, 6, 2), precision) == shown
    assert rules.founding(None, precision) is None
