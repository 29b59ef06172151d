"""How a whole row is read, cell by cell: always with what may be meant, never by deciding it."""

import difflib
import functools
import re
from collections.abc import Mapping, Sequence

from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import rules as reading
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
from shared import sheets, text

_CLOSE, _TAMBON_DIGITS = 0.75, 6
_WORD = 4
"""A shorter word may stand in the name of a kind by chance."""
KIND_WORDS: dict[OrganizationKind, tuple[str, ...]] = {
    OrganizationKind.WELFARE_FUND: ("สวัสดิการ", "สวัสดิการชุมชน", "กองทุนสวัสดิการ"),
    OrganizationKind.RESOURCE_GROUP: ("ทรัพยากร",),
    OrganizationKind.LAND_GROUP: ("ที่ดิน",),
    OrganizationKind.VILLAGE_FUND: ("กองทุนหมู่บ้าน",),
    OrganizationKind.TAMBON_COUNCIL: ("สภาองค์กรชุมชน",),
}
"""Short names of kinds, besides their own names without กลุ่ม."""
_FLOAT = re.compile(r"[0-9]+\.0+")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+) *(?:คน|ครัวเรือน|ราย|หลัง|บาท)?")
_AS_WRITTEN = [
    (slip, re.compile(r"\s*".join(map(re.escape, slip.written.split())))) for slip in SLIPS
]


def judge(columns: Mapping[str, str], known: Known, province: str | None) -> list[Finding]:
    """Return everything that is doubtful about the cells that are kept."""
    found = [*reading.places(columns, known, province)]
    for heading, value in columns.items():
        found += _respelled(heading, value)
        match headed.meaning(heading, value):
            case Column.DATE:
                found += _date(heading, value)
            case Column.COUNT:
                found += _count(heading, value)
            case Column.KIND:
                found += _kind(heading, value)
            case Column.ISSUE:
                found += _choice(FindingCode.ISSUE_UNKNOWN, heading, value, known.issues)
            case Column.NAME if sheets.is_risky(value):
                found.append(reading.finding(FindingCode.NAME_LIKE_FORMULA, heading, value, []))
            case _:
                pass
    return found


def kind_of(columns: Mapping[str, str]) -> OrganizationKind | None:
    """Return the kind of organization that is typed: by its name, its code or the word that only it has."""
    for _, value in headed.cells(columns, Column.KIND):
        if kind := _kind_called(value):
            return kind
    return None


@functools.lru_cache(maxsize=1024)
def _kind_called(value: str) -> OrganizationKind | None:
    """Return the kind that is called so, with or without กลุ่ม, or that has this code."""
    key = text.search_key(value)
    word = key.removeprefix("กลุ่ม").strip()
    for code, label in KIND_TH.items():
        named = {label, label.removeprefix("กลุ่ม"), *KIND_WORDS.get(code, ())}
        if {key, word} & named or code.value.lower() == key.replace(" ", "_"):
            return code
    return None


def _kind(heading: str, value: str) -> list[Finding]:
    if kind := _kind_called(value):
        label = KIND_TH[kind]
        if value in {label, kind.value}:
            return []
        offer = Suggestion(value=kind.value, label_th=label, why_th="ชื่อสั้นหรือรหัสของประเภทเดียว")
        return [reading.finding(FindingCode.KIND_READ, heading, value, [offer])]
    word = text.search_key(value)
    fit = [c for c, label in KIND_TH.items() if word in label] if len(word) >= _WORD else []
    if fit:
        why = "มีคำนี้ในชื่อประเภท"
        offers = [Suggestion(value=c.value, label_th=KIND_TH[c], why_th=why) for c in fit]
        return [reading.finding(FindingCode.KIND_UNKNOWN, heading, value, offers)]
    labels = {str(code): label for code, label in KIND_TH.items()}
    return _choice(FindingCode.KIND_UNKNOWN, heading, value, labels)


def village_code(findings: Sequence[Finding]) -> str | None:
    """Return the code of the village whose number is said in the one tambon that was read, if any."""
    tambon = reading.place_read(findings)
    said = [each for each in findings if each.code is FindingCode.VILLAGE_UNKNOWN and each.typed]
    numbers = {headed.village_number(each.typed or "", each.field) for each in said}
    if tambon is None or len(tambon) != _TAMBON_DIGITS or len(numbers) != 1:
        return None
    return f"{tambon}{numbers.pop():02}"


def with_village(findings: Sequence[Finding], village: Place) -> list[Finding]:
    """Return the findings with a village read that is listed."""
    why = "เลขหมู่บ้านในตำบลที่พิมพ์"
    read = [Suggestion(value=village.code, label_th=village.label_th, why_th=why)]
    return [
        reading.finding(FindingCode.PLACE_READ, each.field, each.typed, read)
        if each.code is FindingCode.VILLAGE_UNKNOWN
        else each
        for each in findings
    ]


def _respelled(heading: str, value: str) -> list[Finding]:
    for slip, written in _AS_WRITTEN:
        if written.search(value):
            meant = [written.sub(each, value) for each in slip.meant]
            offers = [Suggestion(value=m, label_th=m, why_th=slip.why_th) for m in meant]
            return [reading.finding(FindingCode.NAME_RESPELLED, heading, value, offers)]
    return []


def _date(heading: str, value: str) -> list[Finding]:
    if (read := headed.days(value)) is None:
        return []
    offers = [Suggestion(**offer._asdict()) for offer in read.offers]
    return [reading.finding(READ_AS[read.read_as], heading, value, offers)]


def _count(heading: str, value: str) -> list[Finding]:
    digits = text.to_ascii_digits(value)
    if _FLOAT.fullmatch(digits):
        whole = headed.whole_number(value)
        return [reading.damage(heading, value, whole, whole)]
    if not (match := _NUMBER.fullmatch(digits)):
        return [reading.finding(FindingCode.NUMBER_UNREADABLE, heading, value, [])]
    number = match[1].replace(",", "")
    if number == value:
        return []
    offer = Suggestion(value=number, label_th=number, why_th="เลขไทย จุลภาค หรือหน่วยนับ")
    return [reading.finding(FindingCode.NUMBER_READ, heading, value, [offer])]


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
    return [reading.finding(code, heading, value, offers)]
