"""What happens to cohorts and their members."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.cohorts import queries, rules, schemas
from services.planning.cohorts.schemas import Stage
from services.planning.cohorts.tables import Cohort, CohortMember, CohortMemberStep
from services.planning.places import queries as places
from services.planning.planning_rules import queries as planning_rules
from services.planning.planning_rules.schemas import Rule
from services.planning.programmes import queries as programmes
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def declare(session: AsyncSession, new: schemas.CohortNew, *, by: Subject) -> Cohort:
    """Write down what a source declares of a cohort.

    Raises 403, 422 for a programme that is not known, 409 `already-exists` for a second one of the same
    programme, year and group.
    """
    auth.require(by, "cohorts.declare")
    programme = await programmes.by_code(session, new.programme_code)
    if programme is None:
        raise field_problem("programme_code", "unknown-reference")
    row = Cohort(
        **new.model_dump(exclude={"programme_code"}),
        programme_id=programme.id,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.COHORT)
    await events.emit(session, "declared", queries.COHORT, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    cohort_id: UUID,
    asked: schemas.CohortChange,
    *,
    expected: int,
    by: Subject,
) -> Cohort:
    """Put right what was declared, if nobody changed it since revision `expected`.

    Raises 404, 403, 412 for an older revision, 422 for a size below the provinces that are named.
    """
    row: Cohort = copies.found(await queries.get_for_update(session, cohort_id))
    auth.require(by, "cohorts.declare")
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if "declared_size" in changes:
        standing = await queries.standing(session, row.id)
        rules.check_declared(asked.declared_size, row.declared_as, standing)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.COHORT, row.id, by=by, reason=asked.reason)
    return row


async def name(
    session: AsyncSession, cohort_id: UUID, new: schemas.MemberNew, *, by: Subject
) -> CohortMember:
    """Write down that a source names a province for a cohort, or says that it entered.

    Raises 404, 403 outside the caller's area, 422 for a place that is not known, for a stage that does not
    fit and `rule-broken` for the wrong order of the tracks, 409 for a province that is named already and
    `cohort-full` beyond the declared size.
    """
    cohort: Cohort = copies.found(await queries.get_for_update(session, cohort_id))
    auth.require(by, "cohorts.enter", area=new.area_code)
    await places.require(session, new.area_code, "area_code")
    rules.check_stage(new.stage, new.entered_on, new.entered_precision)
    row = CohortMember(
        **new.model_dump(), cohort_id=cohort.id, fingerprint=events.fingerprint(new, by, cohort.id)
    )
    existing = await queries.is_named(session, cohort.id, new.area_code)
    rules.check_new(None if existing == new.id else existing)
    standing = await queries.standing(session, cohort.id)
    await events.write_down(session, row, view=queries.MEMBER)
    rules.check_room(standing, cohort.declared_size, cohort.declared_as)
    await _check_order(session, cohort, new.area_code, new.entered_on)
    verb = "entered" if new.stage is Stage.ENTERED else "named"
    await events.emit(session, verb, queries.MEMBER, row.id, by=by)
    await _tell(session, cohort, by)
    return row


async def enter(
    session: AsyncSession, member_id: UUID, new: schemas.EntryNew, *, by: Subject
) -> CohortMember:
    """Note that a province that was planned has entered; raise 404, 403, 409, 422 as for naming it."""
    facts = new.model_dump(exclude={"id"})
    return await _step(session, member_id, new, facts, Stage.ENTERED, by)


async def withdraw(
    session: AsyncSession, member_id: UUID, new: schemas.WithdrawalNew, *, by: Subject
) -> CohortMember:
    """Note that a province is no longer of its cohort; raise 404, 403 and 409."""
    return await _step(session, member_id, new, {}, Stage.WITHDRAWN, by)


async def _step(
    session: AsyncSession,
    member_id: UUID,
    new: schemas.EntryNew | schemas.WithdrawalNew,
    facts: dict[str, Any],
    stage: Stage,
    by: Subject,
) -> CohortMember:
    found = copies.found(await queries.member(session, member_id))
    auth.require(by, "cohorts.enter", area=found.area_code)
    cohort = copies.found(await queries.get_for_update(session, found.cohort_id))
    row: CohortMember = copies.found(await queries.member(session, member_id))
    why = new.reason_th if isinstance(new, schemas.WithdrawalNew) else new.source_th
    act = CohortMemberStep(
        id=new.id,
        member_id=row.id,
        stage=stage,
        reason_th=why,
        fingerprint=events.fingerprint(new, by, row.id),
    )
    await events.write_down(session, act, view=queries.MEMBER, key=row.id)
    rules.check_step(row.stage, stage)
    await _check_order(session, cohort, row.area_code, facts.get("entered_on"))
    await events.alter(session, row, {**facts, "stage": stage})
    await events.emit(session, stage.value.lower(), queries.MEMBER, row.id, by=by, reason=why)
    await _tell(session, cohort, by)
    return row


async def _check_order(
    session: AsyncSession, cohort: Cohort, area_code: str, entered_on: dt.date | None
) -> None:
    """Hold an entry against the order of the tracks, as the rule stood in the province on that day."""
    if entered_on is None:
        return
    _, track = await queries.programme_of(session, cohort)
    year = cohort.fiscal_year_be
    integrated = await queries.entered_integrated(session, area_code, year, entered_on)
    rule = Rule.INTEGRATED_FIRST
    in_order = await planning_rules.in_force(session, rule, area_code, entered_on)
    rules.check_order(track, integrated=integrated, in_order=in_order)


async def _tell(session: AsyncSession, cohort: Cohort, by: Subject) -> None:
    """Let a cohort tell how many provinces it holds now."""
    await events.alter(session, cohort, {}, anyway=True)
    await events.emit(session, "filled", queries.COHORT, cohort.id, by=by)
