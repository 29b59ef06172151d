"""What is asked of inclusions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, bindparam, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.budget_lines.schemas import Source
from services.planning.flows import rules
from services.planning.flows.schemas import Edge, Leaf, Payer, Sums
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from services.planning.rollups.schemas import Names, Said
from services.planning.rollups.tables import Inclusion
from shared.database import Database, ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

TABLE: Any = Inclusion.__table__
_c: Any = TABLE.c
_below = plan_items.TABLE
PRIVATE: ColumnElement[bool] = plans.unadopted(_c.into_plan_status)
STANDING: ColumnElement[bool] = _c.into_plan_status != literal_column("'WITHDRAWN'")
"""It counts: what it went into was not withdrawn."""

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
        _c.households,
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
    uneven=("decision", *places.AROUND),
)

_TREE = """
    WITH RECURSIVE tree AS (
        SELECT id FROM plan_items WHERE {top}
        UNION
        SELECT i.plan_item_id FROM tree JOIN inclusions i ON i.into_item_id = tree.id AND i.decision = 'INCLUDED'
    )
    SELECT t.id, p.own_baht, p.budget_baht, p.area_code, p.issue_code, p.plan_id, coalesce(p.own_households, 0),
           p.households, p.carried_baht,
           (SELECT json_agg(json_build_array(l.source, l.agency_id, l.amount_baht::text) ORDER BY l.place)
            FROM budget_lines l WHERE l.plan_item_id = t.id),
           (SELECT json_agg(json_build_array(i.id, i.plan_item_id, i.into_item_id, i.share_baht::text, i.households))
            FROM inclusions i WHERE i.into_item_id = t.id AND i.decision = 'INCLUDED')
    FROM tree t JOIN plan_items p USING (id) ORDER BY p.area_code, t.id
"""
_BELOW_PLAN = _TREE.format(top="plan_id = %(top)s AND status <> 'WITHDRAWN'")
_BELOW_ITEM = _TREE.format(top="id = %(top)s")
_KEPT = """
    SELECT k.sums::text, json_build_object('places', (
        SELECT coalesce(json_object_agg(code, json_build_array(level, name_th, name_en)), '{}') FROM places
        WHERE code IN (SELECT jsonb_path_query(k.sums, '$.by_area[*].code') #>> '{}'
                       UNION SELECT jsonb_path_query(k.sums, '$.by_child_area[*].code') #>> '{}')
    ), 'issues', (SELECT coalesce(json_object_agg(code, name_th), '{}') FROM issues),
       'agencies', (SELECT coalesce(json_object_agg(id, name_th), '{}') FROM agencies))::text
    FROM (SELECT coalesce(CAST(%(sums)s AS jsonb), (SELECT sums FROM kept_rollups WHERE plan_id = %(plan_id)s))
          AS sums) k
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


_TAKEN = text(
    """
    SELECT plan_item_id, sum(money), sum(people) FROM (
        SELECT plan_item_id, plan, max(money) AS money, max(people) AS people FROM (
            SELECT i.plan_item_id, sum(i.share_baht) AS money, sum(i.households) AS people, i.into_plan_id,
                   coalesce(CASE p.status WHEN 'DRAFT' THEN p.version_of_id END, p.id) AS plan
            FROM inclusions i JOIN plans p ON p.id = i.into_plan_id
            WHERE i.plan_item_id = ANY(:item_ids) AND p.status NOT IN ('SUPERSEDED', 'WITHDRAWN')
            AND i.into_plan_status <> 'WITHDRAWN' GROUP BY 1, 4, 5
        ) versions
        WHERE CAST(:into AS uuid) IS NULL OR into_plan_id = :into OR plan <> (
            SELECT coalesce(CASE status WHEN 'DRAFT' THEN version_of_id END, id) FROM plans WHERE id = :into)
        GROUP BY 1, 2
    ) taken GROUP BY 1
    """
).bindparams(bindparam("item_ids", type_=ARRAY(Uuid)), bindparam("into", type_=Uuid))
"""Former versions, withdrawn drafts and items count no longer; of a plan and its next draft the larger sum counts."""
Taken = tuple[Decimal, int]


async def taken_of_each(
    session: AsyncSession, item_ids: Sequence[UUID], into: UUID | None = None
) -> dict[UUID, Taken]:
    """Return the money and the households of each item that have come up into items above.

    `into` is a plan that takes a further share: of its other versions nothing counts then.
    """
    rows = await session.execute(_TAKEN, {"item_ids": item_ids, "into": into})
    return {row[0]: (Decimal(row[1]), int(row[2])) for row in rows}


async def taken_of(session: AsyncSession, item_id: UUID, into: UUID | None = None) -> Taken:
    """Return the money and the households of an item that have come up into items above."""
    return (await taken_of_each(session, [item_id], into)).get(item_id, (Decimal("0.00"), 0))


async def came_into(session: AsyncSession, item_id: UUID) -> tuple[Decimal, int]:
    """Return the money and the households that came up into an item."""
    both = (func.coalesce(func.sum(_c.share_baht), 0), func.coalesce(func.sum(_c.households), 0))
    row = (await session.execute(select(*both).where(_c.into_item_id == item_id))).one()
    return Decimal(row[0]), int(row[1])


async def get(session: AsyncSession, inclusion_id: UUID) -> Inclusion | None:
    """Return the decision, or None."""
    return await session.get(Inclusion, inclusion_id)


async def get_for_update(session: AsyncSession, inclusion_id: UUID) -> Inclusion | None:
    """Return the decision, locked until the end of the transaction, or None; its plan and items are locked first."""
    found: Inclusion | None = await session.scalar(
        select(Inclusion)
        .where(_c.id == inclusion_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return found


async def decided(
    session: AsyncSession, item_id: UUID, into_item_id: UUID, but: UUID
) -> list[UUID]:
    """Return the decisions about a pair of items, except the one just written."""
    found = select(_c.id).where(
        _c.plan_item_id == item_id, _c.into_item_id == into_item_id, _c.id != but
    )
    return list((await session.scalars(found)).all())


async def decisions_of(session: AsyncSession, plan_id: UUID) -> dict[UUID, Said]:
    """Return what was decided about what came up into a plan, by the ids of the decisions."""
    statement = select(
        _c.id,
        _c.plan_item_id,
        _c.into_item_id,
        _c.decision,
        _c.share_baht,
        _c.decided_on,
        _c.reason_th,
    ).where(_c.into_plan_id == plan_id, STANDING)
    return {row[0]: Said(*row[1:]) for row in await session.execute(statement)}


async def last_decision(session: AsyncSession, plan_id: UUID) -> dt.date | None:
    """Return the day of the last decision about a plan, or None when nothing came up to it."""
    found: dt.date | None = await session.scalar(
        select(func.max(_c.decided_on)).where(_c.into_plan_id == plan_id, STANDING)
    )
    return found


async def items_below(session: AsyncSession, item_id: UUID) -> list[UUID]:
    """Return the item and every item whose money flows into it."""
    return list((await session.scalars(_TREE_OF_ITEM, {"item_id": item_id})).all())


_NEEDS_DECIDED = """
    WITH RECURSIVE tree AS (
        SELECT i.id, i.plan_item_id AS item_id FROM inclusions i WHERE i.id = ANY(%(ids)s::uuid[])
        UNION
        SELECT t.id, x.plan_item_id FROM tree t
        JOIN inclusions x ON x.into_item_id = t.item_id AND x.decision = 'INCLUDED'
    )
    SELECT i.id, i.decision, i.reason_th, i.decided_on, array_agg(DISTINCT l.need_id),
           '“' || p.title_th || '” โครงการ “' || a.title_th || '”'
    FROM tree t JOIN inclusions i ON i.id = t.id JOIN plan_item_needs l ON l.plan_item_id = t.item_id
    JOIN plan_items a ON a.id = i.into_item_id JOIN plans p ON p.id = i.into_plan_id
    GROUP BY i.id, a.id, p.id
"""


async def needs_decided(
    session: AsyncSession, inclusion_ids: Sequence[UUID]
) -> list[tuple[UUID, str, str | None, dt.date, list[UUID], str]]:
    """Return decisions with reason, day, the needs that the item and all below it answer, and into what."""
    values = {"ids": list(inclusion_ids)}
    return list(await (await ask(await inside(session), _NEEDS_DECIDED, values)).fetchall())


async def tree_of_plan(connection: Any, plan_id: UUID) -> tuple[list[Leaf], list[Edge]]:
    """Return the items of a plan with all items below them, and the edges between them."""
    return await _tree(connection, _BELOW_PLAN, plan_id)


async def tree_of_item(connection: Any, item_id: UUID) -> tuple[list[Leaf], list[Edge]]:
    """Return an item with all items below it, and the edges between them."""
    return await _tree(connection, _BELOW_ITEM, item_id)


async def _tree(connection: Any, sql: str, top: UUID) -> tuple[list[Leaf], list[Edge]]:
    rows: list[Any] = await (await ask(connection, sql, {"top": top})).fetchall()
    edges = [Edge.of(*told) for row in rows for told in row[-1] or ()]
    leaves = [replace(Leaf(*row[:-2]), lines=_lines(row[-2] or ())) for row in rows]
    return leaves, edges


async def kept(database: Database, plan_id: UUID) -> tuple[Sums, Names]:
    """Return the roll-up of a plan with the names of today: the kept one of an adopted plan, or made now."""
    question: dict[str, Any] = {"plan_id": plan_id, "sums": None}
    async with database.reading() as connection:
        row = await (await ask(connection, _KEPT, question)).fetchone()
        if row is not None and row[0] is None:
            made = rules.sums(plan_id, *await tree_of_plan(connection, plan_id))
            question["sums"] = made.model_dump_json()
            row = await (await ask(connection, _KEPT, question)).fetchone()
    assert row is not None
    return Sums.model_validate_json(row[0]), Names.model_validate_json(row[1])


def _lines(told: Sequence[tuple[str, str | None, str]]) -> list[tuple[Payer, Decimal]]:
    return [
        (Payer(Source(source), UUID(agency) if agency else None), Decimal(amount))
        for source, agency, amount in told
    ]
