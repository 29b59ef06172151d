"""What is asked of follow-up."""

import datetime as dt
from typing import Any

from services.registry.placings import queries as placings
from shared.database import Database, ask

# Owners are counted by their ids; only those that are shown are looked up by name.
_TALLY = """
    WITH stood AS (
        SELECT i.owner_kind, coalesce(i.owner_body_id, i.owner_organization_id) AS owner_id,
            coalesce(i.owner_group, i.owner_th) AS owner_word, i.owner_th, i.due_to < %(as_of)s AS late,
            CASE WHEN i.reported_on IS NULL THEN 'OPEN' WHEN i.reported_on <= %(as_of)s THEN i.state
                ELSE coalesce((SELECT r.state FROM action_item_reports r
                    WHERE r.item_id = i.id AND r.reported_on <= %(as_of)s
                    ORDER BY r.reported_on DESC, r.created_at DESC, r.id DESC LIMIT 1), 'OPEN') END AS state
        FROM action_items i WHERE i.given_on <= %(as_of)s AND
"""
_TALLIED = """
        OFFSET 0  -- so that the state of an item is looked up once, not for each of the four counts
    ), owners AS (
        SELECT owner_kind, owner_id, coalesce(owner_id::text, owner_word) AS owner,
            min(owner_th) AS owner_th, count(*) FILTER (WHERE state = 'OPEN') AS open,
            count(*) FILTER (WHERE state = 'DONE') AS done, count(*) FILTER (WHERE state = 'DROPPED') AS dropped,
            count(*) FILTER (WHERE state = 'OPEN' AND late) AS overdue
        FROM stood GROUP BY owner_kind, owner_id, owner_word
    ), first AS (SELECT * FROM owners ORDER BY overdue DESC, open DESC, owner LIMIT 200),
    shown AS (
        SELECT owner_kind, owner, coalesce((SELECT name_th FROM bodies WHERE id = owner_id),
            (SELECT name_th FROM organizations WHERE id = owner_id), owner_th) AS name_th,
            open, done, dropped, overdue FROM first
    )
    SELECT json_build_object('place', %(place)s::text, 'as_of', %(as_of)s::date,
        'open', coalesce(sum(open), 0)::int, 'done', coalesce(sum(done), 0)::int,
        'dropped', coalesce(sum(dropped), 0)::int, 'overdue', coalesce(sum(overdue), 0)::int,
        'owners_count', count(*), 'owners', coalesce((SELECT json_agg(row_to_json(shown)
            ORDER BY overdue DESC, open DESC, owner) FROM shown), '[]'::json))::text,
"""
_AREAS_ITEMS = (
    "{here}",
    "(%(place)s = 'TH' OR EXISTS (SELECT FROM areas WHERE code = left(%(place)s, 6))) FROM owners",
)
_LEVELS_ITEMS = ("length(i.area_code) = %(digits)s", "true FROM owners")
_GROUPS_ITEMS = (
    "(i.owner_group = %(code)s OR {here})",
    "(SELECT true FROM area_groups WHERE code = %(code)s) FROM owners",
)
_area, LEVEL_SQL, _group = (
    f"{_TALLY} {where} {_TALLIED} {known}"
    for where, known in (_AREAS_ITEMS, _LEVELS_ITEMS, _GROUPS_ITEMS)
)
OF_AREA = placings.of_a_day(_area, "action_items", "i")
OF_GROUP = placings.of_a_group(_group, "action_items", "i")
"""What was given to a group, or lay in its members; takes its `code` and the `low` and `high` of the nation."""


async def tally(
    database: Database, sql: str, place: str, day: dt.date, **more: object
) -> bytes | None:
    """Return follow-up as JSON bytes, by one of the three statements; None for a place that is not there."""
    async with database.reading() as connection:
        values = {"place": place, "as_of": day, "day": day, **more}
        row: Any = await (await ask(connection, sql, values)).fetchone()
    return str(row[0]).encode() if row[1] else None
