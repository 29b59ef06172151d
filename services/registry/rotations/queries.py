"""What is asked of rotations."""

from typing import Any
from uuid import UUID

from sqlalchemy import Date, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies import queries as bodies
from services.registry.bodies.tables import Rotation, Seat
from services.registry.seats import queries as seats
from shared.lists import Listing, Sort

_r: Any = Rotation.__table__.c
_s: Any = Seat.__table__.c

ROTATIONS = Listing(
    seats.ROTATION,
    filters={
        "seat": _r.seat_id == bindparam("seat"),
        "body": _s.body_id == bindparam("body"),
        "to_body": _r.to_body_id == bindparam("to_body"),
        "on": bodies.live(_r, bindparam("on", type_=Date)),
    },
    sorts={"id": Sort(())},
)


async def get_for_update(session: AsyncSession, rotation_id: UUID) -> Rotation | None:
    """Return the rotation, locked until the end of the transaction, or None."""
    statement = select(Rotation).where(_r.id == rotation_id).with_for_update()
    found: Rotation | None = await session.scalar(statement)
    return found
