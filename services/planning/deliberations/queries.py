"""What is asked of deliberations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.deliberations.tables import Deliberation
from services.planning.plans import queries as plans
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = Deliberation.__table__
_c: Any = TABLE.c
_plan: Any = plans.TABLE.c

DELIBERATION = View(
    "deliberation",
    select(
        _c.id,
        _c.plan_id,
        _c.held_on,
        _c.kind,
        _c.place_th,
        _c.attendance,
        _c.people,
        _c.conclusion_th,
        _c.minutes_sha256,
        _c.meeting_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(plans.TABLE, _plan.id == _c.plan_id)),
    key=_c.id,
    area=_plan.area_code,
    private=plans.PRIVATE,
    parties=_plan.area_codes,
)
DELIBERATIONS = Listing(
    DELIBERATION,
    filters={"plan_id": _c.plan_id == bindparam("plan_id")},
    sorts={"id": Sort(())},
)


async def held_by(session: AsyncSession, plan_id: UUID, day: dt.date) -> int:
    """Return how many forums considered a plan until a day."""
    asked = select(func.count()).where(_c.plan_id == plan_id, _c.held_on <= day)
    return await session.scalar(asked) or 0
