"""What is asked of grants."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import queries as access
from services.registry.access.tables import Client, Grant
from services.registry.areas.tables import Area
from services.registry.grants.schemas import GRANTED_TH
from services.registry.organizations.tables import Organization
from shared import reach
from shared.auth import Subject
from shared.errors import Problem
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant, json_object

_c: Any = Grant.__table__.c
_place: Any = Area.__table__
_organization: Any = Organization.__table__.c
_client: Any = Client.__table__.c
_nation = json_object(
    code=literal_column("''"), level="NATION", name_th="ทั้งประเทศ", name_en="Thailand"
)
_is_client = exists().where(_client.id == _c.principal_id).correlate(Grant.__table__)

GRANT = View(
    "grant",
    select(
        _c.id,
        _c.principal_id,
        case((_is_client, "CLIENT"), else_="ACCOUNT").label("principal_kind"),
        _c.role,
        case({role.value: name for role, name in GRANTED_TH.items()}, value=_c.role).label(
            "role_th"
        ),
        case(
            (_c.area_code == literal_column("''"), _nation),
            else_=area_block(_place.c, _c.area_code),
        ).label("area"),
        case(
            (
                _c.organization_id.is_not(None),
                json_object(id=_organization.id, name_th=_organization.name_th),
            )
        ).label("organization"),
        _c.agency_id,
        _c.starts_on,
        _c.ends_on,
        _c.reason,
        _c.granted_by,
        instant(_c.ended_at).label("ended_at"),
        _c.ended_by,
        _c.ended_reason,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Grant.__table__.outerjoin(_place, _place.c.code == func.left(_c.area_code, 6)).outerjoin(
            Organization.__table__, _organization.id == _c.organization_id
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=literal_column("true"),
)
_today: Any = literal_column("(now() AT TIME ZONE 'Asia/Bangkok')::date")
_over = or_(_c.ended_at.is_not(None), and_(_c.ends_on.is_not(None), _c.ends_on <= _today))
GRANTS = Listing(
    GRANT,
    filters={
        **area_filters(_c.area_code),
        "principal_id": _c.principal_id == bindparam("principal_id"),
        "role": _c.role == bindparam("role"),
        "state:PLANNED": and_(~_over, _c.starts_on > _today),
        "state:LIVE": and_(~_over, _c.starts_on <= _today),
        "state:OVER": _over,
        "reach": reach.is_among(_c.id, reach.among(Grant, "id")),
    },
    sorts={"place": Sort((_c.area_code,)), "-id": Sort((), descending=True)},
)


async def seen_for_update(session: AsyncSession, grant_id: UUID, by: Subject) -> Grant:
    """Return the grant, locked; raise 404 when it is not there or not for this subject."""
    row: Grant | None = await session.scalar(
        select(Grant).where(_c.id == grant_id).with_for_update()
    )
    if row is None or not await GRANT.is_seen(session, grant_id, access.staff(by).areas):
        raise Problem("not-found")
    return row


async def area_of_organization(session: AsyncSession, organization_id: UUID) -> str | None:
    """Return where an organization is, None when nobody registered it."""
    found: str | None = await session.scalar(
        select(_organization.area_code).where(_organization.id == organization_id)
    )
    return found


async def client_for_update(session: AsyncSession, client_id: UUID) -> Client | None:
    """Return the client, locked until the end of the transaction, or None."""
    found: Client | None = await session.scalar(
        select(Client).where(_client.id == client_id).with_for_update()
    )
    return found


async def has_overlap(session: AsyncSession, row: Grant, day: dt.date) -> bool:
    """Say whether the principal holds the same right on some of the same days, from `day` on."""
    asked = select(_c.id).where(
        _c.principal_id == row.principal_id,
        _c.id != row.id,
        _c.role == row.role,
        _c.area_code == row.area_code,
        _c.organization_id.is_not_distinct_from(row.organization_id),
        _c.agency_id.is_not_distinct_from(row.agency_id),
        _c.ended_at.is_(None),
        or_(_c.ends_on.is_(None), _c.ends_on > max(day, row.starts_on)),
    )
    if row.ends_on is not None:
        asked = asked.where(_c.starts_on < row.ends_on)
    return await session.scalar(asked.limit(1)) is not None
