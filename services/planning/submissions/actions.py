"""What happens to submissions."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.area_groups import queries as area_groups
from services.planning.area_groups import rules as group_rules
from services.planning.plan_items import queries as plan_items
from services.planning.plans import actions as plans
from services.planning.plans import rules as plan_rules
from services.planning.plans.schemas import PlanLevel
from services.planning.plans.tables import Plan
from services.planning.submissions import queries, rules, schemas
from services.planning.submissions.schemas import SubmissionStatus
from services.planning.submissions.tables import Submission, SubmissionDecision
from shared import auth, copies, events
from shared.auth import Subject


async def submit(
    session: AsyncSession, plan_id: UUID, new: schemas.SubmissionNew, *, by: Subject
) -> Submission:
    """Hand an adopted plan to the level above.

    Raises 404, 403 outside the caller's area, 422 for a level that is not above or a day before the adoption,
    409 for a draft, or while its last submission binds.
    """
    plan = await plans.lock(session, plan_id, by)
    plans.require(by, "plans.adopt", plan)
    rules.check_level(PlanLevel(plan.level), new.to_level, new.to_group_code)
    row = Submission(
        **new.model_dump(),
        plan_id=plan_id,
        plan_version=plan.version,
        area_code=plan.area_code,
        fiscal_year_be=plan.fiscal_year_be,
        to_area_code=rules.area_of(plan.area_code, new.to_level),
        to_area_codes=await _group(session, plan, new.to_group_code),
        status=SubmissionStatus.SUBMITTED,
        item_reasons=[],
        fingerprint=events.fingerprint(new, by, plan_id),
    )
    rules.check_turn(
        await queries.last_of(session, plan_id, new.to_level.value, new.id), plan.version
    )
    await events.write_down(session, row, view=queries.SUBMISSION)
    plan_rules.check_adopted(plan.status)
    rules.check_day("submitted_on", new.submitted_on, plan.adopted_on)
    await events.emit(session, "submitted", queries.SUBMISSION, row.id, by=by)
    return row


async def give_back(
    session: AsyncSession, submission_id: UUID, new: schemas.ReturnNew, *, by: Subject
) -> Submission:
    """Return a submission with reasons; raises 404, 403, 409 when it was decided, 422 for an unknown item."""
    row = await _lock(session, submission_id, by)
    act = _act(row, new, SubmissionStatus.RETURNED, by)
    await events.write_down(session, act, view=queries.SUBMISSION, key=submission_id)
    items = await plan_items.lock_of_plan(session, row.plan_id)
    rules.check_items(new.items(), {item.id for item in items})
    said = {"reason_th": new.reason_th, "item_reasons": new.reasons()}
    return await _decide(session, row, SubmissionStatus.RETURNED, new, said, by)


async def receive(
    session: AsyncSession, submission_id: UUID, new: schemas.ReceiptNew, *, by: Subject
) -> Submission:
    """Receive a submission for the plan above; raises 404, 403, 409 when it was decided already."""
    row = await _lock(session, submission_id, by)
    act = _act(row, new, SubmissionStatus.RECEIVED, by)
    await events.write_down(session, act, view=queries.SUBMISSION, key=submission_id)
    said = {"reason_th": new.reason_th}
    return await _decide(session, row, SubmissionStatus.RECEIVED, new, said, by)


async def _lock(session: AsyncSession, submission_id: UUID, by: Subject) -> Submission:
    """Return the submission, locked, for who decides at the level that it was handed to."""
    row: Submission = copies.found(await queries.get_for_update(session, submission_id))
    for code in plan_rules.areas_of(row.to_area_code, row.to_area_codes):
        auth.require(by, "rollups.decide", area=code, grouped=row.to_group_code is not None)
    return row


def _act(row: Submission, new: Any, outcome: SubmissionStatus, by: Subject) -> SubmissionDecision:
    return SubmissionDecision(
        id=new.id,
        submission_id=row.id,
        outcome=outcome.value,
        fingerprint=events.fingerprint(new, by, row.id, outcome),
    )


async def _decide(
    session: AsyncSession,
    row: Submission,
    outcome: SubmissionStatus,
    new: schemas.ReturnNew | schemas.ReceiptNew,
    said: dict[str, Any],
    by: Subject,
) -> Submission:
    rules.check_undecided(row.status)
    rules.check_day("decided_on", new.decided_on, row.submitted_on)
    changes = {"status": outcome, "decided_on": new.decided_on, **said}
    await events.alter(session, row, changes)
    verb = outcome.value.lower()
    await events.emit(session, verb, queries.SUBMISSION, row.id, by=by, reason=new.reason_th)
    return row


async def _group(session: AsyncSession, plan: Plan, code: str | None) -> list[str] | None:
    """Return the areas of the group that a plan is handed to, on the plan's first day."""
    if code is None:
        return None
    group = await area_groups.require(session, code, "to_group_code")
    day = plan_rules.day_of(plan.fiscal_year_be, plan.horizon_years, group.valid_from)
    found = group_rules.members_on(group, day)
    rules.check_within(plan_rules.areas_of(plan.area_code, plan.area_codes), found)
    return found
