"""What is asked of the copied plan items."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.plan_items.tables import PlanItem

_c: Any = PlanItem.__table__.c


async def get_for_update(session: AsyncSession, item_id: UUID) -> PlanItem | None:
    """Return the plan item, locked until the end of the transaction, or None.

    Commitments to one item queue at this lock, so that their sum is decided one after the other.
    """
    found: PlanItem | None = await session.scalar(
        select(PlanItem).where(_c.id == item_id).with_for_update(key_share=True)
    )
    return found
