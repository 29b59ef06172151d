"""What is asked of notice channels."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.notice_channels.tables import NoticeChannel
from services.planning.organizations import queries as organizations
from services.planning.organizations.tables import Organization
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = NoticeChannel.__table__
_c: Any = TABLE.c
_organization: Any = organizations.TABLE.c

CHANNEL = View(
    "notice-channel",
    select(
        _c.id,
        _c.organization_id,
        _organization.name_th.label("organization_th"),
        _c.gateway,
        _c.standing,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(organizations.TABLE, _organization.id == _c.organization_id)),
    key=_c.id,
    area=_organization.area_code,
)
CHANNELS = Listing(
    CHANNEL,
    filters={"organization_id": _c.organization_id == bindparam("organization_id")},
    sorts={"id": Sort(())},
)


async def organization(session: AsyncSession, organization_id: UUID) -> Organization | None:
    """Return the organization, locked so that it chooses one channel at a time, or None."""
    statement = select(Organization).where(_organization.id == organization_id).with_for_update()
    found: Organization | None = await session.scalar(statement)
    return found


async def standing_for_update(session: AsyncSession, organization_id: UUID) -> list[NoticeChannel]:
    """Return the channel that an organization uses, locked; empty when it has none."""
    statement = (
        select(NoticeChannel)
        .where(_c.organization_id == organization_id, _c.standing)
        .with_for_update(key_share=True)
    )
    return list((await session.scalars(statement)).all())


async def get_for_update(session: AsyncSession, channel_id: UUID) -> NoticeChannel | None:
    """Return the channel, locked until the end of the transaction, or None."""
    statement = select(NoticeChannel).where(_c.id == channel_id).with_for_update(key_share=True)
    found: NoticeChannel | None = await session.scalar(statement)
    return found
