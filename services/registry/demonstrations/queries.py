"""What is asked of demonstrations, and of the organizations on which they stand."""

import datetime as dt
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.demonstrations.schemas import DemonstrationState, Ground, Reached
from services.registry.demonstrations.tables import Demonstration, Step
from services.registry.organizations.tables import Organization
from services.registry.placings import queries as placings
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.places import prefix_range
from shared.views import View, area_block, instant, json_object

_c: Any = Demonstration.__table__.c
_s: Any = Step.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_here = _place.c.code == func.left(_c.area_code, 6)
_step = json_object(
    state=_s.state,
    reached_on=_s.reached_on,
    organization_ids=_s.organization_ids,
    council_id=_s.council_id,
    note_th=_s.note_th,
)
_steps = (
    select(func.json_agg(aggregate_order_by(_step, _s.position)))
    .where(_s.demonstration_id == _c.id)
    .correlate(Demonstration.__table__)
    .scalar_subquery()
)

DEMONSTRATION = View(
    "demonstration",
    select(
        _c.id,
        area_block(_place.c, _c.area_code).label("area"),
        _c.name_th,
        _c.kind,
        _c.practice,
        _c.issue_code,
        _c.summary_th,
        _c.note_th,
        _c.began_on,
        _c.began_precision,
        _c.horizon_years,
        _c.plan_th,
        _c.learning_centre,
        _c.story,
        _c.strong_points,
        _c.weak_points,
        _c.state,
        _c.council_id,
        _steps.label("steps"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Demonstration.__table__.join(_place, _here)),
    key=_c.id,
    area=_c.area_code,
)
DEMONSTRATIONS = Listing(
    DEMONSTRATION,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "practice": _c.practice == bindparam("practice"),
        "issue": _c.issue_code == bindparam("issue"),
        "state": _c.state == bindparam("state"),
        "learning_centre": _c.learning_centre == bindparam("learning_centre"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)
# What a certification was on a day: certified from its day on, until its end. One that was suspended or
# revoked since proves nothing any more.
_GROUND = placings.of_a_day(
    """
    SELECT o.id, o.name_th, c.found_on, c.certified_on,
           coalesce(c.status = 'CERTIFIED' AND c.certified_on <= %(day)s
                    AND (c.expires_on IS NULL OR c.expires_on > %(day)s), false), c.id
    FROM certifications c JOIN organizations o ON o.id = c.organization_id
    WHERE {here} AND c.found_on <= %(day)s
      AND c.status NOT IN ('REFUSED', 'MERGED') AND o.status <> 'DISSOLVED' AND o.kind <> 'TAMBON_COUNCIL'
    ORDER BY c.found_on, o.id, c.id
""",
    "certifications",
    "c",
)


async def get_for_update(session: AsyncSession, demonstration_id: UUID) -> Demonstration | None:
    """Return the demonstration, locked until the end of the transaction, or None."""
    statement = (
        select(Demonstration).where(_c.id == demonstration_id).with_for_update(key_share=True)
    )
    found: Demonstration | None = await session.scalar(statement)
    return found


async def steps_of(session: AsyncSession, demonstration_id: UUID) -> list[Reached]:
    """Return the steps of a demonstration in their order."""
    statement = (
        select(_s.state, _s.reached_on)
        .where(_s.demonstration_id == demonstration_id)
        .order_by(_s.position)
    )
    rows = await session.execute(statement)
    return [Reached(DemonstrationState(row.state), row.reached_on) for row in rows]


async def is_taken(session: AsyncSession, step_id: UUID) -> bool:
    """Say whether a step was written down under this id."""
    return await session.scalar(select(_s.id).where(_s.id == step_id)) is not None


async def council_area(session: AsyncSession, council_id: UUID) -> str | None:
    """Return the area of a council, or None when there is no such council."""
    found: str | None = await session.scalar(
        select(_o.area_code).where(_o.id == council_id, _o.kind == "TAMBON_COUNCIL")
    )
    return found


async def ground(connection: AsyncConnection[Any], area_code: str, day: dt.date) -> list[Ground]:
    """Return the organizations of an area that were found by a day, and which were certified then."""
    low, high = prefix_range(area_code)
    rows = await ask(connection, _GROUND.on(day), {"low": low, "high": high, "day": day})
    return [Ground(*row) for row in await rows.fetchall()]


async def ground_within(session: AsyncSession, area_code: str, day: dt.date) -> list[Ground]:
    """Return the same inside a writing transaction."""
    return await ground(await inside(session), area_code, day)
