"""How the places of a row are read: always with what may be meant, never by deciding it; what is not kept."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings.schemas import (
    Finding,
    FindingCode,
    Known,
    Place,
    Suggestion,
)
from shared import text

_MOST = 50
_CAPITAL = "เมือง"
_CLOSE, _SHORTEST = 0.75, 3
_PROVINCE, _DISTRICT, _TAMBON, _VILLAGE = 2, 4, 6, 8
_UNSAID = 5
"""A name without its level stands between districts and tambons."""
_CODE = re.compile("[1-9][0-9]([0-9]{2}){0,3}")


def take(columns: Mapping[str, str]) -> tuple[dict[str, str], list[Finding]]:
    """Return the cells that may be kept, and a finding for each that is not; blank ones say nothing."""
    kept, refused = headed.Cells(), []
    for number, (typed, value) in enumerate(columns.items(), start=1):
        heading = headed.shown_heading(typed, number)
        clashes = heading != typed and heading in columns
        if value and (clashes or headed.is_personal(heading, value)):
            refused.append(finding(FindingCode.PERSONAL_DATA_REFUSED, heading, None, []))
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


def scope(columns: Mapping[str, str], places: Sequence[Place]) -> str | None:
    """Return the province in which a name that is missing is looked for: as typed, else that of the other names."""
    typed = province_of(columns, places)
    wide = {
        each.code[:_PROVINCE]
        for heading, value in headed.cells(columns, Column.PLACE)
        for digits, name in headed.words(value, heading)
        for each in places
        if digits in {_DISTRICT, _TAMBON} and _is_called(each, digits, name)
    }
    return typed or (wide.pop() if len(wide) == 1 else None)


def place_read(findings: Sequence[Finding]) -> str | None:
    """Return the code of the one place that was read without doubt, the narrowest of nested ones, if any."""
    read = [each for each in findings if each.code is FindingCode.PLACE_READ]
    codes = sorted((each.suggestions[0].value for each in read), key=len)
    return codes[-1] if codes and all(codes[-1].startswith(code) for code in codes) else None


def places(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return what was read as places, and what is doubtful about them."""
    slips = _provinces(columns, known, province)
    found: list[Finding] = []
    cells = headed.cells(columns, Column.PLACE)
    said = {
        heading: [each for each in headed.words(value, heading) if each[0] != _PROVINCE]
        for heading, value in cells
        if not _code(value) or headed.village_number(value, heading)
    }
    for heading, value in cells:
        if heading not in said:
            found += _coded(heading, value, headed.whole_number(value), known.places)
        elif spoken := said[heading]:
            narrow = max(digits or _UNSAID for digits, _ in spoken)
            wider = [word for other, words in said.items() if other != heading for word in words]
            around = [word for word in wider if _DISTRICT <= word[0] < narrow]
            found.append(_spoken(heading, value, spoken, around, known, province))
    tambons = {each for each in (place_read(found),) if each and len(each) >= _TAMBON}
    if tambons:
        found = [each for each in found if not _says_nothing(each, said.get(each.field, []))]
    numbered = [(h, v) for h, v in cells if headed.village_number(v, h)]
    found += [finding(FindingCode.VILLAGE_UNKNOWN, h, v, []) for h, v in numbered]
    return [*(_settled(each, tambons) for each in slips), *found]


def _says_nothing(found: Finding, spoken: Sequence[tuple[int, str]]) -> bool:
    """Say whether a cell (ศาลาวัด) names no place at all, where another cell told the tambon."""
    unknown = found.code is FindingCode.PLACE_UNKNOWN and not found.suggestions
    return unknown and not any(digits for digits, _ in spoken)


def _settled(slip: Finding, tambons: Collection[str]) -> Finding:
    """Return the province as read where a tambon, read without doubt, lies in one that is like what was typed."""
    fit = [o for o in slip.suggestions if any(code.startswith(o.value) for code in tambons)]
    if slip.code is not FindingCode.PLACE_UNKNOWN or len(fit) != 1:
        return slip
    read = Suggestion(
        value=fit[0].value, label_th=fit[0].label_th, why_th="ชื่อใกล้เคียง และตำบลอยู่ในจังหวัดนี้"
    )
    return finding(FindingCode.PLACE_READ, slip.field, slip.typed, [read])


def _provinces(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return what is doubtful about the province: its name of no province, or an English one."""
    found: dict[str, Finding] = {}
    for heading, value, name in _provinces_typed(columns):
        if province is None:
            near = _alike(name, known.provinces)
            if heading not in found or (near and not found[heading].suggestions):
                offers = _shown(near, "ชื่อใกล้เคียง")
                found[heading] = finding(FindingCode.PLACE_UNKNOWN, heading, value, offers)
        elif name.isascii() and not _code(value):
            fit = [each for each in known.places if each.code == province and name in each.keys]
            if fit:
                offers = _shown(fit, "ชื่อภาษาอังกฤษ")
                found[heading] = finding(FindingCode.PLACE_READ, heading, value, offers)
    return list(found.values())


def _alike(name: str, places: Sequence[Place]) -> list[Place]:
    """Return the places that have a name like this one, or that it is short for (สุพรรณฯ), the likest first."""
    if len(short := name.removesuffix("ฯ")) >= _SHORTEST and name.endswith("ฯ"):
        return [each for each in places if any(key.startswith(short) for key in each.keys)]
    called = {key: each for each in reversed(places) for key in reversed(each.keys)}
    near = difflib.get_close_matches(name, called, n=5, cutoff=_CLOSE)
    alike = {key: [each for each in places if key in each.keys] for key in near}
    return list({each.code: each for fit in alike.values() for each in fit}.values())


def _coded(heading: str, value: str, code: str, places: Sequence[Place]) -> list[Finding]:
    fit = [each for each in places if each.code == code]
    if not fit:
        return [finding(FindingCode.PLACE_UNKNOWN, heading, value, [])]
    damaged = [damage(heading, value, code, fit[0].label_th)] if value != code else []
    return [*damaged, finding(FindingCode.PLACE_READ, heading, value, _shown(fit, "รหัสพื้นที่"))]


def _spoken(
    heading: str,
    value: str,
    own: Sequence[tuple[int, str]],
    around: Sequence[tuple[int, str]],
    known: Known,
    province: str | None,
) -> Finding:
    """Return how the words for a place fit the areas of their names and the province that was typed."""
    spoken = [*own, *around]
    everything = _called_so(spoken, known)
    fit = _fit(spoken, everything)
    inside = [each for each in fit if province is None or each.code.startswith(province)]
    if lost := _lost(own, fit, everything):
        close = _alike(lost, [each for each in known.around if _lies(each, inside)])
        offers = _shown(close or _alike(lost, known.around), "ชื่อใกล้เคียง")
        return finding(FindingCode.PLACE_UNKNOWN, heading, value, offers)
    if inside and _is_elsewhere(inside, spoken, everything):
        offers = _shown(inside, "มีชื่อนี้ แต่ไม่อยู่ในอำเภอหรือตำบลที่พิมพ์")
        return finding(FindingCode.PLACE_CONFLICT, heading, value, offers)
    if len(inside) == 1:
        why = "ชื่อตรง อยู่ในจังหวัดที่พิมพ์" if province else "มีแห่งเดียวในประเทศที่ตรงกับทุกชื่อที่พิมพ์"
        return finding(FindingCode.PLACE_READ, heading, value, _shown(inside, why))
    if inside:
        return finding(FindingCode.PLACE_AMBIGUOUS, heading, value, _shown(inside, "ชื่อเดียวกัน"))
    offers = _shown(fit, "มีชื่อนี้ แต่อยู่จังหวัดอื่น")
    if fit:
        return finding(FindingCode.PLACE_CONFLICT, heading, value, offers)
    offers = _shown(_alike(spoken[0][1], known.around), "ชื่อใกล้เคียง")
    return finding(FindingCode.PLACE_UNKNOWN, heading, value, offers)


def _called_so(spoken: Sequence[tuple[int, str]], known: Known) -> list[Place]:
    """Return the areas that can be meant by one of the names: those that were asked for, then those around."""
    near: list[Place] = []
    for _, name in spoken:
        if name == _CAPITAL:
            near += (each for each in known.around if each.name_th.startswith(name))
        for key in (name, f"บ้าน{name}"):
            near += known.around.by_key.get(key, ())
    near.sort(key=lambda each: each.code)
    return list({each.code: each for each in (*known.places, *near)}.values())


def _lost(
    own: Sequence[tuple[int, str]], fit: Sequence[Place], everything: Sequence[Place]
) -> str | None:
    """Return the name of a cell that is that of no area, so that the wider ones say nothing in its place.

    Beside a tambon that was read a word without a level (99/9, ศาลาวัด) is no name of a place.
    """
    wide = all(len(each.code) <= _DISTRICT for each in fit)
    for digits, name in own:
        called = any(_is_called(each, digits, name) for each in everything)
        if not called and digits != _VILLAGE and (digits or wide or len(own) == 1):
            return name
    return None


def _lies(place: Place, wide: Sequence[Place]) -> bool:
    return any(place.code.startswith(each.code) for each in wide)


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


def damage(heading: str, value: str, meant: str, label: str) -> Finding:
    """Return what a spreadsheet made of a number."""
    offer = Suggestion(value=meant, label_th=label, why_th="โปรแกรมตารางคำนวณเก็บเป็นตัวเลข")
    return finding(FindingCode.EXCEL_DAMAGE, heading, value, [offer])


def _shown(fit: Sequence[Place], why: str) -> list[Suggestion]:
    return [
        Suggestion(value=each.code, label_th=each.label_th, why_th=why) for each in fit[:_MOST]
    ]


def finding(code: FindingCode, heading: str, typed: Any, offers: list[Suggestion]) -> Finding:
    """Return what was found in one cell."""
    return Finding(code=code, field=heading, typed=typed, suggestions=offers)
