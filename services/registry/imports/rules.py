"""How the rows of a list are read: what each would become, and what of it completes an organization."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.registry.import_files.schemas import FileRow
from services.registry.import_matches import rules as matches
from services.registry.import_matches.schemas import Looked
from services.registry.imports.schemas import Around, Facts
from services.registry.intake.schemas import RowPlan
from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import rules as reading
from services.registry.intake_findings.schemas import (
    Finding,
    FindingCode,
    Known,
    Place,
    Places,
)
from services.registry.intake_readings import rules as readings
from services.registry.organization_names import rules as stems
from services.registry.organizations import rules as organizations
from services.registry.organizations.schemas import OrganizationNew
from shared import text, thai_time
from shared.errors import FieldError, Problem

_CODE = FindingCode
_STOPS = frozenset(
    {
        _CODE.PLACE_CONFLICT, _CODE.PLACE_UNKNOWN, _CODE.PLACE_AMBIGUOUS, _CODE.KIND_UNKNOWN,
        _CODE.ISSUE_UNKNOWN, _CODE.DATE_UNREADABLE, _CODE.NUMBER_UNREADABLE, _CODE.NAME_MISSING,
        _CODE.KIND_MISSING, _CODE.PLACE_MISSING, _CODE.OUTSIDE_AREA, _CODE.NOT_TO_BE_REGISTERED,
    }
)  # fmt: skip
"""With one of these a row becomes nothing until somebody settles it by hand: nothing is guessed."""
_ASKS = frozenset(
    {_CODE.PROBABLE_DUPLICATE, _CODE.NAME_RESPELLED, _CODE.NAME_DOUBTFUL, _CODE.NAME_LIKE_FORMULA}
)


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


def lost(kept: Mapping[str, str], known: Around) -> str | None:
    """Return the province in which a name of a row has to be looked for, None when all names are found."""
    places = around(kept, known)
    return reading.scope(kept, places) if reading.missing(kept, places) else None


def look(row: FileRow, refused: Sequence[Finding], known: Around) -> Looked:
    """Return what was found in those cells of a row that are kept, and that others are `refused`."""
    kept = row.columns
    places = around(kept, known)
    province = reading.province_of(kept, places)
    near = known.of_province.get(reading.scope(kept, places) or "", Places())
    findings = readings.judge(kept, Known(places, near, known.issues, known.provinces), province)
    return Looked(row.number, kept, [*findings, *refused], province)


def draft(looked: Looked, issues: Mapping[str, str], import_id: UUID, area: str) -> None:
    """Put down the organization that a row would become, or why it becomes none."""
    kept, findings = looked.kept, looked.findings
    name = next((value for _, value in headed.names(kept)), "")
    kind, place = readings.kind_of(kept), reading.place_read(findings)
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
    looked.draft, looked.stem, looked.plain = made, stems.stem(name), stems.plain(name)
    asks = _ASKS & {each.code for each in findings}
    looked.plan = RowPlan.DECIDE if asks else RowPlan.CREATE


def _read(kept: Mapping[str, str], issues: Mapping[str, str]) -> Facts:
    """Return the numbers, the day and the issues of a row, as far as they are read without doubt."""
    facts: Facts = {}
    for name, _ in matches.COUNTS:
        cell = matches.field_of(kept, name)
        whole = text.to_ascii_digits(cell[1]).partition(".")[0] if cell else ""
        if digits := "".join(c for c in whole if c.isdigit()):
            facts[name] = int(digits)
    if founded := matches.field_of(kept, "founded_on"):
        facts |= _day(founded[1])
    codes = {name: code for code, name in issues.items()}
    told = [codes.get(v, v) for _, v in headed.cells(kept, Column.ISSUE)]
    return {**facts, "issues": sorted(set(told))}


def _day(value: str) -> Facts:
    """Return a day as the row's finding tells it, with how precisely it is known."""
    read = headed.days(value)
    if read is None:
        return {"founded_on": thai_time.plain_date(value)}
    if read.read_as == "DOUBT":
        return {}
    return {"founded_on": read.offers[0].value, "founded_precision": read.precision}


def missing(row: Any, made: OrganizationNew) -> Facts:
    """Return what a row knows of an organization that the register does not: nothing is written over."""
    facts: Facts = {
        name: told
        for name in matches.COMPARED
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
