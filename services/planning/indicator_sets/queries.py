"""What is asked of indicator sets."""

from typing import Any

from sqlalchemy import bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.indicator_sets.schemas import Last
from services.planning.indicator_sets.tables import IndicatorSet
from services.planning.places import queries as places
from shared.lists import Listing, Sort
from shared.views import View, area_block, instant

TABLE: Any = IndicatorSet.__table__
_c: Any = TABLE.c
_owner = places.TABLE

SET = View(
    "indicator-set",
    select(
        _c.id,
        _c.code,
        _c.version,
        case((_c.area_code.is_not(None), area_block(_owner.c))).label("area"),
        _c.name_th,
        _c.name_en,
        _c.source_th,
        _c.note_th,
        _c.valid_from,
        _c.indicators,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.outerjoin(_owner, _owner.c.code == _c.area_code)),
    key=_c.id,
    area=_c.area_code,
)
SETS = Listing(
    SET,
    filters={
        "code": _c.code == bindparam("code"),
        "province": _c.area_code == bindparam("province"),
    },
    sorts={"code": Sort((_c.code, _c.version))},
)


async def last(session: AsyncSession, code: str) -> Last | None:
    """Return the newest version of a set, or None."""
    statement = (
        select(_c.version, _c.area_code, _c.valid_from)
        .where(_c.code == code)
        .order_by(_c.version.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).first()
    return Last(*row) if row else None


async def get(session: AsyncSession, code: str, version: int) -> IndicatorSet | None:
    """Return a version of a set, or None; it needs no lock, since it never changes."""
    statement = select(IndicatorSet).where(_c.code == code, _c.version == version)
    found: IndicatorSet | None = await session.scalar(statement)
    return found
