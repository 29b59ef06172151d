"""Due dates as people say them: ภายในเดือนมิถุนายน 2550 is the days from 1 to 30 June 2007, known by the month.

The beginning, middle and end of a month are its days 1-10, 11-20 and 21 to the last; of a year its months 1-4,
5-8 and 9-12. สิ้น is the last day, ก่อน the day before. A quarter is one of the calendar unless งบประมาณ is said.
What cannot be read is refused, never guessed: a year is Buddhist and has four digits, and a day of the week
that is not that of the date is no date.
"""

import calendar
import contextlib
import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from shared import text, thai_time
from shared.field_problems import FIELDS
from shared.thai_time import ERA, DatePrecision

_AS_TYPED = {
    1: ("มกรา",),
    2: ("กุมภาพันธ", "กุมภา", "กุมพาพันธ์", "กุมภาพัน"),
    3: ("มีนา",),
    4: ("เมษา", "เมศายน"),
    5: ("พฤษภา", "พฤศภาคม", "พฤกษภาคม", "พฤษาคม"),
    6: ("มิถุนา", "มิถุณายน", "มิถุนายม"),
    7: ("กรกฎา", "กรกฏาคม", "กรกฏา", "กรกดาคม"),
    8: ("สิงหา",),
    9: ("กันยา",),
    10: ("ตุลา",),
    11: ("พฤศจิกา", "พฤษจิกายน", "พฤจิกายน", "พฤษจิกา"),
    12: ("ธันวา",),
}
"""Months as people say and misspell them: ฏ for ฎ is the commonest."""
_MONTHS: dict[str, int] = {
    name: number % 12 + 1
    for names in (thai_time.SHORT_MONTHS, thai_time.LONG_MONTHS)
    for number, name in enumerate(name.replace(".", "") for name in names)
} | {name: number for number, names in _AS_TYPED.items() for name in names}
_WEEKDAYS = {
    "จันทร์": 0, "อังคาร": 1, "พุธ": 2, "พฤหัสบดี": 3, "พฤหัสฯ": 3, "พฤหัส": 3, "ศุกร์": 4, "เสาร์": 5, "อาทิตย์": 6,
}  # fmt: skip
_BY = "(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า|ในช่วง|ช่วง|ใน)?"
_MONTH, _YEAR = r"(?P<month>[ก-์.]{2,12}?)", "(?:ปี)?(?:พ\\.?ศ\\.?)?(?P<year>[0-9]{4})"
_OF_YEAR = f"(?:ของ)?(?:/|ปี)?(?P<fiscal>งบประมาณ)?{_YEAR}"
_DAY = re.compile(
    f"(?:{_BY}|(?P<before>ก่อน))(?:วัน(?P<weekday>{'|'.join(_WEEKDAYS)})?ที่)?(?P<day>[0-9]{{1,2}}){_MONTH}{_YEAR}"
)
_PART = re.compile(f"{_BY}(?P<part>ต้น|กลาง|ปลาย)(?:เดือน)?{_MONTH}{_YEAR}")
_WHOLE = re.compile(f"{_BY}(?P<end>สิ้น)?(?:เดือน)?{_MONTH}{_YEAR}")
_IN_YEAR = re.compile(f"{_BY}(?P<part>สิ้น|ต้น|กลาง|ปลาย)?ปี(?P<fiscal>งบประมาณ)?{_YEAR}")
_QUARTER = re.compile(f"{_BY}(?P<end>สิ้น)?ไตรมาส(?:ที่)?(?P<quarter>[1-4]|แรก|สุดท้าย){_OF_YEAR}")
_DECADES = {"ต้น": (1, 10), "กลาง": (11, 20), "ปลาย": (21, 31)}
_THIRDS = {"ต้น": 0, "กลาง": 4, "ปลาย": 8}


class Due(NamedTuple):
    """The first and the last day that the words allow, both included, and how precise they are."""

    first: dt.date
    last: dt.date
    precision: DatePrecision


def parse_due(words: str) -> Due:
    """Return the days that Thai words for a due date mean; raise `not-a-due-date` (a ValueError)."""
    if due := read(words):
        return due
    raise text.refusal(FIELDS, "not-a-due-date")


def read(words: str) -> Due | None:
    """Return the days that Thai words for a due date mean, None for what cannot be read. Never raises.

    Read are a day, the day before one, the beginning (ต้น), middle (กลาง), end (ปลาย) or last day (สิ้น) of a
    month or year, a month, a quarter, a year and a fiscal year, with or without ภายใน, in Thai or Arabic digits.
    """
    written = "".join(text.to_ascii_digits(text.repair(words)).split())
    for pattern, meaning in _READERS:
        if match := pattern.fullmatch(written):
            with contextlib.suppress(ValueError, KeyError):
                year = int(match["year"]) - ERA
                if thai_time.FIRST_YEAR < year < thai_time.LAST_YEAR:
                    return meaning(match, year)
    return None


def around(day: dt.date, precision: DatePrecision) -> Due:
    """Return the days that are meant by one of them, known so precisely."""
    whole = month_of(day)
    match precision:
        case DatePrecision.MONTH:
            return whole
        case DatePrecision.YEAR:
            return Due(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), precision)
        case DatePrecision.PART_OF_MONTH:
            return _third(day.year, day.month, _part_of(day))
        case _:
            return Due(day, day, precision)


def said(day: dt.date, precision: DatePrecision) -> str:
    """Return how a day that is known so precisely is said in Thai."""
    month = f"{thai_time.LONG_MONTHS[day.month - 1]} {day.year + ERA}"
    match precision:
        case DatePrecision.MONTH:
            return f"เดือน{month}"
        case DatePrecision.YEAR:
            return f"ปี {day.year + ERA}"
        case DatePrecision.PART_OF_MONTH:
            return f"{_part_of(day)}เดือน{month}"
        case DatePrecision.NOT_LATER_THAN:
            return f"ไม่ช้ากว่า {thai_time.thai_date(day)}"
        case DatePrecision.DAY:
            return thai_time.thai_date(day)


def month_of(day: dt.date) -> Due:
    """Return the month of a day."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Due(day.replace(day=1), day.replace(day=last), DatePrecision.MONTH)


def _part_of(day: dt.date) -> str:
    return next(part for part, (first, last) in _DECADES.items() if first <= day.day <= last)


def _on(day: dt.date) -> Due:
    return Due(day, day, DatePrecision.DAY)


def _number(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].replace(".", "")]


def _day(match: re.Match[str], year: int) -> Due:
    day = dt.date(year, _number(match), int(match["day"]))
    if match["weekday"] and _WEEKDAYS[match["weekday"]] != day.weekday():
        raise ValueError(match["weekday"])
    return _on(day - dt.timedelta(days=1) if match["before"] else day)


def _third(year: int, month: int, part: str) -> Due:
    first, last = _DECADES[part]
    last = min(last, calendar.monthrange(year, month)[1])
    days = dt.date(year, month, first), dt.date(year, month, last)
    return Due(*days, DatePrecision.PART_OF_MONTH)


def _part(match: re.Match[str], year: int) -> Due:
    return _third(year, _number(match), match["part"])


def _month(match: re.Match[str], year: int) -> Due:
    whole = month_of(dt.date(year, _number(match), 1))
    return _on(whole.last) if match["end"] else whole


def _in_year(match: re.Match[str], year: int) -> Due:
    first = _first_month(match, year)
    if match["part"] == "สิ้น":
        return _on(_months(first, 0, 12).last)
    return _months(first, _THIRDS[match["part"]], 4) if match["part"] else _months(first, 0, 12)


def _quarter(match: re.Match[str], year: int) -> Due:
    number = {"แรก": 1, "สุดท้าย": 4}.get(match["quarter"]) or int(match["quarter"])
    quarter = _months(_first_month(match, year), 3 * (number - 1), 3)
    return _on(quarter.last) if match["end"] else quarter


def _first_month(match: re.Match[str], year: int) -> dt.date:
    return thai_time.fiscal_year_bounds(year + ERA)[0] if match["fiscal"] else dt.date(year, 1, 1)


def _months(first: dt.date, skipped: int, count: int) -> Due:
    """Return months of a year by its first day: what is known is the year, and these days of it."""
    months = [
        dt.date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in (skipped, skipped + count - 1)
    ]
    return Due(months[0], month_of(months[1]).last, DatePrecision.YEAR)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Due]], ...] = (
    (_DAY, _day),
    (_PART, _part),
    (_IN_YEAR, _in_year),
    (_QUARTER, _quarter),
    (_WHOLE, _month),
)
