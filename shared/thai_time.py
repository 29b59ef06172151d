"""Dates, years and instants: Christian era inside, Buddhist era where people read and write.

A year of the Buddhist era (พ.ศ.) is a Christian year plus 543. The fiscal year 2568 runs from
1 October 2567 to 30 September 2568, that is 2024-10-01 to 2025-09-30.
"""

import contextlib
import datetime as dt
import enum
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, Strict, WithJsonSchema

from shared import text

MESSAGES: dict[str, tuple[str, str]] = {
    "not-a-date": ("ไม่ใช่วันที่แบบ ค.ศ.-เดือน-วัน เช่น 2024-10-01", "Not a date such as 2024-10-01"),
    "not-an-instant": ("ไม่ใช่วันเวลาที่มีเขตเวลา", "Not a date and time with its offset from UTC"),
    "not-a-thai-date": ("ไม่ใช่วันที่แบบ 12 มิ.ย. 2550", "Not a date such as 12 มิ.ย. 2550"),
    "not-a-year": ("ต้องเป็นปี พ.ศ. สี่หลัก", "Not a Buddhist year of four digits"),
    "buddhist-year": ("ดูเหมือนปี พ.ศ. ให้ใช้ ค.ศ. {suggestion}", "Buddhist? Use {suggestion} CE"),
    "christian-year": ("ดูเหมือนปี ค.ศ. ให้ใช้ พ.ศ. {suggestion}", "Christian? Use {suggestion} BE"),
    "date-out-of-range": ("ปี ค.ศ. ต้องอยู่ระหว่าง {min}-{max}", "The year must lie in {min}-{max}"),
    "in-the-future": ("วันที่นี้ยังมาไม่ถึง", "This day has not come yet"),
    "year-out-of-range": ("ปี พ.ศ. ต้องอยู่ระหว่าง {min}-{max}", "The year must lie in {min}-{max} BE"),
}

ERA = 543
FIRST_YEAR, LAST_YEAR = 1900, 2200
_LOOKS_BUDDHIST = 2400
_OCTOBER = 10
# Thailand has kept +07:00 without summer time since 1920: no time zone files are needed.
BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")

# fmt: off
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
LONG_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)
# fmt: on
_MONTHS = (*(name.replace(".", "") for name in SHORT_MONTHS), *LONG_MONTHS)
_THAI_DATE = re.compile(
    r"(?:วันที่)? {0,3}([0-9]{1,2}) {0,3}([ก-์.]{2,12}?) {0,3}(?:พ\.? ?ศ\.?)? {0,3}([0-9]{4})"
)
_DAYS = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
DATE_PATTERN = f"^(19[0-9]{{2}}|2[01][0-9]{{2}}|2200)-{_DAYS}$"
# One year narrower than what is taken, so that no offset leads out of it.
INSTANT_PATTERN = (
    f"^(19[0-9]{{2}}|2[01][0-9]{{2}})-{_DAYS}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
_DATE = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}" + INSTANT_PATTERN[INSTANT_PATTERN.index("-(0") :].rstrip("$"))


class DatePrecision(enum.StrEnum):
    """How precisely a date is known."""

    DAY = "DAY"
    MONTH = "MONTH"
    PART_OF_MONTH = "PART_OF_MONTH"
    YEAR = "YEAR"
    NOT_LATER_THAN = "NOT_LATER_THAN"


DATE_PRECISION_LABELS: dict[DatePrecision, str] = {
    DatePrecision.DAY: "ทราบวัน",
    DatePrecision.MONTH: "ทราบเดือน",
    DatePrecision.PART_OF_MONTH: "ทราบช่วงของเดือน",
    DatePrecision.YEAR: "ทราบปี",
    DatePrecision.NOT_LATER_THAN: "ไม่ช้ากว่าวันนี้",
}


def _check_year(year: int, first: int = FIRST_YEAR) -> None:
    if year >= _LOOKS_BUDDHIST:
        raise text.refusal(MESSAGES, "buddhist-year", suggestion=year - ERA)
    if not first <= year <= LAST_YEAR:
        raise text.refusal(MESSAGES, "date-out-of-range", min=FIRST_YEAR, max=LAST_YEAR)


def plain_date(value: object) -> dt.date:
    """Return the day written as YYYY-MM-DD in the Christian era; raise a refusal otherwise."""
    if isinstance(value, str) and (match := _DATE.fullmatch(value)):
        # Before the date is built: 2567-02-29 is a day, but not of the year 2567 CE.
        _check_year(int(match[1]))
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise text.refusal(MESSAGES, "not-a-date") from None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        _check_year(value.year)
        return value
    raise text.refusal(MESSAGES, "not-a-date")


def instant(value: object) -> dt.datetime:
    """Return the moment written with its offset from UTC; raise a refusal otherwise."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        _check_year(int(value[:4]), FIRST_YEAR - 1)
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise text.refusal(MESSAGES, "not-an-instant") from None
    if not isinstance(value, dt.datetime) or value.utcoffset() is None:
        raise text.refusal(MESSAGES, "not-an-instant")
    _check_year(value.year, FIRST_YEAR - 1)
    moment = value.astimezone(dt.UTC)
    _check_year(moment.year, FIRST_YEAR - 1)
    return moment


def _years(first: int, last: int) -> tuple[AfterValidator, WithJsonSchema]:
    def check(year: int) -> int:
        if first <= year <= last:
            return year
        if first <= year + ERA <= last:
            raise text.refusal(MESSAGES, "christian-year", suggestion=year + ERA)
        raise text.refusal(MESSAGES, "year-out-of-range", min=first, max=last)

    schema = {"type": "integer", "format": "int32", "minimum": first, "maximum": last}
    return AfterValidator(check), WithJsonSchema(schema)


def _year_from_query(value: object) -> int:
    if type(value) is int:
        return value
    digits = text.to_ascii_digits(value) if isinstance(value, str) else ""
    if re.fullmatch("[0-9]{4}", digits):
        return int(digits)
    raise text.refusal(MESSAGES, "not-a-year")


def write_instant(instant: dt.datetime) -> str:
    """Return an aware datetime in UTC as YYYY-MM-DDTHH:MM:SS.ffffffZ, always six decimals.

    PostgreSQL has the same in to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"').
    """
    naive = instant.astimezone(dt.UTC).replace(tzinfo=None)
    return naive.isoformat(timespec="microseconds") + "Z"


def _not_ahead(day: dt.date) -> dt.date:
    if day > bangkok_date(dt.datetime.now(dt.UTC)) + dt.timedelta(days=1):
        raise text.refusal(MESSAGES, "in-the-future")
    return day


PlainDate = Annotated[
    dt.date,
    BeforeValidator(plain_date),
    WithJsonSchema({"type": "string", "format": "date", "maxLength": 10, "pattern": DATE_PATTERN}),
]
PastDate = Annotated[PlainDate, AfterValidator(_not_ahead)]
"""The day of something that has happened; a day ahead is allowed for clocks that differ."""
Instant = Annotated[
    dt.datetime,
    BeforeValidator(instant),
    PlainSerializer(write_instant, return_type=str, when_used="json"),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "maxLength": 35, "pattern": INSTANT_PATTERN}
    ),
]
_FISCAL, _FISCAL_SCHEMA = _years(2500, 2600)
_CALENDAR, _CALENDAR_SCHEMA = _years(FIRST_YEAR + ERA, LAST_YEAR + ERA)
FiscalYearBe = Annotated[int, Strict(), _FISCAL, _FISCAL_SCHEMA]
# The same year where everything arrives as text: a query or path parameter.
FiscalYearBeQuery = Annotated[int, BeforeValidator(_year_from_query), _FISCAL, _FISCAL_SCHEMA]
BuddhistYear = Annotated[int, Strict(), _CALENDAR, _CALENDAR_SCHEMA]


def bangkok_date(instant: dt.datetime) -> dt.date:
    """Return the day that it is in Thailand at an aware `instant`."""
    return instant.astimezone(BANGKOK).date()


def fiscal_year_be(day: dt.date) -> int:
    """Return the fiscal year (พ.ศ.) of a day; an instant goes through `bangkok_date` first."""
    return day.year + ERA + (day.month >= _OCTOBER)


def fiscal_year_bounds(year_be: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the fiscal year `year_be`."""
    year = year_be - ERA
    return dt.date(year - 1, _OCTOBER, 1), dt.date(year, 9, 30)


def thai_date(day: dt.date) -> str:
    """Return a day as Thai people write it: 1 ต.ค. 2567."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + ERA}"


def long_thai_date(day: dt.date) -> str:
    """Return a day in full: 1 ตุลาคม พ.ศ. 2567."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} พ.ศ. {day.year + ERA}"


def parse_thai_date(written: str) -> dt.date:
    """Return the day written as ๑๒ มิ.ย. ๒๕๕๐ or 12 มิถุนายน พ.ศ. 2550.

    The year is Buddhist and has four digits; shorter years are never guessed. Raises
    `not-a-thai-date` (a ValueError).
    """
    match = _THAI_DATE.fullmatch(text.to_ascii_digits(text.repair(written)).strip())
    if match and FIRST_YEAR <= (year := int(match[3]) - ERA) <= LAST_YEAR:
        with contextlib.suppress(ValueError):
            month = _MONTHS.index(match[2].replace(".", "")) % 12 + 1
            return dt.date(year, month, int(match[1]))
    raise text.refusal(MESSAGES, "not-a-thai-date")


def days_between(start: dt.date, end: dt.date) -> int:
    """Return the number of days from `start` to `end`; negative if `end` comes first."""
    return (end - start).days
