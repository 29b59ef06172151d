"""What is asked about an area that may get a council."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.demonstrations import queries as demonstrations
from services.registry.readiness import rules
from services.registry.readiness.schemas import Link, Readiness
from shared.database import ask
from shared.places import prefix_range

_SHOWN = """
    SELECT d.id, d.name_th FROM demonstrations d
    WHERE d.area_code >= %(low)s AND d.area_code < %(high)s AND d.began_on <= %(day)s
    ORDER BY d.area_code, d.id LIMIT 1000
"""
_IS_AREA = "SELECT FROM areas WHERE code = %(code)s"


async def of_area(
    connection: AsyncConnection[Any], area_code: str, day: dt.date
) -> Readiness | None:
    """Return how ready an area was for a council on a day, or None for an unknown code."""
    if await (await ask(connection, _IS_AREA, {"code": area_code[:6]})).fetchone() is None:
        return None
    low, high = prefix_range(area_code)
    rows = await ask(connection, _SHOWN, {"low": low, "high": high, "day": day})
    shown = [
        Link(kind="demonstration", id=id, name_th=name_th, path=f"/v1/demonstrations/{id}")
        for id, name_th in await rows.fetchall()
    ]
    ground = await demonstrations.ground(connection, area_code, day)
    return rules.readiness(area_code, day, shown, ground)
