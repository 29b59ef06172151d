"""What happens to addressees."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.addressees import queries, rules, schemas
from services.planning.addressees.tables import Addressee, Window
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject
from shared.places import NATION


async def define(session: AsyncSession, new: schemas.AddresseeNew, *, by: Subject) -> Addressee:
    """Define to whom proposals may go.

    Raises 403 outside the caller's area, 422 for an unknown area or a level without such an office, 409 when
    the id is taken by something else.
    """
    area = "" if new.area_code == NATION else new.area_code
    auth.require(by, "addressees.define", area=area)
    rules.check_level(new.kind, area)
    if area:
        await places.require(session, area, "area_code")
    row = Addressee(
        **new.model_dump(exclude={"area_code"}),
        area_code=area,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ADDRESSEE)
    await events.emit(session, "defined", queries.ADDRESSEE, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    addressee_id: UUID,
    asked: schemas.AddresseeChange,
    *,
    expected: int,
    by: Subject,
) -> Addressee:
    """Change the name or the clock of an addressee; proposals that were submitted keep their deadlines.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 422.
    """
    row: Addressee = copies.found(await queries.get_for_update(session, addressee_id))
    auth.require(by, "addressees.define", area=row.area_code)
    events.check_revision(row, expected)
    if await events.alter(session, row, asked.model_dump(exclude_unset=True)):
        await events.emit(session, "changed", queries.ADDRESSEE, row.id, by=by)
    return row


async def open_window(
    session: AsyncSession, addressee_id: UUID, new: schemas.WindowNew, *, by: Subject
) -> Addressee:
    """Say when an addressee takes proposals for a fiscal year, in place of what was said before.

    Raises 404, 403 outside the caller's area, 422 for days in the wrong order.
    """
    row: Addressee = copies.found(await queries.get_for_update(session, addressee_id))
    auth.require(by, "addressees.define", area=row.area_code)
    rules.check_window(new.takes_from, new.takes_until, new.decides_on)
    table = queries.WINDOWS
    before = (
        update(table)
        .where(
            table.c.addressee_id == addressee_id,
            table.c.fiscal_year_be == new.fiscal_year_be,
            table.c.id != new.id,
        )
        .values(in_force=False)
    )
    await session.execute(before)
    window = Window(
        **new.model_dump(),
        addressee_id=addressee_id,
        fingerprint=events.fingerprint(new, by, addressee_id),
    )
    await events.write_down(session, window, view=queries.ADDRESSEE, key=addressee_id)
    await events.alter(session, row, {}, anyway=True)
    await events.emit(session, "opened_window", queries.ADDRESSEE, row.id, by=by)
    return row
