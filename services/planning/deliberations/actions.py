"""What happens to deliberations."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.deliberations import queries, schemas
from services.planning.deliberations.tables import Deliberation
from services.planning.plans import actions as plans
from services.planning.plans import rules as plan_rules
from shared import events
from shared.auth import Subject


async def record(
    session: AsyncSession, plan_id: UUID, new: schemas.DeliberationNew, *, by: Subject
) -> Deliberation:
    """Record a forum that considered a draft plan; raises 404, 403 outside the area, 409 once it is adopted."""
    plan = await plans.lock(session, plan_id, by)
    plans.require(by, "plans.draft", plan)
    row = Deliberation(
        **new.model_dump(mode="json", include={"attendance"}),
        **new.model_dump(exclude={"attendance"}),
        plan_id=plan_id,
        people=sum(each.people for each in new.attendance),
        fingerprint=events.fingerprint(new, by, plan_id),
    )
    await events.write_down(session, row, view=queries.DELIBERATION)
    plan_rules.check_draft(plan.status)
    await events.emit(session, "held", queries.DELIBERATION, row.id, by=by)
    return row
