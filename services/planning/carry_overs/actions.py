"""What happens when a project is carried over."""

from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.carry_overs import queries, rules, schemas
from services.planning.carry_overs.tables import CarryOver
from services.planning.plan_items import queries as plan_items
from services.planning.plan_items import rules as item_rules
from services.planning.plan_items.schemas import ItemStatus
from services.planning.plan_items.tables import PlanItem
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.tables import Plan
from services.planning.progress import queries as progress
from shared import copies, events
from shared.auth import Subject

LIKE_BEFORE = (
    "title_th", "issue_code", "owner_organization_id", "owner_th", "indicator_th", "expected_result_th",
    "activities_th", "place_code", "mode", "indicator_unit_th", "indicator_baseline", "indicator_target",
)  # fmt: skip
"""What the item of the later year is, until somebody changes it."""


async def carry(
    session: AsyncSession, item_id: UUID, new: schemas.CarryOverNew, *, by: Subject
) -> CarryOver:
    """Go on with a project in a later year's draft: a new item there with the money that is left.

    The money is marked as carried, so that years together count it once; households stay with the year in
    which they were counted. Raises 404, 403, 409 for plans in another state or a second time, 422.
    """
    seen = copies.found(await plan_items.get(session, item_id))
    await copies.require_seen(session, plan_items.ITEM, item_id, by)
    await copies.require_seen(
        session, plan_queries.PLAN, new.into_plan_id, by, field="into_plan_id"
    )
    later = await plans.lock(session, new.into_plan_id, by)
    plans.require(by, "plans.draft", later)
    former = copies.found(await plan_queries.get(session, seen.plan_id))
    rules.check_plans(_where(former), _where(later))
    item = (await plan_items.lock_each(session, [item_id]))[item_id]
    carried = await progress.carried_out_of(session, item_id)
    row = CarryOver(
        **new.model_dump(exclude={"amount"}),
        plan_item_id=item_id,
        area_code=later.area_code,
        amount_baht=new.amount.baht,
        fingerprint=events.fingerprint(new, by, item_id),
    )
    again = PlanItem(
        **item.model_dump(include=set(LIKE_BEFORE)),
        id=new.into_item_id,
        plan_id=later.id,
        area_code=later.area_code,
        level=later.level,
        fiscal_year_be=later.fiscal_year_be,
        plan_status=later.status,
        own_baht=new.amount.baht,
        budget_baht=new.amount.baht,
        carried_baht=new.amount.baht,
        carried_from_item_id=item_id,
        status=ItemStatus.DRAFT,
        fingerprint=row.fingerprint,
    )
    if carried is None:
        await events.write_down(session, again, view=plan_items.ITEM)
    elif await session.get(CarryOver, new.id) is None:
        rules.refuse_again(carried)
    await events.write_down(session, row, view=queries.CARRY_OVER)
    plan_rules.check_adopted(item.plan_status)
    plan_rules.check_draft(later.status)
    rules.check_day(new.decided_on, former.adopted_on)
    rules.check_left(new.amount.baht, item.own_baht - await progress.spent_of(session, item_id))
    item_rules.check_total("amount/amount", await plan_items.total_of(session, later.id))
    await _take_needs(session, item_id, again.id)
    await events.emit(session, "drafted", plan_items.ITEM, again.id, by=by)
    await events.emit(session, "carried", queries.CARRY_OVER, row.id, by=by)
    return row


async def _take_needs(session: AsyncSession, former: UUID, later: UUID) -> None:
    needs = await plan_items.needs_of(session, [former])
    if needs:
        links = [{"plan_item_id": later, "need_id": need_id} for need_id in needs]
        await session.execute(insert(plan_items.NEEDS), links)


def _where(plan: Plan) -> tuple[str, str | None, int]:
    return (plan.area_code, plan.group_code, plan.fiscal_year_be)
