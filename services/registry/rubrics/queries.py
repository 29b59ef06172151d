"""What is asked of rubrics."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.rubrics.tables import Rubric
from shared.lists import Listing, Sort
from shared.views import View, instant

_c: Any = Rubric.__table__.c

RUBRIC = View(
    "rubric",
    select(
        _c.id,
        _c.code,
        _c.version,
        _c.name_th,
        _c.name_en,
        _c.source_th,
        _c.frames,
        _c.thresholds,
        _c.items_count,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ),
    key=_c.id,
)
RUBRICS = Listing(
    RUBRIC,
    filters={"code": _c.code == bindparam("code")},
    sorts={"code": Sort((_c.code, _c.version))},
)


async def get(session: AsyncSession, rubric_id: UUID) -> Rubric | None:
    """Return the rubric, or None; it needs no lock, since it never changes."""
    return await session.get(Rubric, rubric_id)
