"""What is asked of charters."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.charters.tables import Charter
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = Charter.__table__
_c: Any = TABLE.c

CHARTER = View(
    "charter",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.title_th,
        _c.articles,
        _c.agreements,
        _c.version,
        _c.amends_id,
        _c.amendment_reason_th,
        _c.status,
        _c.adopted_on,
        _c.meeting_th,
        _c.meeting_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
    private=_c.status == "DRAFT",
)
CHARTERS = Listing(
    CHARTER,
    filters={
        **area_filters(_c.area_code),
        "status": _c.status == bindparam("status"),
        "amends_id": _c.amends_id == bindparam("amends_id"),
    },
    sorts={"place": Sort((_c.area_code,))},
)


async def get(session: AsyncSession, charter_id: UUID) -> Charter | None:
    """Return the charter, or None."""
    return await session.get(Charter, charter_id)


async def get_for_update(session: AsyncSession, charter_id: UUID) -> Charter | None:
    """Return the charter, locked until the end of the transaction, or None."""
    found: Charter | None = await session.scalar(
        select(Charter)
        .where(_c.id == charter_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return found


async def other_draft(session: AsyncSession, charter_id: UUID) -> UUID | None:
    """Return the open amendment of a charter, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(_c.amends_id == charter_id, _c.status == "DRAFT")
    )
    return found
