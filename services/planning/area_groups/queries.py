"""What is asked of the copied groups of areas."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.area_groups.tables import AreaGroup
from shared import copies

TABLE: Any = AreaGroup.__table__


async def require(session: AsyncSession, code: str, field: str) -> AreaGroup:
    """Return the group of a code; raise 422 `unknown-reference` at `field` when it is not known here."""
    found: AreaGroup = await copies.require(session, AreaGroup, code, field)
    return found
