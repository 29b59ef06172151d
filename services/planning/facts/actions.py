"""What happens to facts before they are verified: they are told in tables, and corrected."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.facts import queries, rules, schemas
from services.planning.facts.tables import Fact, FactTable
from services.planning.indicator_sets import queries as indicator_sets
from services.planning.indicator_sets.schemas import Indicator
from services.planning.indicator_sets.tables import IndicatorSet
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def tell(session: AsyncSession, new: schemas.FactTableNew, *, by: Subject) -> FactTable:
    """Take a whole table of facts as drafts, or nothing of it.

    Raises 403 outside the caller's area, 422 naming every wrong row, or an unknown set or version, 409
    `already-exists` when somebody tells the same at the same moment or `id-conflict`.
    """
    auth.require(by, "facts.enter", area=new.area_code)
    await places.require(session, new.area_code, "area_code")
    rules.check_parties(new.parties_th)
    rules.check_year(new.year_be, new.collected_on)
    found = await indicator_sets.get(session, new.set_code, new.set_version)
    if found is None or (found.area_code and not new.area_code.startswith(found.area_code)):
        raise field_problem("set_code", "unknown-reference")
    table = FactTable(
        **new.model_dump(exclude={"facts", "set_version"}),
        set_id=found.id,
        rows=len(new.facts),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, table, view=queries.FACT_TABLE)
    rows = await _rows(session, new, found, by)
    await session.execute(insert(Fact), rows)
    ids = [rules.row_id(new.id, number) for number in range(len(new.facts))]
    await announce(session, "told", ids, by=by)
    await events.emit(session, "told", queries.FACT_TABLE, table.id, by=by)
    return table


async def _rows(
    session: AsyncSession, new: schemas.FactTableNew, found: IndicatorSet, by: Subject
) -> list[dict[str, object]]:
    """Return a table's facts as they are stored, each checked."""
    indicators = indicators_of(found)
    pairs = [(row.area_code, row.indicator_code) for row in new.facts]
    known = await queries.areas_in_use(session, [row.area_code for row in new.facts])
    told = await queries.told_already(session, new.set_code, new.year_be, pairs)
    rules.check_rows(new.area_code, new.facts, indicators, known, told)
    same = {
        "table_id": new.id,
        "set_id": found.id,
        "set_code": found.code,
        "year_be": new.year_be,
        "status": schemas.FactStatus.DRAFT.value,
        "entered_by": by.human,
        "fingerprint": events.fingerprint(new, by),
        "revision": 1,
    }
    return [
        {
            "id": rules.row_id(new.id, number),
            "area_code": row.area_code,
            "indicator_code": row.indicator_code,
            "kind": indicators[row.indicator_code].kind.value,
            **rules.cell(indicators[row.indicator_code], row.value, row.base)._asdict(),
            **same,
        }
        for number, row in enumerate(new.facts)
    ]


async def change(
    session: AsyncSession,
    fact_id: UUID,
    asked: schemas.FactChange,
    *,
    expected: int,
    by: Subject,
) -> Fact:
    """Correct a draft, if nobody changed it since revision `expected`; who corrects it has entered it.

    Who says once more what it says already corrects nothing, and takes it from nobody's hands.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for what is verified, 422.
    """
    fact = await lock(session, fact_id, by)
    auth.require(by, "facts.enter", area=fact.area_code)
    events.check_revision(fact, expected)
    rules.check_draft(fact.status)
    found = copies.found(await session.get(IndicatorSet, fact.set_id))
    indicator = indicators_of(found)[fact.indicator_code]
    value = asked.value if "value" in asked.model_fields_set else rules.written(fact.value)
    base = asked.base if "base" in asked.model_fields_set else fact.base
    rules.check_value(indicator, value, base)
    told = rules.cell(indicator, value, base)._asdict()
    if any(getattr(fact, name) != each for name, each in told.items()):
        await events.alter(session, fact, {**told, "entered_by": by.human})
        await events.emit_many(session, "corrected", queries.TOLD, [fact.id], by=by)
        await events.emit(
            session, "corrected", queries.RECORD, fact.id, by=by, reason=asked.reason
        )
    return fact


async def lock(session: AsyncSession, fact_id: UUID, by: Subject) -> Fact:
    """Return the fact, locked; raise 404 when there is none that the caller may know of."""
    await copies.require_seen(session, queries.FACT, fact_id, by)
    row: Fact = copies.found(await queries.get_for_update(session, fact_id))
    return row


async def announce(
    session: AsyncSession, verb: str, fact_ids: Sequence[UUID], *, by: Subject
) -> None:
    """Leave the events of facts: what everybody may know, and what those responsible know."""
    await events.emit_many(session, verb, queries.TOLD, fact_ids, by=by)
    await events.emit_many(session, verb, queries.RECORD, fact_ids, by=by)


def indicators_of(found: IndicatorSet) -> dict[str, Indicator]:
    """Return the indicators of a set by their codes."""
    return {each["code"]: Indicator(**each) for each in found.indicators}
