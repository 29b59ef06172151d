"""The one statement behind the roll-up of any day.

The tree of a day is `areas` and `area_versions`. Where an organization was on a day is found by walking back
the ledger of moves: the first move after that day tells from where. One that was registered later, below a
code that did not stand yet, counts where that code came from. How it was (kind, status, members) on that day
is in the feed, if it changed since.
"""

import datetime as dt

from shared.database import Database, ask
from shared.places import prefix_range, within

_HOLDS = (
    "(valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to > %(day)s)"
)
_COLUMNS = "o.id, o.kind, o.status, o.members_count, o.founded_on, o.created_at, o.updated_at"
"""What is counted of an organization: all of it is in `ix_organizations_counts`."""
_TREE = f"""
    stood AS (
        SELECT code, level, name_th, name_en FROM areas
        WHERE code >= %(low)s AND code < %(high)s AND {_HOLDS}
        UNION ALL SELECT code, level, name_th, name_en FROM area_versions
        WHERE code >= %(low)s AND code < %(high)s AND {_HOLDS}
    ),
    here AS (
        SELECT * FROM stood WHERE code = %(code)s
        UNION ALL SELECT 'TH', 'NATION', 'ประเทศไทย', 'Thailand' WHERE %(code)s = 'TH'
    ),
    levels AS (SELECT level, count(*) AS n FROM stood GROUP BY level)"""  # noqa: S608
_PLACED = f"""
    later AS (  -- the first move of each organization after that day, if it left from here or from a later code
        SELECT l.row_key::uuid AS id, l.from_code AS code FROM area_change_moves l
        WHERE l.table_name = 'organizations' AND NOT l.left_alone AND l.effective_on > %(day)s
        AND NOT EXISTS (
            SELECT FROM area_change_moves e
            WHERE e.table_name = l.table_name AND e.row_key = l.row_key AND NOT e.left_alone
            AND e.effective_on > %(day)s AND (e.effective_on, e.number) < (l.effective_on, l.number)
        )
    ),
    since AS (  -- codes that did not stand yet, and what they came from
        SELECT DISTINCT ON (code) code, source FROM (
            SELECT p.key AS code, p.value AS source, c.effective_on
            FROM area_changes c, jsonb_each_text(c.steps -> 'opened') p
            WHERE c.effective_on > %(day)s AND p.key <> p.value
            UNION ALL SELECT successor_code, old_code, effective_on FROM area_successions
            WHERE effective_on > %(day)s AND successor_code IS NOT NULL
        ) came ORDER BY code, effective_on, source
    ),
    -- three sets without anybody in common; the first is all there is while nothing moved since
    known AS (
        SELECT area_code AS code, {_COLUMNS} FROM organizations o
        WHERE area_code >= %(low)s AND area_code < %(high)s AND NOT EXISTS (SELECT FROM later WHERE later.id = o.id)
        UNION ALL SELECT later.code, {_COLUMNS} FROM later JOIN organizations o ON o.id = later.id
        UNION ALL SELECT * FROM (
            SELECT DISTINCT o.area_code, {_COLUMNS} FROM since s
            JOIN organizations o ON o.area_code >= s.code AND o.area_code < s.code || ':'
            WHERE NOT (o.area_code >= %(low)s AND o.area_code < %(high)s)
            AND NOT EXISTS (SELECT FROM later WHERE later.id = o.id)
        ) came
    ),
    placed AS (
        SELECT known.*, CASE WHEN s.code IS NULL THEN known.code
                ELSE s.source || substr(known.code, length(s.code) + 1) END AS place
        FROM known LEFT JOIN LATERAL (
            SELECT code, source FROM since WHERE known.code >= since.code AND known.code < since.code || ':'
            AND NOT EXISTS (SELECT FROM areas WHERE areas.code = since.code AND {_HOLDS})
            AND NOT EXISTS (SELECT FROM area_versions v WHERE v.code = since.code AND {_HOLDS})
            ORDER BY length(since.code) DESC LIMIT 1
        ) s ON true
    ),
    counted AS (
        SELECT o.place AS code, coalesce(f.data ->> 'kind', o.kind) AS kind,
               coalesce(f.data ->> 'status', o.status) AS status,
               CASE WHEN f.data IS NULL THEN o.members_count ELSE (f.data ->> 'members_count')::int END AS members
        FROM placed o LEFT JOIN LATERAL (
            SELECT data FROM feed WHERE o.updated_at > %(end)s AND subject = o.id::text AND kind = 'organization'
            ORDER BY (occurred_at <= %(end)s) DESC, CASE WHEN occurred_at <= %(end)s THEN -position ELSE position END
            LIMIT 1
        ) f ON true
        WHERE o.place >= %(low)s AND o.place < %(high)s
        AND least(o.founded_on, (o.created_at AT TIME ZONE 'Asia/Bangkok')::date) <= %(day)s
    ),"""  # noqa: S608
_ANSWER = """
    kinds AS (
        SELECT kind, status, count(*) AS organizations, coalesce(sum(members), 0)::bigint AS members
        FROM counted GROUP BY kind, status
    ),
    strength AS (
        SELECT p.level, count(DISTINCT p.area_code) AS tambons FROM strength_spans p
        JOIN stood ON stood.code = p.area_code AND stood.level = 'TAMBON'
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
        'tambons_with_organizations', (SELECT count(DISTINCT left(code, 6)) FROM counted
                                       WHERE status = 'ACTIVE' AND length(code) >= 6),
        'by_kind', coalesce((SELECT json_agg(json_build_object('kind', kind, 'status', status,
                    'organizations', organizations, 'members', members) ORDER BY kind, status) FROM kinds),
                    '[]'::json),
        'tambons_by_strength', coalesce((SELECT json_agg(json_build_object('level', level, 'tambons', tambons)
                    ORDER BY level) FROM strength), '[]'::json)
    )::text FROM here"""
SQL = f"WITH {_TREE},{_PLACED}{_ANSWER}"
BANGKOK = dt.timezone(dt.timedelta(hours=7))


async def rollup(database: Database, code: str, day: dt.date) -> bytes | None:
    """Return what an area held on a day as JSON bytes, None for a code that did not stand then; TH is the nation."""
    low, high = prefix_range(within(code))
    end = dt.datetime.combine(day, dt.time.max, BANGKOK)
    values = {"code": code, "low": low, "high": high, "day": day, "end": end}
    async with database.reading() as connection:
        row = await (await ask(connection, SQL, values)).fetchone()
    return str(row[0]).encode() if row else None
