"""The aggregates behind the registry's summaries."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.areas.tables import Area
from services.registry.coverage import actions as coverage
from services.registry.organizations.schemas import KIND_TH
from services.registry.rubrics.schemas import LEVEL_TH, StrengthLevel
from shared.contracts.registry import TambonStrength
from shared.database import Database, ask
from shared.thai_time import bangkok_date

_TABLE = Area.__tablename__
_TODAY = "(now() AT TIME ZONE interval '07:00')::date"
_KIND_TH = (
    "CASE kind " + " ".join(f"WHEN '{k.value}' THEN '{th}'" for k, th in KIND_TH.items()) + " END"
)
_SUMMARY = f"""
    WITH here AS (SELECT * FROM {_TABLE} WHERE code = %(code)s),
    below AS (SELECT level, count(*) AS n FROM {_TABLE} WHERE code >= %(low)s AND code < %(high)s
        AND (valid_to IS NULL OR valid_to > {_TODAY}) GROUP BY level),
    groups AS (
        SELECT kind, left(area_code, 6) AS tambon, count(*) AS organizations, sum(members_count) AS members
        FROM organizations WHERE area_code >= %(low)s AND area_code < %(high)s AND status = 'ACTIVE'
        GROUP BY kind, left(area_code, 6)
    ),
    kinds AS (
        SELECT kind, sum(organizations)::bigint AS organizations, coalesce(sum(members), 0)::bigint AS members
        FROM groups GROUP BY kind
    ),
    region AS (
        SELECT g.code, g.name_th FROM area_group_members m JOIN area_groups g ON g.code = m.group_code
        WHERE g.kind = 'REGION' AND m.area_code = left(%(code)s, 2)
          AND (m.valid_from IS NULL OR m.valid_from <= {_TODAY})
          AND (m.valid_to IS NULL OR m.valid_to > {_TODAY}) LIMIT 1
    )
    SELECT json_build_object(
        'code', here.code, 'level', here.level, 'name_th', here.name_th, 'name_en', here.name_en,
        'district_name_th', (SELECT name_th FROM {_TABLE} WHERE length(here.code) > 4 AND code = left(here.code, 4)),
        'province_name_th', (SELECT name_th FROM {_TABLE} WHERE length(here.code) > 2 AND code = left(here.code, 2)),
        'region_code', (SELECT code FROM region), 'region_name_th', (SELECT name_th FROM region),
        'districts', coalesce((SELECT n FROM below WHERE level = 'DISTRICT'), 0),
        'tambons', coalesce((SELECT n FROM below WHERE level = 'TAMBON'), 0),
        'organizations', coalesce((SELECT sum(organizations) FROM kinds), 0),
        'members', coalesce((SELECT sum(members) FROM kinds), 0),
        'tambons_with_organizations', (SELECT count(DISTINCT tambon) FROM groups WHERE length(tambon) = 6),
        'certified_organizations', (SELECT count(*) FROM certifications
            WHERE area_code >= %(low)s AND area_code < %(high)s AND status = 'CERTIFIED'
              AND expires_on > {_TODAY}),
        'by_kind', coalesce((SELECT json_agg(json_build_object('kind', kind, 'kind_th', {_KIND_TH},
                    'organizations', organizations, 'members', members)
                    ORDER BY organizations DESC, kind) FROM kinds), '[]'::json)
    )::text FROM here
"""


_STRENGTH = """
    SELECT a.level, s.starts_on, a.id::text, a.strong_points, a.weak_points
    FROM strength_spans s JOIN strength_assessments a ON a.id = s.assessment_id
    WHERE s.ground = (SELECT ground FROM areas WHERE code = %(code)s) AND s.organization_id IS NULL
      AND s.starts_on <= %(day)s AND (s.ends_on IS NULL OR s.ends_on > %(day)s)
"""


async def summary(database: Database, code: str, low: str, high: str) -> bytes | None:
    """Return the summary of an area as JSON bytes, or None for a code that is not in use."""
    day = bangkok_date(dt.datetime.now(dt.UTC))
    async with database.reading() as connection:
        cursor = await ask(connection, _SUMMARY, {"code": code, "low": low, "high": high})
        row = await cursor.fetchone()
        if row is None:
            return None
        covered = await coverage.of_place(connection, code, day)
        strong = await _strength(connection, code, day)
    added = {"coverage": covered, "strength": strong}
    parts = [
        f'"{name}":{part.model_dump_json() if part else "null"}' for name, part in added.items()
    ]
    return f"{str(row[0]).removesuffix('}')},{','.join(parts)}}}".encode()


async def _strength(
    connection: AsyncConnection[Any], code: str, day: dt.date
) -> TambonStrength | None:
    """Return what the latest standing assessment of a tambon says, or None for one that has none."""
    row = await (await ask(connection, _STRENGTH, {"code": code, "day": day})).fetchone()
    if row is None:
        return None
    level, assessed_on, assessment, strong, weak = row
    return TambonStrength(
        level=level,
        level_th=LEVEL_TH[StrengthLevel(level)] if level else None,
        assessed_on=assessed_on,
        assessment_id=assessment,
        strong_points=strong,
        weak_points=weak,
    )
