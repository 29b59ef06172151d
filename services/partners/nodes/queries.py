"""What is asked of nodes."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies.queries import agency_block
from services.partners.agencies.tables import Agency
from services.partners.nodes.tables import Node
from services.partners.places.tables import Place
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Node.__table__.c
_agency: Any = Agency.__table__
_place: Any = Place.__table__

NODE = View(
    "node",
    select(
        _c.id,
        agency_block(_agency.c).label("agency"),
        area_block(_place.c).label("area"),
        _c.name_th,
        _c.stage,
        _c.stage_year_be,
        _c.opened_on,
        _c.closed_on,
        _c.close_reason_th,
        _c.strengths_th,
        _c.resources_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Node.__table__.join(_agency, _agency.c.id == _c.agency_id).join(
            _place, _place.c.code == _c.area_code
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
NODES = Listing(
    NODE,
    filters={
        **area_filters(_c.area_code),
        "agency_id": _c.agency_id == bindparam("agency_id"),
        "stage": _c.stage == bindparam("stage"),
        "open": _c.closed_on.is_(None),
        "closed": _c.closed_on.is_not(None),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, node_id: UUID) -> Node | None:
    """Return the node, locked until the end of the transaction, or None."""
    found: Node | None = await session.scalar(
        select(Node).where(_c.id == node_id).with_for_update()
    )
    return found


async def is_written(session: AsyncSession, node_id: UUID) -> bool:
    """Say whether a node was written down under this id."""
    return await session.scalar(select(_c.id).where(_c.id == node_id)) is not None


async def open_node(session: AsyncSession, agency_id: UUID, province_code: str) -> UUID | None:
    """Return the id of the open node that the agency has in the province, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(
            _c.agency_id == agency_id, _c.area_code == province_code, _c.closed_on.is_(None)
        )
    )
    return found
