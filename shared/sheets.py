"""Tables for people who work in Excel: a workbook of Thai sheets, or CSV; no text ever becomes a formula.

A cell that begins like a formula is kept text: in CSV an apostrophe stands before it, in a workbook Excel's
own mark for text (ASVS 1.2.10). Days are days, shown in the Buddhist era by the workbook.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"
"""Excel takes a CSV file without it for the old Thai code page."""
LONGEST_CELL = 32_767
_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")
_APOSTROPHE = "'"
_BUDDHIST = "[$-107041E]d mmm yyyy"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
Cell = str | int | dt.date | None


class Column(NamedTuple):
    """A column: what stands above it, and how wide it is in letters."""

    heading: str
    width: int


class Sheet(NamedTuple):
    """One table: its name (at most 31 letters), its columns and its rows in order."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def is_risky(value: str) -> bool:
    """Say whether a text could be taken for a formula, or for one that was guarded before."""
    bare = value.lstrip(_APOSTROPHE)
    return bare.lstrip(" \u00a0\u3000")[:1] in _FORMULA and bare != ""


def guarded(value: str) -> str:
    """Return the text as it may stand in a CSV file; `unguarded` gives it back."""
    return _APOSTROPHE + value if is_risky(value) else value


def unguarded(value: str) -> str:
    """Return the text that `guarded` was given."""
    return value[1:] if value.startswith(_APOSTROPHE) and is_risky(value[1:]) else value


def to_csv(sheet: Sheet) -> bytes:
    """Return a sheet as CSV (RFC 4180) in UTF-8 with a byte order mark; days as YYYY-MM-DD."""
    made = io.StringIO()
    made.write(BOM)
    lines = csv.writer(made, lineterminator="\r\n")
    lines.writerow([guarded(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return made.getvalue().encode()


def to_xlsx(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """Return a workbook of the sheets, each written row by row: memory does not grow with them.

    The headings stay in sight, can be filtered by and are printed on every page. The same rows always make
    the same bytes.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, few ask for a workbook

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": title, "created": dt.datetime(2007, 6, 13, tzinfo=dt.UTC)})
        look = {"font_name": "Tahoma", "font_size": 10, "valign": "top"}
        head = book.add_format(
            {**look, "bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True}
        )
        plain = book.add_format({**look, "num_format": "@", "text_wrap": True})
        forms = {
            "risky": book.add_format({**look, "num_format": "@", "quote_prefix": True}),
            "number": book.add_format({**look, "num_format": "#,##0"}),
            "day": book.add_format({**look, "num_format": _BUDDHIST, "align": "left"}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.set_landscape()
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            for number, column in enumerate(sheet.columns):
                page.set_column(number, number, column.width)
                page.write_string(0, number, column.heading, head)
            last = 0
            for last, row in enumerate(sheet.rows, start=1):
                for number, cell in enumerate(row):
                    if isinstance(cell, str):
                        form = forms["risky"] if is_risky(cell) else plain
                        page.write_string(last, number, cell[:LONGEST_CELL], form)
                    elif isinstance(cell, dt.date):
                        page.write_datetime(last, number, cell, forms["day"])
                    elif cell is not None:
                        page.write_number(last, number, cell, forms["number"])
            page.autofilter(0, 0, last, len(sheet.columns) - 1)
    return made.getvalue()
