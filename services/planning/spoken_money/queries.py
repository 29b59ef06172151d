"""What is asked to say how much of an item's money nobody speaks for, and who may ask at a time."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.spoken_money.schemas import Spot
from shared.database import ask, inside

_SPOTS = """
    WITH RECURSIVE tree AS (
        SELECT unnest(%(tops)s::uuid[]) AS id
        UNION
        SELECT below.plan_item_id FROM tree, LATERAL (
            SELECT plan_item_id FROM inclusions WHERE into_item_id = tree.id AND decision = 'INCLUDED' OFFSET 0
        ) below
    ), touched AS (
        SELECT f.id FROM (
            SELECT unnest(%(asked)s::uuid[]) AS id
            UNION ALL
            SELECT id FROM tree WHERE (SELECT true FROM proposals WHERE plan_item_id = tree.id LIMIT 1)
        ) f
        UNION
        SELECT above.into_item_id FROM touched, LATERAL (
            SELECT into_item_id FROM inclusions
            WHERE plan_item_id = touched.id AND decision = 'INCLUDED' AND into_plan_status = 'ADOPTED' OFFSET 0
        ) above
    )
    SELECT t.id, x.area_code, x.budget_baht, (
        SELECT coalesce(sum(CASE
            WHEN p.closed_on IS NOT NULL OR p.status = 'REJECTED' THEN coalesce(p.granted_baht, 0)
            WHEN p.status = 'ASKED_AGAIN' THEN p.asked_baht
            ELSE coalesce(p.granted_baht, p.asked_baht)
        END), 0) FROM proposals p WHERE p.plan_item_id = t.id AND p.id IS DISTINCT FROM %(but)s::uuid
    ), (
        SELECT json_agg(json_build_array(i.into_item_id, i.share_baht::text)) FROM inclusions i
        WHERE i.plan_item_id = t.id AND i.decision = 'INCLUDED' AND i.into_plan_status = 'ADOPTED'
    ), tree.id IS NOT NULL
    FROM touched t LEFT JOIN tree ON tree.id = t.id, LATERAL (
        SELECT area_code, budget_baht FROM plan_items WHERE id = t.id OFFSET 0
    ) x
"""
"""Items with all below and above them that money could go through, and what proposals speak for there: what they ask
until they are answered and again when they are asked anew, then what they were granted; one that is closed speaks
for no more than that. An item below of which nobody asks anything sends up its shares in full and is left out.
OFFSET 0 keeps each step a look by index: how many steps there will be nobody can guess, and a guess of many reads whole
tables for one."""
_LOCK = """
    SELECT whole, pg_advisory_xact_lock(hashtextextended('money of ' || %(year)s::text || ' ' || %(place)s::text, 0)),
        CASE WHEN whole THEN pg_advisory_xact_lock(hashtextextended('money of ' || %(year)s::text, 0))
             ELSE pg_advisory_xact_lock_shared(hashtextextended('money of ' || %(year)s::text, 0)) END
    FROM (SELECT %(place)s::text = '' OR EXISTS (
        SELECT FROM proposals WHERE fiscal_year_be = %(year)s::integer AND area_code = '') AS whole) f
"""
_LOCK_ALL = "SELECT pg_advisory_xact_lock(hashtextextended('money of ' || %(year)s::text, 0))"


async def held(
    session: AsyncSession,
    items: Collection[UUID],
    year: int,
    area_code: str,
    but: UUID | None = None,
) -> list[Spot]:
    """Return items and all that shares money with them, with what proposals but one speak for.

    Until the end of the transaction nobody else speaks for money of the same province and fiscal year, nor of
    any province once money above the provinces is spoken for. Taken after plans, items and proposals are
    locked, before needs are.
    """
    connection, place = await inside(session), area_code[:2]
    row = await (await ask(connection, _LOCK, {"year": year, "place": place})).fetchone()
    found = await _spots(session, items, but)
    if not (row and row[0]) and any(spot.area_code[:2] != place for spot in found):
        # An area went to another province, or money above was first spoken for just now.
        await ask(connection, _LOCK_ALL, {"year": year})
        found = await _spots(session, items, but)
    return found


async def _spots(session: AsyncSession, items: Collection[UUID], but: UUID | None) -> list[Spot]:
    """Look at what is below the items, and below all that speaks for money that it could come from as well."""
    connection, tops = await inside(session), set(items)
    while True:
        values = {"tops": list(tops), "asked": list(items), "but": but}
        rows = await (await ask(connection, _SPOTS, values)).fetchall()
        further = {row[0] for row in rows if row[3] and not row[5]}
        if not further:
            return [
                Spot(row[0], row[1], row[2], row[3], _shares(row[4])) for row in rows if row[5]
            ]
        tops |= further


def _shares(told: list[tuple[str, str]] | None) -> list[tuple[UUID, Decimal]]:
    return [(UUID(into), Decimal(share)) for into, share in told or ()]
