"""What is asked of networks and of who belongs to them."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, cast, func, literal_column, or_, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area, AreaGroup
from services.registry.networks.tables import Network, NetworkMembership
from services.registry.organizations.tables import Organization
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_n: Any = Network.__table__.c
_m: Any = NetworkMembership.__table__.c
_o: Any = Organization.__table__.c
_g: Any = AreaGroup.__table__.c
_place: Any = Area.__table__
TODAY: Any = literal_column("(now() AT TIME ZONE interval '07:00')::date")
_on = bindparam("on", type_=Date)
_members = (
    select(func.count())
    .where(
        _m.network_id == _n.id,
        _m.joined_on <= TODAY,
        or_(_m.left_on.is_(None), _m.left_on > TODAY),
    )
    .correlate(Network.__table__)
    .scalar_subquery()
)
NETWORK = View(
    "network",
    select(
        _n.id,
        _o.name_th,
        area_block(_place.c, _n.area_code).label("area"),
        _o.issues,
        _n.level,
        _n.group_code,
        _members.label("members"),
        _n.revision,
        instant(_n.created_at).label("created_at"),
        instant(_n.updated_at).label("updated_at"),
    ).select_from(
        Network.__table__.join(Organization.__table__, _o.id == _n.id).join(
            _place, _place.c.code == func.left(_n.area_code, 6)
        )
    ),
    key=_n.id,
    area=_n.area_code,
)
NETWORKS = Listing(
    NETWORK,
    filters={
        # of a network the kind never changes: said here, the order by name goes through networks only
        "unmerged": and_(_o.kind == "NETWORK", _o.merged_into_id.is_(None)),
        **area_filters(_n.area_code),
        "level": _n.level == bindparam("level"),
        "group": _n.group_code == bindparam("group"),
        "issue": _o.issues.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("issue", type_=SqlText)
            )
        ),
    },
    sorts={"place": Sort((_n.area_code,)), "name": Sort((_o.name_sort,))},
    uneven=("issue",),
)
MEMBERSHIP = View(
    "network-membership",
    select(
        _m.id,
        _m.network_id,
        _m.organization_id,
        _m.role,
        _m.joined_on,
        _m.left_on,
        _m.revision,
        instant(_m.created_at).label("created_at"),
        instant(_m.updated_at).label("updated_at"),
    ).select_from(NetworkMembership.__table__.join(Network.__table__, _n.id == _m.network_id)),
    key=_m.id,
    area=_n.area_code,
)
MEMBERSHIPS = Listing(
    MEMBERSHIP,
    filters={
        "network": _m.network_id == bindparam("network"),
        "organization": _m.organization_id == bindparam("organization"),
        "role": _m.role == bindparam("role"),
        "on": and_(_m.joined_on <= _on, or_(_m.left_on.is_(None), _m.left_on > _on)),
    },
    sorts={"network": Sort((_m.network_id,))},
)
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('networks in networks'))"
_ABOVE = """
    WITH RECURSIVE above (network_id, organization_id) AS (
        SELECT m.network_id, m.organization_id FROM network_memberships m
        WHERE m.organization_id = %(network)s AND (m.left_on IS NULL OR m.left_on > %(day)s)
      UNION
        SELECT m.network_id, m.organization_id FROM above
        JOIN network_memberships m ON m.organization_id = above.network_id
        WHERE m.left_on IS NULL OR m.left_on > %(day)s
    )
    SELECT network_id, organization_id FROM above
"""


async def get(session: AsyncSession, network_id: UUID) -> Network | None:
    """Return the network, or None."""
    return await session.get(Network, network_id)


async def get_for_update(session: AsyncSession, network_id: UUID) -> Network | None:
    """Return the network, locked until the end of the transaction, or None."""
    found: Network | None = await session.scalar(
        select(Network).where(_n.id == network_id).with_for_update()
    )
    return found


async def membership_for_update(
    session: AsyncSession, membership_id: UUID
) -> NetworkMembership | None:
    """Return the membership, locked until the end of the transaction, or None."""
    found: NetworkMembership | None = await session.scalar(
        select(NetworkMembership).where(_m.id == membership_id).with_for_update()
    )
    return found


async def edges_above(
    session: AsyncSession, network_id: UUID, day: dt.date
) -> list[tuple[UUID, UUID]]:
    """Return (network, member) of all that a network lies in from a day on; nobody adds to it meanwhile."""
    connection = await inside(session)
    await ask(connection, _LOCK)
    rows = await ask(connection, _ABOVE, {"network": network_id, "day": day})
    return [(network, member) for network, member in await rows.fetchall()]


async def last_left(
    session: AsyncSession, network_id: UUID, organization_id: UUID, *, besides: UUID
) -> dt.date | None:
    """Return the day on which an organization last left the network."""
    found: dt.date | None = await session.scalar(
        select(func.max(_m.left_on)).where(
            _m.organization_id == organization_id, _m.network_id == network_id, _m.id != besides
        )
    )
    return found


async def group_exists(session: AsyncSession, code: str) -> bool:
    """Say whether a group of areas is defined."""
    return await session.scalar(select(_g.code).where(_g.code == code)) is not None


async def home_of(session: AsyncSession, organization_id: UUID) -> str | None:
    """Return the area of an organization."""
    found: str | None = await session.scalar(select(_o.area_code).where(_o.id == organization_id))
    return found
