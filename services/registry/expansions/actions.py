"""What happens to expansions."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.area_shapes import queries as area_shapes
from services.registry.area_shapes import rules as shapes
from services.registry.areas import queries as areas
from services.registry.demonstrations import rules as places
from services.registry.expansions import queries, rules, schemas
from services.registry.expansions.schemas import ExpansionRelation, ExpansionState
from services.registry.expansions.tables import Expansion
from services.registry.movement_rules import queries as movement_rules
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem

_TAMBON_DIGITS = 6


async def plan(
    session: AsyncSession, demonstration_id: UUID, new: schemas.ExpansionNew, *, by: Subject
) -> Expansion:
    """Plan that a demonstration spreads to another area.

    Raises 404, 403 outside the demonstration's area, 409 `already-exists` for an area that is named
    already, 422 for an unknown area, the demonstration's own or a neighbour that is none.
    """
    origin: str = copies.found(await queries.origin_of(session, demonstration_id))
    auth.require(by, "demonstrations.record", area=origin)
    places.check_place(new.area_code)
    rules.check_elsewhere(new.area_code, origin)
    await queries.lock_origin(session, demonstration_id)
    known = await queries.named(session, demonstration_id, new.area_code)
    if known not in {None, new.id}:
        raise Problem("already-exists", existing=str(known))
    row = Expansion(
        **new.model_dump(),
        demonstration_id=demonstration_id,
        state=ExpansionState.PLANNED,
        state_on=new.starts_on,
        fingerprint=events.fingerprint(new, by, demonstration_id),
    )
    await events.write_down(session, row, view=queries.EXPANSION)
    await areas.require(session, new.area_code)
    if new.relation is ExpansionRelation.NEIGHBOUR:
        await _check_neighbour(session, row, origin, field="area_code")
    await events.emit(session, "planned", queries.EXPANSION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    expansion_id: UUID,
    asked: schemas.ExpansionChange,
    *,
    expected: int,
    by: Subject,
) -> Expansion:
    """Change the plan of an expansion or how far it has come, unless it changed since `expected`.

    Those act who record for the demonstration or for the area to which it spreads. Raises 404, 403, 409
    for a state that does not follow, 412 for an older revision, 422.
    """
    row: Expansion = copies.found(await queries.get_for_update(session, expansion_id))
    origin: str = copies.found(await queries.origin_of(session, row.demonstration_id))
    here = auth.allowed(by, "demonstrations.record", area=row.area_code)
    auth.require(by, "demonstrations.record", area=row.area_code if here else origin)
    events.check_revision(row, expected)
    rules.check_move(
        ExpansionState(row.state), asked.state, asked.state_on, row.state_on, asked.reason
    )
    if asked.relation is ExpansionRelation.NEIGHBOUR and row.relation != asked.relation:
        await _check_neighbour(session, row, origin, field="relation")
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.EXPANSION, row.id, by=by, reason=asked.reason
        )
    return row


async def _check_neighbour(
    session: AsyncSession, row: Expansion, origin: str, *, field: str
) -> None:
    """Raise 422 at a field when what is to be a neighbour is none, unless the movement rules allow it."""
    rule = movement_rules.Rule.EXPANSION_NEIGHBOURS_TOUCH
    if not await movement_rules.in_force(session, rule, origin, row.starts_on):
        return
    here, there = origin[:_TAMBON_DIGITS], row.area_code[:_TAMBON_DIGITS]
    touch: bool | None = here == there or None
    if not touch:
        ours, theirs = await area_shapes.pieces_of_both(session, here, there)
        touch = shapes.touch(ours, theirs) if ours and theirs else None
    rules.check_neighbour(there, here, shapes_touch=touch, field=field)
