"""What is asked about an area that may get a council."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.movement_rules import queries as movement_rules
from services.registry.placings import queries as placings
from services.registry.readiness.schemas import Link, Noticed
from shared.database import ask
from shared.places import prefix_range

_SHOWN = placings.of_a_day(
    """
    SELECT d.id, d.name_th FROM demonstrations d
    WHERE {here} AND d.began_on <= %(day)s
    ORDER BY d.area_code, d.id LIMIT 1000
""",
    "demonstrations",
    "d",
)
_IS_AREA = "SELECT FROM areas WHERE code = %(code)s"
_OF_THESE = "placed_organizations"
_KNOWN = f"""
    , villages AS (
        SELECT code, name_th FROM areas
        WHERE code >= %(low)s AND code < %(high)s AND level = 'VILLAGE' AND {placings.HOLDS}
        UNION ALL SELECT code, name_th FROM area_versions
        WHERE code >= %(low)s AND code < %(high)s AND level = 'VILLAGE' AND {placings.HOLDS}
    ),
    given AS (
        SELECT p.code AS area_code, organization_id, kind = 'VILLAGE' AND length(p.code) = 8 AS of_village,
            status = 'ACKNOWLEDGED' AND answered_on <= %(day)s AS noticed
        FROM placed p JOIN community_notices n ON n.id = p.id WHERE noticed_on <= %(day)s
        AND NOT (status = 'RETURNED' AND answered_on <= %(day)s) AND (ended_on IS NULL OR ended_on > %(day)s)
    ),
    traditional AS (
        SELECT o.id FROM placed_organizations p JOIN organizations o ON o.id = p.id
        WHERE o.kind = 'TRADITIONAL_COMMUNITY' AND o.status IN ('ACTIVE', 'DORMANT')
        AND NOT EXISTS (SELECT FROM given WHERE given.organization_id = o.id)
    ),
    without AS (
        SELECT code, name_th FROM villages
        WHERE NOT EXISTS (SELECT FROM given WHERE of_village AND given.area_code = villages.code)
    )
    SELECT (SELECT count(*) FROM without) + (SELECT count(*) FROM traditional)
            + (SELECT count(DISTINCT area_code) FROM given WHERE of_village)
            + (SELECT count(*) FROM given WHERE NOT of_village),
        (SELECT count(DISTINCT area_code) FILTER (WHERE of_village) + count(*) FILTER (WHERE NOT of_village)
         FROM given WHERE noticed),
        (SELECT count(DISTINCT area_code) FILTER (WHERE of_village) + count(*) FILTER (WHERE NOT of_village)
         FROM given g WHERE NOT noticed AND NOT EXISTS (
            SELECT FROM given o WHERE o.noticed AND o.of_village AND g.of_village AND o.area_code = g.area_code)),
        coalesce((SELECT json_agg(json_build_array(code, name_th)) FROM
                  (SELECT * FROM without ORDER BY code LIMIT 50) first), '[]')
"""  # noqa: S608 - our own constant
_COMMUNITIES = placings.OfADay(
    f"WITH {placings.here('community_notices')}, {placings.here('organizations', _OF_THESE)}{_KNOWN}",
    f"WITH {placings.placed('community_notices')}, {placings.placed('organizations', _OF_THESE)}{_KNOWN}",
)
_SHARE = movement_rules.Rule.READINESS_SHARE_OF_COMMUNITIES


async def communities(connection: AsyncConnection[Any], area_code: str, day: dt.date) -> Noticed:
    """Return the communities that are known in an area on a day, and which of them gave notice.

    A village counts once, however many notices were given for it.
    """
    low, high = prefix_range(area_code)
    values = {"low": low, "high": high, "day": day}
    row: Any = await (await ask(connection, _COMMUNITIES.on(day), values)).fetchone()
    known, noticed, waiting, without = row
    return Noticed(known, noticed, waiting, [(code, name) for code, name in without])


async def share_wanted(connection: AsyncConnection[Any], area_code: str, day: dt.date) -> int:
    """Return which share of the known communities has to have given notice, in percent; 0 is none."""
    return int(await movement_rules.holds(connection, _SHARE, area_code, day))


async def is_area(connection: AsyncConnection[Any], area_code: str) -> bool:
    """Say whether there is such an area (of a village: its tambon)."""
    found = await ask(connection, _IS_AREA, {"code": area_code[:6]})
    return await found.fetchone() is not None


async def demonstration_work(
    connection: AsyncConnection[Any], area_code: str, day: dt.date
) -> list[Link]:
    """Return the demonstrations that an area had by a day."""
    low, high = prefix_range(area_code)
    rows = await ask(connection, _SHOWN.on(day), {"low": low, "high": high, "day": day})
    return [
        Link(kind="demonstration", id=id, name_th=name_th, path=f"/v1/demonstrations/{id}")
        for id, name_th in await rows.fetchall()
    ]
