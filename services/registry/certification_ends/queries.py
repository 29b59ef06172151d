"""What is asked of certifications whose organization ends or had two records."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.registry.certification.schemas import CertificationState
from services.registry.certification.tables import Certification

_c: Any = Certification.__table__.c
_S = CertificationState
OPEN = frozenset({_S.FOUND, _S.CERTIFIED, _S.SUSPENDED})
LIVE = OPEN | {_S.ENDED}


async def standing_as(
    session: AsyncSession, organizations: Collection[UUID], states: Collection[CertificationState]
) -> list[Certification]:
    """Return the certifications of organizations that are stored in these states, locked, oldest first."""
    asked = select(Certification).where(
        _c.organization_id.in_(organizations), _c.status.in_(states)
    )
    rows = await session.scalars(
        asked.order_by(_c.id).with_for_update().execution_options(populate_existing=True)
    )
    return list(rows)


async def orphans(session: AsyncSession, organization_id: UUID) -> list[Certification]:
    """Return those that stand behind one that is another organization's now, locked, oldest first."""
    other: Any = aliased(Certification)
    asked = (
        select(Certification)
        .join(other, other.id == _c.successor_id)
        .where(_c.organization_id == organization_id, _c.status == _S.MERGED)
        .where(other.organization_id != organization_id)
    )
    rows = await session.scalars(
        asked.order_by(_c.id)
        .with_for_update(of=Certification)
        .execution_options(populate_existing=True)
    )
    return list(rows)
