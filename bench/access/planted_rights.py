"""The planted bug of `rights`: a post that ended still gives its rights."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.organizations.tables import Organization
from services.registry.people import queries
from services.registry.people.tables import Membership


async def _forgetful(session: AsyncSession, person_id: UUID, day: dt.date) -> list[Any]:
    post: Any = Membership.__table__.c
    group: Any = Organization.__table__.c
    statement = (
        select(post.organization_id, group.area_code, post.post)
        .join_from(Membership.__table__, Organization.__table__, group.id == post.organization_id)
        .where(post.person_id == person_id, post.starts_on <= day)
    )
    return [tuple(row) for row in await session.execute(statement)]


PLANT = (queries, "live_memberships", _forgetful)
