"""What is asked of progress."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.budget_lines import queries as budget_lines
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.progress.tables import ProgressReport, ProgressSpending
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant, json_object

TABLE: Any = ProgressReport.__table__
SPENDINGS: Any = ProgressSpending.__table__
_c: Any = TABLE.c
_part: Any = SPENDINGS.c
_item = plan_items.TABLE
_next: Any = _item.alias("next_item")
NOTHING: Any = literal_column("0.00")

_one = json_object(budget_line_id=_part.budget_line_id, amount=baht(_part.amount_baht))
_spendings = (
    select(func.json_agg(_one.op("ORDER BY")(_part.place)))
    .where(_part.report_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
REPORT = View(
    "progress-report",
    select(
        _c.id,
        _c.plan_item_id,
        places.block(_c.area_code).label("area"),
        _c.reported_on,
        _c.starts_on,
        _c.ends_on,
        _c.percent_done,
        _c.done_th,
        func.coalesce(_spendings, literal_column("'[]'::json")).label("spendings"),
        _c.evidence,
        baht(_c.spent_baht).label("spent"),
        _c.over_budget_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
REPORTS = Listing(
    REPORT,
    filters={
        **area_filters(_c.area_code),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
    },
    sorts={
        "-reported_on": Sort((_c.reported_on,), descending=True),
        "reported_on": Sort((_c.reported_on,)),
    },
    uneven=places.AROUND,
)
_spent = func.coalesce(
    select(func.sum(_c.spent_baht))
    .where(_c.plan_item_id == _item.c.id)
    .correlate(_item)
    .scalar_subquery(),
    NOTHING,
)
_carried = func.coalesce(
    select(_next.c.carried_baht)
    .where(_next.c.carried_from_item_id == _item.c.id)
    .correlate(_item)
    .scalar_subquery(),
    NOTHING,
)
_last = (
    select(_c.percent_done, _c.reported_on)
    .where(_c.plan_item_id == _item.c.id)
    .order_by(_c.reported_on.desc(), _c.id.desc())
    .limit(literal_column("1"))
    .correlate(_item)
    .lateral("last_report")
)
PROGRESS = View(
    "progress",
    select(
        _item.c.id.label("plan_item_id"),
        _last.c.percent_done,
        _last.c.reported_on,
        baht(_item.c.budget_baht).label("budget"),
        baht(_spent).label("spent"),
        baht(_carried).label("carried_over"),
        baht(func.greatest(_item.c.budget_baht - _spent - _carried, NOTHING)).label("left"),
        _item.c.revision,
    ).select_from(_item.outerjoin(_last, literal_column("true"))),
    key=_item.c.id,
    area=_item.c.area_code,
    private=plan_items.PRIVATE,
    parties=plan_items.PARTIES,
)
"""One item's progress; its revision says nothing about reports, so its tag is made of its bytes."""


async def spent_of(session: AsyncSession, item_id: UUID) -> Decimal:
    """Return what is spent of an item in all reports."""
    found = select(func.sum(_c.spent_baht)).where(_c.plan_item_id == item_id)
    return await session.scalar(found) or Decimal("0.00")


async def carried_out_of(session: AsyncSession, item_id: UUID) -> Decimal | None:
    """Return what was carried from an item into a later year, or None when it was not carried."""
    found = select(_next.c.carried_baht).where(_next.c.carried_from_item_id == item_id)
    carried: Decimal | None = await session.scalar(found)
    return carried


async def lines_of(session: AsyncSession, item_id: UUID) -> dict[UUID, Decimal]:
    """Return the budget lines of an item with their amounts."""
    line = budget_lines.TABLE.c
    rows = await session.execute(
        select(line.id, line.amount_baht).where(line.plan_item_id == item_id)
    )
    return {row.id: row.amount_baht for row in rows}


async def spent_by_line(session: AsyncSession, item_id: UUID) -> dict[UUID, Decimal]:
    """Return what is spent of each budget line that an item has in all reports.

    What was spent of a line that a later version left out counts in the whole alone.
    """
    line = budget_lines.TABLE.c
    statement = (
        select(_part.budget_line_id, func.sum(_part.amount_baht).label("spent"))
        .join_from(TABLE, SPENDINGS, _part.report_id == _c.id)
        .join(budget_lines.TABLE, line.id == _part.budget_line_id)
        .where(_c.plan_item_id == item_id, line.plan_item_id == item_id)
        .group_by(_part.budget_line_id)
    )
    return {row.budget_line_id: row.spent for row in await session.execute(statement)}
