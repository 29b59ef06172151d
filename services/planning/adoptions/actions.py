"""What happens when a plan is adopted."""

import datetime as dt
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.adoptions import rules, schemas
from services.planning.adoptions.tables import Adoption
from services.planning.deliberations import queries as deliberations
from services.planning.needs import actions as needs
from services.planning.needs import queries as need_queries
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.notices.schemas import Change, News
from services.planning.plan_items import queries as plan_items
from services.planning.plan_versions import actions as plan_versions
from services.planning.plan_versions import queries as version_queries
from services.planning.plan_versions import rules as version_rules
from services.planning.planning_rules import queries as planning_rules
from services.planning.planning_rules.schemas import Rule
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.schemas import PlanStatus
from services.planning.plans.tables import Plan
from services.planning.rollups import actions as rollups
from services.planning.rollups import queries as rollup_queries
from services.planning.rollups.rules import ABOVE
from services.planning.submissions import queries as submissions
from shared import events
from shared.auth import Subject

_POLICIES = (
    Rule.ADOPTION_NEEDS_FORUM,
    Rule.SUBMISSIONS_DECIDED_FIRST,
    Rule.LOWER_FINISHES_FIRST,
)


async def adopt(
    session: AsyncSession, plan_id: UUID, new: schemas.AdoptionNew, *, by: Subject
) -> Plan:
    """Adopt a plan on a day: it and its items are frozen and public, its needs stand in a plan.

    The draft of a new version takes the place of the plan that it changes, which is returned; what that answers
    no longer waits for a plan again, unless another one in force answers it.

    Raises 404, 403 outside the caller's area, 409 when it is adopted already, has no items, has items that are
    not final, or drops a need that somebody is asked for, 422 for a day before a decision about what came up
    into it, or before a need that it answers was voiced.
    """
    plan = await plans.lock(session, plan_id, by)
    plans.require(by, "plans.adopt", plan)
    act = Adoption(
        **new.model_dump(), plan_id=plan_id, fingerprint=events.fingerprint(new, by, plan_id)
    )
    await events.write_down(
        session, act, view=plan_queries.PLAN, key=plan.version_of_id or plan_id
    )
    plan_rules.check_draft(plan.status)
    items = await plan_items.lock_of_plan(session, plan_id)
    rules.check_ready({item.id: item.status for item in items})
    await _check_policies(session, plan, new.adopted_on)
    ids = [item.id for item in items]
    answered = await plan_items.needs_of(session, ids)
    rules.check_day(
        new.adopted_on,
        await rollup_queries.last_decision(session, plan_id),
        await need_queries.last_voiced(session, answered),
    )
    if plan.version_of_id is not None:
        return await _take_place(session, plan, act, answered, by=by)
    day = {"status": PlanStatus.ADOPTED, "adopted_on": new.adopted_on}
    await events.alter(session, plan, day)
    await _freeze(session, ids, by)
    await rollups.publish(session, plan_id, by=by)
    await events.emit(session, "adopted", plan_queries.PLAN, plan_id, by=by)
    await _plan_needs(session, act, plan, answered, by=by)
    return plan


async def _plan_needs(
    session: AsyncSession, act: Adoption, plan: Plan, answered: list[UUID], *, by: Subject
) -> None:
    cause = Cause(CauseKind.ADOPTION, act.id, act.adopted_on)
    words = _words(plan)
    await needs.move(session, answered, NeedStatus.IN_PLAN, by=by, cause=cause, about_th=words)


def _words(plan: Plan) -> str:
    """Return which plan it is, for who hears of it alone."""
    return f"“{plan.title_th}” ปีงบประมาณ {plan.fiscal_year_be}"


async def _take_place(
    session: AsyncSession, draft: Plan, act: Adoption, answered: list[UUID], *, by: Subject
) -> Plan:
    """Let the draft of a version take its plan's place; return that, when what it drops waits for a plan again."""
    former = draft.version_of_id
    assert former is not None, "it is the draft of a version"
    before = await plan_items.answered_in(session, former)
    plan = await plan_versions.take_place(session, former, draft, act.adopted_on, by=by)
    gone = before - await plan_items.answered_in(session, former)
    bound = await version_queries.answered_for(session, {item_id for item_id, _ in gone})
    version_rules.check_dropped(gone, bound)
    dropped = {need_id for _, need_id in gone}.difference(answered)
    await need_queries.lock(session, {*answered, *dropped})
    await _plan_needs(session, act, plan, answered, by=by)
    facts = (CauseKind.DROP, act.id, act.adopted_on, plan.change_reason_th, _words(plan))
    news = News(Change.DROPPED, *facts)
    await needs.release(session, sorted(dropped), news, by=by)
    return plan


async def _check_policies(session: AsyncSession, plan: Plan, day: dt.date) -> None:
    """Hold the adoption against the switchable rules that are in force in the plan's province on the day."""
    place = plan.area_code or None
    holds = await planning_rules.all_in_force(session, _POLICIES, place, day)
    if holds[Rule.ADOPTION_NEEDS_FORUM]:
        rules.check_forum(await deliberations.held_by(session, plan.id, day))
    if holds[Rule.SUBMISSIONS_DECIDED_FIRST]:
        rules.check_decided(await submissions.undecided(session, plan))
    if holds[Rule.LOWER_FINISHES_FIRST]:
        levels = [low.value for low, above in ABOVE.items() if plan.level in above]
        rules.check_lower(await plan_queries.drafts_below(session, plan, levels))


async def _freeze(session: AsyncSession, item_ids: list[UUID], by: Subject) -> None:
    table = plan_items.TABLE
    frozen = {
        "plan_status": PlanStatus.ADOPTED.value,
        "revision": table.c.revision + 1,
        "updated_at": func.clock_timestamp(),
    }
    await session.execute(update(table).where(table.c.id.in_(item_ids)).values(frozen))
    await events.emit_many(session, "adopted", plan_items.ITEM, item_ids, by=by)
