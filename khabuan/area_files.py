"""Official lists of areas as people keep them: CSV out of Excel, with its byte-order mark, quotes and Thai digits."""

import csv
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from khabuan import refusal

TO_MEND = "nothing was taken from it: mend the file and run this again"
SHOWN = 100
"""So many faults of a file are told at once."""
Fault = tuple[int, str, str]
"""The line, what stands there, and what is wrong with it."""
_AROUND = re.compile(r"^[='\"\s]+|['\"\s]+$")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Row(NamedTuple):
    """A line of a list."""

    line: int
    """Where it stands in the file; the line of column names is the first."""
    code: str
    name_th: str
    name_en: str


def rows(file: Path) -> list[Row]:
    """Return the lines of a CSV as `read` does, sorted by code; raise `Refusal` for a code that stands twice too."""
    found = read(file)
    if faults := repeated(found):
        raise wrong(file, faults)
    return sorted(found, key=lambda row: row.code)


def read(file: Path) -> list[Row]:
    """Return the lines of a CSV with the columns code,name_th[,name_en], codes in plain digits.

    Raises `Refusal` for what is no such file.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            found = [_row(reader.line_num, each) for each in reader if any(each.values())]
            columns = {str(name).strip() for name in reader.fieldnames or ()}
    except FileNotFoundError:
        message = f"there is no {file}"
        raise refusal.Refusal(message, code=2) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{file} cannot be read as CSV in UTF-8; save it as “CSV UTF-8”"
        raise refusal.Refusal(message, code=2) from error
    if not {"code", "name_th"} <= columns or not found:
        message = f"{file} must have the columns code,name_th[,name_en] and a line below them"
        raise refusal.Refusal(message, code=2)
    return found


def features(file: Path) -> list[Any]:
    """Return the features of a GeoJSON file; raise `Refusal` for what is none."""
    try:
        collection = json.loads(file.read_text("utf-8-sig"))
        found = collection["features"]
    except FileNotFoundError:
        message = f"there is no {file}"
        raise refusal.Refusal(message, code=2) from None
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"{file} is not a GeoJSON FeatureCollection; export it as GeoJSON, WGS 84"
        raise refusal.Refusal(message, code=2) from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        message = (
            f"{file} is not a GeoJSON FeatureCollection: `features` must be a list of objects"
        )
        raise refusal.Refusal(message, code=2)
    return found


def code_of(told: object) -> str:
    """Return a code as it was meant: without quotes and spaces around it, in the digits 0-9."""
    return _AROUND.sub("", str(told)).translate(_THAI_DIGITS)


def wrong(file: Path, faults: list[Fault]) -> refusal.Refusal:
    """Return the refusal of a file for faults of its lines: (line, value, what is wrong)."""
    told = [f"line {line} ({value}): {what}" for line, value, what in sorted(faults)[:SHOWN]]
    more = len(faults) - len(told)
    told += [f"and {more} more"] if more > 0 else []
    message = f"{file}: {'; '.join(told)}; {TO_MEND}"
    return refusal.Refusal(message, code=2)


def _row(line: int, told: dict[Any, Any]) -> Row:
    cells = {str(name).strip(): str(value or "").strip() for name, value in told.items()}
    names = (cells.get("name_th", ""), cells.get("name_en", ""))
    return Row(line, code_of(cells.get("code", "")), *names)


def repeated(found: list[Row]) -> list[Fault]:
    """Return the lines whose code stands in an earlier one."""
    first: dict[str, int] = {}
    return [
        (row.line, row.code, f"stands in line {first[row.code]} already")
        for row in found
        if first.setdefault(row.code, row.line) != row.line
    ]
