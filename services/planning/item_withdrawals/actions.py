"""What happens when an item is taken out of the draft of its plan."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.item_withdrawals import schemas
from services.planning.item_withdrawals.tables import ItemWithdrawal
from services.planning.plan_items import actions as plan_items
from services.planning.plan_items import queries as item_queries
from services.planning.plan_items import rules as item_rules
from services.planning.plan_items.schemas import ItemStatus
from services.planning.plan_items.tables import PlanItem
from services.planning.plan_versions import queries as version_queries
from services.planning.plan_versions import rules as version_rules
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.schemas import PlanStatus
from services.planning.rollups import actions as rollups
from shared import copies, events
from shared.auth import Subject


async def withdraw(
    session: AsyncSession, item_id: UUID, new: schemas.ItemWithdrawalNew, *, by: Subject
) -> PlanItem:
    """Take an item out of a draft plan: it counts for nothing any more, and what came up into it is free again.

    Nothing of it is thrown away: its people go on reading it and its history. In the draft of a version this
    leaves out the item that it is a draft of. Raises 404, 403 outside the caller's area, 409 once the plan is
    no draft, when it is withdrawn already, or when something became of it: carried over, taken up, proposed.
    """
    row = await plan_items.lock(session, item_id, by)
    plan = copies.found(await plan_queries.get(session, row.plan_id))
    plans.require(by, "plans.draft", plan)
    act = ItemWithdrawal(
        **new.model_dump(), plan_item_id=item_id, fingerprint=events.fingerprint(new, by, item_id)
    )
    await events.write_down(session, act, view=item_queries.ITEM, key=item_id)
    plan_rules.check_draft(plan.status)
    item_rules.check_standing(row.status)
    plan_rules.check_carried_item(plan.change_kind, row.version_of_id)
    held = [each for each in (item_id, row.version_of_id) if each is not None]
    version_rules.check_free(await version_queries.bound(session, held))
    gone = {"status": ItemStatus.WITHDRAWN, "plan_status": PlanStatus.WITHDRAWN}
    await events.alter(session, row, gone)
    reason = new.reason_th[:500]
    await rollups.release(session, item_id, by=by, reason=reason)
    await events.emit(session, "withdrawn", item_queries.ITEM, item_id, by=by, reason=reason)
    return row
