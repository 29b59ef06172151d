"""What happens to commitments."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies import queries as agencies
from services.partners.funds import queries, rules, schemas
from services.partners.funds.schemas import CommitmentStatus
from services.partners.funds.tables import Commitment, CommitmentWithdrawal
from services.partners.places.tables import Place
from services.partners.plan_items import queries as plan_items
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def commit_funds(
    session: AsyncSession, new: schemas.CommitmentNew, *, by: Subject
) -> Commitment:
    """Commit an agency's money to an item of an adopted plan.

    Raises 403 for another agency, 422 for an agency or item not known here (yet), another fiscal
    year, nothing, or more than what is left (`budget-exceeds-item`), 409 before the plan is adopted.
    """
    auth.require(by, "funds.commit", agency=new.agency_id)
    rules.check_amount(new.amount.baht)
    if await agencies.get(session, new.agency_id) is None:
        raise field_problem("agency_id", "unknown-reference")
    item = await plan_items.get_for_update(session, new.plan_item_id)
    if item is None:
        raise field_problem("plan_item_id", "unknown-reference")
    await copies.require(session, Place, item.area_code, "plan_item_id")
    row = Commitment(
        **new.model_dump(exclude={"amount"}),
        amount_baht=new.amount.baht,
        area_code=item.area_code,
        status=CommitmentStatus.COMMITTED,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.COMMITMENT)
    rules.check_plan(item.plan_status, item.fiscal_year_be, new.fiscal_year_be)
    committed = await queries.committed_to(session, item.id, besides=row.id)
    rules.check_budget(item.budget_baht, committed, new.amount.baht)
    await events.emit(session, "made", queries.COMMITMENT, row.id, by=by)
    return row


async def withdraw(
    session: AsyncSession, commitment_id: UUID, asked: schemas.WithdrawalNew, *, by: Subject
) -> Commitment:
    """Withdraw a commitment on a day, for a reason; its money can be committed anew.

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
    rules.check_withdrawal(row.status, row.committed_on, asked.withdrawn_on)
    over = {"withdrawn_on": asked.withdrawn_on, "withdraw_reason_th": asked.reason_th}
    await events.alter(session, row, {"status": CommitmentStatus.WITHDRAWN, **over})
    await events.emit(
        session, "withdrawn", queries.COMMITMENT, row.id, by=by, reason=asked.reason_th
    )
    return row
