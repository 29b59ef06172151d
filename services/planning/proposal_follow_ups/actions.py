"""What happens while proposals are followed up."""

from typing import Any
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.notices.schemas import Change, News
from services.planning.organizations import queries as organizations
from services.planning.proposal_follow_ups import queries, schemas
from services.planning.proposal_follow_ups.tables import Closing, FollowUp, SecretaryNaming
from services.planning.proposals import actions, rules
from services.planning.proposals import queries as proposals
from services.planning.proposals.schemas import SecretaryKind
from services.planning.proposals.tables import OfficialItem, Proposal
from shared import copies, events
from shared.auth import Subject
from shared.errors import Problem
from shared.exchange import Read

VIEW = proposals.PROPOSAL
FOLLOW = "proposals.follow"


async def name_secretary(
    session: AsyncSession, proposal_id: UUID, new: schemas.SecretaryNew, *, by: Subject
) -> Proposal:
    """Name who follows a proposal up, in place of who did it before.

    Raises 404, 403 outside the caller's area, 409 when it is closed, 422 for an unknown organization.
    """
    row: Proposal = copies.found(await proposals.get_for_update(session, proposal_id))
    await actions.require(session, by, "proposals.submit", row)
    if new.kind is SecretaryKind.ORGANIZATION:
        await organizations.require(session, new.subject_id, "subject_id")
    act = SecretaryNaming(**_facts(new, by, proposal_id))
    await events.write_down(session, act, view=VIEW, key=proposal_id)
    rules.check_open(row.closed_on)
    rules.check_day("named_on", new.named_on, row.submitted_on)
    changes = {"secretary_kind": new.kind, "secretary_id": new.subject_id}
    await events.alter(session, row, changes, anyway=True)
    await events.emit(session, "secretary_named", VIEW, row.id, by=by)
    return row


async def note(
    session: AsyncSession, proposal_id: UUID, new: schemas.FollowUpNew, *, by: Subject
) -> FollowUp:
    """Note what was heard of a proposal.

    Raises 404, 403 unless the proposal lies in the caller's area or the caller leads the organization that
    follows it up, 409 when it is closed, 422 for a day before the submission.
    """
    row: Proposal = copies.found(await proposals.get_for_update(session, proposal_id))
    await actions.require(session, by, FOLLOW, row, organization=_organization(row))
    act = FollowUp(**_facts(new, by, proposal_id))
    await events.write_down(session, act, view=queries.FOLLOW_UP)
    rules.check_open(row.closed_on)
    rules.check_day("noted_on", new.noted_on, row.submitted_on)
    rules.check_day("next_on", new.next_on or new.noted_on, new.noted_on)
    await events.emit(session, "noted", queries.FOLLOW_UP, act.id, by=by)
    return act


async def put_in_plan(
    session: AsyncSession, proposal_id: UUID, new: schemas.OfficialItemNew, *, by: Subject
) -> Proposal:
    """Note what a proposal became in an official plan; the authors below it hear of it.

    Raises 404, 403 as for a note, 409 when nothing was granted or it is closed, 422 for more than was granted
    without a reason.
    """
    row: Proposal = copies.found(await proposals.get_for_update(session, proposal_id))
    await actions.require(session, by, FOLLOW, row, organization=_organization(row))
    facts = _facts(new, by, proposal_id)
    del facts["budget"]
    act = OfficialItem(**facts, area_code=row.area_code, budget_baht=new.budget.baht)
    await events.write_down(session, act, view=VIEW, key=proposal_id)
    rules.check_open(row.closed_on)
    total = await proposals.official_budget(session, proposal_id)
    rules.check_official(new.budget.baht, total - new.budget.baht, row.granted_baht, new.reason_th)
    rules.check_day("noted_on", new.noted_on, row.submitted_on)
    await events.alter(session, row, {}, anyway=True)
    became = f"{act.plan_name_th} {act.reference_th}"
    news = News(
        Change.OFFICIAL, "OFFICIAL_ITEM", act.id, act.noted_on, act.reason_th, about_th=became
    )
    await actions.tell(session, row, news, act.budget_baht)
    await events.emit(session, "put_in_plan", VIEW, row.id, by=by)
    return row


async def close(
    session: AsyncSession, proposal_id: UUID, new: schemas.ClosingNew, *, by: Subject
) -> Proposal:
    """Close a proposal with a reason: it is followed no further (rule 18), and the authors hear why.

    Raises 404, 403 outside the caller's area, 409 when it is closed already, 422 for a day too early.
    """
    row: Proposal = copies.found(await proposals.get_for_update(session, proposal_id))
    await actions.require(session, by, "proposals.submit", row)
    act = Closing(**_facts(new, by, proposal_id))
    await events.write_down(session, act, view=VIEW, key=proposal_id)
    rules.check_open(row.closed_on)
    last = await proposals.last_word(session, proposal_id, but=act.id)
    rules.check_day("closed_on", new.closed_on, row.submitted_on, row.acknowledged_on, last)
    changes = {"closed_on": new.closed_on, "closing_reason_th": new.reason_th}
    await events.alter(session, row, changes)
    news = News(Change.CLOSED, "CLOSING", act.id, act.closed_on, act.reason_th)
    await actions.tell(session, row, news)
    await events.emit(session, "closed", VIEW, row.id, by=by, reason=new.reason_th[:500])
    return row


def _facts(new: BaseModel, by: Subject, proposal_id: UUID) -> dict[str, Any]:
    mark = events.fingerprint(new, by, proposal_id)
    return {**new.model_dump(), "proposal_id": proposal_id, "fingerprint": mark}


def _organization(row: Proposal) -> UUID | None:
    """Return the organization that follows a proposal up."""
    return row.secretary_id if row.secretary_kind == SecretaryKind.ORGANIZATION else None


async def listed(read: Read, proposal_id: UUID, asked: schemas.FollowUpFilters) -> Response:
    """Answer what was heard of a proposal; raise 404 when there is none."""
    if await VIEW.one(read.database, proposal_id, read.subject.granted) is None:
        raise Problem("not-found")
    return await read.page(queries.FOLLOW_UPS, asked, proposal_id=proposal_id)
