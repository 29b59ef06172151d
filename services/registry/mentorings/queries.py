"""What is asked of mentorings."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area, AreaGroupMember
from services.registry.mentorings.tables import Mentoring
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_m: Any = Mentoring.__table__.c
_g: Any = AreaGroupMember.__table__.c
_place: Any = Area.__table__
_on = bindparam("on", type_=Date)
MENTORING = View(
    "mentoring",
    select(
        _m.id,
        _m.network_id,
        area_block(_place.c).label("area"),
        _m.starts_on,
        _m.ends_on,
        _m.revision,
        instant(_m.created_at).label("created_at"),
        instant(_m.updated_at).label("updated_at"),
    ).select_from(Mentoring.__table__.join(_place, _place.c.code == _m.area_code)),
    key=_m.id,
    area=_m.area_code,
)
MENTORINGS = Listing(
    MENTORING,
    filters={
        **area_filters(_m.area_code),
        "network": _m.network_id == bindparam("network"),
        "on": and_(_m.starts_on <= _on, or_(_m.ends_on.is_(None), _m.ends_on > _on)),
    },
    sorts={"place": Sort((_m.area_code,))},
)


async def get_for_update(session: AsyncSession, mentoring_id: UUID) -> Mentoring | None:
    """Return the mentoring, locked until the end of the transaction, or None."""
    found: Mentoring | None = await session.scalar(
        select(Mentoring).where(_m.id == mentoring_id).with_for_update()
    )
    return found


async def areas_of(session: AsyncSession, group_code: str | None, day: dt.date) -> list[str]:
    """Return the areas of a group on a day."""
    found = await session.scalars(
        select(_g.area_code).where(
            _g.group_code == group_code,
            or_(_g.valid_from.is_(None), _g.valid_from <= day),
            or_(_g.valid_to.is_(None), _g.valid_to > day),
        )
    )
    return list(found)


async def last_end(
    session: AsyncSession, network_id: UUID, area_code: str, *, besides: UUID
) -> dt.date | None:
    """Return the day on which the network last ceased to stand by the tambon."""
    found: dt.date | None = await session.scalar(
        select(func.max(_m.ends_on)).where(
            _m.network_id == network_id, _m.area_code == area_code, _m.id != besides
        )
    )
    return found
