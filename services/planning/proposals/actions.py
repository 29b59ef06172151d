"""What happens to proposals."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.needs import actions as needs
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.plan_items import actions as items
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from services.planning.plans import rules as plan_rules
from services.planning.proposals import queries, rules, schemas
from services.planning.proposals.schemas import Outcome, ProposalStatus
from services.planning.proposals.tables import Acknowledgement, Answer, Proposal
from services.planning.rollups import queries as rollups
from shared import auth, copies, events
from shared.auth import Subject

VERBS = {
    Outcome.ACCEPTED: "accepted",
    Outcome.ACCEPTED_IN_PART: "accepted_in_part",
    Outcome.REJECTED: "rejected",
}


async def submit(session: AsyncSession, new: schemas.ProposalNew, *, by: Subject) -> Proposal:
    """Submit a proposal for an item of an adopted plan; the needs below are proposed with it.

    Raises 422 for an item that is not known or money beyond its budget, 403 outside the caller's area, 409
    for a draft plan or an id that is taken by something else.
    """
    wanted = new.plan_item_id
    await copies.require_seen(session, plan_items.ITEM, wanted, by, field="plan_item_id")
    seen = copies.found(await plan_items.get(session, wanted))
    auth.require(by, "proposals.submit", area=seen.area_code)
    item = await items.lock(session, seen.id, by)
    rules.check_something(new.asked.baht)
    row = Proposal(
        **new.model_dump(exclude={"asked"}),
        area_code=item.area_code,
        fiscal_year_be=item.fiscal_year_be,
        asked_baht=new.asked.baht,
        status=ProposalStatus.SUBMITTED,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.PROPOSAL)
    plan_rules.check_adopted(item.plan_status)
    plan = copies.found(await plans.get(session, item.plan_id))
    rules.check_day("submitted_on", new.submitted_on, plan.adopted_on)
    others = await queries.spoken_for(session, item.id, row.id)
    rules.check_asked(new.asked.baht, others, item.budget_baht)
    cause = Cause(CauseKind.PROPOSAL, row.id, row.submitted_on)
    await _move_needs(session, item.id, NeedStatus.PROPOSED, by, cause)
    await events.emit(session, "submitted", queries.PROPOSAL, row.id, by=by)
    return row


async def acknowledge(
    session: AsyncSession, proposal_id: UUID, new: schemas.AcknowledgementNew, *, by: Subject
) -> Proposal:
    """Note that the addressee received the proposal.

    Raises 404, 403 outside the caller's area, 409 when it was noted or answered before, 422 for a day
    before the submission.
    """
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    auth.require(by, "proposals.answer", area=row.area_code)
    act = Acknowledgement(
        **new.model_dump(),
        proposal_id=proposal_id,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    rules.check_next(row.status, ProposalStatus.ACKNOWLEDGED)
    rules.check_day("acknowledged_on", new.acknowledged_on, row.submitted_on)
    changes = {"status": ProposalStatus.ACKNOWLEDGED, "acknowledged_on": new.acknowledged_on}
    await events.alter(session, row, changes)
    await events.emit(session, "acknowledged", queries.PROPOSAL, row.id, by=by)
    return row


async def answer(
    session: AsyncSession, proposal_id: UUID, new: schemas.AnswerNew, *, by: Subject
) -> Proposal:
    """Record the one answer to a proposal; the needs below move with it.

    Raises 404, 403 outside the caller's area, 409 when it was answered before, 422 when amount, reason or
    day do not fit.
    """
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    auth.require(by, "proposals.answer", area=row.area_code)
    granted = new.granted.baht if new.granted else None
    act = Answer(
        **new.model_dump(exclude={"granted"}),
        proposal_id=proposal_id,
        granted_baht=granted,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    rules.check_next(row.status, ProposalStatus(new.outcome))
    rules.check_answer(new.outcome, row.asked_baht, granted, new.reason_th)
    rules.check_day("answered_on", new.answered_on, row.submitted_on, row.acknowledged_on)
    await events.alter(session, row, {"status": new.outcome, "granted_baht": granted})
    cause = Cause(CauseKind.ANSWER, act.id, act.answered_on)
    await _move_needs(session, row.plan_item_id, NeedStatus(new.outcome), by, cause)
    await events.emit(session, VERBS[new.outcome], queries.PROPOSAL, row.id, by=by)
    return row


async def _move_needs(
    session: AsyncSession, item_id: UUID, target: NeedStatus, by: Subject, cause: Cause
) -> None:
    """Move the needs that the item and every item below it answer."""
    below = await rollups.items_below(session, item_id)
    answered = await plan_items.needs_of(session, below)
    await needs.move(session, answered, target, by=by, cause=cause)
