"""What is asked about an area that may get a council."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.readiness.schemas import Link
from shared.database import ask
from shared.places import prefix_range

_SHOWN = """
    SELECT d.id, d.name_th FROM demonstrations d
    WHERE d.area_code >= %(low)s AND d.area_code < %(high)s AND d.began_on <= %(day)s
    ORDER BY d.area_code, d.id LIMIT 1000
"""
_IS_AREA = "SELECT FROM areas WHERE code = %(code)s"


async def is_area(connection: AsyncConnection[Any], area_code: str) -> bool:
    """Say whether there is such an area (of a village: its tambon)."""
    found = await ask(connection, _IS_AREA, {"code": area_code[:6]})
    return await found.fetchone() is not None


async def demonstration_work(
    connection: AsyncConnection[Any], area_code: str, day: dt.date
) -> list[Link]:
    """Return the demonstrations that an area had by a day."""
    low, high = prefix_range(area_code)
    rows = await ask(connection, _SHOWN, {"low": low, "high": high, "day": day})
    return [
        Link(kind="demonstration", id=id, name_th=name_th, path=f"/v1/demonstrations/{id}")
        for id, name_th in await rows.fetchall()
    ]
