"""What is asked of the copied areas."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.places.tables import Place
from shared import copies
from shared.errors import field_problem

_c: Any = Place.__table__.c


async def lock(session: AsyncSession, code: str) -> None:
    """Hold a place until the end of the transaction: decisions about one province queue here."""
    await session.execute(select(_c.code).where(_c.code == code).with_for_update(key_share=True))


async def require(session: AsyncSession, code: str, field: str) -> Place:
    """Return the place of a code; raise 422 `unknown-reference` at `field` when not in use here."""
    found: Place = await copies.require(session, Place, code, field)
    if found.valid_to is not None:
        raise field_problem(field, "unknown-reference")
    return found
