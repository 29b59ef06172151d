"""What is asked of planning years."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.cycles import tables
from services.planning.need_origins.queries import BEHIND
from services.planning.needs import queries as needs
from services.planning.places import queries as places
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.places import path_of, prefix_range
from shared.views import View, instant

TABLE: Any = tables.CycleClosing.__table__
CARRIED: Any = tables.CarriedNeed.__table__
_c: Any = TABLE.c
_carried: Any = CARRIED.c
_need: Any = needs.TABLE.c
CLOSING = View(
    "cycle-closing",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        (_c.fiscal_year_be + 1).label("into_year_be"),
        _c.closed_on,
        _c.needs,
        _c.funded,
        _c.carried,
        literal(1).label("revision"),
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
CLOSINGS = Listing(
    CLOSING,
    filters={
        **area_filters(_c.area_code),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
    },
    sorts={"place": Sort((_c.area_code,))},
)
BACKLOG = Listing(
    View(
        "carried-need",
        select(
            _carried.need_id,
            _need.title_th,
            places.block(_carried.area_code).label("area"),
            _need.issue_code,
            _carried.closing_id,
            _carried.from_year_be,
            _carried.into_year_be,
            _carried.status.label("status_then"),
            _need.status.label("status"),
            _need.voiced_on,
            _carried.age_years,
            _carried.age_days,
            _carried.times,
            _carried.refusals,
            _carried.reasons,
            literal(1).label("revision"),
        ).select_from(
            CARRIED.join(needs.TABLE, _need.id == _carried.need_id).join(
                places.TABLE, places.here(_carried.area_code)
            )
        ),
        key=_carried.id,
        area=_carried.area_code,
    ),
    filters={
        **area_filters(_carried.area_code),
        "fiscal_year_be": _carried.into_year_be == bindparam("fiscal_year_be"),
        "closing_id": _carried.closing_id == bindparam("closing_id"),
    },
    sorts={"place": Sort((_carried.area_code,))},
)
FACTS = (
    "need_id", "area_code", "status", "age_days", "age_years", "times", "refusals", "reasons",
)  # fmt: skip
"""What is kept of a need that is carried on."""
_FACTS = """
    WITH RECURSIVE {behind},
    dropped AS (
        SELECT k.asked, max(s.happened_on) AS day FROM behind k
        JOIN need_steps s ON s.need_id = k.id AND s.cause_kind = 'DROP' GROUP BY 1
    ),
    up AS (
        SELECT k.asked AS need_id, i.id, NULL::date AS until FROM behind k JOIN plan_item_needs n ON n.need_id = k.id
        JOIN plan_items i ON i.id = n.plan_item_id WHERE i.plan_status = 'ADOPTED'
        UNION
        SELECT k.asked, coalesce(i.version_of_id, i.id), d.day FROM behind k JOIN dropped d USING (asked)
        JOIN plan_item_needs n ON n.need_id = k.id
        JOIN plan_items i ON i.id = n.plan_item_id WHERE i.plan_status = 'SUPERSEDED'
        UNION
        SELECT up.need_id, e.into_item_id, up.until FROM up JOIN inclusions e ON e.plan_item_id = up.id
        WHERE e.decision = 'INCLUDED' AND e.into_plan_status = 'ADOPTED'
    ),
    said AS (
        SELECT need_id, 'LEFT_OUT' AS kind, e.reason_th, e.decided_on AS day, e.id
        FROM up JOIN inclusions e ON e.plan_item_id = up.id
        WHERE e.decision = 'EXCLUDED' AND e.into_plan_status = 'ADOPTED'
        AND e.decided_on <= coalesce(until, e.decided_on)
        UNION
        SELECT need_id, 'REFUSED', a.reason_th, a.answered_on, a.id
        FROM up JOIN proposals p ON p.plan_item_id = up.id JOIN answers a ON a.proposal_id = p.id
        WHERE a.outcome = 'REJECTED' AND a.answered_on <= coalesce(until, a.answered_on)
        UNION
        SELECT need_id, 'NO_ANSWER', NULL, p.submitted_on, p.id
        FROM up JOIN proposals p ON p.plan_item_id = up.id
        WHERE until IS NULL AND NOT EXISTS (SELECT FROM answers a WHERE a.proposal_id = p.id)
        UNION
        SELECT k.asked, 'RETURNED', v.reason_th, v.verified_on, v.id
        FROM behind k JOIN need_verifications v ON v.need_id = k.id WHERE v.outcome = 'SENT_BACK'
        UNION
        SELECT k.asked, 'DROPPED', p.change_reason_th, s.happened_on, a.id
        FROM behind k JOIN need_steps s ON s.need_id = k.id AND s.cause_kind = 'DROP'
        JOIN adoptions a ON a.id = s.cause_id JOIN plans p ON p.id = a.plan_id
        UNION
        SELECT asked, 'NEVER_PLANNED', NULL, NULL, NULL
        FROM behind WHERE NOT EXISTS (SELECT FROM up WHERE up.need_id = behind.asked)
        UNION
        SELECT need_id, 'NOT_PROPOSED', NULL, NULL, NULL FROM up WHERE until IS NULL GROUP BY need_id
        HAVING NOT bool_or(EXISTS (SELECT FROM proposals p WHERE p.plan_item_id = up.id))
    )
    SELECT n.id, n.area_code, n.status, %(day)s::date - n.voiced_on AS age_days,
           date_part('year', age(%(day)s::date, n.voiced_on))::int AS age_years,
           1 + (SELECT count(*) FROM carried_needs c WHERE c.need_id = n.id) AS times,
           (SELECT count(*) FROM said s WHERE s.need_id = n.id AND s.kind = 'REFUSED') AS refusals,
           (SELECT coalesce(json_agg(json_build_object('kind', s.kind, 'reason_th', s.reason_th, 'on', s.day)
                                     ORDER BY s.day, s.kind, s.reason_th), '[]'::json)
            FROM said s WHERE s.need_id = n.id) AS reasons
    FROM needs n WHERE n.id = ANY(%(ids)s::uuid[]) ORDER BY n.id
""".replace("{behind}", BEHIND)


async def closed(session: AsyncSession, area_code: str, year_be: int) -> UUID | None:
    """Return the closing of a year of an area, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(_c.area_code == area_code, _c.fiscal_year_be == year_be)
    )
    return found


async def last_closed(session: AsyncSession, area_code: str) -> int | None:
    """Return the last year that is closed for an area, by itself or with what lies above it."""
    years = needs.CLOSED.c
    found: int | None = await session.scalar(
        select(func.max(years.fiscal_year_be)).where(years.area_code.in_(path_of(area_code)))
    )
    return found


async def lock_carried(
    session: AsyncSession, area_code: str, year_be: int, until: dt.date, statuses: Sequence[str]
) -> dict[UUID, str]:
    """Lock the needs of an area and year that are in one of the states; return the state of each."""
    low, high = prefix_range(area_code)
    statement = (
        select(_need.id, _need.status)
        .where(_need.area_code >= low, _need.area_code < high, _need.voiced_on <= until)
        .where(func.coalesce(_need.cycle_year_be, year_be) <= year_be)
        .where(_need.status.in_(statuses))
        .order_by(_need.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.status for row in await session.execute(statement)}


async def count_funded(
    session: AsyncSession, area_code: str, until: dt.date, statuses: Sequence[str]
) -> int:
    """Return how many needs of an area, voiced until a day, are in one of the states."""
    low, high = prefix_range(area_code)
    statement = (
        select(func.count())
        .where(_need.area_code >= low, _need.area_code < high, _need.voiced_on <= until)
        .where(_need.status.in_(statuses))
    )
    return await session.scalar(statement) or 0


async def facts(
    session: AsyncSession, need_ids: Sequence[UUID], day: dt.date
) -> list[dict[str, Any]]:
    """Return the `FACTS` of needs: their age on a day, how often they were carried and refused, why without money."""
    found = await ask(await inside(session), _FACTS, {"ids": list(need_ids), "day": day})
    return [dict(zip(FACTS, row, strict=True)) for row in await found.fetchall()]
