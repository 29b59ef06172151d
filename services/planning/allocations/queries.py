"""What is asked for allocations."""

import json
from decimal import Decimal
from uuid import UUID

from services.planning.allocations.schemas import Root, Shown
from services.planning.flows.schemas import Edge, Leaf
from services.planning.plan_items import queries as plan_items
from services.planning.rollups import queries as rollups
from shared.database import Database, ask

_SHOWN = """
    SELECT p.id, p.title_th,
           json_build_object('code', p.area_code, 'level', x.level, 'name_th', x.name_th, 'name_en', x.name_en)::text,
           ARRAY(SELECT n.need_id FROM plan_item_needs n WHERE n.plan_item_id = p.id ORDER BY n.need_id)
    FROM plan_items p JOIN places x ON x.code = left(p.area_code, 6) WHERE p.id = ANY(%(ids)s)
"""


async def root(database: Database, item_id: UUID, granted: list[str]) -> Root | None:
    """Return the item as the caller sees it, or None."""
    found = await plan_items.ITEM.one(database, item_id, granted)
    if found is None:
        return None
    told = json.loads(found[0])
    return Root(item_id, Decimal(told["budget"]["amount"]), told["households"])


async def below(
    database: Database, item_id: UUID
) -> tuple[list[Leaf], list[Edge], dict[UUID, Shown]]:
    """Return the item and all items below it, the edges between them, and what of them is shown."""
    async with database.reading() as connection:
        leaves, edges = await rollups.tree_of_item(connection, item_id)
        ids = [leaf.id for leaf in leaves]
        rows = await (await ask(connection, _SHOWN, {"ids": ids})).fetchall()
    shown = {row[0]: Shown(row[1], row[2], tuple(row[3])) for row in rows}
    return leaves, edges, shown
