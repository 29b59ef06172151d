"""What is asked of verifications."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.needs import queries as needs
from services.planning.verifications.tables import NeedVerification
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = NeedVerification.__table__
_c: Any = TABLE.c
VERIFICATION = View(
    "need-verification",
    select(
        _c.id,
        _c.need_id,
        _c.level,
        _c.outcome,
        _c.reason_th,
        _c.verified_on,
        _c.role,
        literal(1).label("revision"),
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(needs.TABLE, needs.TABLE.c.id == _c.need_id)),
    key=_c.id,
    area=needs.TABLE.c.area_code,
)
VERIFICATIONS = Listing(
    VERIFICATION,
    filters={"need": _c.need_id == bindparam("need")},
    sorts={"id": Sort(())},
)


async def last(session: AsyncSession, need_id: UUID, level: str) -> NeedVerification | None:
    """Return what somebody of a level found last about a need, or None."""
    statement = (
        select(NeedVerification)
        .where(_c.need_id == need_id, _c.level == level)
        .order_by(_c.created_at.desc(), _c.id.desc())
        .limit(1)
    )
    found: NeedVerification | None = await session.scalar(statement)
    return found
