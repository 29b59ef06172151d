"""What is asked of needs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, and_, any_, bindparam, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.need_origins.queries import BEHIND, KIN
from services.planning.needs.schemas import IN_STATE, Cause, NeedStatus, Voice
from services.planning.needs.tables import ClosedYear, Need, NeedOrigin, NeedStep
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.places import path_of
from shared.thai_time import fiscal_year_be
from shared.views import View, instant

TABLE: Any = Need.__table__
STEPS: Any = NeedStep.__table__
ORIGINS: Any = NeedOrigin.__table__
CLOSED: Any = ClosedYear.__table__
_YEARS = 2568
"""The first half of the keys of locks on the planning years of provinces."""
_c: Any = TABLE.c
_GIVEN = any_(bindparam("ids", type_=ARRAY(Uuid)))

NEED = View(
    "need",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.title_th,
        _c.description_th,
        _c.cause_th,
        _c.issue_code,
        _c.voiced_on,
        organizations.meant(_c.voiced_by_organization_id).label("voiced_by_organization_id"),
        organizations.NAME.label("voiced_by_organization_th"),
        _c.voiced_at_th,
        _c.households,
        _c.status,
        _c.verification,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        organizations.joined(
            TABLE.join(places.TABLE, places.here(_c.area_code)), _c.voiced_by_organization_id
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
NEEDS = Listing(
    NEED,
    filters={
        **area_filters(_c.area_code),
        "issue": _c.issue_code == bindparam("issue"),
        "status": _c.status == bindparam("status"),
        "verification": _c.verification == bindparam("verification"),
        IN_STATE: and_(_c.status >= bindparam("status"), _c.status <= bindparam("status")),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
        IN_STATE: Sort((_c.status, _c.updated_at), descending=True),
    },
)


async def get_for_update(session: AsyncSession, need_id: UUID) -> Need | None:
    """Return the need, locked until the end of the transaction, or None."""
    statement = select(Need).where(_c.id == need_id).with_for_update(key_share=True)
    found: Need | None = await session.scalar(statement)
    return found


async def areas_of(session: AsyncSession, need_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the area codes of those needs that exist."""
    statement = select(_c.id, _c.area_code).where(_c.id == _GIVEN)
    rows = await session.execute(statement, {"ids": list(need_ids)})
    return {row.id: row.area_code for row in rows}


async def last_voiced(session: AsyncSession, need_ids: Sequence[UUID]) -> dt.date | None:
    """Return the day on which the last of the needs was voiced, or None for no needs."""
    statement = select(func.max(_c.voiced_on)).where(_c.id == _GIVEN)
    found: dt.date | None = await session.scalar(statement, {"ids": list(need_ids)})
    return found


async def lock(session: AsyncSession, need_ids: Iterable[UUID]) -> dict[UUID, NeedStatus]:
    """Lock those of the given needs that exist, in the order of their ids; return the state of each."""
    statement = (
        select(_c.id, _c.status)
        .where(_c.id == _GIVEN)
        .order_by(_c.id)
        .with_for_update(key_share=True)
    )
    rows = await session.execute(statement, {"ids": sorted(need_ids)})
    return {row.id: NeedStatus(row.status) for row in rows}


async def became(session: AsyncSession, need_ids: Iterable[UUID]) -> list[UUID]:
    """Return the needs that the given ones became part of, or were split into."""
    origin = ORIGINS.c
    statement = (
        select(origin.into_id).where(origin.origin_id == _GIVEN, origin.standing).distinct()
    )
    return list((await session.scalars(statement, {"ids": list(need_ids)})).all())


async def step(
    session: AsyncSession, need_ids: Sequence[UUID], target: str, cause: Cause, **more: Any
) -> None:
    """Put locked needs into a state, each by one step more; `cause` says why and when, `more` is set, too."""
    await session.execute(
        update(TABLE)
        .where(_c.id == _GIVEN)
        .values(
            status=target,
            steps=_c.steps + 1,
            revision=_c.revision + 1,
            updated_at=func.clock_timestamp(),
            **more,
        ),
        {"ids": list(need_ids)},
        execution_options={"synchronize_session": False},
    )
    former = STEPS.alias()
    taken = (
        select(
            _c.id,
            _c.steps,
            former.c.to_status,
            _c.status,
            literal(cause.kind.value),
            literal(cause.id, Uuid),
            literal(cause.on, Date),
        )
        .join_from(TABLE, former, (former.c.need_id == _c.id) & (former.c.number == _c.steps - 1))
        .where(_c.id == _GIVEN)
    )
    names = ["need_id", "number", "from_status", "to_status", "cause_kind", "cause_id"]
    await session.execute(
        insert(STEPS).from_select([*names, "happened_on"], taken), {"ids": list(need_ids)}
    )


async def first_step(session: AsyncSession, row: Need, cause: Cause) -> None:
    """Write down the step by which a need came to be."""
    session.add(
        NeedStep(
            need_id=row.id,
            number=1,
            to_status=row.status,
            cause_kind=cause.kind,
            cause_id=cause.id,
            happened_on=cause.on,
        )
    )
    await session.flush()


async def join(session: AsyncSession, pairs: Sequence[tuple[UUID, UUID]], cause: Cause) -> None:
    """Write down which need went into which."""
    by = {"cause_id": cause.id, "cause_kind": cause.kind.value, "standing": True}
    rows = [{"origin_id": origin, "into_id": into, **by} for origin, into in pairs]
    await session.execute(insert(ORIGINS), rows)


async def part(session: AsyncSession, cause_id: UUID) -> None:
    """Say of what an act joined that it stands no more."""
    origin = ORIGINS.c
    await session.execute(
        update(ORIGINS).where(origin.cause_id == cause_id).values(standing=False)
    )


async def origins_of(session: AsyncSession, cause_id: UUID) -> list[UUID]:
    """Return the needs that an act let go on in others."""
    origin = ORIGINS.c
    statement = select(origin.origin_id).where(origin.cause_id == cause_id).distinct()
    return sorted((await session.scalars(statement)).all())


async def lock_rows(session: AsyncSession, need_ids: Iterable[UUID]) -> dict[UUID, Need]:
    """Return the needs, locked in the order of their ids until the end of the transaction."""
    statement = (
        select(Need)
        .where(_c.id == _GIVEN)
        .order_by(_c.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    rows = await session.scalars(statement, {"ids": sorted(need_ids)})
    return {row.id: row for row in rows}


async def stood(
    session: AsyncSession, need_ids: Iterable[UUID], cause_id: UUID
) -> dict[UUID, str]:
    """Return from which state an act moved needs."""
    step = STEPS.c
    statement = select(step.need_id, step.from_status).where(
        step.need_id == _GIVEN, step.cause_id == cause_id
    )
    rows = await session.execute(statement, {"ids": list(need_ids)})
    return {row.need_id: row.from_status for row in rows if row.from_status is not None}


_VOICES = """
    WITH RECURSIVE {kin}, {behind}
    SELECT w.asked, n.id, n.title_th, n.area_code, n.voiced_by_organization_id, n.voiced_at_th,
           NOT EXISTS (SELECT 1 FROM need_origins o WHERE o.into_id = n.id AND o.standing) AS original,
           EXISTS (SELECT 1 FROM need_steps s WHERE s.need_id = n.id AND s.number = 1
                   AND s.cause_kind = 'MERGER') AS made,
           EXISTS (SELECT 1 FROM behind b WHERE b.asked = w.asked AND b.id = w.id) AS own
    FROM kin w JOIN needs n ON n.id = w.id ORDER BY original DESC, made DESC, w.asked, n.id
""".replace("{kin}", KIN).replace("{behind}", BEHIND)


_LINES = """
    SELECT origin_id, array_agg(DISTINCT into_id) FROM need_origins
    WHERE origin_id = ANY(%(ids)s::uuid[]) AND standing GROUP BY origin_id
"""


async def lines(session: AsyncSession, need_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return what needs became, in a fixed order."""
    found = await ask(await inside(session), _LINES, {"ids": list(need_ids)})
    return {origin: sorted(into) for origin, into in await found.fetchall()}


async def voices(session: AsyncSession, need_ids: Iterable[UUID]) -> list[Voice]:
    """Return what was voiced of all that the needs came from and became part of: what came from nothing first."""
    found = await ask(await inside(session), _VOICES, {"ids": list(need_ids)})
    return [Voice(*row) for row in await found.fetchall()]


_HELD = """
    WITH RECURSIVE {behind}
    SELECT DISTINCT w.asked FROM behind w JOIN plan_item_needs l ON l.need_id = w.id
    JOIN plan_items i ON i.id = l.plan_item_id AND i.plan_status = 'ADOPTED'
""".replace("{behind}", BEHIND)


async def held(session: AsyncSession, need_ids: Iterable[UUID]) -> set[UUID]:
    """Return which needs a plan in force answers, by their own id or that of what they came from."""
    found = await ask(await inside(session), _HELD, {"ids": list(need_ids)})
    return {row[0] for row in await found.fetchall()}


async def enter_years(session: AsyncSession, area_code: str, *, alone: bool = False) -> None:
    """Wait until nobody closes a year of the province; `alone` waits for all who record needs there, too.

    Taken before any need is locked, so that a need is in a year before it is closed or in the next one.
    """
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    await session.execute(select(lock(_YEARS, int(area_code[:2]))))


async def open_year(session: AsyncSession, area_code: str, voiced_on: dt.date) -> int | None:
    """Return the year in which a need comes late, because that of its voice is closed, else None."""
    closed = CLOSED.c
    last = await session.scalar(
        select(func.max(closed.fiscal_year_be)).where(closed.area_code.in_(path_of(area_code)))
    )
    return None if last is None or last < fiscal_year_be(voiced_on) else last + 1
