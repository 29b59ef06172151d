"""Which needs projects answer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.database import ask, inside

_ANSWERED = """
    SELECT plan_item_id, array_agg(need_id) FROM plan_item_needs
    WHERE plan_item_id = ANY(%(ids)s::uuid[]) GROUP BY plan_item_id
"""


async def answered(session: AsyncSession, item_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return the needs that each item answers, in a fixed order; nothing for one that answers none."""
    found = await ask(await inside(session), _ANSWERED, {"ids": list(item_ids)})
    return {item: sorted(needs) for item, needs in await found.fetchall()}
