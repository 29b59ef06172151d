"""The one statement behind the roll-up of any day.

The tree of a day is `areas` and `area_versions`; of a group of areas it is that below its members of the day.
Where an organization was on a day the ledger of moves tells (`placings.queries`). How it was (kind, status,
members) on that day is in the feed, if it changed since.
"""

import datetime as dt

from services.registry.placings import queries as placings
from shared.database import Database, ask
from shared.places import NATION, prefix_range, within

_COLUMNS = (
    "o.id, o.kind, o.status, o.members_count, o.founded_on, o.created_at, o.updated_at, o.revision"
)
"""What is counted of an organization: all of it is in `ix_organizations_counts`."""
_TREE = f"""
    stood AS (
        SELECT code, level, name_th, name_en, ground FROM areas
        WHERE code >= %(low)s AND code < %(high)s AND {placings.HOLDS}
        UNION ALL SELECT code, level, name_th, name_en, ground FROM area_versions
        WHERE code >= %(low)s AND code < %(high)s AND {placings.HOLDS}
    ),
    here AS (
        SELECT * FROM stood WHERE code = %(code)s
        UNION ALL SELECT 'TH', 'NATION', 'ประเทศไทย', 'Thailand', '' WHERE %(code)s = 'TH'
    ),
    levels AS (SELECT level, count(*) AS n FROM stood GROUP BY level)"""  # noqa: S608
_IN_MEMBERS = placings.IN_MEMBERS.format(code="code")
_TREE_OF_GROUP = f"""
    {placings.MEMBERS},
    stood AS (
        SELECT code, level, name_th, name_en, ground FROM members JOIN areas ON {_IN_MEMBERS}
        WHERE {placings.HOLDS}
        UNION ALL SELECT code, level, name_th, name_en, ground FROM members JOIN area_versions ON {_IN_MEMBERS}
        WHERE {placings.HOLDS}
    ),
    here AS (SELECT code, kind AS level, name_th, name_en FROM area_groups WHERE code = %(code)s),
    levels AS (SELECT level, count(*) AS n FROM stood GROUP BY level)"""  # noqa: S608
_WAS = """
    SELECT left(o.code, 6) AS code, coalesce(f.data ->> 'kind', o.kind) AS kind,
           coalesce(f.data ->> 'status', o.status) AS status,
           CASE WHEN f.data IS NULL THEN o.members_count ELSE (f.data ->> 'members_count')::int END AS members
    FROM placed o LEFT JOIN LATERAL (  -- what was never changed is as it was
        SELECT data FROM feed
        WHERE o.updated_at > %(end)s AND o.revision > 1 AND subject = o.id::text AND kind = 'organization'
        ORDER BY (occurred_at <= %(end)s) DESC, CASE WHEN occurred_at <= %(end)s THEN -position ELSE position END
        LIMIT 1
    ) f ON true"""
_IS = "SELECT left(o.code, 6) AS code, o.kind, o.status, o.members_count AS members FROM placed o"
_COUNTED = """
    {placed},
    counted AS (  -- in one go by kind and by tambon: neither needs to be sorted
        SELECT code, kind, status, count(*) AS organizations, sum(members) AS members,
               count(*) FILTER (WHERE status = 'ACTIVE') AS active
        FROM (
            {rows} WHERE least(o.founded_on, (o.created_at AT TIME ZONE 'Asia/Bangkok')::date) <= %(day)s
        ) o GROUP BY GROUPING SETS ((kind, status), (code))
    ),"""
_ANSWER = """
    kinds AS (
        SELECT kind, status, organizations, coalesce(members, 0)::bigint AS members FROM counted WHERE code IS NULL
    ),
    strength AS (
        SELECT p.level, count(DISTINCT stood.code) AS tambons FROM strength_spans p
        JOIN stood ON stood.ground = p.ground AND stood.level = 'TAMBON'
        WHERE p.organization_id IS NULL AND p.starts_on <= %(day)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s)
        GROUP BY p.level
    )
    SELECT json_build_object(
        'code', here.code, 'level', here.level, 'name_th', here.name_th, 'name_en', here.name_en,
        'as_of', %(day)s::date,
        'provinces', coalesce((SELECT n FROM levels WHERE level = 'PROVINCE'), 0),
        'districts', coalesce((SELECT n FROM levels WHERE level = 'DISTRICT'), 0),
        'tambons', coalesce((SELECT n FROM levels WHERE level = 'TAMBON'), 0),
        'villages', coalesce((SELECT n FROM levels WHERE level = 'VILLAGE'), 0),
        'organizations', coalesce((SELECT sum(organizations)::bigint FROM kinds WHERE status = 'ACTIVE'), 0),
        'members', coalesce((SELECT sum(members)::bigint FROM kinds WHERE status = 'ACTIVE'), 0),
        'tambons_with_organizations', (SELECT count(*) FROM counted WHERE active > 0 AND length(code) = 6),
        'by_kind', coalesce((SELECT json_agg(json_build_object('kind', kind, 'status', status,
                    'organizations', organizations, 'members', members) ORDER BY kind, status) FROM kinds),
                    '[]'::json),
        'tambons_by_strength', coalesce((SELECT json_agg(json_build_object('level', level, 'tambons', tambons)
                    ORDER BY level) FROM strength), '[]'::json)
    )::text FROM here"""


def _sql(placed: str, rows: str, tree: str = _TREE) -> str:
    return f"WITH {tree},{_COUNTED.format(placed=placed, rows=rows)}{_ANSWER}"


SQL = placings.OfADay(
    _sql(placings.here("organizations", columns=_COLUMNS), _IS),
    _sql(placings.placed("organizations", columns=_COLUMNS), _WAS),
)
SQL_OF_GROUP = placings.OfADay(
    _sql(placings.here_in_members("organizations", columns=_COLUMNS), _IS, _TREE_OF_GROUP),
    _sql(placings.placed_in_members("organizations", columns=_COLUMNS), _WAS, _TREE_OF_GROUP),
)
BANGKOK = dt.timezone(dt.timedelta(hours=7))


async def rollup(database: Database, code: str, day: dt.date) -> bytes | None:
    """Return what an area or a group of areas held on a day as JSON bytes; TH is the nation.

    None stands for a code that did not stand then; a group answers with its members of the day.
    """
    alone = code.isdigit() or code == NATION
    low, high = prefix_range(within(code) if alone else "")
    end = dt.datetime.combine(day, dt.time.max, BANGKOK)
    values = {"code": code, "low": low, "high": high, "day": day, "end": end}
    statement = SQL if alone else SQL_OF_GROUP
    async with database.reading() as connection:
        row = await (await ask(connection, statement.on(day), values)).fetchone()
    return str(row[0]).encode() if row else None
