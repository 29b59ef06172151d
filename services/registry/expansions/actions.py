"""What happens to expansions."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.demonstrations import rules as places
from services.registry.expansions import queries, rules, schemas
from services.registry.expansions.schemas import ExpansionState
from services.registry.expansions.tables import Expansion
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem


async def plan(
    session: AsyncSession, demonstration_id: UUID, new: schemas.ExpansionNew, *, by: Subject
) -> Expansion:
    """Plan that a demonstration spreads to another area.

    Raises 404, 403 outside the demonstration's area, 409 `already-exists` for an area that is named
    already, 422 for an unknown area or the demonstration's own.
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
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.EXPANSION, row.id, by=by, reason=asked.reason
        )
    return row
