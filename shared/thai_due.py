"""Due dates as people say them: ภายในเดือนมิถุนายน 2550 is the days from 1 to 30 June 2007, known by the month.

The beginning, middle and end of a month are its days 1-10, 11-20 and 21 to the last. What cannot be read is
refused, never guessed: a year is Buddhist and has four digits.
"""

import calendar
import contextlib
import datetime as dt
import re
from typing import NamedTuple

from shared import text, thai_time
from shared.field_problems import FIELDS
from shared.thai_time import ERA, DatePrecision

_MONTHS: dict[str, int] = {
    name: number % 12 + 1
    for names in (thai_time.SHORT_MONTHS, thai_time.LONG_MONTHS)
    for number, name in enumerate(name.replace(".", "") for name in names)
}
_BY = "(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า|สิ้น|ภายในสิ้น|ในช่วง|ช่วง|ใน)?"
_MONTH, _YEAR = r"(?P<month>[ก-์.]{2,12}?)", "(?:พ\\.?ศ\\.?)?(?P<year>[0-9]{4})"
_DAY = re.compile(f"(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า)?(?:วันที่)?(?P<day>[0-9]{{1,2}}){_MONTH}{_YEAR}")
_PART = re.compile(f"(?:ภายใน|ในช่วง|ช่วง)?(?P<part>ต้น|กลาง|ปลาย)(?:เดือน)?{_MONTH}{_YEAR}")
_WHOLE = re.compile(f"{_BY}(?:เดือน)?{_MONTH}{_YEAR}")
_IN_YEAR = re.compile(f"{_BY}ปี(?P<fiscal>งบประมาณ)?{_YEAR}")
_DECADES = {"ต้น": (1, 10), "กลาง": (11, 20), "ปลาย": (21, 31)}


class Due(NamedTuple):
    """The first and the last day that the words allow, both included, and how precise they are."""

    first: dt.date
    last: dt.date
    precision: DatePrecision


def parse_due(words: str) -> Due:
    """Return the days that Thai words for a due date mean.

    Read are a day, the beginning (ต้น), middle (กลาง) or end (ปลาย) of a month, a month, a year and a fiscal
    year, with or without ภายใน, in Thai or Arabic digits. Raises `not-a-due-date` (a ValueError).
    """
    said = "".join(text.to_ascii_digits(text.repair(words)).split())
    for pattern, read in ((_DAY, _day), (_PART, _part), (_IN_YEAR, _in_year), (_WHOLE, _month)):
        if match := pattern.fullmatch(said):
            with contextlib.suppress(ValueError, KeyError):
                year = int(match["year"]) - ERA
                if thai_time.FIRST_YEAR < year <= thai_time.LAST_YEAR:
                    return read(match, year)
    raise text.refusal(FIELDS, "not-a-due-date")


def on_day(day: dt.date) -> Due:
    """Return what is due on one day."""
    return Due(day, day, DatePrecision.DAY)


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].replace(".", "")]


def _day(match: re.Match[str], year: int) -> Due:
    return on_day(dt.date(year, _month_of(match), int(match["day"])))


def _part(match: re.Match[str], year: int) -> Due:
    (first, last), month = _DECADES[match["part"]], _month_of(match)
    last = min(last, calendar.monthrange(year, month)[1])
    return Due(
        dt.date(year, month, first), dt.date(year, month, last), DatePrecision.PART_OF_MONTH
    )


def _month(match: re.Match[str], year: int) -> Due:
    month = _month_of(match)
    last = calendar.monthrange(year, month)[1]
    return Due(dt.date(year, month, 1), dt.date(year, month, last), DatePrecision.MONTH)


def _in_year(match: re.Match[str], year: int) -> Due:
    if match["fiscal"]:
        return Due(*thai_time.fiscal_year_bounds(year + ERA), DatePrecision.YEAR)
    return Due(dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR)
