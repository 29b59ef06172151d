"""What is asked of needs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.needs.tables import Need
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = Need.__table__
_c: Any = TABLE.c
_GIVEN = any_(bindparam("ids", type_=ARRAY(Uuid)))

NEED = View(
    "need",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.title_th,
        _c.description_th,
        _c.issue_code,
        _c.voiced_on,
        organizations.meant(_c.voiced_by_organization_id).label("voiced_by_organization_id"),
        organizations.NAME.label("voiced_by_organization_th"),
        _c.voiced_at_th,
        _c.households,
        _c.status,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        organizations.joined(
            TABLE.join(places.TABLE, places.here(_c.area_code)), _c.voiced_by_organization_id
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
NEEDS = Listing(
    NEED,
    filters={
        **area_filters(_c.area_code),
        "issue": _c.issue_code == bindparam("issue"),
        "status": _c.status == bindparam("status"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, need_id: UUID) -> Need | None:
    """Return the need, locked until the end of the transaction, or None."""
    statement = select(Need).where(_c.id == need_id).with_for_update(key_share=True)
    found: Need | None = await session.scalar(statement)
    return found


async def areas_of(session: AsyncSession, need_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the area codes of those needs that exist."""
    statement = select(_c.id, _c.area_code).where(_c.id == _GIVEN)
    rows = await session.execute(statement, {"ids": list(need_ids)})
    return {row.id: row.area_code for row in rows}


async def lock_in(
    session: AsyncSession, need_ids: Sequence[UUID], statuses: Sequence[str]
) -> list[UUID]:
    """Lock the given needs in the order of their ids; return those that are in one of the states."""
    statement = (
        select(_c.id, _c.status)
        .where(_c.id == _GIVEN)
        .order_by(_c.id)
        .with_for_update(key_share=True)
    )
    rows = await session.execute(statement, {"ids": list(need_ids)})
    return [row.id for row in rows if row.status in statuses]
