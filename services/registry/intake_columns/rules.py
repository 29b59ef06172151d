"""How a column is understood by its heading, and how cells about persons are found."""

import functools
import re
from collections.abc import Mapping

from services.registry.intake_columns.schemas import HEADINGS, Column
from shared import national_ids, text

_PHONE = re.compile(
    r"(?<![0-9])(?:(?:\+66|0)[ -]?[2-9](?:[ -]?[0-9]){7,8}|[689][0-9]{8}(?:\.0)?)(?![0-9])"
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")


@functools.lru_cache(maxsize=1024)
def column(heading: str) -> Column | None:
    """Return what a column with this heading is about, or None."""
    key = text.search_key(heading)
    words = set(re.findall("[a-z]+", key)) | {key.replace(" ", "_")}
    for meaning, known in HEADINGS.items():
        if any(word in words if word.isascii() else word in key for word in known):
            return meaning
    return None


def is_personal(heading: str, value: str) -> bool:
    """Say whether a cell is about a person: by its heading, or because of what stands in it."""
    if column(heading) is Column.PERSONAL or national_ids.holds_national_id(value):
        return True
    digits = text.to_ascii_digits(value)
    return bool(_PHONE.search(digits) or _ADDRESS.search(value))


def cells(columns: Mapping[str, str], meaning: Column) -> list[tuple[str, str]]:
    """Return the headings and values of the columns that are about something."""
    return [(h, v) for h, v in columns.items() if column(h) is meaning]
