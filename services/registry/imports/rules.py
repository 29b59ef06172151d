"""How a whole list is read: what each row would become, and what of it completes an organization."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.registry.imports.schemas import (
    MOST_ROWS,
    Around,
    Facts,
    FileRow,
    Looked,
    There,
)
from services.registry.intake.schemas import LONGEST_CELL, RowPlan
from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import rules as reading
from services.registry.intake_findings.schemas import (
    Finding,
    FindingCode,
    Known,
    Place,
    Suggestion,
)
from services.registry.organization_names import rules as stems
from services.registry.organizations import rules as organizations
from services.registry.organizations.schemas import OrganizationNew
from shared import text, thai_due, thai_time
from shared.errors import FieldError, Problem, field_problem

_CODE = FindingCode
_STOPS = frozenset(
    {
        _CODE.PLACE_CONFLICT, _CODE.PLACE_UNKNOWN, _CODE.PLACE_AMBIGUOUS, _CODE.KIND_UNKNOWN,
        _CODE.ISSUE_UNKNOWN, _CODE.DATE_UNREADABLE, _CODE.NUMBER_UNREADABLE, _CODE.NAME_MISSING,
        _CODE.KIND_MISSING, _CODE.PLACE_MISSING, _CODE.OUTSIDE_AREA, _CODE.NOT_TO_BE_REGISTERED,
    }
)  # fmt: skip
"""With one of these a row becomes nothing until somebody settles it by hand: nothing is guessed."""
_ASKS = frozenset({_CODE.PROBABLE_DUPLICATE, _CODE.NAME_RESPELLED, _CODE.NAME_DOUBTFUL})
_COUNTS = (
    ("women_count", ("women", "หญิง")),
    ("men_count", ("men", "ชาย")),
    ("households_count", ("household", "ครัวเรือน")),
    ("members_count", ("member", "สมาชิก")),
)
_FILLED = ("members_count", "households_count", "women_count", "men_count", "founded_on")
_MOST_COLUMNS, _LONGEST_HEADING, _DISTRICT = 60, 100, 4


def table(lines: Iterable[Sequence[str]]) -> list[FileRow]:
    """Return the rows below the first line that is not blank, by their headings.

    Raises 422 for a list without rows, with too many rows or columns, and for a cell that is too long.
    """
    heads: list[str] = []
    found: list[FileRow] = []
    for number, line in enumerate(lines, start=1):
        cells = [" ".join(text.repair(cell).split()) for cell in line]
        if not any(cells):
            continue
        if not heads:
            heads = _headings(cells)
            continue
        if len(found) == MOST_ROWS:
            raise field_problem("sha256", "too-long", max=MOST_ROWS)
        if max(map(len, cells)) > LONGEST_CELL or len(cells) > len(heads) + _MOST_COLUMNS:
            raise field_problem("sha256", "unreadable-row", row=number)
        # What stands beyond the last heading is kept under the number of its column.
        beyond = [f"คอลัมน์ {at}" for at in range(len(heads) + 1, len(cells) + 1)]
        named = dict(zip([*heads, *beyond], cells, strict=False))
        found.append(FileRow(number, {head: cell for head, cell in named.items() if cell}))
    if not found:
        raise field_problem("sha256", "too-short", min=1)
    return found


def _headings(cells: Sequence[str]) -> list[str]:
    if len(cells) > _MOST_COLUMNS:
        raise field_problem("sha256", "too-long", max=_MOST_COLUMNS)
    heads: list[str] = []
    for number, cell in enumerate(cells, start=1):
        head = headed.shown_heading(cell, number)[:_LONGEST_HEADING] or f"คอลัมน์ {number}"
        heads.append(f"{head[:90]} ({number})" if head in heads else head)
    return heads


def row_id(import_id: UUID, number: int) -> UUID:
    """Return the id of a row: the same whenever the list is told again, in the order of the rows."""
    rest = hashlib.sha256(import_id.bytes + number.to_bytes(4)).digest()
    bits = (0x7 << 76) | ((number >> 14 & 0xFFF) << 64) | (0b10 << 62) | ((number & 0x3FFF) << 48)
    return UUID(bytes=import_id.bytes[:6] + (bits | int.from_bytes(rest[:6])).to_bytes(10))


def organization_id(row: UUID) -> UUID:
    """Return the id of the organization that comes of a row: the same whenever the row is taken."""
    rest = hashlib.sha256(b"organization" + row.bytes).digest()[:10]
    head = bytes([0x70 | rest[0] & 0x0F, rest[1], 0x80 | rest[2] & 0x3F])
    return UUID(bytes=row.bytes[:6] + head + rest[3:])


def around(kept: Mapping[str, str], known: Around) -> list[Place]:
    """Return the areas that have a name or code of the row, sorted by code."""
    names, codes = reading.asked(kept)
    found = {place.code: place for name in names for place in known.by_key.get(name, ())}
    found |= {code: known.by_code[code] for code in codes if code in known.by_code}
    return [found[code] for code in sorted(found)]


def lost(row: FileRow, known: Around) -> str | None:
    """Return the province in which a name of a row has to be looked for, None when all names are found."""
    kept, _ = reading.take(row.columns)
    places = around(kept, known)
    return reading.province_of(kept, places) if reading.missing(kept, places) else None


def look(row: FileRow, known: Around, import_id: UUID, area: str) -> Looked:
    """Return what was found in a row and what it would become, as far as the row alone tells it."""
    kept, refused = reading.take(row.columns)
    places = around(kept, known)
    province = reading.province_of(kept, places)
    near = known.of_province.get(province or "", [])
    findings = reading.judge(
        kept, Known(places, near, dict(known.issues), known.provinces), province
    )
    looked = Looked(row.number, kept, [*findings, *refused], province)
    draft(looked, known.issues, import_id, area)
    return looked


def draft(looked: Looked, issues: Mapping[str, str], import_id: UUID, area: str) -> None:
    """Put down the organization that a row would become, or why it becomes none."""
    kept, findings = looked.kept, looked.findings
    name = next((value for _, value in headed.names(kept)), "")
    kind, place = reading.kind_of(kept), reading.place_read(findings)
    lacks = (
        (_CODE.NAME_MISSING, not name),
        (_CODE.KIND_MISSING, kind is None),
        (_CODE.PLACE_MISSING, place is None),
        (_CODE.OUTSIDE_AREA, place is not None and not place.startswith(area)),
    )
    known = {each.code for each in findings}
    lack = [code for code, missing in lacks if missing and code not in known]
    findings += [Finding(code=code, field="", typed=None, suggestions=[]) for code in lack]
    if _CODE.NAME_DOUBTFUL not in known:
        findings += [
            Finding(code=_CODE.NAME_DOUBTFUL, field=heading, typed=value, suggestions=[])
            for heading, value in headed.doubtful_names(kept)
        ]
    if _STOPS & {each.code for each in findings}:
        return
    facts: Facts = {"kind": kind, "name_th": name, "area_code": place, **_read(kept, issues)}
    try:
        made = OrganizationNew(id=organization_id(row_id(import_id, looked.number)), **facts)
        organizations.check_level(made.kind, made.area_code)
        organizations.check_sexes(made.members_count, made.women_count, made.men_count)
    except (ValidationError, Problem):
        code = _CODE.NOT_TO_BE_REGISTERED
        findings.append(Finding(code=code, field="", typed=None, suggestions=[]))
        return
    looked.draft, looked.stem = made, stems.stem(name)
    asks = _ASKS & {each.code for each in findings}
    looked.plan = RowPlan.DECIDE if asks else RowPlan.CREATE


def _read(kept: Mapping[str, str], issues: Mapping[str, str]) -> Facts:
    """Return the numbers, the day and the issues of a row, as far as they are read without doubt."""
    facts: Facts = {}
    for heading, value in headed.cells(kept, Column.COUNT):
        key = text.search_key(heading)
        name = next((n for n, words in _COUNTS if any(word in key for word in words)), None)
        digits = "".join(c for c in text.to_ascii_digits(value).partition(".")[0] if c.isdigit())
        if headed.counts_money(heading, value):
            continue
        if name and digits and name not in facts:
            facts[name] = int(digits)
    for _, value in headed.cells(kept, Column.DATE)[:1]:
        facts |= _day(value)
    codes = {name: code for code, name in issues.items()}
    told = [codes.get(v, v) for _, v in headed.cells(kept, Column.ISSUE)]
    return {**facts, "issues": sorted(set(told))}


def _day(value: str) -> Facts:
    try:
        return {"founded_on": thai_time.plain_date(value)}
    except ValueError:
        pass
    try:
        due = thai_due.parse_due(value)
    except ValueError:
        return {}
    return {"founded_on": due.first, "founded_precision": due.precision}


def compare(rows: Sequence[Looked], there: Sequence[There]) -> None:
    """Say of each row whether its organization is there already, or comes of an earlier row of the list."""
    by_stem: dict[str, list[There]] = {}
    for each in there:
        for stem in each.stems:
            by_stem.setdefault(stem, []).append(each)
    earlier: set[tuple[str, str, str]] = set()
    for row in rows:
        if row.draft is None or any(each.code is _CODE.NAME_DOUBTFUL for each in row.findings):
            continue
        known = by_stem.get(row.stem, [])
        key = (row.stem, row.draft.area_code, row.draft.kind.value)
        if same(row, known) is not None or key in earlier:
            row.plan = RowPlan.COMPLETE
        elif near := [each for each in known if _is_near(each, row.draft)]:
            row.findings.append(_duplicate(row, near))
            row.plan = RowPlan.DECIDE
        earlier.add(key)


def same(row: Looked, known: Sequence[There]) -> There | None:
    """Return the organization of this name, kind and area that works today, if it is there."""
    made = row.draft
    fit = (
        each
        for each in known
        if made is not None
        and row.stem in each.stems
        and (each.kind, each.area_code) == (made.kind.value, made.area_code)
        and each.status in {"ACTIVE", "DORMANT"}
    )
    return min(fit, key=lambda each: each.id, default=None)


def _is_near(each: There, made: OrganizationNew) -> bool:
    return each.area_code[:_DISTRICT] == made.area_code[:_DISTRICT]


def _duplicate(row: Looked, near: Sequence[There]) -> Finding:
    heading, typed = headed.names(row.kept)[0]
    offers = [
        Suggestion(value=str(each.id), label_th=each.name_th, why_th="ชื่อเดียวกันในอำเภอเดียวกัน")
        for each in sorted(near, key=lambda each: each.id)[:10]
    ]
    code = _CODE.PROBABLE_DUPLICATE
    return Finding(code=code, field=heading, typed=typed, suggestions=offers)


def missing(row: Any, made: OrganizationNew) -> Facts:
    """Return what a row knows of an organization that the register does not: nothing is written over."""
    facts: Facts = {
        name: told
        for name in _FILLED
        if (told := getattr(made, name)) is not None and getattr(row, name) is None
    }
    if "founded_on" in facts:
        facts["founded_precision"] = made.founded_precision.value
    if made.issues and not row.issues:
        facts["issues"] = made.issues
    after = [facts.get(n, getattr(row, n)) for n in ("members_count", "women_count", "men_count")]
    try:
        organizations.check_sexes(*after)
    except Problem:
        facts = {
            n: v
            for n, v in facts.items()
            if n not in {"members_count", "women_count", "men_count"}
        }
    return facts


def check_chosen(asked: Sequence[int], plans: Mapping[int, str | None]) -> None:
    """Raise 422 with a pointer at each chosen row that is not in the list or cannot be taken yet."""
    faults = []
    for at, number in enumerate(asked):
        if number not in plans:
            faults.append(FieldError(("body", "rows", at), "unknown-reference"))
        elif plans[number] == RowPlan.BLOCKED:
            faults.append(FieldError(("body", "rows", at), "row-blocked"))
    if faults:
        raise Problem("validation-failed", errors=faults)
