"""What is asked of the copied plan items."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.plan_items.tables import PlanItem
from shared.auth import Subject
from shared.views import scoped

_c: Any = PlanItem.__table__.c
SEEN = scoped(or_(_c.plan_status == "DRAFT", _c.plan_status == "WITHDRAWN"), _c.area_code)
"""Drafts of plans, withdrawn ones too, are as private here as where they come from."""


async def get(session: AsyncSession, item_id: UUID, *, by: Subject) -> PlanItem | None:
    """Return the plan item, or None when it is not there or `by` may not see it."""
    found: PlanItem | None = await session.scalar(
        select(PlanItem).where(_c.id == item_id, SEEN), {"granted": by.granted}
    )
    return found


async def get_for_update(session: AsyncSession, item_id: UUID) -> PlanItem | None:
    """Return the plan item, locked until the end of the transaction, or None.

    Approvals for one item queue at this lock, so that their sum is decided one after the other.
    """
    found: PlanItem | None = await session.scalar(
        select(PlanItem).where(_c.id == item_id).with_for_update(key_share=True)
    )
    return found
