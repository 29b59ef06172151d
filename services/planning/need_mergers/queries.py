"""What is asked of mergers of needs."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.need_mergers.tables import NeedMerger, NeedReversal
from services.planning.needs import queries as needs
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = NeedMerger.__table__
_c: Any = TABLE.c
_line: Any = needs.ORIGINS.c
_origin_ids = (
    select(func.json_agg(_line.origin_id.op("ORDER BY")(_line.origin_id)))
    .where(_line.cause_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
MERGER = View(
    "need-merger",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _origin_ids.label("origin_ids"),
        _c.into_id,
        _c.into_is_new,
        _c.reason_th,
        _c.merged_on,
        _c.reversed_on,
        _c.reversal_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
MERGERS = Listing(
    MERGER,
    filters={
        **area_filters(_c.area_code),
        "into_id": _c.into_id == bindparam("into_id"),
        "origin_id": exists()
        .where(_line.cause_id == _c.id, _line.origin_id == bindparam("origin_id"))
        .correlate(TABLE),
    },
    sorts={"id": Sort(())},
)


async def get_for_update(session: AsyncSession, merger_id: UUID) -> NeedMerger | None:
    """Return the merger, locked until the end of the transaction, or None."""
    statement = select(NeedMerger).where(_c.id == merger_id).with_for_update(key_share=True)
    found: NeedMerger | None = await session.scalar(statement)
    return found


async def is_planned(session: AsyncSession, need_id: UUID) -> bool:
    """Say whether an item of any plan answers a need by its own id."""
    link = plan_items.NEEDS.c
    return bool(await session.scalar(select(exists().where(link.need_id == need_id))))


async def is_reversal(session: AsyncSession, reversal_id: UUID) -> bool:
    """Say whether an id is that of a reversal that was done."""
    return await session.get(NeedReversal, reversal_id) is not None
