"""What is asked of resolutions."""

from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.meetings.queries import scope_block
from services.registry.resolutions.tables import Resolution
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

_c: Any = Resolution.__table__.c
_place: Any = Area.__table__

RESOLUTION = View(
    "resolution",
    select(
        _c.id,
        _c.meeting_id,
        _c.number,
        scope_block(_place.c, _c.area_code).label("area"),
        _c.kind,
        _c.outcome,
        _c.text_th,
        _c.issues,
        _c.votes_for,
        _c.votes_against,
        _c.abstained,
        _c.group_parts,
        _c.group_total,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Resolution.__table__.outerjoin(_place, _place.c.code == func.left(_c.area_code, 6))
    ),
    key=_c.id,
    area=_c.area_code,
)
RESOLUTIONS = Listing(
    RESOLUTION,
    filters={
        **area_filters(_c.area_code),
        "meeting": _c.meeting_id == bindparam("meeting"),
        "kind": _c.kind == bindparam("kind"),
        "issue": _c.issues.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("issue", type_=SqlText)
            )
        ),
    },
    sorts={"place": Sort((_c.area_code, _c.meeting_id, _c.number))},
    uneven=("issue",),
)


async def get_for_update(session: AsyncSession, resolution_id: UUID) -> Resolution | None:
    """Return the resolution, locked until the end of the transaction, or None."""
    statement = select(Resolution).where(_c.id == resolution_id).with_for_update()
    found: Resolution | None = await session.scalar(statement)
    return found
