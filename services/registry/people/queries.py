"""What is asked of people."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.organizations.tables import Organization
from services.registry.people.tables import Membership

_m: Any = Membership.__table__.c
_o: Any = Organization.__table__.c


async def live_memberships(
    session: AsyncSession, person_id: UUID, day: dt.date
) -> list[tuple[UUID, str, str]]:
    """Return (organization_id, its area_code, post) of the posts that a person holds on a day."""
    statement = (
        select(_m.organization_id, _o.area_code, _m.post)
        .join_from(Membership.__table__, Organization.__table__, _o.id == _m.organization_id)
        .where(_m.person_id == person_id, _m.starts_on <= day)
        .where(or_(_m.ends_on.is_(None), _m.ends_on > day))
        .order_by(_m.organization_id, _m.post)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(statement)]
