"""What is asked of the copied agencies."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies.tables import Agency

TABLE: Any = Agency.__table__


async def known(session: AsyncSession, agency_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the agencies that are known here."""
    if not agency_ids:
        return set()
    statement = select(TABLE.c.id).where(TABLE.c.id.in_(agency_ids))
    return set((await session.scalars(statement)).all())
