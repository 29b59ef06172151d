"""What happens to commitments."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies import queries as agencies
from services.partners.funds import queries, rules, schemas
from services.partners.funds.schemas import CommitmentStatus
from services.partners.funds.tables import (
    Commitment,
    CommitmentApproval,
    CommitmentRefusal,
    CommitmentWithdrawal,
)
from services.partners.people import queries as people
from services.partners.places.tables import Place
from services.partners.plan_items import queries as plan_items
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def commit_funds(
    session: AsyncSession, new: schemas.CommitmentNew, *, by: Subject
) -> Commitment:
    """Propose an agency's money for an item of an adopted plan; it counts once another approves it.

    A proposal holds nothing back: what is left is decided under lock when it is approved. Raises 403
    for another agency, 422 for an agency or item not known here (yet) or not open to the caller,
    another fiscal year, nothing, or more than what is left (`budget-exceeds-item`), 409 before the
    plan is adopted.
    """
    auth.require(by, "funds.commit", agency=new.agency_id)
    rules.check_amount(new.amount.baht)
    if await agencies.get(session, new.agency_id) is None:
        raise field_problem("agency_id", "unknown-reference")
    item = await plan_items.get(session, new.plan_item_id, by=by)
    if item is None:
        raise field_problem("plan_item_id", "unknown-reference")
    await copies.require(session, Place, item.area_code, "plan_item_id")
    row = Commitment(
        **new.model_dump(exclude={"amount"}),
        amount_baht=new.amount.baht,
        area_code=item.area_code,
        status=CommitmentStatus.PROPOSED,
        proposed_by=by.human,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.COMMITMENT)
    rules.check_plan(item.plan_status, item.fiscal_year_be, new.fiscal_year_be)
    committed = await queries.committed_to(session, item.id, besides=row.id)
    rules.check_budget(item.budget_baht, committed, new.amount.baht)
    await events.emit(session, "proposed", queries.COMMITMENT, row.id, by=by)
    return row


async def approve(
    session: AsyncSession, commitment_id: UUID, asked: schemas.ApprovalNew, *, by: Subject
) -> Commitment:
    """Approve a proposed commitment; from then on it is money.

    Raises 404, 403 for another agency or who proposed it (`same-person`), 409 when it was decided or
    withdrawn or the plan is no longer adopted, 422 before it was proposed or for more than is left.
    """
    item_id = copies.found(await queries.item_of(session, commitment_id))
    # The item before the commitment: approvals for one budget queue here, whichever they approve.
    item = copies.found(await plan_items.get_for_update(session, item_id))
    row: Commitment = copies.found(await queries.get_for_update(session, commitment_id))
    auth.require(by, "funds.approve", agency=row.agency_id)
    approval = CommitmentApproval(
        **asked.model_dump(),
        commitment_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await _decide(session, row, approval, "approved_on", asked.approved_on, by=by)
    rules.check_plan(item.plan_status, item.fiscal_year_be, row.fiscal_year_be)
    committed = await queries.committed_to(session, item.id, besides=row.id)
    rules.check_budget(item.budget_baht, committed, row.amount_baht, sent=False)
    over = {"approved_on": asked.approved_on, "approved_by": by.human}
    await events.alter(session, row, {"status": CommitmentStatus.APPROVED, **over})
    await events.emit(session, "approved", queries.COMMITMENT, row.id, by=by)
    return row


async def refuse(
    session: AsyncSession, commitment_id: UUID, asked: schemas.RefusalNew, *, by: Subject
) -> Commitment:
    """Refuse a proposed commitment on a day, for a reason; it never becomes money.

    Raises 404, 403 for another agency or who proposed it (`same-person`), 409 when it was decided or
    withdrawn, 422 before it was proposed.
    """
    row: Commitment = copies.found(await queries.get_for_update(session, commitment_id))
    auth.require(by, "funds.approve", agency=row.agency_id)
    refusal = CommitmentRefusal(
        **asked.model_dump(),
        commitment_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await _decide(session, row, refusal, "refused_on", asked.refused_on, by=by)
    over = {"refused_on": asked.refused_on, "refuse_reason_th": asked.reason_th}
    await events.alter(session, row, {"status": CommitmentStatus.REFUSED, **over})
    await events.emit(
        session, "refused", queries.COMMITMENT, row.id, by=by, reason=asked.reason_th
    )
    return row


async def withdraw(
    session: AsyncSession, commitment_id: UUID, asked: schemas.WithdrawalNew, *, by: Subject
) -> Commitment:
    """Withdraw a proposed or approved commitment on a day, for a reason; its money is free again.

    Raises 404, 403 for another agency, 409 when it was withdrawn, 422 before it was made.
    """
    row: Commitment = copies.found(await queries.get_for_update(session, commitment_id))
    auth.require(by, "funds.commit", agency=row.agency_id)
    withdrawal = CommitmentWithdrawal(
        **asked.model_dump(),
        commitment_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, withdrawal, view=queries.COMMITMENT, key=row.id)
    rules.check_withdrawal(row.status, row.approved_on or row.committed_on, asked.withdrawn_on)
    over = {"withdrawn_on": asked.withdrawn_on, "withdraw_reason_th": asked.reason_th}
    await events.alter(session, row, {"status": CommitmentStatus.WITHDRAWN, **over})
    await events.emit(
        session, "withdrawn", queries.COMMITMENT, row.id, by=by, reason=asked.reason_th
    )
    return row


async def _decide(
    session: AsyncSession,
    row: Commitment,
    act: CommitmentApproval | CommitmentRefusal,
    field: str,
    decided_on: dt.date,
    *,
    by: Subject,
) -> None:
    """Write the act down and judge whether this person may decide this commitment now."""
    await events.write_down(session, act, view=queries.COMMITMENT, key=row.id)
    maker, *checkers = await people.known_as(session, row.proposed_by, by.human, by.id)
    rules.check_decision(row.status, maker, *checkers)
    rules.check_decided_on(field, decided_on, row.committed_on)
