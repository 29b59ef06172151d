"""What happens to plan items before their plan is adopted."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.budget_lines import actions as budget_lines
from services.planning.issues import queries as issues
from services.planning.needs import queries as needs
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
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
BESIDE = {"need_ids", "own_budget", "budget_lines"}
"""What the body of an item says that does not stand in its row as it is said."""


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
    await _check_whole(session, new.model_dump(), new.activities, plan)
    own = new.own_budget.baht
    row = PlanItem(
        **new.model_dump(exclude={"need_ids", "own_budget", "budget_lines"}),
        households=new.own_households or 0,
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
    plan_rules.check_new_item(plan.change_kind)
    rules.check_total(OWN, await queries.total_of(session, plan.id))
    await budget_lines.check(session, row.id, new.budget_lines, own, final=False)
    await _link(session, row.id, new.need_ids)
    await budget_lines.put(session, row.id, new.budget_lines)
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
    plan_rules.check_carried_item(plan.change_kind, row.version_of_id)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason", *BESIDE})
    given = asked.model_fields_set
    own = asked.own_budget.baht if "own_budget" in given else row.own_baht
    changes |= {"own_baht": own, "budget_baht": row.budget_baht - row.own_baht + own}
    if "own_households" in changes:
        more = (changes["own_households"] or 0) - (row.own_households or 0)
        changes["households"] = row.households + more
    if "issue_code" in changes:
        await issues.require(session, changes["issue_code"])
    await organizations.require(session, changes.get(OWNER), OWNER)
    after = {**row.model_dump(), **changes}
    final = row.status == ItemStatus.FINAL
    steps = asked.activities if "activities" in given else ()
    await _check_whole(session, after, steps, plan)
    rules.check_carried(own, row.carried_baht)
    if final:
        rules.check_complete(after)
    if "need_ids" in given:
        await _check_needs(session, asked.need_ids, plan)
        await session.execute(delete(queries.NEEDS).where(queries.NEEDS.c.plan_item_id == item_id))
        await _link(session, item_id, asked.need_ids)
    lines = asked.budget_lines if "budget_lines" in given else None
    await budget_lines.check(session, item_id, lines, own, final=final)
    if lines is not None:
        await budget_lines.put(session, item_id, lines)
    if await events.alter(session, row, changes, anyway=bool(given & BESIDE - {"own_budget"})):
        rules.check_total(OWN, await queries.total_of(session, row.plan_id))
        await events.emit(session, "changed", queries.ITEM, row.id, by=by, reason=asked.reason)
    return row


async def finalize(
    session: AsyncSession, item_id: UUID, new: schemas.FinalizationNew, *, by: Subject
) -> PlanItem:
    """Make an item final: it has an owner, an expected result and an indicator (rule 13).

    Where it has budget lines they are all of its own budget. Raises 404, 403, 422 `rule-broken` with the
    missing fields, 409 when it is final already.
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
    await budget_lines.check(session, item_id, None, row.own_baht, final=True)
    await events.alter(session, row, {"status": ItemStatus.FINAL})
    await events.emit(session, "finalized", queries.ITEM, row.id, by=by)
    return row


async def lock(session: AsyncSession, item_id: UUID, by: Subject) -> PlanItem:
    """Return the item, its plan and itself locked; raise 404 when the caller may know of none."""
    seen = copies.found(await queries.get(session, item_id))
    await plans.lock(session, seen.plan_id, by)
    return (await queries.lock_each(session, [item_id]))[item_id]


async def _check_whole(
    session: AsyncSession,
    facts: Mapping[str, Any],
    steps: Sequence[schemas.Activity],
    plan: Plan,
) -> None:
    rules.check_period(facts["starts_on"], facts["ends_on"])
    rules.check_activities(steps)
    if facts["place_code"]:
        await places.require(session, facts["place_code"], "place_code")
    rules.check_place(facts["place_code"], plan_rules.areas_of(plan.area_code, plan.area_codes))


async def _check_needs(session: AsyncSession, need_ids: Sequence[UUID], plan: Plan) -> None:
    if need_ids:
        areas = plan_rules.areas_of(plan.area_code, plan.area_codes)
        rules.check_needs(need_ids, await needs.areas_of(session, need_ids), areas)


async def _link(session: AsyncSession, item_id: UUID, need_ids: Sequence[UUID]) -> None:
    if need_ids:
        links = [{"plan_item_id": item_id, "need_id": need_id} for need_id in need_ids]
        await session.execute(insert(queries.NEEDS), links)
