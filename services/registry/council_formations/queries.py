"""What is asked about the way to a council."""

import datetime as dt
from typing import Any

from services.registry.communities import rules as communities
from services.registry.council_formations import schemas
from services.registry.movement_rules import queries as movement_rules
from services.registry.placings import queries as placings
from shared.database import Database, ask
from shared.places import prefix_range

MOST = 500
_SHARE = movement_rules.Rule.COUNCIL_SHARE_OF_COMMUNITIES
_AREA = "SELECT code, level, name_th, name_en FROM areas WHERE code = %(code)s"
_COMMUNITIES = placings.of_a_day(
    """
    SELECT n.id, n.kind, n.name_th, said.consent
    FROM community_notices n
    LEFT JOIN councils c ON c.id = n.council_id AND c.acknowledged_on <= %(on)s
    LEFT JOIN LATERAL (
        SELECT consent FROM community_consents WHERE notice_id = n.id AND decided_on <= %(on)s
        ORDER BY decided_on DESC, id DESC LIMIT 1
    ) said ON true
    WHERE {here} AND n.status = 'ACKNOWLEDGED'
      AND n.answered_on <= %(on)s AND (n.ended_on IS NULL OR n.ended_on > %(on)s) AND c.id IS NULL
    ORDER BY n.area_code, n.name_sort, n.id
""",
    "community_notices",
    "n",
)
_LED = """
    SELECT c.id FROM councils c
    WHERE {0}
      AND c.acknowledged_on <= %(on)s AND (c.status <> 'DISSOLVED' OR c.status_since > %(on)s)
    ORDER BY c.area_code, c.id LIMIT 500
"""
_COVERS = (
    "c.tambon_codes && ARRAY(SELECT code::text FROM areas"
    " WHERE code >= %(low)s AND code < %(high)s AND level = 'TAMBON')"
)
_THEN = _LED.format(f"({_COVERS} OR c.id IN (SELECT id FROM placed))")  # noqa: S608 - our own
_COUNCILS = placings.OfADay(_LED.format(_COVERS), f"WITH {placings.placed('councils')}{_THEN}")


async def found(database: Database, code: str, on: dt.date) -> dict[str, Any] | None:
    """Return the communities of a place on a day and the share that has to agree; None for no place."""
    low, high = prefix_range(code)
    values = {"code": code, "low": low, "high": high, "on": on, "day": on}
    async with database.reading() as connection:
        area = await (await ask(connection, _AREA, values)).fetchone()
        rows = await (await ask(connection, _COMMUNITIES.on(on), values)).fetchall()
        councils = await (await ask(connection, _COUNCILS.on(on), values)).fetchall()
        share = await movement_rules.holds(connection, _SHARE, code, on)
    if area is None:
        return None
    names = ("id", "kind", "name_th", "consent")
    return {
        "area": dict(zip(("code", "level", "name_th", "name_en"), area, strict=True)),
        "share": int(share),
        "consents": [row[3] for row in rows],
        "agreed": communities.count([row[3] for row in rows]),
        "communities": [
            schemas.FormationCommunity(**dict(zip(names, row, strict=True))) for row in rows[:MOST]
        ],
        "councils": [row[0] for row in councils],
    }
