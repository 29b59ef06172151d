"""What is asked of verifications."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.facts import queries as facts

_l: Any = facts.LEVELS.c


async def pin(
    session: AsyncSession, set_code: str, year_be: int, province: str, level: str, set_id: UUID
) -> tuple[str, object]:
    """Return the level and set version that a province tells; it is these, unless others came first."""
    told = {"set_code": set_code, "year_be": year_be, "province_code": province}
    await session.execute(
        insert(facts.LEVELS).values(level=level, set_id=set_id, **told).on_conflict_do_nothing()
    )
    statement = select(_l.level, _l.set_id).where(
        _l.set_code == set_code, _l.year_be == year_be, _l.province_code == province
    )
    row = (await session.execute(statement)).one()
    return row.level, row.set_id
