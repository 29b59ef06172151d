"""What is asked of the copied areas."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.places.tables import Place

_c: Any = Place.__table__.c


async def lock(session: AsyncSession, code: str) -> None:
    """Hold a place until the end of the transaction: decisions about one province queue here."""
    await session.execute(select(_c.code).where(_c.code == code).with_for_update(key_share=True))
