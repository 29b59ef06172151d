"""What happens to plan items before their plan is adopted."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries as issues
from services.planning.needs import queries as needs
from services.planning.organizations import queries as organizations
from services.planning.plan_items import queries, rules, schemas
from services.planning.plan_items.schemas import ItemStatus
from services.planning.plan_items.tables import Finalization, PlanItem
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.tables import Plan
from shared import copies, events
from shared.auth import Subject

OWNER = "owner_organization_id"
OWN = "own_budget/amount"


async def draft(session: AsyncSession, new: schemas.ItemNew, *, by: Subject) -> PlanItem:
    """Draft an item of a draft plan.

    Raises 422 for a plan, issue, need or owner that is not known or does not fit, 403 outside the caller's
    area, 409 for an adopted plan or an id that is taken by something else.
    """
    await copies.require_seen(session, plan_queries.PLAN, new.plan_id, by, field="plan_id")
    plan = copies.found(await plan_queries.get_for_update(session, new.plan_id))
    plans.require(by, "plans.draft", plan)
    await issues.require(session, new.issue_code)
    await organizations.require(session, new.owner_organization_id, OWNER)
    await _check_needs(session, new.need_ids, plan)
    own = new.own_budget.baht
    row = PlanItem(
        **new.model_dump(exclude={"need_ids", "own_budget"}),
        area_code=plan.area_code,
        level=plan.level,
        fiscal_year_be=plan.fiscal_year_be,
        plan_status=plan.status,
        own_baht=own,
        budget_baht=own,
        status=ItemStatus.DRAFT,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ITEM)
    plan_rules.check_draft(plan.status)
    rules.check_total(OWN, await queries.total_of(session, plan.id))
    await _link(session, row.id, new.need_ids)
    await events.emit(session, "drafted", queries.ITEM, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    item_id: UUID,
    asked: schemas.ItemChange,
    *,
    expected: int,
    by: Subject,
) -> PlanItem:
    """Change an item of a draft plan, if nobody changed it since revision `expected`.

    A final item stays complete (rule 13). Raises 404, 403, 412 for an older revision, 409, 422.
    """
    row = await lock(session, item_id, by)
    plan = copies.found(await plan_queries.get(session, row.plan_id))
    plans.require(by, "plans.draft", plan)
    events.check_revision(row, expected)
    plan_rules.check_draft(row.plan_status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason", "need_ids", "own_budget"})
    if asked.own_budget is not None:
        own = asked.own_budget.baht
        changes |= {"own_baht": own, "budget_baht": row.budget_baht - row.own_baht + own}
    if "issue_code" in changes:
        await issues.require(session, changes["issue_code"])
    await organizations.require(session, changes.get(OWNER), OWNER)
    if row.status == ItemStatus.FINAL:
        rules.check_complete({**row.model_dump(), **changes})
    if asked.need_ids is not None:
        await _check_needs(session, asked.need_ids, plan)
        await session.execute(delete(queries.NEEDS).where(queries.NEEDS.c.plan_item_id == item_id))
        await _link(session, item_id, asked.need_ids)
    if await events.alter(session, row, changes, anyway="need_ids" in asked.model_fields_set):
        rules.check_total(OWN, await queries.total_of(session, row.plan_id))
        await events.emit(session, "changed", queries.ITEM, row.id, by=by, reason=asked.reason)
    return row


async def finalize(
    session: AsyncSession, item_id: UUID, new: schemas.FinalizationNew, *, by: Subject
) -> PlanItem:
    """Make an item final: it has an owner, an expected result and an indicator (rule 13).

    Raises 404, 403, 422 `rule-broken` with the missing fields, 409 when it is final already.
    """
    row = await lock(session, item_id, by)
    plans.require(by, "plans.draft", copies.found(await plan_queries.get(session, row.plan_id)))
    act = Finalization(
        id=new.id, plan_item_id=item_id, fingerprint=events.fingerprint(new, by, item_id)
    )
    await events.write_down(session, act, view=queries.ITEM, key=item_id)
    plan_rules.check_draft(row.plan_status)
    rules.check_not_final(row.status)
    rules.check_complete(row.model_dump())
    await events.alter(session, row, {"status": ItemStatus.FINAL})
    await events.emit(session, "finalized", queries.ITEM, row.id, by=by)
    return row


async def lock(session: AsyncSession, item_id: UUID, by: Subject) -> PlanItem:
    """Return the item, its plan and itself locked; raise 404 when the caller may know of none."""
    seen = copies.found(await queries.get(session, item_id))
    await plans.lock(session, seen.plan_id, by)
    return (await queries.lock_each(session, [item_id]))[item_id]


async def _check_needs(session: AsyncSession, need_ids: Sequence[UUID], plan: Plan) -> None:
    if need_ids:
        areas = plan_rules.areas_of(plan.area_code, plan.area_codes)
        rules.check_needs(need_ids, await needs.areas_of(session, need_ids), areas)


async def _link(session: AsyncSession, item_id: UUID, need_ids: Sequence[UUID]) -> None:
    if need_ids:
        links = [{"plan_item_id": item_id, "need_id": need_id} for need_id in need_ids]
        await session.execute(insert(queries.NEEDS), links)
