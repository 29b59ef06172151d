"""What is asked of overrides."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.factor_overrides.schemas import FACTORS_TH
from services.planning.factor_overrides.tables import FactorOverride
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = FactorOverride.__table__
_c: Any = TABLE.c
_named: Any = case(
    *(
        (_c.number == literal_column(str(number)), literal_column(f"'{name}'"))
        for number, name in FACTORS_TH.items()
    )
)
OVERRIDE = View(
    "factor-override",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.number,
        _named.label("factor_th"),
        _c.state,
        _c.reason_th,
        _c.evidence_link,
        _c.decided_on,
        _c.ended_on,
        _c.end_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
OVERRIDES = Listing(
    OVERRIDE,
    filters={
        **area_filters(_c.area_code),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
    },
    sorts={"place": Sort((_c.area_code,))},
)


async def get_for_update(session: AsyncSession, override_id: UUID) -> FactorOverride | None:
    """Return the override, locked until the end of the transaction, or None."""
    found: FactorOverride | None = await session.scalar(
        select(FactorOverride).where(_c.id == override_id).with_for_update(key_share=True)
    )
    return found


async def standing(
    session: AsyncSession, area_code: str, fiscal_year_be: int, number: int
) -> UUID | None:
    """Return the override of a factor that stands in a province and year, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(
            _c.area_code == area_code,
            _c.fiscal_year_be == fiscal_year_be,
            _c.number == number,
            _c.ended_on.is_(None),
        )
    )
    return found


async def last_end(
    session: AsyncSession, area_code: str, fiscal_year_be: int, number: int
) -> dt.date | None:
    """Return the day on which the last override of a factor in a province and year ended, or None."""
    found: dt.date | None = await session.scalar(
        select(func.max(_c.ended_on)).where(
            _c.area_code == area_code,
            _c.fiscal_year_be == fiscal_year_be,
            _c.number == number,
        )
    )
    return found
