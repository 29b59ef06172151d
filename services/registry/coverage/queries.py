"""What is asked of coverage: the tambons of a place and how their levels changed year by year."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.coverage.schemas import NATION, Change, Place, Target
from services.registry.movement_rules import queries as movement_rules
from services.registry.movement_rules.schemas import MEANINGS, Rule
from shared.database import ask
from shared.places import prefix_range

# Areas as they stood on the day: those of today that stood then, and what others were until they changed.
_STOOD = """
    SELECT code, level, name_th, name_en, ground FROM areas
    WHERE (valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to > %(day)s) {within}
    UNION ALL SELECT code, level, name_th, name_en, ground FROM area_versions
    WHERE (valid_from IS NULL OR valid_from <= %(day)s) AND valid_to > %(day)s {within}
"""
_HERE = "SELECT code, level AS kind, name_th, name_en FROM ({stood}) here"
_PLACE = {
    "area": _HERE.format(stood=_STOOD.format(within="AND code = %(code)s")),
    "group": "SELECT code, kind, name_th, name_en FROM area_groups WHERE code = %(code)s",
    "nation": "SELECT 'TH' AS code, 'NATION' AS kind, 'ประเทศไทย' AS name_th, 'Thailand' AS name_en",
}
_TAMBON = "AND level = 'TAMBON'"
_WITHIN = {
    "area": f"{_TAMBON} AND code >= %(low)s AND code < %(high)s",
    "group": f"""{_TAMBON} AND EXISTS (SELECT FROM area_group_members m WHERE m.group_code = %(code)s
        AND code ^@ m.area_code AND (m.valid_from IS NULL OR m.valid_from <= %(day)s)
        AND (m.valid_to IS NULL OR m.valid_to > %(day)s))""",
    "nation": _TAMBON,
}
# A level holds at the end of a fiscal year from the year in which it begins up to the one before the
# year in which it ends: so one pass over the spans tells all years.
_COUNTED = """
    WITH place AS ({place}),
    tambons AS ({tambons}),
    told AS (
        SELECT s.level, s.starts_on, s.ends_on FROM strength_spans s JOIN tambons t ON t.ground = s.ground
        WHERE s.organization_id IS NULL AND s.starts_on <= %(day)s
    ),
    steps AS (
        SELECT starts_on AS day, level, 1 AS n FROM told
        UNION ALL SELECT ends_on, level, -1 FROM told WHERE ends_on <= %(day)s
    ),
    changes AS (
        SELECT extract(year FROM day + interval '3 months')::int + 543 AS year_be, level, sum(n)::int AS n
        FROM steps GROUP BY 1, 2
    )
    SELECT code, kind, name_th, name_en, (SELECT count(*) FROM tambons),
           (SELECT coalesce(json_agg(json_build_array(year_be, level, n)), '[]'::json) FROM changes)
    FROM place
"""
_SQL = {
    way: _COUNTED.format(place=place, tambons=_STOOD.format(within=_WITHIN[way]))
    for way, place in _PLACE.items()
}


async def counted(
    connection: AsyncConnection[Any], code: str, day: dt.date
) -> tuple[Place, int, list[Change]] | None:
    """Return an area, a group or the nation (TH) on a day, its tambons, and their levels' changes so far.

    None stands for a code that was not in use.
    """
    way = _way(code)
    values: dict[str, Any] = {"code": code, "day": day}
    if way == "area":
        values["low"], values["high"] = prefix_range(code)
    row = await (await ask(connection, _SQL[way], values)).fetchone()
    if row is None:
        return None
    *place, tambons, changes = row
    return Place(*place), tambons, [Change(*change) for change in changes]


async def target(connection: AsyncConnection[Any], code: str, day: dt.date) -> Target:
    """Return the target year that holds for a place on a day."""
    province = code[:2] if _way(code) == "area" else None
    year = await movement_rules.holds(connection, Rule.TARGET_YEAR_BE, province, day)
    return Target(year, MEANINGS[Rule.TARGET_YEAR_BE].source_th)


def _way(code: str) -> str:
    if code == NATION:
        return "nation"
    return "area" if code.isdigit() else "group"
