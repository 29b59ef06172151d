"""What happens to holdings."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.holdings import queries, rules, schemas
from services.registry.holdings.tables import Holding
from services.registry.organizations import actions as organizations
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem, field_problem

CHANGE = "organizations.change"


async def state(session: AsyncSession, new: schemas.HoldingNew, *, by: Subject) -> Holding:
    """State what an organization holds on a day.

    Raises 403 for somebody else's organization, 422 for an unknown one or neither value nor quantity, 409
    when it was stated already or the organization was dissolved or merged.
    """
    owner = await queries.organization(session, new.organization_id)
    if owner is None:
        raise field_problem("organization_id", "unknown-reference")
    auth.require(by, CHANGE, area=owner.area_code, organization=owner.id)
    value = new.value.baht if new.value else None
    rules.check_amount(value, new.quantity, new.unit)
    row = Holding(
        **new.model_dump(exclude={"value"}),
        value_baht=value,
        fingerprint=events.fingerprint(new, by),
    )
    if await queries.is_stated(session, row):
        raise Problem("already-exists")
    await events.write_down(session, row, view=queries.HOLDING)
    await organizations.require_standing(session, owner.id)
    await events.emit(session, "stated", queries.HOLDING, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    holding_id: UUID,
    asked: schemas.HoldingChange,
    *,
    expected: int,
    by: Subject,
) -> Holding:
    """Put a statement right, if nobody changed it since revision `expected`. Raises 404, 403, 412, 422."""
    row: Holding = copies.found(await queries.get_for_update(session, holding_id))
    owner = copies.found(await queries.organization(session, row.organization_id))
    auth.require(by, CHANGE, area=owner.area_code, organization=owner.id)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason", "value"})
    if "value" in asked.model_fields_set:
        changes["value_baht"] = asked.value.baht if asked.value else None
    after = {
        name: changes.get(name, getattr(row, name)) for name in ("value_baht", "quantity", "unit")
    }
    rules.check_amount(after["value_baht"], after["quantity"], after["unit"])
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.HOLDING, row.id, by=by, reason=asked.reason)
    return row
