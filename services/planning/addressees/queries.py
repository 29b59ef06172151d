"""What is asked of addressees."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.addressees.tables import Addressee, Window
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant, json_object

TABLE: Any = Addressee.__table__
WINDOWS: Any = Window.__table__
_c: Any = TABLE.c
_window: Any = WINDOWS.c
_year = json_object(
    id=_window.id,
    fiscal_year_be=_window.fiscal_year_be,
    takes_from=_window.takes_from,
    takes_until=_window.takes_until,
    decides_on=_window.decides_on,
    source_th=_window.source_th,
)
_years = (
    select(_year.label("year"))
    .where(_window.addressee_id == _c.id, _window.in_force)
    .order_by(_window.fiscal_year_be)
    .limit(literal_column("100"))
    .correlate(TABLE)
    .lateral("years")
)
_calendar = select(func.json_agg(_years.c.year)).select_from(_years).scalar_subquery()

ADDRESSEE = View(
    "addressee",
    select(
        _c.id,
        _c.kind,
        case((_c.area_code != "", places.block(_c.area_code))).label("area"),
        _c.name_th,
        _c.acknowledge_days,
        _c.answer_days,
        func.coalesce(_calendar, literal_column("'[]'::json")).label("calendar"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.outerjoin(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
ADDRESSEES = Listing(
    ADDRESSEE,
    filters={**area_filters(_c.area_code), "kind": _c.kind == bindparam("kind")},
    sorts={"place": Sort((_c.area_code,))},
)


async def get(session: AsyncSession, addressee_id: UUID) -> Addressee | None:
    """Return the addressee, or None."""
    return await session.get(Addressee, addressee_id)


async def get_for_update(session: AsyncSession, addressee_id: UUID) -> Addressee | None:
    """Return the addressee, locked until the end of the transaction, or None."""
    statement = select(Addressee).where(_c.id == addressee_id).with_for_update(key_share=True)
    found: Addressee | None = await session.scalar(statement)
    return found


async def window(session: AsyncSession, addressee_id: UUID, year_be: int) -> Window | None:
    """Return when the addressee takes proposals for a fiscal year, None when the calendar does not say."""
    statement = select(Window).where(
        _window.addressee_id == addressee_id, _window.fiscal_year_be == year_be, _window.in_force
    )
    found: Window | None = await session.scalar(statement)
    return found
