"""What is asked of inclusions."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from services.planning.rollups.schemas import Edge, Leaf
from services.planning.rollups.tables import Inclusion
from shared.database import Database, ask
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

TABLE: Any = Inclusion.__table__
_c: Any = TABLE.c
_below = plan_items.TABLE
PRIVATE: ColumnElement[bool] = _c.into_plan_status == "DRAFT"

INCLUSION = View(
    "inclusion",
    select(
        _c.id,
        _c.plan_item_id,
        places.block(_below.c.area_code).label("from_area"),
        _c.into_item_id,
        _c.into_plan_id,
        _c.area_code,
        _c.into_plan_status,
        _c.decision,
        baht(_c.share_baht).label("share"),
        _c.reason_th,
        _c.decided_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(_below, _below.c.id == _c.plan_item_id).join(
            places.TABLE, places.here(_below.c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
    parties=plans.parties(_c.into_plan_id),
)
INCLUSIONS = Listing(
    INCLUSION,
    filters={
        **area_filters(_c.area_code),
        "plan_id": _c.into_plan_id == bindparam("plan_id"),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
        "into_item_id": _c.into_item_id == bindparam("into_item_id"),
        "decision": _c.decision == bindparam("decision"),
    },
    sorts={"id": Sort(())},
)

_TREE_OF_PLAN = """
    WITH RECURSIVE tree AS (
        SELECT id FROM plan_items WHERE plan_id = %(plan_id)s
        UNION
        SELECT i.plan_item_id FROM tree JOIN inclusions i ON i.into_item_id = tree.id AND i.decision = 'INCLUDED'
    )
    SELECT t.id, p.own_baht, p.budget_baht, p.area_code, p.issue_code, p.plan_id,
           x.level, x.name_th, x.name_en, s.name_th,
           (SELECT json_agg(json_build_array(i.id, i.plan_item_id, i.into_item_id, i.share_baht::text))
            FROM inclusions i WHERE i.into_item_id = t.id AND i.decision = 'INCLUDED')
    FROM tree t JOIN plan_items p USING (id) JOIN issues s ON s.code = p.issue_code
    JOIN places x ON x.code = left(p.area_code, 6) ORDER BY p.area_code, t.id
"""
_TREE_OF_ITEM = text(
    """
    WITH RECURSIVE tree AS (
        SELECT CAST(:item_id AS uuid) AS id
        UNION
        SELECT i.plan_item_id FROM tree JOIN inclusions i ON i.into_item_id = tree.id AND i.decision = 'INCLUDED'
    )
    SELECT id FROM tree
    """
)


async def shares_of(session: AsyncSession, item_id: UUID) -> Decimal:
    """Return the sum of an item's shares in all items above."""
    found = select(func.sum(_c.share_baht)).where(_c.plan_item_id == item_id)
    return await session.scalar(found) or Decimal("0.00")


async def shares_into(session: AsyncSession, item_id: UUID) -> Decimal:
    """Return the sum of the shares that came up into an item."""
    found = select(func.sum(_c.share_baht)).where(_c.into_item_id == item_id)
    return await session.scalar(found) or Decimal("0.00")


async def decided(
    session: AsyncSession, item_id: UUID, into_item_id: UUID, but: UUID
) -> list[UUID]:
    """Return the decisions about a pair of items, except the one just written."""
    found = select(_c.id).where(
        _c.plan_item_id == item_id, _c.into_item_id == into_item_id, _c.id != but
    )
    return list((await session.scalars(found)).all())


async def last_decision(session: AsyncSession, plan_id: UUID) -> dt.date | None:
    """Return the day of the last decision about a plan, or None when nothing came up to it."""
    found: dt.date | None = await session.scalar(
        select(func.max(_c.decided_on)).where(_c.into_plan_id == plan_id)
    )
    return found


async def items_below(session: AsyncSession, item_id: UUID) -> list[UUID]:
    """Return the item and every item whose money flows into it."""
    return list((await session.scalars(_TREE_OF_ITEM, {"item_id": item_id})).all())


async def tree_of_plan(database: Database, plan_id: UUID) -> tuple[list[Leaf], list[Edge]]:
    """Return the items of a plan with all items below them, and the edges between them."""
    async with database.reading() as connection:
        rows = await (await ask(connection, _TREE_OF_PLAN, {"plan_id": plan_id})).fetchall()
    leaves = [Leaf(*row[:-1]) for row in rows]
    edges = [Edge.of(*told) for row in rows for told in row[-1] or ()]
    return leaves, edges
