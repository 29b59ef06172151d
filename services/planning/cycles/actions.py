"""What happens when a planning year is closed."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.cycles import queries, rules, schemas
from services.planning.cycles.tables import CycleClosing
from services.planning.needs import actions as need_actions
from services.planning.needs import queries as needs
from services.planning.needs.schemas import Cause, CauseKind
from services.planning.notices.schemas import Change, News
from services.planning.places import queries as places
from shared import auth, events
from shared.auth import Subject
from shared.ids import new_id


async def close(
    session: AsyncSession, new: schemas.CycleClosingNew, *, by: Subject
) -> CycleClosing:
    """Close a planning year of an area: needs without money go into the next one and their authors hear, once.

    A year that is closed stays as it was closed, whoever asks again. Raises 403 outside the caller's area,
    422 for an unknown area or a day before the year, 409 when a later year is closed.
    """
    auth.require(by, "cycles.close", area=new.area_code)
    rules.check_area(new.area_code)
    rules.check_day(new.closed_on, new.fiscal_year_be)
    await places.require(session, new.area_code, "area_code")
    await needs.enter_years(session, new.area_code, alone=True)
    before = await queries.closed(session, new.area_code, new.fiscal_year_be)
    if before is not None and before != new.id:
        raise events.AlreadyDoneError(queries.CLOSING, before)
    until = rules.voiced_until(new.fiscal_year_be, new.closed_on)
    year, waiting = new.fiscal_year_be, sorted(rules.WITHOUT_MONEY)
    carried = await queries.lock_carried(session, new.area_code, year, until, waiting)
    funded = await queries.count_funded(session, new.area_code, until, sorted(rules.WITH_MONEY))
    row = CycleClosing(
        **new.model_dump(),
        needs=funded + len(carried),
        funded=funded,
        carried=len(carried),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.CLOSING)
    rules.check_last(await queries.last_closed(session, new.area_code), year)
    shut = {"area_code": new.area_code, "fiscal_year_be": year}
    await session.execute(upsert(needs.CLOSED).values(shut).on_conflict_do_nothing())
    await _carry(session, row, carried, by=by)
    await events.emit(session, "closed", queries.CLOSING, row.id, by=by)
    return row


async def _carry(
    session: AsyncSession, row: CycleClosing, carried: Mapping[UUID, str], *, by: Subject
) -> None:
    """Write down of each need how old it is and why it has no money, let it go into the next year, and say so."""
    if not carried:
        return
    into = row.fiscal_year_be + 1
    here = {"closing_id": row.id, "from_year_be": row.fiscal_year_be, "into_year_be": into}
    told = await queries.facts(session, list(carried), row.closed_on)
    rows = [{"id": new_id(), **here, **each} for each in told]
    await session.execute(insert(queries.CARRIED), rows)
    together: dict[str, list[UUID]] = defaultdict(list)
    for need_id, status in carried.items():
        together[status].append(need_id)
    cause = Cause(CauseKind.CLOSING, row.id, row.closed_on)
    for status, ids in together.items():
        await needs.step(session, ids, status, cause, cycle_year_be=into)
    why = rules.why_carried(row.fiscal_year_be)
    news = News(Change.CARRIED, cause.kind, cause.id, cause.on, why)
    await need_actions.tell(session, list(carried), news)
    await events.emit_many(session, "carried", needs.NEED, list(carried), by=by)
