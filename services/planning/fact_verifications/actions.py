"""What happens when facts are verified, sent back or reviewed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.fact_verifications import queries, rules, schemas
from services.planning.fact_verifications.schemas import Step, VerificationOutcome
from services.planning.fact_verifications.tables import FactVerification
from services.planning.facts import actions as facts_told
from services.planning.facts import queries as facts
from services.planning.facts.schemas import FactStatus
from services.planning.facts.tables import Fact, FactTable
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.places import level_of, prefix_range
from shared.views import plain


async def verify_fact(
    session: AsyncSession,
    fact_id: UUID,
    new: schemas.FactVerificationNew,
    *,
    step: Step,
    by: Subject,
) -> None:
    """Confirm one fact in a step, or send it back with a reason.

    Raises 404, 403 outside the caller's area or `same-person`, 409 when it does not wait for this step or
    its province tells another level, 422 without a reason or for a day before it was collected.
    """
    table, fact = await _lock(session, fact_id, by)
    auth.require(by, rules.ACTIONS[step], area=fact.area_code)
    rules.check_reasoned(new.outcome, new.reason_th)
    taken = rules.decision(
        step, new.outcome, new.decided_on, new.reason_th, by=by, area_code=fact.area_code
    )
    await _write_down(
        session, new.id, taken, events.fingerprint(new, by, fact_id, step), fact=fact
    )
    rules.check_day(new.decided_on, table.collected_on)
    rules.check_waits(step, fact.status)
    rules.check_day(new.decided_on, fact.said_on)
    await _decide(session, table, [fact], taken, by=by)


async def review(
    session: AsyncSession, fact_id: UUID, new: schemas.FactReviewNew, *, by: Subject
) -> None:
    """Put a verified fact under review: it leaves every total until it is confirmed again.

    Raises 404, 403 outside the caller's area, 409 unless it is verified at the province, 422.
    """
    table, fact = await _lock(session, fact_id, by)
    auth.require(by, rules.ACTIONS[Step.REVIEW], area=fact.area_code)
    taken = rules.decision(
        Step.REVIEW,
        VerificationOutcome.RETURNED,
        new.decided_on,
        new.reason_th,
        by=by,
        area_code=fact.area_code,
    )
    mark = events.fingerprint(new, by, fact_id)
    await _write_down(session, new.id, taken, mark, fact=fact)
    rules.check_waits(Step.REVIEW, fact.status)
    rules.check_day(new.decided_on, fact.verified_on or table.collected_on)
    await _decide(session, table, [fact], taken, by=by)


async def verify_table(
    session: AsyncSession,
    table_id: UUID,
    new: schemas.TableVerificationNew,
    *,
    step: Step,
    by: Subject,
) -> None:
    """Confirm or send back all facts of a table that wait for a step, or those of a part of the table.

    Whoever decides of a table decides of each of its areas.

    Raises as `verify_fact`, 409 when none waits, 422 for a part that lies outside the table.
    """
    await copies.require_seen(session, facts.FACT_TABLE, table_id, by)
    table: FactTable = copies.found(await facts.get_table_for_update(session, table_id))
    area = new.within or table.area_code
    auth.require(by, rules.ACTIONS[step], area=area)
    if not area.startswith(table.area_code):
        raise field_problem("within", "outside-parent")
    rules.check_reasoned(new.outcome, new.reason_th)
    taken = rules.decision(step, new.outcome, new.decided_on, new.reason_th, by=by, area_code=area)
    mark = events.fingerprint(new, by, table_id, step)
    await _write_down(session, new.id, taken, mark, table=table, within=area)
    rules.check_day(new.decided_on, table.collected_on)
    rows = await facts.lock_of_table(session, table_id, *prefix_range(area))
    waiting = [row for row in rows if row.status == rules.WAITS_IN_TABLE[step]]
    if not waiting:
        said = ("ไม่มีข้อมูลที่รอขั้นนี้", "No fact of the table waits for this step")
        raise Problem("state-conflict", said)
    rules.check_day(new.decided_on, *(row.said_on for row in waiting))
    await _decide(session, table, waiting, taken, by=by)


async def _lock(session: AsyncSession, fact_id: UUID, by: Subject) -> tuple[FactTable, Fact]:
    """Return a fact that the caller may know of and its table, both locked, the table first."""
    await copies.require_seen(session, facts.FACT, fact_id, by)
    table = copies.found(await facts.lock_table_of(session, fact_id))
    return table, copies.found(await facts.get_for_update(session, fact_id))


async def _write_down(
    session: AsyncSession,
    act_id: UUID,
    taken: rules.Decision,
    fingerprint: bytes,
    *,
    fact: Fact | None = None,
    table: FactTable | None = None,
    within: str | None = None,
) -> None:
    act = FactVerification(
        id=act_id,
        fact_id=fact.id if fact else None,
        table_id=table.id if table else None,
        within=within,
        step=taken.step,
        outcome=taken.outcome,
        decided_on=taken.decided_on,
        reason_th=taken.reason_th,
        role=taken.role,
        decided_by=taken.human,
        fingerprint=fingerprint,
    )
    if fact is not None:
        await events.write_down(session, act, view=facts.FACT, key=fact.id)
    elif table is not None:
        await events.write_down(session, act, view=facts.FACT_TABLE, key=table.id)


async def _decide(
    session: AsyncSession,
    table: FactTable,
    rows: Sequence[Fact],
    taken: rules.Decision,
    *,
    by: Subject,
) -> None:
    """Let a decision take effect on facts that are locked and wait for it."""
    for row in rows:
        rules.check_hands(rules.Hands(row.entered_by, row.area_verified_by), taken)
    for area_code in sorted({row.area_code for row in rows}):
        auth.require(by, rules.ACTIONS[taken.step], area=area_code)
    changed = rules.changes(taken)
    verified = changed["status"] is FactStatus.PROVINCE_VERIFIED
    if verified:
        level = level_of(rows[0].area_code).value
        pinned = await queries.pin(
            session, table.set_code, table.year_be, table.area_code[:2], level, table.set_id
        )
        rules.check_level(pinned, level, table.set_id)
    ids = [row.id for row in rows]
    await session.execute(
        update(facts.TABLE)
        .where(facts.TABLE.c.id.in_(ids))
        .values(
            **{name: plain(value) for name, value in changed.items()},
            revision=facts.TABLE.c.revision + 1,
            updated_at=func.clock_timestamp(),
        )
    )
    verb = rules.VERBS[taken.step, taken.outcome]
    await facts_told.announce(session, verb, ids, by=by)
    if verified and await events.alter(session, table, {"published": True}):
        await events.emit(session, "published", facts.FACT_TABLE, table.id, by=by)
