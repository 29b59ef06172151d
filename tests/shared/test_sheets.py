"""What is opened in Excel is what was written: text stays text, days stay days, and no cell is a formula."""

import csv
import datetime as dt
import io
import random
import re
import tracemalloc
import zipfile
from xml.etree import ElementTree as ET

import hypothesis
from hypothesis import strategies as st

from shared import sheets

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LETTERS = "=+-@'\"\t\r\n\0＝＋－＠,; |กำเ์a1_x000D"
NASTY = (
    "=1+1", "+66812345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", " =1",
    "\u3000=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "'", "''", "ปกติ", "", "_x000D_", "_x0041_", "a\r\nb", '"', "1e5",
    "=1,\r\n=2", "' =1", "http://example.org", "mailto:a@b.c", "007", "TRUE",
)  # fmt: skip


def read(book: bytes, number: int = 1) -> list[dict[str, tuple[str, str]]]:
    """Return the rows of a sheet: column letter → (type, value); a formula is no value."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - our own
    rows = []
    for row in root.iter(f"{NS}row"):
        cells = {}
        for cell in row.iter(f"{NS}c"):
            assert cell.find(f"{NS}f") is None, "a formula"
            letter = re.sub("[0-9]", "", cell.attrib["r"])
            if cell.attrib.get("t") == "inlineStr":
                raw = "".join(part.text or "" for part in cell.iter(f"{NS}t"))
                value = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), raw)
            else:
                value = cell.findtext(f"{NS}v") or ""
            cells[letter] = (cell.attrib.get("t", "n"), value)
        rows.append(cells)
    return rows


def test_a_csv_gives_back_every_cell_and_begins_none_like_a_formula() -> None:
    chance = random.Random(2550)
    cells = [*NASTY] + [
        "".join(chance.choices(LETTERS, k=chance.randint(0, 12))) for _ in range(12_000)
    ]
    sheet = sheets.Sheet("x", [sheets.Column("ช่อง", 10)], ([cell] for cell in cells))
    written = sheets.to_csv(sheet)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = [
        row[0] if row else ""
        for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    ]
    assert [sheets.unguarded(cell) for cell in rows[1:]] == cells
    assert not [
        cell for cell in rows if cell.lstrip(" \u00a0\u3000")[:1] in tuple("=+-@\t\r\n\0＝＋－＠")
    ]


def test_a_workbook_gives_back_every_cell_as_text() -> None:
    chance = random.Random(67)
    cells = [*NASTY] + [
        "".join(chance.choices(LETTERS, k=chance.randint(1, 12))) for _ in range(3_000)
    ]
    columns = [sheets.Column("ช่อง", 10), sheets.Column("นับ", 8)]
    book = sheets.to_xlsx([sheets.Sheet("ทดสอบ", columns, ([c, 5] for c in cells))], title="ทดสอบ")
    rows = read(book)
    assert rows[0]["A"] == ("inlineStr", "ช่อง")
    shown = [row.get("A", ("inlineStr", "")) for row in rows[1:]]
    assert {kind for kind, value in shown if value} == {"inlineStr"}
    assert [value.replace("\r\n", "\n") for _, value in shown] == [
        c.replace("\r\n", "\n") for c in cells
    ]
    assert {row["B"] for row in rows[1:]} == {("n", "5")}


@hypothesis.given(st.text(max_size=30))
def test_what_is_guarded_is_given_back_and_never_begins_like_a_formula(value: str) -> None:
    kept = sheets.guarded(value)
    assert sheets.unguarded(kept) == value
    assert kept.lstrip(" \u00a0\u3000")[:1] not in tuple("=+-@\t\r\n\0＝＋－＠")


def test_a_day_is_a_day_and_the_headings_stay_in_sight() -> None:
    columns = [sheets.Column("วันที่", 14), sheets.Column("ชื่อ", 30)]
    rows: list[list[sheets.Cell]] = [[dt.date(2007, 6, 13), "ก"], [None, "=ข"]]
    book = sheets.to_xlsx([sheets.Sheet("ประชุม", columns, rows)], title="ประชุม")
    assert book == sheets.to_xlsx([sheets.Sheet("ประชุม", columns, rows)], title="ประชุม")
    assert read(book)[1]["A"] == ("n", str((dt.date(2007, 6, 13) - dt.date(1899, 12, 30)).days))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        page, styles = (
            archive.read("xl/worksheets/sheet1.xml").decode(),
            archive.read("xl/styles.xml").decode(),
        )
    assert 'state="frozen"' in page
    assert '<autoFilter ref="A1:B3"/>' in page
    assert "[$-107041E]d mmm yyyy" in styles
    assert 'quotePrefix="1"' in styles
    assert (
        sheets.to_csv(sheets.Sheet("x", columns, rows)).decode("utf-8-sig")
        == "วันที่,ชื่อ\r\n2007-06-13,ก\r\n,'=ข\r\n"
    )


def test_a_province_of_organizations_fits_in_little_memory() -> None:
    columns = [sheets.Column(f"ช่อง {n}", 20) for n in range(10)]
    rows = ([f"องค์กรชุมชนตำบลที่ {n}"] * 9 + [n] for n in range(5_600))
    tracemalloc.start()
    book = sheets.to_xlsx([sheets.Sheet("องค์กร", columns, rows)], title="x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(book) < 2_000_000
    assert peak < 20_000_000
