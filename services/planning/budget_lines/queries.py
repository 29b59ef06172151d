"""What is asked of budget lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.budget_lines.tables import BudgetLine
from shared.views import baht, json_object

TABLE: Any = BudgetLine.__table__
_c: Any = TABLE.c
_agency: Any = agencies.TABLE.c
_line = json_object(
    id=_c.id,
    source=_c.source,
    agency_id=_c.agency_id,
    source_th=func.coalesce(_agency.name_th, _c.source_th),
    amount=baht(_c.amount_baht),
)


def shown(item: Any) -> ColumnElement[Any]:
    """Return the lines of the item of a statement as a JSON list, in their order."""
    listed = (
        select(func.json_agg(_line.op("ORDER BY")(_c.place)))
        .select_from(TABLE.outerjoin(agencies.TABLE, _agency.id == _c.agency_id))
        .where(_c.plan_item_id == item.c.id)
        .correlate(item)
        .scalar_subquery()
    )
    return func.coalesce(listed, literal_column("'[]'::json"))


def with_source(item: Any) -> ColumnElement[bool]:
    """Return the condition that an item has a line of the source asked for."""
    wanted = (_c.plan_item_id == item.c.id, _c.source == bindparam("source"))
    return exists().where(*wanted).correlate(item)


def of_agency(item: Any) -> ColumnElement[bool]:
    """Return the condition that an item has a line of the agency asked for."""
    theirs = select(_c.plan_item_id).where(_c.agency_id == bindparam("agency_id"))
    found: ColumnElement[bool] = item.c.id.in_(theirs)
    return found


async def amounts_of(session: AsyncSession, item_id: UUID) -> list[Decimal]:
    """Return the amounts of an item's lines."""
    statement = select(_c.amount_baht).where(_c.plan_item_id == item_id)
    return list((await session.scalars(statement)).all())


async def elsewhere(session: AsyncSession, line_ids: Sequence[UUID], item_id: UUID) -> list[UUID]:
    """Return those of the line ids that stand at another item."""
    statement = select(_c.id).where(_c.id.in_(line_ids), _c.plan_item_id != item_id)
    return list((await session.scalars(statement)).all())
