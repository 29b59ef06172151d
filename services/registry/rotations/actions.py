"""What happens when a member of a body goes to another board and comes back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies import queries as bodies
from services.registry.bodies.rules import Span
from services.registry.bodies.tables import Rotation, Seat
from services.registry.rotations import queries, rules, schemas
from services.registry.seats import queries as seats
from services.registry.seats import rules as spans
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem

SEAT = "bodies.seat"


async def begin(session: AsyncSession, new: schemas.RotationNew, *, by: Subject) -> Rotation:
    """Let who holds a seat serve on another board for a time; the seat stays theirs.

    Raises 403 elsewhere, 409 while they serve elsewhere already, 422 for what is not known and a time
    beyond the seat's. Without an end it lasts as long as the seat.
    """
    body_id = await seats.body_of(session, new.seat_id)
    if body_id is None:
        raise field_problem("seat_id", "unknown-reference")
    auth.require(by, SEAT, area=await seats.area_of(session, body_id))
    rules.check_board(new.to_body_id, new.to_board_th)
    if new.to_body_id is not None and (
        new.to_body_id == body_id or not await bodies.exists(session, new.to_body_id)
    ):
        raise field_problem("to_body_id", "unknown-reference")
    seat: Seat = copies.found(await seats.get_for_update(session, new.seat_id))
    others = await seats.rotations_of(session, seat.id)
    row = Rotation(
        **new.model_dump(exclude={"ends_on"}),
        ends_on=new.ends_on or seat.ends_on,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=seats.ROTATION)
    spans.check_rotation(
        Span(row.starts_on, row.ends_on),
        Span(seat.starts_on, seat.ends_on),
        [Span(other.starts_on, other.ends_on) for other in others],
    )
    await events.emit(session, "begun", seats.ROTATION, row.id, by=by)
    return row


async def end(
    session: AsyncSession, rotation_id: UUID, asked: schemas.RotationEnding, *, by: Subject
) -> Rotation:
    """Say when somebody is back. Raises 404, 403 elsewhere, 409 when that was on that day or before, 422."""
    row: Rotation = copies.found(await queries.get_for_update(session, rotation_id))
    body_id = copies.found(await seats.body_of(session, row.seat_id))
    auth.require(by, SEAT, area=await seats.area_of(session, body_id))
    spans.check_ending(Span(row.starts_on, row.ends_on), asked.ends_on)
    await events.alter(session, row, {"ends_on": asked.ends_on})
    await events.emit(session, "ended", seats.ROTATION, row.id, by=by, reason=asked.reason)
    return row
