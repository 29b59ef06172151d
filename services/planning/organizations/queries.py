"""What is asked of the copied organizations."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.organizations.tables import Organization
from shared import copies

TABLE: Any = Organization.__table__


async def require(session: AsyncSession, organization_id: UUID | None, field: str) -> None:
    """Raise 422 `unknown-reference` at `field` when an organization that is named is not known here."""
    if organization_id is not None:
        await copies.require(session, Organization, organization_id, field)
