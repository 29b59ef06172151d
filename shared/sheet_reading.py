"""Lists that people keep in Excel, read as text: CSV in UTF-8 or the old Thai code page, and workbooks.

Of a workbook the first sheet counts. Nothing is worked out: a formula is what was shown when it was saved.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from shared.sheets import unguarded

MOST_BYTES = 50_000_000
"""Of one part of a workbook, unpacked."""
_PIECE = 65_536
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COLUMN = re.compile("[A-Z]{1,3}")
_MOST_COLUMNS = 1000


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
    """Yield the rows of the first sheet of a workbook; raises ValueError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = set(book.namelist())
            sheets = sorted(n for n in names if re.fullmatch("xl/worksheets/sheet[0-9]+[.]xml", n))
            if not sheets:
                raise ValueError("no sheet")
            words: list[str] = []
            if "xl/sharedStrings.xml" in names:
                words = _strings(_part(book, "xl/sharedStrings.xml"))
            first = min(sheets, key=lambda name: (len(name), name))
            yield from _rows(_part(book, first), words)
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, IndexError, RuntimeError) as error:
        raise ValueError(str(error)) from None


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a workbook, if it is not larger than it may be."""
    with book.open(name) as packed:
        content = packed.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    return content


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a document type is not taken")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _strings(content: bytes) -> list[str]:
    """Return the texts that cells refer to by number."""
    found: list[str] = []
    parts: list[str] = []
    inside = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        if name == f"{_MAIN} si":
            parts.clear()
        inside = name == f"{_MAIN} t"

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == f"{_MAIN} si":
            found.append("".join(parts))

    def data(text: str) -> None:
        if inside:
            parts.append(text)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    parser.Parse(content, True)
    return found


class _Sheet:
    """What the parser of a sheet has seen: whole rows, and the cell that it is in."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.rows: list[list[str]] = []
        self.kind = ""
        self.at = 0
        self.inside = False
        self.parts: list[str] = []

    def start(self, name: str, told: dict[str, str]) -> None:
        """Take note of a row, a cell, or the text of one."""
        if name == f"{_MAIN} row":
            self.rows.append([])
        elif name == f"{_MAIN} c":
            self.kind = told.get("t", "n")
            place = _COLUMN.match(told.get("r", ""))
            self.at = _number(place[0]) if place else len(self.rows[-1])
            self.parts.clear()
        self.inside = name in {f"{_MAIN} v", f"{_MAIN} t"}

    def end(self, name: str) -> None:
        """Put a cell that ended into its row."""
        self.inside = False
        if name != f"{_MAIN} c":
            return
        if self.at >= _MOST_COLUMNS:
            raise ValueError("too many columns")
        text = "".join(self.parts)
        row = self.rows[-1]
        row += [""] * (self.at + 1 - len(row))
        row[self.at] = self.words[int(text)] if self.kind == "s" and text else text

    def data(self, text: str) -> None:
        """Take text that stands in a cell."""
        if self.inside:
            self.parts.append(text)


def _rows(content: bytes, words: list[str]) -> Iterator[list[str]]:
    sheet, parser = _Sheet(words), _parser()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.data
    for start in range(0, len(content), _PIECE):
        parser.Parse(content[start : start + _PIECE], start + _PIECE >= len(content))
        if len(sheet.rows) > 1:
            yield from sheet.rows[:-1]
            del sheet.rows[:-1]
    yield from sheet.rows


def _number(letters: str) -> int:
    """Return which column letters stand for: A is 0, Z is 25, AA is 26."""
    total = 0
    for letter in letters:
        total = 26 * total + ord(letter) - ord("A") + 1
    return total - 1
