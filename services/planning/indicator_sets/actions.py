"""What happens to indicator sets: a version is defined once."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.indicator_sets import queries, rules, schemas
from services.planning.indicator_sets.tables import IndicatorSet
from services.planning.places import queries as places
from shared import auth, events
from shared.auth import Subject


async def define(
    session: AsyncSession, new: schemas.IndicatorSetNew, *, by: Subject
) -> IndicatorSet:
    """Define the next version of a set: the nation's, or a province's own (rule 23).

    Raises 403 for a set of another owner, 409 `already-exists` for a version or code that is taken or
    `id-conflict`, 422 for indicators that do not fit together or a version that does not follow.
    """
    auth.require(by, "indicator-sets.define", area=new.area_code or "")
    rules.check_indicators(new.indicators)
    if new.area_code is not None:
        await places.require(session, new.area_code, "area_code")
    last = await queries.last(session, new.code)
    facts: dict[str, Any] = new.model_dump()
    row = IndicatorSet(**facts, fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.SET)
    rules.check_follows(new.version, new.area_code, new.valid_from, last)
    await events.emit(session, "defined", queries.SET, row.id, by=by)
    return row
