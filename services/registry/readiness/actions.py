"""How readiness is looked up: what there is in an area, judged by the rules."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.demonstrations import queries as demonstrations
from services.registry.readiness import queries, rules
from services.registry.readiness.schemas import Readiness


async def of_area(
    connection: AsyncConnection[Any], area_code: str, day: dt.date
) -> Readiness | None:
    """Return how ready an area was for a council on a day, or None for an unknown code."""
    if not await queries.is_area(connection, area_code):
        return None
    shown = await queries.demonstration_work(connection, area_code, day)
    ground = await demonstrations.ground(connection, area_code, day)
    noticed = await queries.communities(connection, area_code, day)
    wanted = await queries.share_wanted(connection, area_code, day)
    return rules.readiness(area_code, day, shown, ground, rules.share(noticed, wanted))
