"""What a version of a plan consists of, and what is asked of its parts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.base import Table
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from services.planning.plans.schemas import PlanStatus
from services.planning.rollups import queries as rollups
from shared.database import ask, inside


@dataclass(frozen=True, slots=True)
class Content:
    """It says what the plan is: carried over into the draft of the next version, and kept with each."""


@dataclass(frozen=True, slots=True)
class Act:
    """It was done to one version: it stays with that version."""


@dataclass(frozen=True, slots=True)
class Stays:
    """What became of the plan or project: it stays with the one in force, and binds it when `binds`."""

    binds: bool = True


Part = Content | Act | Stays
OF_ITEMS: Mapping[str, Part] = {
    "plan_item_needs.plan_item_id": Content(),
    "inclusions.into_item_id": Content(),
    "budget_lines.plan_item_id": Content(),
    "finalizations.plan_item_id": Act(),
    "item_withdrawals.plan_item_id": Act(),
    "inclusions.plan_item_id": Stays(binds=False),  # their money binds: `rules.check_covers`
    "plan_items.version_of_id": Stays(binds=False),
    "plan_items.carried_from_item_id": Stays(),
    "carry_overs.plan_item_id": Stays(),
    "carry_overs.into_item_id": Stays(),
    "progress_reports.plan_item_id": Stays(),
    "proposals.plan_item_id": Stays(),
    "results.plan_item_id": Stays(),
}
"""Every column that refers to plan items, and what becomes of it when a new version is adopted."""
OF_PLANS: Mapping[str, Part] = {
    "plan_items.plan_id": Content(),
    "inclusions.into_plan_id": Content(),
    "adoptions.plan_id": Act(),
    "deliberations.plan_id": Act(),
    "plan_withdrawals.plan_id": Act(),
    "kept_rollups.plan_id": Act(),
    "carry_overs.into_plan_id": Stays(binds=False),
    "joint_agendas.plan_id": Stays(binds=False),
    "submissions.plan_id": Stays(binds=False),
    "plans.version_of_id": Stays(binds=False),
}
"""The same for columns that refer to plans."""
UNLINKED = ("commitments.plan_item_id",)
"""Copies that refer to plan items without a foreign key; they stay and bind too."""
OWN = frozenset({"id", "fingerprint", "created_at", "updated_at", "revision"})
PLACE = frozenset({"plan_id", "plan_status", "version_of_id", "carried_from_item_id"})


def column(name: str) -> Any:
    """Return a column by `table.column`."""
    table, _, of = name.partition(".")
    return Table.metadata.tables[table].c[of]


def content_of(table: Any, *but: str) -> list[str]:
    """Return the columns that say what a row is, without its identity and its place."""
    return [each.name for each in table.columns if each.name not in OWN | PLACE | set(but)]


async def other_draft(session: AsyncSession, plan_id: UUID, but: UUID) -> UUID | None:
    """Return the draft of a plan's next version besides the one just written, or None."""
    c = plans.TABLE.c
    found: UUID | None = await session.scalar(
        select(c.id).where(
            c.version_of_id == plan_id, c.status == PlanStatus.DRAFT.value, c.id != but
        )
    )
    return found


async def last_version(session: AsyncSession, plan_id: UUID) -> int:
    """Return the highest number of a plan's versions, drafts that were withdrawn included."""
    c = plans.TABLE.c
    asked = select(func.max(c.version)).where(or_(c.id == plan_id, c.version_of_id == plan_id))
    return int(await session.scalar(asked) or 0)


async def decisions_into(session: AsyncSession, plan_id: UUID) -> list[UUID]:
    """Return the decisions about what came up into a plan."""
    c = rollups.TABLE.c
    return list(
        (
            await session.scalars(select(c.id).where(c.into_plan_id == plan_id, rollups.STANDING))
        ).all()
    )


async def bound(session: AsyncSession, item_ids: Collection[UUID]) -> set[UUID]:
    """Return those items that something became of: money taken up, proposals, commitments, results."""
    names = [n for n, part in OF_ITEMS.items() if isinstance(part, Stays) and part.binds]
    taken = await rollups.taken_of_each(session, list(item_ids))
    found = {item for item, (money, _) in taken.items() if money}
    for each in (column(name) for name in (*names, *UNLINKED)):
        asked = select(each).where(each.in_(item_ids)).distinct()
        found |= set((await session.scalars(asked)).all())
    return found


_ANSWERED_FOR = """
    WITH RECURSIVE up AS (
        SELECT g.id AS item, g.id FROM unnest(%(ids)s::uuid[]) AS g (id)
        UNION
        SELECT up.item, e.into_item_id FROM up JOIN inclusions e ON e.plan_item_id = up.id
        WHERE e.decision = 'INCLUDED' AND e.into_plan_status = 'ADOPTED'
    )
    SELECT DISTINCT up.item FROM up
    WHERE EXISTS (SELECT FROM proposals p WHERE p.plan_item_id = up.id
                  AND (p.granted_baht IS NOT NULL OR (p.closed_on IS NULL AND p.status <> 'REJECTED')))
    OR (up.id = up.item AND EXISTS (SELECT FROM results r WHERE r.plan_item_id = up.id))
"""


async def answered_for(session: AsyncSession, item_ids: Collection[UUID]) -> set[UUID]:
    """Return those items whose needs somebody is asked for, granted or reported on: at the item, or above it."""
    found = await ask(await inside(session), _ANSWERED_FOR, {"ids": list(item_ids)})
    return {row[0] for row in await found.fetchall()}


async def rows_of(
    session: AsyncSession, table: Any, of: str, ids: Sequence[UUID]
) -> list[dict[str, Any]]:
    """Return the rows of a table that refer to some ids."""
    found = await session.execute(select(table).where(table.c[of].in_(ids)))
    return [dict(row) for row in found.mappings()]


async def items_of(session: AsyncSession, plan_ids: Sequence[UUID]) -> list[Any]:
    """Return the items of plans that were not withdrawn, locked in the order of their ids."""
    c = plan_items.TABLE.c
    statement = (
        select(c.id, c.plan_id, c.version_of_id, c.budget_baht, c.households)
        .where(c.plan_id.in_(plan_ids), plan_items.STANDING)
        .order_by(c.id)
        .with_for_update(key_share=True)
    )
    return list((await session.execute(statement)).all())
