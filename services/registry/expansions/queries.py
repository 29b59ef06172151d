"""What is asked of expansions."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.demonstrations.tables import Demonstration
from services.registry.expansions.tables import Expansion
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Expansion.__table__.c
_origin: Any = Demonstration.__table__
_place: Any = Area.__table__

EXPANSION = View(
    "demonstration-expansion",
    select(
        _c.id,
        _c.demonstration_id,
        _origin.c.name_th.label("demonstration_name_th"),
        area_block(_place.c, _c.area_code).label("area"),
        _c.relation,
        _c.horizon_years,
        _c.plan_th,
        _c.starts_on,
        _c.state,
        _c.state_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Expansion.__table__.join(_origin, _origin.c.id == _c.demonstration_id).join(
            _place, _place.c.code == func.left(_c.area_code, 6)
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
EXPANSIONS = Listing(
    EXPANSION,
    filters={
        **area_filters(_c.area_code),
        "demonstration": _c.demonstration_id == bindparam("demonstration"),
        "state": _c.state == bindparam("state"),
    },
    sorts={"place": Sort((_c.area_code,))},
)


async def get_for_update(session: AsyncSession, expansion_id: UUID) -> Expansion | None:
    """Return the expansion, locked until the end of the transaction, or None."""
    found: Expansion | None = await session.scalar(
        select(Expansion).where(_c.id == expansion_id).with_for_update()
    )
    return found


async def origin_of(session: AsyncSession, demonstration_id: UUID) -> str | None:
    """Return the area of the demonstration that spreads, or None when there is none."""
    found: str | None = await session.scalar(
        select(_origin.c.area_code).where(_origin.c.id == demonstration_id)
    )
    return found


async def lock_origin(session: AsyncSession, demonstration_id: UUID) -> None:
    """Let those wait for each other who name areas for one demonstration."""
    await session.execute(
        select(_origin.c.id)
        .where(_origin.c.id == demonstration_id)
        .with_for_update(key_share=True)
    )


async def named(session: AsyncSession, demonstration_id: UUID, area_code: str) -> UUID | None:
    """Return the expansion of a demonstration to an area, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(_c.demonstration_id == demonstration_id, _c.area_code == area_code)
    )
    return found
