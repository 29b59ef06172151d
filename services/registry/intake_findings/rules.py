"""How a row is read: column by column, always with what may be meant, never by deciding it."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings.schemas import (
    READ_AS,
    SLIPS,
    Finding,
    FindingCode,
    Known,
    Place,
    Suggestion,
)
from services.registry.organizations.schemas import KIND_TH, OrganizationKind
from shared import text

_MOST = 50
_CAPITAL = "เมือง"
_CLOSE = 0.75
_FLOAT = re.compile(r"[0-9]+\.0+")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+) *(?:คน|ครัวเรือน|ราย|หลัง|บาท)?")
_PROVINCE, _DISTRICT, _VILLAGE = 2, 4, 8
_UNSAID = 5
"""A name without its level stands between districts and tambons."""
_CODE = re.compile("[1-9][0-9]([0-9]{2}){0,3}")
_AS_WRITTEN = [
    (slip, re.compile(r"\s*".join(map(re.escape, slip.written.split())))) for slip in SLIPS
]


def take(columns: Mapping[str, str]) -> tuple[dict[str, str], list[Finding]]:
    """Return the cells that may be kept, and a finding for each that is not; blank ones say nothing."""
    kept, refused = {}, []
    for number, (typed, value) in enumerate(columns.items(), start=1):
        heading = headed.shown_heading(typed, number)
        clashes = heading != typed and heading in columns
        if value and (clashes or headed.is_personal(heading, value)):
            refused.append(_finding(FindingCode.PERSONAL_DATA_REFUSED, heading, None, []))
        elif value:
            kept[heading] = value
    return kept, refused


def asked(columns: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Return the names and the codes of areas that have to be looked up."""
    names, codes = set(), set()
    for heading, value in _cells(columns):
        codes |= {code for code in [_code(value)] if code}
        names |= {name for _, name in headed.words(value, heading)} | {text.search_key(value)}
        names |= {f"บ้าน{n}" for digits, n in headed.words(value, heading) if digits == _VILLAGE}
    return names, codes


def _cells(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    return [*headed.cells(columns, Column.PROVINCE), *headed.cells(columns, Column.PLACE)]


def _provinces_typed(columns: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the heading, the cell and the name of each province that is typed, its own column first."""
    typed = []
    for heading, value in headed.cells(columns, Column.PROVINCE):
        whole = text.search_key(value)
        names = dict.fromkeys([whole, *(name for _, name in headed.words(value))])
        typed += [(heading, value, name) for name in names]
    for heading, value in headed.cells(columns, Column.PLACE):
        names_said = headed.words(value, heading)
        typed += [(heading, value, name) for digits, name in names_said if digits == _PROVINCE]
    return typed


def province_of(columns: Mapping[str, str], places: Sequence[Place]) -> str | None:
    """Return the code of the province that is typed, in its own column or among the words for the place."""
    stand = {
        key: each.code
        for each in places
        if len(each.code) == _PROVINCE
        for key in (*each.keys, each.code)
    }
    return next((stand[name] for *_, name in _provinces_typed(columns) if name in stand), None)


def missing(columns: Mapping[str, str], places: Sequence[Place]) -> bool:
    """Say whether a name of a place is that of no area, or short for one of its province."""
    names = {
        name for heading, value in _cells(columns) for _, name in headed.words(value, heading)
    }
    return _CAPITAL in names or bool(names - {key for each in places for key in each.keys})


def judge(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return everything that is doubtful about the cells that are kept."""
    found = [*_places(columns, known, province)]
    for heading, value in columns.items():
        found += _respelled(heading, value)
        match headed.meaning(heading, value):
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
    """Return the code of the one place that was read without doubt, the narrowest of nested ones, if any."""
    read = [each for each in findings if each.code is FindingCode.PLACE_READ]
    codes = sorted((each.suggestions[0].value for each in read), key=len)
    return codes[-1] if codes and all(codes[-1].startswith(code) for code in codes) else None


def kind_of(columns: Mapping[str, str]) -> OrganizationKind | None:
    """Return the kind of organization that is typed by its Thai name or its code."""
    for _, value in headed.cells(columns, Column.KIND):
        for code, label in KIND_TH.items():
            if value in {label, code.value}:
                return code
    return None


def _places(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    found = _provinces(columns, known, province)
    cells = headed.cells(columns, Column.PLACE)
    said = {
        heading: [each for each in headed.words(value, heading) if each[0] != _PROVINCE]
        for heading, value in cells
        if not _code(value)
    }
    for heading, value in cells:
        if code := _code(value):
            found += _coded(heading, value, code, known.places)
        elif spoken := said[heading]:
            narrow = max(digits or _UNSAID for digits, _ in spoken)
            wider = [word for other, words in said.items() if other != heading for word in words]
            around = [word for word in wider if _DISTRICT <= word[0] < narrow]
            found.append(_spoken(heading, value, [*spoken, *around], known, province))
    return found


def _provinces(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return what is doubtful about the province: its name of no province, or an English one."""
    found: dict[str, Finding] = {}
    for heading, value, name in _provinces_typed(columns):
        if province is None:
            near = _alike(name, known.provinces)
            if heading not in found or (near and not found[heading].suggestions):
                offers = _shown(near, "ชื่อใกล้เคียง")
                found[heading] = _finding(FindingCode.PLACE_UNKNOWN, heading, value, offers)
        elif name.isascii() and not _code(value):
            fit = [each for each in known.places if each.code == province and name in each.keys]
            if fit:
                offers = _shown(fit, "ชื่อภาษาอังกฤษ")
                found[heading] = _finding(FindingCode.PLACE_READ, heading, value, offers)
    return list(found.values())


def _alike(name: str, places: Sequence[Place]) -> list[Place]:
    """Return the places that have a name like this one, the likest first."""
    called = {key: each for each in reversed(places) for key in reversed(each.keys)}
    near = difflib.get_close_matches(name, called, n=5, cutoff=_CLOSE)
    alike = {key: [each for each in places if key in each.keys] for key in near}
    return list({each.code: each for fit in alike.values() for each in fit}.values())


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
    everything = list({each.code: each for each in (*known.places, *known.around)}.values())
    fit = _fit(spoken, everything)
    inside = [each for each in fit if province is None or each.code.startswith(province)]
    if inside and _is_elsewhere(inside, spoken, everything):
        offers = _shown(inside, "มีชื่อนี้ แต่ไม่อยู่ในอำเภอหรือตำบลที่พิมพ์")
        return _finding(FindingCode.PLACE_CONFLICT, heading, value, offers)
    if len(inside) == 1:
        why = "ชื่อตรง อยู่ในจังหวัดที่พิมพ์" if province else "มีแห่งเดียวในประเทศที่ตรงกับทุกชื่อที่พิมพ์"
        return _finding(FindingCode.PLACE_READ, heading, value, _shown(inside, why))
    if inside:
        return _finding(FindingCode.PLACE_AMBIGUOUS, heading, value, _shown(inside, "ชื่อเดียวกัน"))
    if fit:
        offers = _shown(fit, "มีชื่อนี้ แต่อยู่จังหวัดอื่น")
        return _finding(FindingCode.PLACE_CONFLICT, heading, value, offers)
    close = _alike(spoken[0][1], known.around)
    return _finding(FindingCode.PLACE_UNKNOWN, heading, value, _shown(close, "ชื่อใกล้เคียง"))


def _is_elsewhere(
    fit: Sequence[Place], spoken: Sequence[tuple[int, str]], places: Sequence[Place]
) -> bool:
    """Say whether there are areas of a wider name that was said, and nothing that fits lies in one."""
    narrow = max(digits or _UNSAID for digits, _ in spoken)
    for digits, name in spoken:
        if _DISTRICT <= digits < narrow:
            wide = [each.code for each in places if _is_called(each, digits, name)]
            if wide and not any(each.code.startswith(code) for each in fit for code in wide):
                return True
    return False


def _fit(spoken: list[tuple[int, str]], places: Sequence[Place]) -> list[Place]:
    """Return the areas of the narrowest name that lie in those of the wider names."""
    fit: list[Place] = []
    for digits, name in sorted(spoken, key=lambda each: each[0] or _UNSAID):
        here = [each for each in places if _is_called(each, digits, name)]
        within = [each for each in here if any(each.code.startswith(up.code) for up in fit)]
        # A village that nobody has loaded leaves what was said of its tambon.
        fit = (within or fit) if fit and (within or digits == _VILLAGE) else here or fit
    return fit


def _is_called(place: Place, digits: int, name: str) -> bool:
    if digits == _VILLAGE and f"บ้าน{name}" in place.keys:
        return len(place.code) > _PROVINCE  # tambons too are called บ้าน…
    if name == _CAPITAL and place.name_th.startswith(name):
        return len(place.code) == _DISTRICT  # every province's capital district
    level = len(place.code) == digits or (digits == 0 and len(place.code) > _PROVINCE)
    return name in place.keys and level


def _code(value: str) -> str | None:
    digits = headed.whole_number(value)
    return digits if _CODE.fullmatch(digits) else None


def _respelled(heading: str, value: str) -> list[Finding]:
    for slip, written in _AS_WRITTEN:
        if written.search(value):
            meant = [written.sub(each, value) for each in slip.meant]
            offers = [Suggestion(value=m, label_th=m, why_th=slip.why_th) for m in meant]
            return [_finding(FindingCode.NAME_RESPELLED, heading, value, offers)]
    return []


def _date(heading: str, value: str) -> list[Finding]:
    if (read := headed.days(value)) is None:
        return []
    offers = [Suggestion(**offer._asdict()) for offer in read.offers]
    return [_finding(READ_AS[read.read_as], heading, value, offers)]


def _count(heading: str, value: str) -> list[Finding]:
    digits = text.to_ascii_digits(value)
    if _FLOAT.fullmatch(digits):
        whole = headed.whole_number(value)
        return [_damage(heading, value, whole, whole)]
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
