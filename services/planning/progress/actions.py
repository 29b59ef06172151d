"""What happens to progress reports."""

from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.plan_items import actions as items
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.progress import queries, rules, schemas
from services.planning.progress.tables import ProgressReport
from shared import copies, events
from shared.auth import Subject


async def report(
    session: AsyncSession, item_id: UUID, new: schemas.ReportNew, *, by: Subject
) -> ProgressReport:
    """Report a period of a project of an adopted plan: how far it is, what was spent, and the evidence.

    What is spent in all reports stays within the budget that was not carried into a later year, and within
    each budget line, or a reason is stated. Raises 404, 403, 409 for a draft plan, 422.
    """
    item = await items.lock(session, item_id, by)
    plan = copies.found(await plan_queries.get(session, item.plan_id))
    plans.require(by, "results.report", plan)
    rules.check_period(new.starts_on, new.ends_on, new.reported_on)
    row = ProgressReport(
        **new.model_dump(exclude={"spendings"}),
        plan_item_id=item_id,
        area_code=item.area_code,
        spent_baht=rules.total(new.spendings),
        fingerprint=events.fingerprint(new, by, item_id),
    )
    await events.write_down(session, row, view=queries.REPORT)
    plan_rules.check_adopted(item.plan_status)
    rules.check_day(new.reported_on, plan.adopted_on)
    lines = await queries.lines_of(session, item_id)
    rules.check_spendings(new.spendings, new.evidence, lines)
    await _put(session, row.id, new.spendings)
    budget = item.budget_baht - (await queries.carried_out_of(session, item_id) or 0)
    spent = await queries.spent_of(session, item_id)
    by_line = await queries.spent_by_line(session, item_id)
    if new.spendings:
        rules.check_within(budget, spent, lines, by_line, new.over_budget_reason_th)
    await events.emit(session, "reported", queries.REPORT, row.id, by=by)
    return row


async def _put(session: AsyncSession, report_id: UUID, spendings: list[schemas.Spending]) -> None:
    rows = [
        {
            "report_id": report_id,
            "place": place,
            "budget_line_id": each.budget_line_id,
            "amount_baht": each.amount.baht,
        }
        for place, each in enumerate(spendings)
    ]
    if rows:
        await session.execute(insert(queries.SPENDINGS), rows)
