"""What happens to rules: somebody sets one otherwise, with a reason."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places import queries as places
from services.planning.planning_rules import queries, schemas
from services.planning.planning_rules.tables import PlanningRuleSetting
from shared import auth, dated_rules, events
from shared.auth import Subject
from shared.database import Database
from shared.errors import Problem


async def look(database: Database, asked: schemas.PlanRuleInForceQuery) -> dict[str, Any]:
    """Return all rules as they hold in a province on a day; raise 404 for a province that nobody knows."""
    if asked.area is not None and not await places.is_known(database, asked.area):
        raise Problem("not-found")
    return await queries.RULES.shown(database, asked.area, asked.on)


async def set_rule(
    session: AsyncSession, new: schemas.PlanRuleSettingNew, *, by: Subject
) -> PlanningRuleSetting:
    """Set a rule from a day on, in the country or in a province; raises 403, 409 and 422."""
    auth.require(by, "planning-rules.set", area=new.area_code or "")
    dated_rules.check_value(schemas.MEANINGS[new.rule], new.value)
    row = PlanningRuleSetting(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.SETTING)
    if new.area_code is not None:
        await places.require(session, new.area_code, "area_code")
    await events.emit(session, "set", queries.SETTING, row.id, by=by, reason=new.reason)
    return row
