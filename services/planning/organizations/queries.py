"""What is asked of the copied organizations."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.organizations.tables import Organization
from shared import copies

TABLE: Any = Organization.__table__
_named: Any = TABLE.alias("named_organization")
_meant: Any = TABLE.alias("meant_organization")
NAME: Any = func.coalesce(_meant.c.name_th, _named.c.name_th)
"""The name of the organization that a row `joined` here means."""


def joined(source: Any, column: Any) -> Any:
    """Return the rows with the organization that `column` names, and the one that it is a second record of."""
    named = source.outerjoin(_named, _named.c.id == column)
    return named.outerjoin(_meant, _meant.c.id == _named.c.merged_into_id)


def meant(column: Any) -> Any:
    """Return the id of the organization that is meant: of a merged record the one that stayed."""
    return func.coalesce(_named.c.merged_into_id, column)


async def require(session: AsyncSession, organization_id: UUID | None, field: str) -> None:
    """Raise 422 `unknown-reference` at `field` when an organization that is named is not known here."""
    if organization_id is not None:
        await copies.require(session, Organization, organization_id, field)
