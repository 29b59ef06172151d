"""What is asked of bodies."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area, AreaGroup
from services.registry.bodies.tables import Body, Seat
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant, json_object

_c: Any = Body.__table__.c
_s: Any = Seat.__table__.c
_place: Any = Area.__table__
_group: Any = AreaGroup.__table__.c
_held: Any = table("meetings", column("body_id"), column("state"), column("held_to", Date)).c
"""Meetings stand to the right of bodies; all that is asked here is when the last one was held."""
TODAY: Any = literal_column("(now() AT TIME ZONE interval '07:00')::date")
_here = _place.c.code == func.left(_c.area_code, 6)
_THAILAND: Any = literal_column("'ทั้งประเทศ'")
_nation = json_object(
    code=literal_column("''"), level="NATION", name_th=_THAILAND, name_en="Thailand"
)


def _last_active(body_id: Any) -> Any:
    """Return the last day of the last meeting that a body held."""
    held = (_held.body_id == body_id, _held.state == literal_column("'HELD'"))
    return select(func.max(_held.held_to)).where(*held).scalar_subquery()


BODY = View(
    "body",
    select(
        _c.id,
        _c.kind,
        _c.name_th,
        _c.name_en,
        _c.aliases,
        _c.level,
        case((_c.area_code == "", _nation), else_=area_block(_place.c, _c.area_code)).label(
            "area"
        ),
        _c.group_code,
        _c.parent_id,
        _c.succeeds_id,
        _c.issue_code,
        _c.mechanism,
        _c.seats_count,
        _c.co_chairs,
        _c.founded_on,
        _c.founded_precision,
        _c.ended_on,
        _c.ended_precision,
        _c.source_th,
        _last_active(_c.id).label("last_active_on"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Body.__table__.outerjoin(_place, _here)),
    key=_c.id,
    area=_c.area_code,
)
BODIES = Listing(
    BODY,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "level": _c.level == bindparam("level"),
        "parent": _c.parent_id == bindparam("parent"),
        "group": _c.group_code == bindparam("group"),
        "issue": _c.issue_code == bindparam("issue"),
    },
    sorts={"place": Sort((_c.area_code, _c.name_sort))},
)
_ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT %(body)s::uuid UNION SELECT b.parent_id FROM bodies b JOIN above a ON a.id = b.id
        WHERE b.parent_id IS NOT NULL
    ) SELECT id FROM above
"""


def live(held: Any, day: Any = TODAY) -> Any:
    """Return the condition that something with a start and an end holds on a day, today unless told."""
    return and_(held.starts_on <= day, or_(held.ends_on.is_(None), held.ends_on > day))


def held_ever(held: Any) -> Any:
    """Return the condition that something has begun and held for a day; what was withdrawn never held."""
    lasted = or_(held.ends_on.is_(None), held.ends_on > held.starts_on)
    return and_(held.starts_on <= TODAY, lasted)


def sitting(person: Any) -> Any:
    """Return what the seats that a person of the table `person` holds today say about them, as a lateral.

    `sits` is whether there is one, `seats` names them: who sits in a body is in public office.
    """
    none: Any = literal_column("'[]'::json")
    seats = func.json_agg(json_object(body_id=_s.body_id, post=_s.post))
    return (
        select((func.count() > 0).label("sits"), func.coalesce(seats, none).label("seats"))
        .where(_s.person_id == person.c.id, live(_s))
        .correlate(person)
        .lateral("sitting")
    )


def sits(person_id: Any) -> Any:
    """Return the condition that somebody holds a seat today."""
    return select(_s.id).where(_s.person_id == person_id, live(_s)).exists()


async def get_for_update(session: AsyncSession, body_id: UUID) -> Body | None:
    """Return the body, locked until the end of the transaction, or None."""
    statement = select(Body).where(_c.id == body_id).with_for_update()
    found: Body | None = await session.scalar(statement)
    return found


async def exists(session: AsyncSession, body_id: UUID) -> bool:
    """Say whether there is such a body."""
    return await session.scalar(select(_c.id).where(_c.id == body_id)) is not None


async def last_active_on(session: AsyncSession, body_id: UUID) -> dt.date | None:
    """Return the last day on which a body met, None when it never did."""
    found: dt.date | None = await session.scalar(select(_last_active(body_id)))
    return found


async def regions(session: AsyncSession) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    """Return when each region of the nation holds: code → (first day, first day no more), None is open."""
    asked = select(_group.code, _group.valid_from, _group.valid_to).where(_group.kind == "REGION")
    rows = await session.execute(asked.where(_group.area_code == ""))
    return {code: (begun, ended) for code, begun, ended in rows}


async def group_exists(session: AsyncSession, code: str) -> bool:
    """Say whether there is such a group of areas."""
    return await session.scalar(select(_group.code).where(_group.code == code)) is not None


async def above(session: AsyncSession, body_id: UUID) -> list[UUID]:
    """Return a body's id and those of all bodies that it belongs to."""
    found = await ask(await inside(session), _ABOVE, {"body": body_id})
    return [row[0] for row in await found.fetchall()]


async def seated(session: AsyncSession, body_id: UUID) -> Sequence[Seat]:
    """Return every seat of a body, past ones and stand-ins too; call it while the body is locked."""
    statement = select(Seat).where(_s.body_id == body_id).order_by(_s.starts_on, _s.id)
    return list(await session.scalars(statement.execution_options(populate_existing=True)))
