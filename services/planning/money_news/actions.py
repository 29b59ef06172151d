"""How everybody whose needs a project carries hears of what happens to its money."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.flows import rules as flows
from services.planning.money_news import queries
from services.planning.need_shares import rules as need_shares
from services.planning.needs import actions as needs
from services.planning.notices.schemas import News
from services.planning.rollups import queries as rollups
from shared.database import inside


async def tell(session: AsyncSession, item_id: UUID, news: News, amount: Decimal) -> list[UUID]:
    """Let the authors of all needs that an item and those below it answer hear of a change; return the needs.

    Each hears of the own need's share of `amount`: down the edges, then among the needs of an item.
    """
    leaves, edges = await rollups.tree_of_item(await inside(session), item_id)
    answered = await queries.answered(session, [leaf.id for leaf in leaves])
    own = {leaf.id: leaf.own for leaf in leaves}
    stayed = flows.flow_down({item_id: amount}, own, edges).stayed
    parts = [(stayed[item], found) for item, found in answered.items() if item in stayed]
    shares = partial(need_shares.shares_of, parts)
    carried = sorted({need for found in answered.values() for need in found})
    await needs.tell(session, carried, replace(news, shares=shares))
    return carried
