"""What is asked of totals: sums of cells as the caller sees them, and of nothing else.

Because a total is made of nothing but what the same caller may see cell by cell, no difference of totals,
of areas or of days tells anything about a masked cell (docs/decisions/0018).
"""

import json
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from services.planning.fact_totals.schemas import FactTotalQuery
from services.planning.facts import queries as facts
from services.planning.facts import rules
from services.planning.places import queries as places
from shared.database import Database, ask_wide
from shared.places import NATION, prefix_range
from shared.views import compiled

_f: Any = facts.TABLE.c
_CELLS = compiled(
    select(
        _f.set_id,
        _f.indicator_code,
        _f.kind,
        _f.area_code,
        _f.table_id,
        _f.verified_on,
        facts.shown(_f.value, facts.RESPONSIBLE).label("value"),
        facts.shown(_f.base, facts.RESPONSIBLE).label("base"),
        facts.masked(facts.RESPONSIBLE).label("masked"),
        _f.set_code,
        _f.year_be,
    ).where(
        facts.VERIFIED,
        _f.area_code >= bindparam("low"),
        _f.area_code < bindparam("high"),
        literal_column("(set_code, year_be) IN (SELECT * FROM asked)"),
    )
)
_ONE = "SELECT %(set)s::text AS set_code, %(year_be)s::int AS year_be"
_NEWEST = """
    SELECT set_code, max(year_be) AS year_be FROM facts WHERE status = 'PROVINCE_VERIFIED'
      AND area_code >= %(low)s AND area_code < %(high)s GROUP BY set_code
"""
_TOTALS = f"""
    WITH asked AS ({{asked}}), cell AS ({_CELLS}),
    versions AS (
        SELECT s.id, s.code, s.version, s.name_th, s.indicators, a.year_be
        FROM asked a JOIN indicator_sets s ON s.code = a.set_code
        WHERE s.id IN (SELECT set_id FROM cell WHERE year_be = a.year_be) OR (
            NOT EXISTS (SELECT FROM cell WHERE set_code = s.code AND year_be = a.year_be)
            AND s.version = (SELECT max(version) FROM indicator_sets WHERE code = s.code))
    ),
    wanted AS (
        SELECT a.set_code, a.year_be, count(*) AS n FROM asked a
        JOIN places p ON p.code >= %(low)s AND p.code < %(high)s AND p.valid_to IS NULL
        LEFT JOIN fact_levels l ON l.set_code = a.set_code AND l.year_be = a.year_be
          AND l.province_code = left(p.code, 2)
        WHERE p.level = coalesce(l.level, 'TAMBON') GROUP BY a.set_code, a.year_be
    ),
    sums AS (
        SELECT set_id, year_be, indicator_code, count(*) AS reported,
               count(*) FILTER (WHERE masked) AS masked, sum(value) AS shown,
               sum(value * base) / nullif(sum(base), 0) AS mean, max(verified_on) AS verified_on
        FROM cell GROUP BY set_id, year_be, indicator_code
    ),
    lines AS (
        SELECT v.code AS set_code, v.year_be, v.version, i.number, json_build_object(
            'code', i.data ->> 'code', 'name_th', i.data ->> 'name_th', 'unit_th', i.data ->> 'unit_th',
            'kind', i.data ->> 'kind', 'set_version', v.version,
            'value', CASE WHEN s.masked > 0 THEN NULL WHEN i.data ->> 'kind' = 'COUNT'
                THEN trim_scale(s.shown)::text ELSE trim_scale(round(s.mean, 2))::text END,
            'at_least', CASE WHEN i.data ->> 'kind' = 'COUNT'
                THEN trim_scale(coalesce(s.shown, CASE WHEN s.reported > 0 THEN 0 END))::text END,
            'at_most', CASE WHEN i.data ->> 'kind' = 'COUNT'
                THEN trim_scale(coalesce(s.shown, 0) + s.masked * {rules.SMALLEST - 1})::text END,
            'masked', coalesce(s.masked, 0), 'reported', coalesce(s.reported, 0),
            'expected', greatest(coalesce(w.n, 0), coalesce(s.reported, 0)),
            'last_verified_on', s.verified_on) AS line
        FROM versions v CROSS JOIN LATERAL jsonb_array_elements(v.indicators) WITH ORDINALITY AS i (data, number)
        LEFT JOIN sums s ON s.set_id = v.id AND s.year_be = v.year_be AND s.indicator_code = i.data ->> 'code'
        LEFT JOIN wanted w ON w.set_code = v.code AND w.year_be = v.year_be
    ),
    told AS (
        SELECT t.set_code, t.year_be, json_build_object('table_id', t.id, 'source_th', t.source_th,
               'collected_on', t.collected_on, 'parties_th', t.parties_th,
               'shared', cardinality(t.parties_th) > 1) AS line,
               row_number() OVER (PARTITION BY t.set_code, t.year_be ORDER BY c.last DESC, t.id) AS place
        FROM (SELECT table_id, max(verified_on) AS last FROM cell GROUP BY table_id) c
        JOIN fact_tables t ON t.id = c.table_id
    )
    SELECT json_build_object('area', %(area)s::json, 'set_code', v.code, 'set_name_th', v.name_th,
        'year_be', v.year_be,
        'indicators', (SELECT json_agg(line ORDER BY l.version, l.number) FROM lines l
            WHERE l.set_code = v.code AND l.year_be = v.year_be),
        'sources', coalesce((SELECT json_agg(line ORDER BY place) FROM told t
            WHERE t.set_code = v.code AND t.year_be = v.year_be AND place <= 50), '[]'::json))::text
    FROM (SELECT DISTINCT ON (code) * FROM versions ORDER BY code, version DESC) v ORDER BY v.code
"""  # noqa: S608 - our own statements and constants
_ONE_SQL = _TOTALS.replace("{asked}", _ONE)
_NEWEST_SQL = _TOTALS.replace("{asked}", _NEWEST)
_SHORT = (
    *("unit_th", "value", "at_least", "at_most", "masked", "reported", "expected"),
    "last_verified_on",
)
_NATION = json.dumps(
    {"code": NATION, "level": "NATION", "name_th": "ทั้งประเทศ", "name_en": "Thailand"}
)


async def totals(
    database: Database, code: str, asked: FactTotalQuery, granted: list[str]
) -> bytes | None:
    """Return a set's totals in an area as somebody with these grants sees them; None for what is not there."""
    low, high = prefix_range("") if code == NATION else prefix_range(code)
    values: dict[str, Any] = {"low": low, "high": high, "granted": granted}
    async with database.reading() as connection:
        if code == NATION:
            values["area"] = _NATION
        else:
            values["area"] = await places.told(connection, code)
            if values["area"] is None:
                return None
        values |= {"set": asked.set, "year_be": asked.year_be}
        row: Any = await (await ask_wide(connection, _ONE_SQL, values)).fetchone()
    return str(row[0]).encode() if row else None


async def newest(database: Database, code: str, most: int) -> list[dict[str, Any]]:
    """Return the totals of each set's newest year in an area as everybody sees them, at most so many lines."""
    low, high = prefix_range(code)
    values = {"low": low, "high": high, "granted": [], "area": "null"}
    async with database.reading() as connection:
        rows: Any = await (await ask_wide(connection, _NEWEST_SQL, values)).fetchall()
    told = [json.loads(row[0]) for row in rows]
    lines = [_in_short(each, line) for each in told for line in each["indicators"]]
    return lines[:most]


def _in_short(told: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """Return one indicator's total with the name of its set."""
    of_set = {name: told[name] for name in ("set_code", "set_name_th", "year_be")}
    total = {name: line[name] for name in _SHORT}
    return {**of_set, "indicator_code": line["code"], "indicator_th": line["name_th"], **total}
