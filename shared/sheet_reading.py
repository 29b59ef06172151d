"""Lists that people keep in Excel, read as text: CSV in UTF-8 or the old Thai code page, and workbooks.

Of a workbook the first sheet counts. Nothing is worked out: a formula is what was shown when it was saved.
"""

import csv
import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]

from shared.sheets import unguarded

MOST_BYTES = 50_000_000
"""Of a workbook, unpacked."""
MOST_CELLS = 2_000_000
"""Of the first sheet, empty ones between full ones included."""
_PIECE = 65_536


def from_csv(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of a CSV file; commas, semicolons or tabs, whichever the first line has most of.

    Raises ValueError for what is no text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp874")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            yield [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise ValueError(str(error)) from None


def from_xlsx(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet of a workbook; raises ValueError for what is none.

    Numbers are as they were typed (720602, 12.5), days YYYY-MM-DD whatever form Excel shows them in.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, few send a workbook

    try:
        _check_size(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # What a file says of its own size is not believed.
        cells = 0
        for row in sheet.iter_rows(values_only=True):
            cells += len(row) + 1
            if cells > MOST_CELLS:
                raise ValueError("too large")
            yield [_text(value) for value in row]
    except (
        zipfile.BadZipFile, zlib.error, SyntaxError, DefusedXmlException, KeyError, IndexError, TypeError,
        AttributeError, RuntimeError, OverflowError, OSError, EOFError,
    ) as error:  # fmt: skip  # whatever stumbles over a workbook that is none
        raise ValueError(str(error)) from None


def _check_size(content: bytes) -> None:
    """Unpack every part once without keeping it: what a part says of its own size is not believed."""
    left = MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            with book.open(name) as part:
                while piece := part.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise ValueError("too large")


def _text(value: Any) -> str:
    """Return what a cell holds as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
