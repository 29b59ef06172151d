"""What happens to joint agendas."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.agendas import queries, rules, schemas
from services.planning.agendas.schemas import AgendaStatus
from services.planning.agendas.tables import (
    AgendaAdoption,
    AgendaBudgetLine,
    AgendaIssue,
    JointAgenda,
)
from services.planning.evidence import queries as evidence
from services.planning.evidence import rules as meetings
from services.planning.issues import queries as issues
from services.planning.places import queries as places
from services.planning.plans import queries as plans
from services.planning.plans import rules as plan_rules
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import Problem

_LISTS = frozenset({"issues", "budget_lines"})
"""What of an agenda stands in tables of its own."""


async def draft(session: AsyncSession, new: schemas.AgendaNew, *, by: Subject) -> JointAgenda:
    """Draft the joint agenda of a province and year.

    Raises 403 outside the caller's area, 422 for what is not known or does not fit, 409 `already-exists`
    when the province has one for that year, and for a plan that is not adopted.
    """
    auth.require(by, "agendas.draft", area=new.area_code)
    await places.require(session, new.area_code, "area_code")
    row = JointAgenda(
        **new.model_dump(exclude={*_LISTS}),
        status=AgendaStatus.DRAFT,
        fingerprint=events.fingerprint(new, by),
    )
    taken = await queries.of_year(session, new.area_code, new.fiscal_year_be)
    if taken is not None and taken.id != new.id:
        raise Problem(
            "already-exists",
            (
                f"จังหวัดนี้มีวาระร่วมปีงบประมาณ {new.fiscal_year_be} แล้ว",
                f"The province has a joint agenda of {new.fiscal_year_be} already",
            ),
        )
    if new.plan_id is not None:
        await _check_plan(session, new.plan_id, row, by)
    await events.write_down(session, row, view=queries.AGENDA)
    await _set_goals(session, row.id, new.issues)
    await _set_lines(session, row.id, new.budget_lines)
    await events.emit(session, "drafted", queries.AGENDA, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    agenda_id: UUID,
    asked: schemas.AgendaChange,
    *,
    expected: int,
    by: Subject,
) -> JointAgenda:
    """Change an agenda, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for the issues of an adopted
    one or a plan that is not adopted, 422 for what is not known or does not fit.
    """
    row = await _lock(session, agenda_id, by)
    auth.require(by, "agendas.draft", area=row.area_code)
    events.check_revision(row, expected)
    told = asked.model_dump(exclude_unset=True, exclude={"reason"})
    rules.check_frozen(row.status, told)
    if asked.plan_id is not None:
        await _check_plan(session, asked.plan_id, row, by)
    listed = False
    if "issues" in told:
        listed = await _set_goals(session, row.id, asked.issues)
    if "budget_lines" in told:
        listed = await _set_lines(session, row.id, asked.budget_lines) or listed
    plain = {name: value for name, value in told.items() if name not in _LISTS}
    if await events.alter(session, row, plain, anyway=listed):
        await events.emit(session, "changed", queries.AGENDA, row.id, by=by, reason=asked.reason)
    return row


async def adopt(
    session: AsyncSession, agenda_id: UUID, new: schemas.AgendaAdoptionNew, *, by: Subject
) -> JointAgenda:
    """Note that a meeting adopted the agenda: its issues are frozen and everybody sees it.

    Raises 404, 403 outside the caller's area, 409 when it is adopted or the meeting was not held, 422
    for a meeting that is not known (yet) or is of another area, and for a day that does not fit.
    """
    row = await _lock(session, agenda_id, by)
    auth.require(by, "agendas.adopt", area=row.area_code)
    meeting = await evidence.require_meeting(session, new.meeting_id, row.area_code, "meeting_id")
    act = AgendaAdoption(
        **new.model_dump(), agenda_id=row.id, fingerprint=events.fingerprint(new, by, row.id)
    )
    await events.write_down(session, act, view=queries.AGENDA, key=row.id)
    rules.check_draft(row.status)
    rules.check_day(new.adopted_on, row.fiscal_year_be)
    if meeting is not None:
        meetings.check_held(meeting.state, meeting.held_from, new.adopted_on)
    changes = new.model_dump(exclude={"id"}) | {"status": AgendaStatus.ADOPTED}
    await events.alter(session, row, changes)
    await events.emit(session, "adopted", queries.AGENDA, row.id, by=by)
    return row


async def _lock(session: AsyncSession, agenda_id: UUID, by: Subject) -> JointAgenda:
    await copies.require_seen(session, queries.AGENDA, agenda_id, by)
    row: JointAgenda = copies.found(await queries.get_for_update(session, agenda_id))
    return row


async def _check_plan(session: AsyncSession, plan_id: UUID, row: JointAgenda, by: Subject) -> None:
    await copies.require_seen(session, plans.PLAN, plan_id, by, field="plan_id")
    plan = copies.found(await plans.get(session, plan_id))
    rules.check_plan(
        plan.level,
        plan.area_code,
        plan.fiscal_year_be,
        plan.horizon_years,
        row.area_code,
        row.fiscal_year_be,
    )
    plan_rules.check_adopted(plan.status)


async def _set_goals(
    session: AsyncSession, agenda_id: UUID, goals: Sequence[schemas.Goal]
) -> bool:
    codes = [goal.issue_code for goal in goals]
    named = [(("issues", at, "issue_code"), code) for at, code in enumerate(codes)]
    rules.check_known(named, await issues.known(session, codes))
    rows = [{"position": at, **goal.model_dump()} for at, goal in enumerate(goals)]
    return await _replace(session, AgendaIssue, agenda_id, rows)


async def _set_lines(
    session: AsyncSession, agenda_id: UUID, lines: Sequence[schemas.BudgetLine]
) -> bool:
    codes = [line.issue_code for line in lines if line.issue_code]
    theirs = [line.agency_id for line in lines if line.agency_id]
    known = await issues.known(session, codes) | await agencies.known(session, theirs)
    rules.check_known(
        [
            (("budget_lines", at, name), getattr(line, name))
            for at, line in enumerate(lines)
            for name in ("issue_code", "agency_id")
        ],
        known,
    )
    rows = [
        {"position": at, **line.model_dump(exclude={"amount"}), "amount_baht": line.amount.baht}
        for at, line in enumerate(lines)
    ]
    return await _replace(session, AgendaBudgetLine, agenda_id, rows)


async def _replace(
    session: AsyncSession, table: Any, agenda_id: UUID, rows: list[dict[str, Any]]
) -> bool:
    """Put these rows in the place of an agenda's; say False when they are the same."""
    mine = table.__table__.c.agenda_id == agenda_id
    before = await session.execute(
        table.__table__.select().where(mine).order_by(table.__table__.c.position)
    )
    now = [{"agenda_id": agenda_id, **row} for row in rows]
    if [dict(row) for row in before.mappings()] == now:
        return False
    await session.execute(delete(table).where(mine))
    if now:
        await session.execute(insert(table), now)
    return True
