"""What happens to plans before they are adopted."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places import queries as places
from services.planning.plans import queries, rules, schemas
from services.planning.plans.schemas import PlanStatus
from services.planning.plans.tables import Plan
from shared import auth, copies, events
from shared.auth import Subject


async def draft(session: AsyncSession, new: schemas.PlanNew, *, by: Subject) -> Plan:
    """Open a draft plan of an area.

    Raises 403 outside the caller's area, 422 for an unknown area or another level, 409 when the area has
    a plan of that title for the year or the id is taken by something else.
    """
    auth.require(by, "plans.draft", area=new.area_code)
    rules.check_level(new.level, new.area_code)
    await places.require(session, new.area_code, "area_code")
    row = Plan(
        **new.model_dump(), status=PlanStatus.DRAFT, fingerprint=events.fingerprint(new, by)
    )
    await events.write_down(session, row, view=queries.PLAN)
    await events.emit(session, "drafted", queries.PLAN, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    plan_id: UUID,
    asked: schemas.PlanChange,
    *,
    expected: int,
    by: Subject,
) -> Plan:
    """Change a draft plan, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for an adopted plan.
    """
    row = await lock(session, plan_id, by)
    auth.require(by, "plans.draft", area=row.area_code)
    events.check_revision(row, expected)
    rules.check_draft(row.status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.PLAN, row.id, by=by, reason=asked.reason)
    return row


async def lock(session: AsyncSession, plan_id: UUID, by: Subject) -> Plan:
    """Return the plan, locked; raise 404 when there is none that the caller may know of."""
    await copies.require_seen(session, queries.PLAN, plan_id, by)
    row: Plan = copies.found(await queries.get_for_update(session, plan_id))
    return row
