"""What is asked of the words of a row."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.intake_findings.schemas import Known, Place, Places
from shared import all_names, places
from shared.database import ask, inside

_LABEL = (
    " concat_ws(' ', CASE length(a.code) WHEN 8 THEN 'หมู่บ้าน' WHEN 6 THEN 'ตำบล' WHEN 4 THEN 'อำเภอ' ELSE 'จังหวัด' END"
    " || a.name_th, CASE WHEN length(a.code) > 6 THEN 'ตำบล' || t.name_th END,"
    " CASE WHEN length(a.code) > 4 THEN 'อำเภอ' || d.name_th END,"
    " CASE WHEN length(a.code) > 2 THEN 'จังหวัด' || p.name_th END)"
    ", string_to_array(a.search_key, chr(10)) FROM areas a"
    " LEFT JOIN areas t ON t.code = left(a.code, 6) LEFT JOIN areas d ON d.code = left(a.code, 4)"
    " LEFT JOIN areas p ON p.code = left(a.code, 2)"
)
_MOST = 400
_NAMED = (
    f"SELECT a.code, a.name_th,{_LABEL} WHERE a.valid_to IS NULL"
    f" AND (a.bigrams && %(wholes)s OR a.code = ANY(%(codes)s)) ORDER BY a.code LIMIT {_MOST}"
)
_AROUND = (
    f"SELECT a.code, a.name_th,{_LABEL} WHERE a.valid_to IS NULL AND a.code >= %(low)s AND a.code < %(high)s"
    " AND length(a.code) IN (4, 6) ORDER BY a.code"
)
_PROVINCES = f"SELECT a.code, a.name_th,{_LABEL} WHERE a.valid_to IS NULL AND a.level = 'PROVINCE' ORDER BY a.code"
_ISSUES = "SELECT code, name_th FROM issues ORDER BY code"


_ASKED = (
    "WITH asked AS (  -- all names of all areas once: many words are no matter for the index\n"
    " SELECT areas.code FROM areas"
    " CROSS JOIN LATERAL unnest(string_to_array(areas.search_key, chr(10))) AS called (key)"
    " JOIN unnest(%(keys)s::text[]) AS word (key) ON word.key = called.key"
    " UNION SELECT unnest(%(codes)s::text[]))"
)
_OF_LIST = (
    f"{_ASKED} SELECT a.code, a.name_th,{_LABEL} JOIN asked ON asked.code = a.code"
    " WHERE a.valid_to IS NULL ORDER BY a.code"
)
_BATCH = 5000
"""So many words are asked in one statement, which has to end in time."""


async def of_list(
    session: AsyncSession, keys: Collection[str], codes: Collection[str]
) -> tuple[dict[str, list[Place]], dict[str, Place], dict[str, str]]:
    """Return what is known of the words of a whole list: areas by name and by code, and issues."""
    connection = await inside(session)
    by_key: dict[str, list[Place]] = {}
    found: dict[str, Place] = {}
    named, coded = sorted(keys), sorted(codes)
    for at in range(0, max(len(named), len(coded)), _BATCH):
        values = {"keys": named[at : at + _BATCH], "codes": coded[at : at + _BATCH]}
        rows: Any = await (await ask(connection, _OF_LIST, values)).fetchall()
        found |= {row[0]: _place(*row) for row in rows}
    by_code = {code: found[code] for code in sorted(found)}
    for place in by_code.values():
        for key in place.keys:
            by_key.setdefault(key, []).append(place)
    issues: Any = await (await ask(connection, _ISSUES, {})).fetchall()
    return by_key, by_code, dict(issues)


async def named(
    session: AsyncSession, keys: Collection[str], codes: Collection[str]
) -> list[Place]:
    """Return the areas of today that have one of these search keys or codes, sorted by code."""
    values = {"wholes": [all_names.whole(key) for key in keys], "codes": list(codes)}
    rows: Any = await (await ask(await inside(session), _NAMED, values)).fetchall()
    return [_place(*row) for row in rows]


async def known(
    session: AsyncSession, found: list[Place], province: str | None, *, missing: bool
) -> Known:
    """Return what else has to be known: issues, and when a name is `missing` what lies in the province.

    Then also all provinces, for the one that was typed may be none of them.
    """
    connection = await inside(session)
    around = Places()
    provinces: list[Place] = []
    if missing and province:
        low, high = places.prefix_range(province)
        rows: Any = await (await ask(connection, _AROUND, {"low": low, "high": high})).fetchall()
        around = Places(_place(*row) for row in rows)
    if missing:
        rows = await (await ask(connection, _PROVINCES, {})).fetchall()
        provinces = [_place(*row) for row in rows]
    issues: Any = await (await ask(connection, _ISSUES, {})).fetchall()
    return Known(found, around, dict(issues), provinces)


async def listed(session: AsyncSession, codes: Collection[str]) -> dict[str, Place]:
    """Return the areas of today that have one of these codes."""
    found: dict[str, Place] = {}
    asked = sorted(codes)
    for at in range(0, len(asked), _BATCH):
        values = {"keys": [], "codes": asked[at : at + _BATCH]}
        rows: Any = await (await ask(await inside(session), _OF_LIST, values)).fetchall()
        found |= {row[0]: _place(*row) for row in rows}
    return found


def _place(code: str, name_th: str, label_th: str, keys: list[str]) -> Place:
    return Place(code, name_th, label_th, tuple(keys))
