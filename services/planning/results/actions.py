"""What happens to results."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.needs import actions as needs
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.notices.schemas import Change, News
from services.planning.plan_items import actions as items
from services.planning.plan_items import queries as plan_items
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.progress import queries as progress
from services.planning.results import queries, rules, schemas
from services.planning.results.tables import Result
from shared import copies, events
from shared.auth import Subject


async def report(
    session: AsyncSession, item_id: UUID, new: schemas.ResultNew, *, by: Subject
) -> Result:
    """Report what came of an item of an adopted plan; the needs that it answers are done, unless the work goes on.

    Their authors hear of each result, once. Raises 404, 403 outside the caller's area, 409 for a draft plan, 422
    for a day before the adoption, a period that is none or is not told, and for more money than the item has, less
    what went into a later year, without a reason.
    """
    item = await items.lock(session, item_id, by)
    plan = copies.found(await plan_queries.get(session, item.plan_id))
    plans.require(by, "results.report", plan)
    rules.check_period(new.starts_on, new.ends_on, new.reported_on)
    rules.check_last(new.starts_on, closes=new.closes)
    row = Result(
        **new.model_dump(exclude={"spent"}),
        plan_item_id=item_id,
        area_code=item.area_code,
        spent_baht=new.spent.baht if new.spent else None,
        fingerprint=events.fingerprint(new, by, item_id),
    )
    await events.write_down(session, row, view=queries.RESULT)
    plan_rules.check_adopted(item.plan_status)
    rules.check_day(new.reported_on, plan.adopted_on)
    carried = await progress.carried_out_of(session, item_id)
    left = item.budget_baht - (carried or 0)
    rules.check_spent(row.spent_baht, left, new.over_budget_reason_th)
    answered = await plan_items.needs_of(session, [item_id])
    cause = Cause(CauseKind.RESULT, row.id, row.reported_on)
    about = f"โครงการ “{item.title_th}”"
    news = News(Change.RESULTED, cause.kind, cause.id, cause.on, about_th=about)
    await needs.tell(session, answered, news)
    if new.closes:
        await needs.move(session, answered, NeedStatus.DONE, by=by, cause=cause)
    await events.emit(session, "reported", queries.RESULT, row.id, by=by)
    return row
