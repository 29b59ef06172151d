"""What happens to budget lines."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.budget_lines import queries, rules, schemas
from shared.errors import Problem


async def check(
    session: AsyncSession,
    item_id: UUID,
    lines: Sequence[schemas.BudgetLineNew] | None,
    own: Decimal,
    *,
    final: bool,
) -> None:
    """Hold lines, by default those that there are, against the own budget of their item, which is locked.

    Raises 422 for lines that say too little or do not fit the budget, 409 `id-conflict` for a line of another
    item.
    """
    if lines is None:
        rules.check_sum(own, await queries.amounts_of(session, item_id), final=final)
        return
    named = [line.agency_id for line in lines if line.agency_id]
    rules.check_lines(lines, await agencies.known(session, named))
    rules.check_sum(own, [line.amount.baht for line in lines], final=final)
    if lines and await queries.elsewhere(session, [line.id for line in lines], item_id):
        raise Problem("id-conflict")


async def put(
    session: AsyncSession, item_id: UUID, lines: Sequence[schemas.BudgetLineNew]
) -> None:
    """Put these lines in the place of those that an item has."""
    table = queries.TABLE
    await session.execute(delete(table).where(table.c.plan_item_id == item_id))
    rows = [
        {
            **line.model_dump(exclude={"amount"}),
            "plan_item_id": item_id,
            "place": place,
            "amount_baht": line.amount.baht,
        }
        for place, line in enumerate(lines)
    ]
    if rows:
        await session.execute(insert(table), rows)
