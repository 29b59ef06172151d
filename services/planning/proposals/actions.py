"""What happens to proposals."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.addressees import queries as addressees
from services.planning.addressees import rules as clocks
from services.planning.answers.schemas import (
    AcknowledgementNew,
    AnswerNew,
    Outcome,
    ReplyNew,
    Stance,
)
from services.planning.answers.tables import Acknowledgement, Answer, Reply
from services.planning.money_news import actions as money_news
from services.planning.needs import actions as needs
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.notices.schemas import Change, News
from services.planning.plan_items import actions as items
from services.planning.plan_items import queries as plan_items
from services.planning.plan_items.tables import PlanItem
from services.planning.planning_rules import queries as planning_rules
from services.planning.planning_rules.schemas import Rule
from services.planning.plans import actions as plans
from services.planning.plans import rules as plan_rules
from services.planning.proposals import queries, rules, schemas
from services.planning.proposals.schemas import ProposalStatus
from services.planning.proposals.tables import Proposal, ProposalDocument
from services.planning.spoken_money import queries as spoken_money
from services.planning.spoken_money import rules as money_rules
from shared import copies, events
from shared.auth import Subject
from shared.errors import field_problem

VERBS = {
    Outcome.ACCEPTED: "accepted",
    Outcome.ACCEPTED_IN_PART: "accepted_in_part",
    Outcome.REJECTED: "rejected",
}
REPLIES = {
    Stance.ACCEPTED: "answer_accepted",
    Stance.NOT_ACCEPTED: "answer_not_accepted",
    Stance.ASKED_AGAIN: "asked_again",
}


async def submit(session: AsyncSession, new: schemas.ProposalNew, *, by: Subject) -> Proposal:
    """Submit a proposal for an item of an adopted plan; the needs below are proposed with it.

    Raises 422 for an item or addressee that is not known, money beyond the item's budget, a day on which the
    addressee takes nothing, 403 outside the caller's area, 409 for a draft plan or an id that is taken.
    """
    wanted = new.plan_item_id
    await copies.require_seen(session, plan_items.ITEM, wanted, by, field="plan_item_id")
    plan = copies.found(await plan_items.plan_of(session, wanted))
    plans.require(by, "proposals.submit", plan)
    item = await items.lock(session, wanted, by)
    rules.check_something(new.asked.baht)
    rules.check_addressee(new.addressee_id, new.addressee_kind, new.addressee_th)
    row = Proposal(
        **new.model_dump(exclude={"asked"}),
        area_code=item.area_code,
        fiscal_year_be=item.fiscal_year_be,
        asked_baht=new.asked.baht,
        status=ProposalStatus.SUBMITTED,
        awaited_since_id=new.id,
        fingerprint=events.fingerprint(new, by),
    )
    await _address(session, row)
    await events.write_down(session, row, view=queries.PROPOSAL)
    plan_rules.check_adopted(item.plan_status)
    rules.check_day("submitted_on", new.submitted_on, plan.adopted_on)
    rules.check_asked(new.asked.baht, await _left(session, item, row))
    news = News(Change.PROPOSED, CauseKind.PROPOSAL, row.id, row.submitted_on)
    await _move_needs(session, row, NeedStatus.PROPOSED, by, news)
    await events.emit(session, "submitted", queries.PROPOSAL, row.id, by=by)
    return row


async def _left(session: AsyncSession, item: PlanItem, row: Proposal) -> Decimal:
    """Return how much of an item's money nobody but this proposal speaks for; it stays so until the end."""
    year, place = item.fiscal_year_be, item.area_code
    spots = await spoken_money.held(session, [item.id], year, place, but=row.id)
    return money_rules.left(spots, item.id)


async def require(
    session: AsyncSession,
    by: Subject,
    action: str,
    row: Proposal,
    *,
    organization: UUID | None = None,
) -> None:
    """Raise 401 or 403 unless the caller may do this to a proposal: its plan says where it belongs."""
    plan = copies.found(await plan_items.plan_of(session, row.plan_item_id))
    plans.require(by, action, plan, organization=organization)


async def _address(session: AsyncSession, row: Proposal) -> None:
    """Say to whom a proposal goes and by when an answer is due, as the addressee's calendar has it."""
    days = await _usual(session, row, row.submitted_on)
    if row.addressee_id is None:
        row.acknowledge_by, row.answer_by = clocks.deadlines(row.submitted_on, *days)
        return
    found = await addressees.get(session, row.addressee_id)
    if found is None:
        raise field_problem("addressee_id", "unknown-reference")
    clocks.check_reach(found.area_code, row.area_code)
    row.addressee_kind, row.addressee_th = found.kind, found.name_th
    window = await addressees.window(session, found.id, row.fiscal_year_be)
    if window is not None:
        clocks.check_taken(row.submitted_on, window.takes_from, window.takes_until)
    row.acknowledge_by, row.answer_by = clocks.deadlines(
        row.submitted_on,
        found.acknowledge_days or days[0],
        found.answer_days or days[1],
        window.decides_on if window else None,
    )


async def _usual(session: AsyncSession, row: Proposal, day: dt.date) -> tuple[int, int]:
    """Return within how many days an addressee that says nothing else acknowledges and answers."""
    rules_asked = (Rule.ACKNOWLEDGE_DAYS, Rule.ANSWER_DAYS)
    held = await planning_rules.all_in_force(session, rules_asked, row.area_code, day)
    return held[Rule.ACKNOWLEDGE_DAYS], held[Rule.ANSWER_DAYS]


async def acknowledge(
    session: AsyncSession, proposal_id: UUID, new: AcknowledgementNew, *, by: Subject
) -> Proposal:
    """Note that the addressee received the proposal.

    Raises 404, 403 outside the caller's area, 409 when it was noted, answered or closed before, 422 for a
    day before the submission.
    """
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    await require(session, by, "proposals.answer", row)
    act = Acknowledgement(
        **new.model_dump(),
        proposal_id=proposal_id,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    rules.check_open(row.closed_on)
    rules.check_next(row.status, ProposalStatus.ACKNOWLEDGED)
    rules.check_day("acknowledged_on", new.acknowledged_on, row.submitted_on)
    changes = {
        "status": ProposalStatus.ACKNOWLEDGED,
        "acknowledged_on": new.acknowledged_on,
        **_heard(act.id),
    }
    await events.alter(session, row, changes)
    await tell(
        session, row, News(Change.ACKNOWLEDGED, "ACKNOWLEDGEMENT", act.id, act.acknowledged_on)
    )
    await events.emit(session, "acknowledged", queries.PROPOSAL, row.id, by=by)
    return row


def _heard(act_id: UUID) -> dict[str, Any]:
    """Return the changes by which a silence ends, and perhaps another begins."""
    return {"awaited_since_id": act_id, "escalated_on": None}


async def answer(
    session: AsyncSession, proposal_id: UUID, new: AnswerNew, *, by: Subject
) -> Proposal:
    """Record an answer, which takes the place of a lesser one before; the needs below move with it.

    Raises 404, 403 outside the caller's area, 409 when it was accepted or closed before, 422 when amount,
    reason or day do not fit, or when it takes away what was granted.
    """
    item_id = copies.found(await queries.item_of(session, proposal_id))
    item = await items.lock(session, item_id, by)
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    await require(session, by, "proposals.answer", row)
    granted = new.granted.baht if new.granted else None
    act = Answer(
        **new.model_dump(exclude={"granted"}),
        proposal_id=proposal_id,
        granted_baht=granted,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    rules.check_open(row.closed_on)
    rules.check_next(row.status, ProposalStatus(new.outcome))
    rules.check_answer(new.outcome, row.asked_baht, granted, new.reason_th)
    again = row.status == ProposalStatus.ASKED_AGAIN
    earlier = await queries.last_word(session, proposal_id, but=act.id)
    answered = await queries.last_answer(session, proposal_id, but=act.id)
    rules.check_later(again, new.answered_on, answered)
    many = len(await queries.answers_of(session, proposal_id)) - 1
    rules.check_better(again, row.granted_baht, granted, many)
    if granted is not None:
        rules.check_asked(granted, await _left(session, item, row), "granted/amount")
    rules.check_day("answered_on", new.answered_on, row.submitted_on, row.acknowledged_on, earlier)
    changes = {"status": new.outcome, "granted_baht": granted, "answer_id": act.id}
    await events.alter(session, row, {**changes, **_heard(act.id)})
    change = Change(new.outcome)
    news = News(change, CauseKind.ANSWER, act.id, act.answered_on, new.reason_th)
    await _move_needs(session, row, NeedStatus(new.outcome), by, news)
    await events.emit(session, VERBS[new.outcome], queries.PROPOSAL, row.id, by=by)
    return row


async def reply(
    session: AsyncSession, proposal_id: UUID, new: ReplyNew, *, by: Subject
) -> Proposal:
    """Say what the movement thinks of the last answer; asked again, the addressee has the word anew.

    Raises 404, 403 outside the caller's area, 409 when it was said before, 422 for another answer, a missing
    reason, or money that other proposals of the item speak for by now.
    """
    item_id = copies.found(await queries.item_of(session, proposal_id))
    item = await items.lock(session, item_id, by)
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    await require(session, by, "proposals.submit", row)
    act = Reply(
        **new.model_dump(),
        proposal_id=proposal_id,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    rules.check_known(await queries.answers_of(session, proposal_id), new.answer_id)
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    rules.check_open(row.closed_on)
    rules.check_reply(new.stance, new.reason_th, new.answer_id, row.answer_id)
    rules.check_unsaid(await queries.replies_to(session, new.answer_id))
    earlier = await queries.last_word(session, proposal_id, but=act.id)
    rules.check_day("replied_on", new.replied_on, earlier)
    changes: dict[str, Any] = {}
    if new.stance is Stance.ASKED_AGAIN:
        rules.check_next(row.status, ProposalStatus.ASKED_AGAIN)
        rules.check_asked(row.asked_baht, await _left(session, item, row), "stance")
        changes = {"status": ProposalStatus.ASKED_AGAIN, **_heard(act.id)}
        changes["answer_by"] = new.replied_on + (await _patience(session, row, new.replied_on))
    await events.alter(session, row, changes, anyway=True)
    if new.stance is Stance.ASKED_AGAIN:
        again = News(Change.ASKED_AGAIN, "REPLY", act.id, act.replied_on, act.reason_th)
        await tell(session, row, again, row.asked_baht)
    await events.emit(session, REPLIES[new.stance], queries.PROPOSAL, row.id, by=by)
    return row


async def _patience(session: AsyncSession, row: Proposal, day: dt.date) -> dt.timedelta:
    """Return how long the addressee has to answer once more."""
    found = await addressees.get(session, row.addressee_id) if row.addressee_id else None
    own = found.answer_days if found else None
    return dt.timedelta(days=own or (await _usual(session, row, day))[1])


async def add_document(
    session: AsyncSession, proposal_id: UUID, new: schemas.DocumentNew, *, by: Subject
) -> Proposal:
    """Add a document that the registry keeps to a proposal.

    Raises 404, 403 outside the caller's area, 409 when the proposal is closed or has it already.
    """
    row: Proposal = copies.found(await queries.get_for_update(session, proposal_id))
    await require(session, by, "proposals.submit", row)
    act = ProposalDocument(
        **new.model_dump(),
        proposal_id=proposal_id,
        fingerprint=events.fingerprint(new, by, proposal_id),
    )
    rules.check_open(row.closed_on)
    rules.check_new_document(await queries.has_document(session, proposal_id, new.sha256, new.id))
    await events.write_down(session, act, view=queries.PROPOSAL, key=proposal_id)
    await events.alter(session, row, {}, anyway=True)
    await events.emit(session, "document_added", queries.PROPOSAL, row.id, by=by)
    return row


async def tell(
    session: AsyncSession, row: Proposal, news: News, money: Decimal | None = None
) -> list[UUID]:
    """Let everybody whose needs a proposal carries hear of a change; return those needs.

    Each hears to whom which proposal went, and the own need's share of `money`, else of what was granted or,
    before that, asked for.
    """
    amount = money or row.granted_baht or row.asked_baht
    about = " · ".join(filter(None, (news.about_th, rules.words(row.title_th, row.addressee_th))))
    return await money_news.tell(session, row.plan_item_id, replace(news, about_th=about), amount)


async def _move_needs(
    session: AsyncSession, row: Proposal, target: NeedStatus, by: Subject, news: News
) -> None:
    """Move the needs that the item and every item below it answer, and tell their authors why."""
    carried = await tell(session, row, news)
    cause = Cause(CauseKind(news.cause_kind), news.cause_id, news.on)
    await needs.move(session, carried, target, by=by, cause=cause)
