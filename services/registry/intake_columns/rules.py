"""How a cell is understood: by its heading, by what stands in it; which are about persons, places, days."""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Mapping

from services.registry.intake_columns.schemas import (
    ADDRESS,
    COLUMN_TH,
    COUNTED,
    HEADINGS,
    LEVELS,
    LISTED,
    MONEY,
    SEXES,
    Column,
    Days,
    Offer,
)
from shared import national_ids, text, thai_due, thai_time
from shared.thai_time import DatePrecision

_GAP = r"(?:[\s.\-_/|()\[\]~\u2010-\u2015\u2212]{0,4}|,)"
_PHONE = re.compile(
    rf"(?<![0-9])(?:(?:(?:\+|00)66{_GAP}(?:0{_GAP})?|0(?!\.[0-9]+(?![0-9.])){_GAP})[2-9](?:{_GAP}[0-9]){{7,8}}"
    rf"|66{_GAP}(?:0{_GAP})?[689](?:{_GAP}[0-9]){{8}}"
    r"|(?<!0\.)[689][0-9](?:[0-9]{7}(?:\.0)?|[ .-][0-9]{3}[ .-]?[0-9]{4}))(?![0-9])"
)
"""With anything between the digits; 0.81234567 is a share."""
_FEWEST_DIGITS = 9
_A_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:2[456]|19|20)[0-9]{2}"
_NO_PHONE = re.compile(
    rf"(?<![0-9])(?:{_A_DAY}(?: ?[-\u2013] ?{_A_DAY})?|[0-9]{{1,3}}/2[56][0-9]{{2}})(?![0-9]|[-./][0-9])"
)
"""Days, and numbers within a year."""
_TITLED = re.compile(
    r"(?:นางสาว|นาง|นาย(?!ก *(?:สมาคม|เทศ|อบต|อบจ|องค์การ|เมือง|สภา))|น\. *ส\.|ด\. *[ชญ]\.|เด็กชาย|เด็กหญิง) *[ก-ฮเแโใไ]"
)
_PERSON = re.compile(rf"{_TITLED.pattern}\S*[ ]+\S+.*")
_COUNTS_ONLY = re.compile(r"(?:[0-9,. /+]|คน|ราย|ท่าน|ชาย|หญิง)+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_NAME = "[\u0e01-\u0e4e]+"
_ONLY_PLACE = re.compile(
    rf"(?:(?:หมู่ที่|หมู่|ม\.) *[0-9]{{1,2}}[\s,]+)?(?:(?:ตำบล|ต\.|แขวง|กิ่งอำเภอ|อำเภอ|อ\.|เขต|จังหวัด|จ\.) *{_NAME}[\s,]*)+"
)
_WORD = re.compile(
    r"[\s,]*(จังหวัด|จ\.|อำเภอ|กิ่งอำเภอ|อ\.|เขต|ตำบล|ต\.|แขวง|หมู่บ้าน|บ้าน|บ\.|หมู่ที่|หมู่|ม\.)? *([^\s,]+)"
)
_VILLAGE, _VILLAGE_NUMBER = 8, re.compile("[0-9]{1,2}")
_DIGITS = {"จ": 2, "อ": 4, "ก": 4, "เ": 4, "ต": 6, "แ": 6, "ห": 8, "บ": 8, "ม": 8}
_DATED = re.compile(r"(?:วัน|เดือน|ปี|พ\.? ?ศ\.?|เมื่อ) *ที่ตั้ง")
"""The year in which something was set up (ปีที่ตั้ง) is no place (ที่ตั้ง)."""
_EPOCH = dt.date(1899, 12, 30)
"""The day that a spreadsheet counts from."""
_SERIALS = range(1, 73_051)
_FLOAT = re.compile(r"([0-9]+)\.0+")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_YEAR = re.compile(r"(?:ปี)? *(?:[พค]\.? ?ศ\.?)? *([0-9]{4})")
_LOOKS_BUDDHIST = 2400


class Cells(dict[str, str]):
    """The cells of a row, each of them judged once: a list asks of each many times what it is about."""

    @functools.cached_property
    def by_meaning(self) -> Mapping[Column | None, list[tuple[str, str]]]:
        """Return the headings and values of the cells by what they are about."""
        found: dict[Column | None, list[tuple[str, str]]] = {}
        for heading, value in self.items():
            found.setdefault(meaning(heading, value), []).append((heading, value))
        return found


@functools.lru_cache(maxsize=1024)
def heading_key(heading: str) -> str:
    """Return the key by which a heading is understood."""
    return text.search_key(heading)


@functools.lru_cache(maxsize=1024)
def column(heading: str) -> Column | None:
    """Return what a column with this heading is about, or None."""
    key = heading_key(heading)
    alone = key.replace("(", " ").replace(")", " ").split()
    if alone and alone[0] in SEXES and alone[1:] in ([], ["คน"]):
        return Column.COUNT
    if key.startswith(COUNTED):
        return Column.COUNT
    for word in LISTED:
        key = key.replace(word, "ชื่อ")
    asked = {Column.PLACE: _DATED.sub("", key)}
    return next(
        (about for about, known in HEADINGS.items() if _heads(asked.get(about, key), known)), None
    )


def meaning(heading: str, value: str) -> Column | None:
    """Return what a cell is about: an address that only names a place is no more personal than the place.

    Names under a heading that counts persons are theirs.
    """
    about = column(heading)
    if about is Column.PERSONAL and _is_place_of_address(heading, value):
        return Column.PLACE
    if about is Column.COUNT and not _COUNTS_ONLY.fullmatch(national_ids.ascii_digits(value)):
        key = heading_key(heading)
        if _heads(key, HEADINGS[Column.PERSONAL]) or _PERSON.match(value):
            return Column.PERSONAL
    return Column.PERSONAL if about is None and _PERSON.fullmatch(value) else about


def is_personal(heading: str, value: str) -> bool:
    """Say whether a cell is about a person: by its heading, or because of what stands in it."""
    return meaning(heading, value) is Column.PERSONAL or reaches(value)


def reaches(value: str) -> bool:
    """Say whether a text holds a national id, or a telephone number or address to reach somebody."""
    if _ADDRESS.search(value) or national_ids.holds_national_id(value):
        return True
    digits = national_ids.ascii_digits(value)
    if sum(map(str.isdecimal, digits)) < _FEWEST_DIGITS:
        return False
    return bool(_PHONE.search(_NO_PHONE.sub("#", digits)))


@functools.lru_cache(maxsize=1024)
def shown_heading(heading: str, number: int) -> str:
    """Return a heading that may be kept: one that tells of a person gives way to the column's number."""
    if not reaches(heading) and not _PERSON.fullmatch(heading):
        return heading
    personal = column(heading) is Column.PERSONAL
    return f"{COLUMN_TH[Column.PERSONAL] if personal else 'คอลัมน์'} {number}"


def names(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the cells with names, those first whose heading says that an organization is meant."""
    found = cells(columns, Column.NAME)
    called = [cell for cell in found if _heads(heading_key(cell[0]), ("name", "ชื่อ"))]
    said = ("organization", "องค์กร", "กลุ่ม")
    return sorted(called or found, key=lambda cell: not _heads(heading_key(cell[0]), said))


def doubtful_names(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the cells with names when they differ, and those that begin as names of persons do."""
    found = names(columns)
    if len({text.search_key(value) for _, value in found}) > 1:
        return found
    return [(heading, value) for heading, value in found if _TITLED.match(value)]


def counts_money(heading: str, value: str) -> bool:
    """Say whether a number is an amount of money and counts no persons."""
    return "บาท" in value or _heads_money(heading)


@functools.lru_cache(maxsize=1024)
def _heads_money(heading: str) -> bool:
    key = heading_key(heading).replace("กองทุน", "")
    if key.endswith(("คน", "คน)")):
        key = key.replace("ยอด", "")
    return any(word in key for word in MONEY)


def cells(columns: Mapping[str, str], about: Column) -> list[tuple[str, str]]:
    """Return the headings and values of the cells that are about something."""
    if isinstance(columns, Cells):
        return columns.by_meaning.get(about, [])
    return [(h, v) for h, v in columns.items() if meaning(h, v) is about]


@functools.lru_cache(maxsize=4096)
def words(value: str, heading: str = "") -> tuple[tuple[int, str], ...]:
    """Return the names in words for a place, with the digits of their level's codes.

    The level is the one that is said with the name, else that of a heading that names just one; else 0.
    """
    default = _level(heading)
    return tuple(
        (_DIGITS[prefix[0]] if prefix else default, text.search_key(name))
        for prefix, name in _WORD.findall(value)
    )


def village_number(value: str, heading: str) -> int | None:
    """Return the number of a village: หมู่ 5 and ม.3, or the number alone under a heading for villages."""
    said = [name for digits, name in words(whole_number(value), heading) if digits == _VILLAGE]
    number = next((int(name) for name in said if _VILLAGE_NUMBER.fullmatch(name)), 0)
    return number or None


@functools.lru_cache(maxsize=1024)
def _level(heading: str) -> int:
    key = heading_key(heading)
    said = {digits for digits, known in LEVELS.items() if _heads(key, known)}
    return said.pop() if len(said) == 1 else 0


def whole_number(value: str) -> str:
    """Return a number with ASCII digits and without the .0 that a spreadsheet adds."""
    digits = text.to_ascii_digits(value)
    return match[1] if (match := _FLOAT.fullmatch(digits)) else digits


@functools.lru_cache(maxsize=4096)
def _heads(key: str, known: tuple[str, ...]) -> bool:
    english = set(re.findall("[a-z]+", key)) | {key.replace(" ", "_")}
    return any(word in english if word.isascii() else word in key for word in known)


def _is_place_of_address(heading: str, value: str) -> bool:
    if not _heads_address(heading):
        return False
    digits = text.to_ascii_digits(text.repair(value)).strip()
    return _ONLY_PLACE.fullmatch(digits) is not None


@functools.lru_cache(maxsize=1024)
def _heads_address(heading: str) -> bool:
    """Say whether a heading is one of addresses and tells of nobody besides."""
    key = heading_key(heading)
    for word in ADDRESS:
        key = key.replace(word, "")
    return key != heading_key(heading) and not _heads(key, HEADINGS[Column.PERSONAL])


def days(value: str) -> Days | None:
    """Return what may be meant by words for a day, None for one that is as it should be."""
    with contextlib.suppress(ValueError):
        thai_time.plain_date(value)
        return None
    digits = whole_number(value)
    if digits.isdecimal() and len(digits) == 5 and int(digits) in _SERIALS:
        day = _EPOCH + dt.timedelta(days=int(digits))
        return Days("SERIAL", [_offer(day, "โปรแกรมตารางคำนวณเก็บเป็นตัวเลข")])
    if due := thai_due.read(value) or _year(digits):
        label = thai_time.long_thai_date(due.first)
        if due.last != due.first:
            label = f"{label} ถึง {thai_time.long_thai_date(due.last)}"
        why = thai_time.DATE_PRECISION_LABELS[due.precision]
        return Days("WORDS", [Offer(due.first.isoformat(), label, why)], due.precision)
    if match := _YEAR_FIRST.fullmatch(digits):
        year, month, day_of = (int(part) for part in match.groups())
        with contextlib.suppress(ValueError):
            era = "ปีเป็น พ.ศ." if year > _LOOKS_BUDDHIST else "ปีเป็น ค.ศ."
            return Days("WORDS", [_offer(_on(year, month, day_of), f"ปี เดือน วัน {era}")])
    return Days("DOUBT", _slashed(digits))


def _year(digits: str) -> thai_due.Due | None:
    """Return the year that stands alone, Buddhist or Christian: the two never look alike."""
    with contextlib.suppress(ValueError):
        if match := _YEAR.fullmatch(digits):
            return thai_due.around(_on(int(match[1]), 1, 1), DatePrecision.YEAR)
    return None


def _on(year: int, month: int, day: int) -> dt.date:
    year -= thai_time.ERA if year > _LOOKS_BUDDHIST else 0
    return thai_time.plain_date(dt.date(year, month, day))


def _offer(day: dt.date, why_th: str) -> Offer:
    return Offer(day.isoformat(), thai_time.long_thai_date(day), why_th)


def _slashed(digits: str) -> list[Offer]:
    """Return both ways to read 5/6/2550: day first, and month first."""
    match = _SLASHED.fullmatch(digits)
    if not match:
        return []
    first, second, year = (int(part) for part in match.groups())
    offers: dict[dt.date, Offer] = {}
    for day, month, why in ((first, second, "วันก่อนเดือน"), (second, first, "เดือนก่อนวัน")):
        with contextlib.suppress(ValueError):
            read = _on(year, month, day)
            offers.setdefault(read, _offer(read, why))
    return list(offers.values())
