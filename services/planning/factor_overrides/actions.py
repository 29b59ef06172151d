"""What happens to overrides."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.factor_overrides import queries, rules, schemas
from services.planning.factor_overrides.tables import FactorOverride, FactorOverrideEnding
from services.planning.places import queries as places
from services.planning.places.tables import Place
from shared import auth, copies, events
from shared.auth import Subject


async def override(
    session: AsyncSession, province_code: str, new: schemas.OverrideNew, *, by: Subject
) -> FactorOverride:
    """Set a factor of a province and year otherwise than computed.

    Raises 404 for a province that is not known, 403 outside the caller's area, 422 for a state or day that
    does not fit or on which another one still stood, 409 `already-exists` with `existing` while another one stands.
    """
    copies.found(await session.get(Place, province_code))
    auth.require(by, "factors.override", area=province_code)
    await places.require(session, province_code, "province_code")
    rules.check_state(new.state)
    rules.check_begun(new.decided_on, new.fiscal_year_be)
    existing = await queries.standing(session, province_code, new.fiscal_year_be, new.number)
    rules.check_alone(None if existing == new.id else existing)
    row = FactorOverride(
        **new.model_dump(),
        area_code=province_code,
        fingerprint=events.fingerprint(new, by, province_code),
    )
    await events.write_down(session, row, view=queries.OVERRIDE)
    last = await queries.last_end(session, province_code, new.fiscal_year_be, new.number)
    rules.check_after(new.decided_on, last)
    await events.emit(session, "set", queries.OVERRIDE, row.id, by=by, reason=new.reason_th)
    return row


async def end(
    session: AsyncSession, override_id: UUID, new: schemas.OverrideEndingNew, *, by: Subject
) -> FactorOverride:
    """End an override: what is computed counts again from that day on.

    Raises 404, 403 outside the caller's area, 409 when it has ended, 422 for an end before its beginning.
    """
    row: FactorOverride = copies.found(await queries.get_for_update(session, override_id))
    auth.require(by, "factors.override", area=row.area_code)
    act = FactorOverrideEnding(
        **new.model_dump(), override_id=row.id, fingerprint=events.fingerprint(new, by, row.id)
    )
    await events.write_down(session, act, view=queries.OVERRIDE, key=row.id)
    rules.check_ending(row.ended_on, row.decided_on, new.ended_on)
    await events.alter(session, row, {"ended_on": new.ended_on, "end_reason_th": new.reason_th})
    await events.emit(session, "ended", queries.OVERRIDE, row.id, by=by, reason=new.reason_th)
    return row
