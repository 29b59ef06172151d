"""What is asked of seats; who holds one is named by the rules that people are named by."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, case, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies import queries as bodies
from services.registry.bodies.tables import Body, Rotation, Seat
from services.registry.communities.queries import records_of
from services.registry.people import queries as people
from services.registry.people.tables import Person
from shared.lists import Listing, Sort
from shared.views import View

_s: Any = Seat.__table__.c
_b: Any = Body.__table__.c
_p: Any = Person.__table__.c
_r: Any = Rotation.__table__.c
_UNNAMED: Any = literal_column("'แหล่งข้อมูลไม่ระบุชื่อ'")
_facts = (
    _s.id,
    _s.body_id,
    _s.person_id,
    _s.holder,
    _s.stands_in_for_id,
    _s.post,
    _s.form,
    _s.region_code,
    _s.province_code,
    _s.issue_code,
    _s.headquarters,
    _s.starts_on,
    _s.starts_precision,
    _s.ends_on,
    _s.revision,
)
_of_body = Seat.__table__.join(Body.__table__, _b.id == _s.body_id)
_named = case(
    (_s.holder == "UNNAMED", _UNNAMED), else_=people.holder(_s, bodies.held_ever(_s))
).label("holder_th")

SEAT = View("body-seat", select(*_facts).select_from(_of_body), key=_s.id, area=_b.area_code)
"""Seats as events tell of them: ids, no names."""
SHOWN = View(
    "body-seat-shown",
    select(
        *_facts[:2],
        case((bodies.held_ever(_s), _s.person_id)).label("person_id"),
        *_facts[3:],
        _named,
    ).select_from(_of_body.outerjoin(Person.__table__, _p.id == _s.person_id)),
    key=_s.id,
    area=_b.area_code,
)
"""Seats as people see them; of whom nothing is told there is no id (docs/decisions/0014)."""
SEATS = Listing(
    SHOWN,
    filters={
        "body": _s.body_id == bindparam("body"),
        "person": and_(bodies.held_ever(_s), _s.person_id.in_(records_of(bindparam("person")))),
        "post": _s.post == bindparam("post"),
        "region": _s.region_code == bindparam("region"),
        "form": _s.form == bindparam("form"),
        "on": bodies.live(_s, bindparam("on", type_=Date)),
        "live": bodies.live(_s),
    },
    sorts={"body": Sort((_s.body_id,))},
    uneven=("on",),
)

ROTATION = View(
    "rotation",
    select(
        _r.id,
        _r.seat_id,
        _r.to_body_id,
        _r.to_board_th,
        _r.starts_on,
        _r.ends_on,
        _r.revision,
    ).select_from(
        Rotation.__table__.join(Seat.__table__, _s.id == _r.seat_id).join(
            Body.__table__, _b.id == _s.body_id
        )
    ),
    key=_r.id,
    area=_b.area_code,
)
"""Rotations of who holds a seat, as everybody sees them."""


async def get_for_update(session: AsyncSession, seat_id: UUID) -> Seat | None:
    """Return the seat, locked until the end of the transaction, or None."""
    statement = select(Seat).where(_s.id == seat_id).with_for_update()
    found: Seat | None = await session.scalar(statement.execution_options(populate_existing=True))
    return found


async def body_of(session: AsyncSession, seat_id: UUID) -> UUID | None:
    """Return the body of a seat, or None for an unknown one."""
    found: UUID | None = await session.scalar(select(_s.body_id).where(_s.id == seat_id))
    return found


async def area_of(session: AsyncSession, body_id: UUID) -> str | None:
    """Return the area of a body, or None for an unknown one."""
    found: str | None = await session.scalar(select(_b.area_code).where(_b.id == body_id))
    return found


async def held_by(session: AsyncSession, person_id: UUID) -> Sequence[Seat]:
    """Return every seat of a person, locked until the end of the transaction."""
    statement = select(Seat).where(_s.person_id == person_id).order_by(_s.id)
    return list(await session.scalars(statement.with_for_update()))


async def standing_in(session: AsyncSession, seat_id: UUID) -> Sequence[Seat]:
    """Return who stands in for a seat, locked until the end of the transaction."""
    statement = select(Seat).where(_s.stands_in_for_id == seat_id).order_by(_s.id)
    return list(await session.scalars(statement.with_for_update()))


async def rotations_of(session: AsyncSession, seat_id: UUID) -> Sequence[Rotation]:
    """Return every rotation of a seat's holder, locked until the end of the transaction."""
    statement = select(Rotation).where(_r.seat_id == seat_id).order_by(_r.id)
    return list(await session.scalars(statement.with_for_update()))
