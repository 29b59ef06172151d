"""What is asked of rules: how they were set, and what holds somewhere on a day."""

import datetime as dt
from typing import Any

from psycopg import AsyncConnection
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.planning_rules.schemas import MEANINGS, Rule, Value
from services.planning.planning_rules.tables import PlanningRuleSetting
from shared.database import ask, inside
from shared.lists import Listing, Sort
from shared.thai_time import bangkok_date
from shared.views import View, instant

__all__ = ["Rule"]

_c: Any = PlanningRuleSetting.__table__.c
SETTING = View(
    "planning-rule-setting",
    select(
        _c.id,
        _c.rule,
        _c.area_code,
        _c.value,
        _c.starts_on,
        _c.reason,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ),
    key=_c.id,
    area=_c.area_code,
)
SETTINGS = Listing(
    SETTING,
    filters={"rule": _c.rule == bindparam("rule")},
    sorts={"rule": Sort((_c.rule, _c.starts_on))},
)
_HOLDS = """
    SELECT DISTINCT ON (rule) rule, value, id FROM planning_rule_settings
    WHERE starts_on <= %(day)s AND (area_code IS NULL OR area_code = %(area)s)
      AND (%(rule)s::text IS NULL OR rule = %(rule)s)
    ORDER BY rule, area_code NULLS LAST, starts_on DESC, id DESC
"""


async def set_otherwise(
    connection: AsyncConnection[Any], area: str | None, day: dt.date, rule: Rule | None = None
) -> dict[str, tuple[Value, str]]:
    """Return the settings that hold in an area's province on a day: rule → (value, setting's id)."""
    asked = {"area": area[:2] if area else None, "day": day, "rule": rule and rule.value}
    rows = await (await ask(connection, _HOLDS, asked)).fetchall()
    return {str(name): (value, str(setting)) for name, value, setting in rows}


async def holds(
    connection: AsyncConnection[Any], rule: Rule, area: str | None, day: dt.date
) -> Any:
    """Return the value of a rule in an area on a day, for requests that only look."""
    found = await set_otherwise(connection, area, day, rule)
    return found[rule.value][0] if rule.value in found else MEANINGS[rule].default


async def in_force(
    session: AsyncSession, rule: Rule, area: str | None, on: dt.date | None = None
) -> Any:
    """Return the value of a rule in an area on a day (today unless told), inside a transaction."""
    day = on or bangkok_date(dt.datetime.now(dt.UTC))
    return await holds(await inside(session), rule, area, day)
