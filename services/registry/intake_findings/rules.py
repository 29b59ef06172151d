"""How a row is read: column by column, always with what may be meant, never by deciding it."""

import contextlib
import datetime as dt
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings.schemas import (
    SHORT_PROVINCES,
    SLIPS,
    Finding,
    FindingCode,
    Known,
    Place,
    Suggestion,
)
from services.registry.organizations.schemas import KIND_TH, OrganizationKind
from shared import text, thai_due, thai_time

_MOST = 50
_CAPITAL = "เมือง"
_CLOSE = 0.75
_EPOCH = dt.date(1899, 12, 30)
"""The day that a spreadsheet counts from."""
_SERIALS = range(1, 73_051)
_FLOAT = re.compile(r"([0-9]+)\.0+")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+) *(?:คน|ครัวเรือน|ราย|หลัง|บาท)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_WORD = re.compile(
    r"[\s,]*(จังหวัด|จ\.|อำเภอ|กิ่งอำเภอ|อ\.|เขต|ตำบล|ต\.|แขวง|หมู่บ้าน|บ้าน|บ\.|หมู่ที่|หมู่|ม\.)? *([^\s,]+)"
)
_DIGITS = {"จ": 2, "อ": 4, "ก": 4, "เ": 4, "ต": 6, "แ": 6, "ห": 8, "บ": 8, "ม": 8}
_PROVINCE, _DISTRICT, _VILLAGE = 2, 4, 8
_CODE = re.compile("[1-9][0-9]([0-9]{2}){0,3}")


def take(columns: Mapping[str, str]) -> tuple[dict[str, str], list[Finding]]:
    """Return the cells that may be kept, and a finding for each that is not; blank ones say nothing."""
    kept, refused = {}, []
    for heading, value in columns.items():
        if not value:
            continue
        if headed.is_personal(heading, value):
            refused.append(_finding(FindingCode.PERSONAL_DATA_REFUSED, heading, None, []))
        else:
            kept[heading] = value
    return kept, refused


def words(value: str) -> list[tuple[int, str]]:
    """Return the names in words for a place, with the digits of their level's codes, 0 when unsaid."""
    found = []
    for prefix, name in _WORD.findall(value):
        key = text.search_key(SHORT_PROVINCES.get(name, name))
        found.append((_DIGITS[prefix[0]] if prefix else 0, key))
    return found


def asked(columns: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Return the names and the codes of areas that have to be looked up."""
    names, codes = set(), set()
    for _, value in (
        *headed.cells(columns, Column.PROVINCE),
        *headed.cells(columns, Column.PLACE),
    ):
        codes |= {code for code in [_code(value)] if code}
        names |= {name for _, name in words(value)}
        names |= {f"บ้าน{name}" for digits, name in words(value) if digits == _VILLAGE}
    return names, codes


def province_of(columns: Mapping[str, str], places: Sequence[Place]) -> str | None:
    """Return the code of the province that is typed, in its own column or among the words for the place."""
    stand = {
        text.search_key(each.name_th): each.code for each in places if len(each.code) == _PROVINCE
    }
    stand |= {each.code: each.code for each in places if len(each.code) == _PROVINCE}
    for meaning in (Column.PROVINCE, Column.PLACE):
        for _, value in headed.cells(columns, meaning):
            for digits, name in words(value):
                if name in stand and (meaning is Column.PROVINCE or digits == _PROVINCE):
                    return stand[name]
    return None


def missing(columns: Mapping[str, str], places: Sequence[Place]) -> bool:
    """Say whether a name of a place is that of no area, or short for one of its province."""
    names, _ = asked(columns)
    return _CAPITAL in names or bool(names - {text.search_key(each.name_th) for each in places})


def judge(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return everything that is doubtful about the cells that are kept."""
    found = [*_places(columns, known, province)]
    for heading, value in columns.items():
        found += _respelled(heading, value)
        match headed.column(heading):
            case Column.DATE:
                found += _date(heading, value)
            case Column.COUNT:
                found += _count(heading, value)
            case Column.KIND:
                labels = {str(code): label for code, label in KIND_TH.items()}
                found += _choice(FindingCode.KIND_UNKNOWN, heading, value, labels)
            case Column.ISSUE:
                found += _choice(FindingCode.ISSUE_UNKNOWN, heading, value, known.issues)
            case _:
                pass
    return found


def place_read(findings: Sequence[Finding]) -> str | None:
    """Return the code of the one place that was read without doubt, if there is one."""
    read = [each for each in findings if each.code is FindingCode.PLACE_READ]
    return read[0].suggestions[0].value if len(read) == 1 else None


def kind_of(columns: Mapping[str, str]) -> OrganizationKind | None:
    """Return the kind of organization that is typed by its Thai name or its code."""
    for _, value in headed.cells(columns, Column.KIND):
        for code, label in KIND_TH.items():
            if value in {label, code.value}:
                return code
    return None


def _places(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    found = [
        _finding(FindingCode.PLACE_UNKNOWN, heading, value, [])
        for heading, value in headed.cells(columns, Column.PROVINCE)
        if province is None
    ]
    for heading, value in headed.cells(columns, Column.PLACE):
        if code := _code(value):
            found += _coded(heading, value, code, known.places)
        elif spoken := [each for each in words(value) if each[0] != _PROVINCE]:
            found.append(_spoken(heading, value, spoken, known, province))
    return found


def _coded(heading: str, value: str, code: str, places: Sequence[Place]) -> list[Finding]:
    fit = [each for each in places if each.code == code]
    if not fit:
        return [_finding(FindingCode.PLACE_UNKNOWN, heading, value, [])]
    damaged = [_damage(heading, value, code, fit[0].label_th)] if value != code else []
    return [*damaged, _finding(FindingCode.PLACE_READ, heading, value, _shown(fit, "รหัสพื้นที่"))]


def _spoken(
    heading: str, value: str, spoken: list[tuple[int, str]], known: Known, province: str | None
) -> Finding:
    """Return how the words for a place fit the areas of their names and the province that was typed."""
    everything = {each.code: each for each in (*known.places, *known.around)}
    fit = _fit(spoken, list(everything.values()))
    inside = [each for each in fit if province is None or each.code.startswith(province)]
    if len(inside) == 1:
        why = "ชื่อตรง อยู่ในจังหวัดที่พิมพ์" if province else "มีแห่งเดียวในประเทศ"
        return _finding(FindingCode.PLACE_READ, heading, value, _shown(inside, why))
    if inside:
        return _finding(FindingCode.PLACE_AMBIGUOUS, heading, value, _shown(inside, "ชื่อเดียวกัน"))
    if fit:
        why = "มีชื่อนี้ แต่อยู่จังหวัดอื่น"
        return _finding(FindingCode.PLACE_CONFLICT, heading, value, _shown(fit, why))
    near = difflib.get_close_matches(
        spoken[0][1], {each.name_th for each in known.around}, n=5, cutoff=_CLOSE
    )
    close = [each for name in near for each in known.around if each.name_th == name]
    return _finding(FindingCode.PLACE_UNKNOWN, heading, value, _shown(close, "ชื่อใกล้เคียง"))


def _fit(spoken: list[tuple[int, str]], places: Sequence[Place]) -> list[Place]:
    """Return the areas of the narrowest name that lie in those of the wider names."""
    fit: list[Place] = []
    for digits, name in sorted(spoken, key=lambda each: each[0] or 5):
        here = [each for each in places if _is_called(each, digits, name)]
        within = [each for each in here if any(each.code.startswith(up.code) for up in fit)]
        # A village that nobody has loaded leaves what was said of its tambon.
        fit = (within or fit) if fit and (within or digits == _VILLAGE) else here or fit
    return fit


def _is_called(place: Place, digits: int, name: str) -> bool:
    key = text.search_key(place.name_th)
    if digits == _VILLAGE and key == f"บ้าน{name}":
        return len(place.code) > _PROVINCE  # tambons too are called บ้าน…
    if name == _CAPITAL and key.startswith(name):
        return len(place.code) == _DISTRICT  # every province's capital district
    level = len(place.code) == digits or (digits == 0 and len(place.code) > _PROVINCE)
    return key == name and level


def _code(value: str) -> str | None:
    digits = text.to_ascii_digits(value)
    if match := _FLOAT.fullmatch(digits):
        digits = match[1]
    return digits if _CODE.fullmatch(digits) else None


def _respelled(heading: str, value: str) -> list[Finding]:
    for slip in SLIPS:
        if slip.written in value:
            meant = [value.replace(slip.written, each) for each in slip.meant]
            offers = [Suggestion(value=m, label_th=m, why_th=slip.why_th) for m in meant]
            return [_finding(FindingCode.NAME_RESPELLED, heading, value, offers)]
    return []


def _date(heading: str, value: str) -> list[Finding]:
    with contextlib.suppress(ValueError):
        thai_time.plain_date(value)
        return []
    digits = text.to_ascii_digits(value)
    whole = match[1] if (match := _FLOAT.fullmatch(digits)) else digits
    if whole.isdecimal() and len(whole) == 5 and int(whole) in _SERIALS:
        day = _EPOCH + dt.timedelta(days=int(whole))
        return [_damage(heading, value, day.isoformat(), thai_time.long_thai_date(day))]
    with contextlib.suppress(ValueError):
        due = thai_due.parse_due(value)
        label = thai_time.long_thai_date(due.first)
        if due.last != due.first:
            label = f"{label} ถึง {thai_time.long_thai_date(due.last)}"
        why = thai_time.DATE_PRECISION_LABELS[due.precision]
        offer = Suggestion(value=due.first.isoformat(), label_th=label, why_th=why)
        return [_finding(FindingCode.DATE_READ, heading, value, [offer])]
    return [_finding(FindingCode.DATE_UNREADABLE, heading, value, _slashed(digits))]


def _slashed(digits: str) -> list[Suggestion]:
    """Return both ways to read 5/6/2550: day first, and month first."""
    match = _SLASHED.fullmatch(digits)
    if not match:
        return []
    first, second, year = (int(part) for part in match.groups())
    year -= thai_time.ERA if year > thai_time.LAST_YEAR else 0
    offers: dict[dt.date, Suggestion] = {}
    for day, month, why in ((first, second, "วันก่อนเดือน"), (second, first, "เดือนก่อนวัน")):
        with contextlib.suppress(ValueError):
            read = thai_time.plain_date(dt.date(year, month, day))
            label = thai_time.long_thai_date(read)
            offers.setdefault(read, Suggestion(value=read.isoformat(), label_th=label, why_th=why))
    return list(offers.values())


def _count(heading: str, value: str) -> list[Finding]:
    digits = text.to_ascii_digits(value)
    if match := _FLOAT.fullmatch(digits):
        return [_damage(heading, value, match[1], match[1])]
    if not (match := _NUMBER.fullmatch(digits)):
        return [_finding(FindingCode.NUMBER_UNREADABLE, heading, value, [])]
    number = match[1].replace(",", "")
    if number == value:
        return []
    offer = Suggestion(value=number, label_th=number, why_th="เลขไทย จุลภาค หรือหน่วยนับ")
    return [_finding(FindingCode.NUMBER_READ, heading, value, [offer])]


def _choice(
    code: FindingCode, heading: str, value: str, known: Mapping[str, str]
) -> list[Finding]:
    if value in known or value in known.values():
        return []
    near = difflib.get_close_matches(value, known.values(), n=3, cutoff=_CLOSE)
    offers = [
        Suggestion(value=one, label_th=label, why_th="ชื่อใกล้เคียง")
        for label in near
        for one, name in known.items()
        if name == label
    ]
    return [_finding(code, heading, value, offers)]


def _damage(heading: str, value: str, meant: str, label: str) -> Finding:
    offer = Suggestion(value=meant, label_th=label, why_th="โปรแกรมตารางคำนวณเก็บเป็นตัวเลข")
    return _finding(FindingCode.EXCEL_DAMAGE, heading, value, [offer])


def _shown(fit: Sequence[Place], why: str) -> list[Suggestion]:
    return [
        Suggestion(value=each.code, label_th=each.label_th, why_th=why) for each in fit[:_MOST]
    ]


def _finding(code: FindingCode, heading: str, typed: Any, offers: list[Suggestion]) -> Finding:
    return Finding(code=code, field=heading, typed=typed, suggestions=offers)
