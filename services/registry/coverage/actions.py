"""How coverage is looked up: what was counted, put together by the rules."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection

from services.registry.coverage import queries, rules
from shared.contracts.registry import StrengthCoverage


async def of_place(
    connection: AsyncConnection[Any], code: str, day: dt.date
) -> StrengthCoverage | None:
    """Return the coverage of an area, a group or the nation (TH) on a day, or None for an unknown code."""
    found = await queries.counted(connection, code, day)
    if found is None:
        return None
    target = await queries.target(connection, code, day)
    return rules.coverage(*found, day, target)
