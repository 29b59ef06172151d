"""What happens at a roll-up: an item is taken into the plan above, or left out with a reason."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.flows import rules as flows
from services.planning.needs import actions as needs
from services.planning.notices.schemas import Change, News
from services.planning.plan_items import queries as plan_items
from services.planning.plan_items import rules as item_rules
from services.planning.plan_items.tables import PlanItem
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.tables import Plan
from services.planning.rollups import queries, rules, schemas
from services.planning.rollups.schemas import Decision
from services.planning.rollups.tables import Inclusion, KeptRollup
from shared import copies, events
from shared.auth import Subject
from shared.database import inside


async def decide(
    session: AsyncSession, item_id: UUID, new: schemas.InclusionNew, *, by: Subject
) -> Inclusion:
    """Take an item of an adopted plan into an item of the draft plan above, or leave it out.

    The shares of an item never exceed its budget, and the item above always costs its own budget and the
    shares taken into it: both are held under locks. Raises 404, 403 outside the area of the plan above, 422
    for an edge that cannot be or shares beyond the budget, 409 for plans in another state or a second
    decision about the pair.
    """
    into = new.into_item_id
    await copies.require_seen(session, plan_items.ITEM, item_id, by)
    await copies.require_seen(session, plan_items.ITEM, into, by, field="into_item_id")
    below = copies.found(await plan_items.get(session, item_id))
    above = copies.found(await plan_items.get(session, into))
    source = copies.found(await plan_queries.get(session, below.plan_id))
    target = copies.found(await plan_queries.get(session, above.plan_id))
    plans.require(by, "rollups.decide", target)
    rules.check_edge(_part(source), _part(target))
    rules.check_decision(new.decision, new.share.baht, new.reason_th)
    plan = await plans.lock(session, above.plan_id, by)
    locked = await plan_items.lock_each(session, [item_id, new.into_item_id])
    below, above = locked[item_id], locked[new.into_item_id]
    taken = await queries.taken_of(session, item_id, plan.id)
    coming = flows.households_with(below.households, below.budget_baht, taken, new.share.baht)
    row = Inclusion(
        **new.model_dump(exclude={"share"}),
        households=coming if new.decision is Decision.INCLUDED else 0,
        plan_item_id=item_id,
        into_plan_id=plan.id,
        area_code=plan.area_code,
        into_plan_status=plan.status,
        share_baht=new.share.baht,
        fingerprint=events.fingerprint(new, by, item_id),
    )
    await events.write_down(session, row, view=queries.INCLUSION)
    plan_rules.check_adopted(below.plan_status)
    plan_rules.check_draft(plan.status)
    item_rules.check_standing(above.status)
    rules.check_day(new.decided_on, source.adopted_on)
    rules.check_undecided(await queries.decided(session, item_id, above.id, row.id))
    rules.check_conserved(below.budget_baht, taken[0], new.share.baht)
    if new.decision is Decision.INCLUDED:
        await _weigh(session, above, "grown", by=by)
    await events.emit(session, new.decision.value.lower(), queries.INCLUSION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    inclusion_id: UUID,
    asked: schemas.InclusionChange,
    *,
    expected: int,
    by: Subject,
) -> Inclusion:
    """Change a decision while the plan above is a draft, if nobody changed it since revision `expected`.

    Share, households and the budget above are held as when it was decided. Raises 404, 403 outside the area of
    the plan above, 412 for an older revision, 409 for plans in another state, 422 as for a new decision.
    """
    await copies.require_seen(session, queries.INCLUSION, inclusion_id, by)
    seen = copies.found(await queries.get(session, inclusion_id))
    plan = await plans.lock(session, seen.into_plan_id, by)
    plans.require(by, "rollups.decide", plan)
    locked = await plan_items.lock_each(session, [seen.plan_item_id, seen.into_item_id])
    below, above = locked[seen.plan_item_id], locked[seen.into_item_id]
    row: Inclusion = copies.found(await queries.get_for_update(session, inclusion_id))
    events.check_revision(row, expected)
    plan_rules.check_adopted(below.plan_status)
    plan_rules.check_draft(plan.status)
    item_rules.check_standing(above.status)
    told = asked.model_dump(exclude_unset=True, exclude={"share", "reason"})
    share = asked.share.baht if "share" in asked.model_fields_set else row.share_baht
    after = {**row.model_dump(), **told}
    decision = Decision(after["decision"])
    rules.check_decision(decision, share, after["reason_th"])
    source = copies.found(await plan_queries.get(session, below.plan_id))
    rules.check_day(after["decided_on"], source.adopted_on)
    money, people = await queries.taken_of(session, below.id, plan.id)
    others = (money - row.share_baht, people - row.households)
    rules.check_conserved(below.budget_baht, others[0], share)
    if share != row.share_baht:
        told |= {"share_baht": share, "households": 0}
        if decision is Decision.INCLUDED:
            told["households"] = flows.households_with(
                below.households, below.budget_baht, others, share
            )
    if await events.alter(session, row, told):
        await _weigh(session, above, "changed", by=by)
        said = asked.reason
        await events.emit(session, "changed", queries.INCLUSION, row.id, by=by, reason=said)
    return row


async def _weigh(session: AsyncSession, above: PlanItem, verb: str, *, by: Subject) -> None:
    """Let an item above cost its own money and what comes up into it now."""
    money, people = await queries.came_into(session, above.id)
    both = {
        "budget_baht": above.own_baht + money,
        "households": (above.own_households or 0) + people,
    }
    if await events.alter(session, above, both):
        item_rules.check_total("share/amount", await plan_items.total_of(session, above.plan_id))
        await events.emit(session, verb, plan_items.ITEM, above.id, by=by)


async def publish(session: AsyncSession, plan_id: UUID, *, by: Subject) -> Sequence[UUID]:
    """Show the decisions of a plan that was adopted to everybody, and tell the authors; return which."""
    table = queries.TABLE
    statement = (
        update(table)
        .where(table.c.into_plan_id == plan_id, queries.STANDING)
        .values(
            into_plan_status="ADOPTED",
            revision=table.c.revision + 1,
            updated_at=func.clock_timestamp(),
        )
        .returning(table.c.id)
    )
    shown = list((await session.scalars(statement)).all())
    await events.emit_many(session, "published", queries.INCLUSION, shown, by=by)
    await keep(session, plan_id)
    await _tell_decisions(session, shown)
    return shown


async def release(
    session: AsyncSession, into_item_id: UUID, *, by: Subject, reason: str | None = None
) -> None:
    """Give up the decisions for an item that is withdrawn: what they took is free again, and they stay readable."""
    table = queries.TABLE
    statement = (
        update(table)
        .where(table.c.into_item_id == into_item_id)
        .values(
            into_plan_status="WITHDRAWN",
            revision=table.c.revision + 1,
            updated_at=func.clock_timestamp(),
        )
        .returning(table.c.id)
    )
    gone = sorted((await session.scalars(statement)).all())
    await events.emit_many(session, "withdrawn", queries.INCLUSION, gone, by=by, reason=reason)


async def keep(session: AsyncSession, plan_id: UUID) -> None:
    """Count the roll-up of a plan that is frozen now, away from the loop that answers others."""
    tree = await queries.tree_of_plan(await inside(session), plan_id)
    counted = await asyncio.to_thread(flows.sums, plan_id, *tree)
    session.add(KeptRollup(plan_id=plan_id, sums=counted.model_dump(mode="json")))


def _part(plan: Plan) -> rules.Part:
    areas = plan_rules.areas_of(plan.area_code, plan.area_codes)
    return rules.Part(areas, plan.level, plan.fiscal_year_be)


async def _tell_decisions(session: AsyncSession, inclusion_ids: Sequence[UUID]) -> None:
    """Let everybody hear whether their needs came up into the plan, now that everybody may know."""
    decided = await queries.needs_decided(session, inclusion_ids)
    await needs.tell_each(
        session,
        [
            (need_ids, News(Change(decision), "INCLUSION", inclusion_id, day, reason, into))
            for inclusion_id, decision, reason, day, need_ids, into in decided
        ],
    )


async def tell_version(
    session: AsyncSession, plan: Plan, before: Mapping[UUID, schemas.Said]
) -> None:
    """Let authors hear what a plan's new version in force decides about their needs; `before` is what it was.

    What was taken in before and no longer is, they hear as left out, for the reason of the version.
    """
    now = await queries.decisions_of(session, plan.id)
    fresh, dropped = rules.news_of_version(before, now)
    await _tell_decisions(session, fresh)
    day = plan.adopted_on
    assert day is not None, "a plan in force was adopted on a day"
    gone = await queries.needs_decided(session, dropped)
    reason = plan.change_reason_th
    await needs.tell_each(
        session,
        [
            (need_ids, News(Change.EXCLUDED, "INCLUSION", inclusion_id, day, reason, into))
            for inclusion_id, _, _, _, need_ids, into in gone
        ],
    )
