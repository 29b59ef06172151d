"""What happens to evaluations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluation_teams import queries as teams
from services.planning.evaluation_teams.tables import EvaluationTeam
from services.planning.evaluations import queries, rules, schemas
from services.planning.evaluations.schemas import EvaluationSubject, PublicationStatus
from services.planning.evaluations.tables import Evaluation
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans import rules as plan_rules
from services.planning.plans.tables import Plan
from services.planning.programmes import queries as programmes
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem
from shared.places import within
from shared.views import View

ACTION = "evaluations.write"
PLANNED: dict[str, View] = {
    EvaluationSubject.PLAN: plan_queries.PLAN,
    EvaluationSubject.PROJECT: plan_items.ITEM,
}
"""What is evaluated and stands in a plan."""


async def begin(session: AsyncSession, new: schemas.EvaluationNew, *, by: Subject) -> Evaluation:
    """Write the draft of an evaluation.

    Of a plan above the provinces, or a project in it, it is written by who reaches all of its areas; in the
    name of the nation's team by who reaches the nation.

    Raises 403 outside the caller's area, 422 for an unknown team, area or subject, for an area that is not the
    team's or not the subject's, or an achievement without a policy, 409 `id-conflict`.
    """
    area_code = within(new.area_code)
    if area_code or new.subject_kind not in PLANNED:
        auth.require(by, ACTION, area=area_code)
    rules.check_subject(rules.About(new.subject_kind, area_code, named=new.subject_id is not None))
    await places.require(session, area_code, "area_code")
    team = await require_team(session, new.team_id, by)
    plan = await _subject(session, new, by)
    areas = plan_rules.areas_of(area_code, None if area_code or plan is None else plan.area_codes)
    if plan is not None and not area_code:
        plans.require(by, ACTION, plan)
    rules.check_team(areas, team.area_code)
    rules.check_policy(team.kind, new.policy_th)
    if plan is not None:
        rules.check_subject_place(plan.area_code, area_code)
    row = Evaluation(
        **new.model_dump(exclude={"area_code"}),
        area_code=area_code,
        status=PublicationStatus.DRAFT,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.EVALUATION)
    await events.emit(session, "begun", queries.EVALUATION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    evaluation_id: UUID,
    asked: schemas.EvaluationChange,
    *,
    expected: int,
    by: Subject,
) -> Evaluation:
    """Change a draft, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for what is published, 422.
    """
    row = await _lock(session, evaluation_id, by)
    await _require(session, row, by)
    events.check_revision(row, expected)
    rules.check_draft(row.status)
    changes = asked.model_dump(exclude_unset=True)
    team = await require_team(session, row.team_id, by)
    rules.check_policy(team.kind, changes.get("policy_th", row.policy_th))
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.EVALUATION, row.id, by=by)
    return row


async def publish(
    session: AsyncSession, evaluation_id: UUID, new: schemas.PublicationNew, *, by: Subject
) -> Evaluation:
    """Publish an evaluation: from then on it stands, and everybody sees it.

    A repeat changes nothing. Raises 404, 403 outside the caller's area, 409 when it was published on
    another day, 422 for a day before the evaluation.
    """
    row = await _lock(session, evaluation_id, by)
    await _require(session, row, by)
    await let_stand(session, row, queries.EVALUATION, new, row.evaluated_on, by=by)
    return row


async def let_stand(
    session: AsyncSession,
    row: Any,
    view: View,
    new: schemas.PublicationNew,
    made_on: dt.date,
    *,
    by: Subject,
) -> None:
    """Publish what somebody wrote, an evaluation or a lesson, once; raise 409 and 422 as `publish` says."""
    if row.published_on == new.published_on:
        raise events.AlreadyDoneError(view, row.id)
    rules.check_draft(row.status)
    rules.check_published(new.published_on, made_on)
    facts = {"status": PublicationStatus.PUBLISHED, "published_on": new.published_on}
    await events.alter(session, row, facts)
    await events.emit(session, "published", view, row.id, by=by)


async def require_team(session: AsyncSession, team_id: UUID, by: Subject) -> EvaluationTeam:
    """Return the team in whose name somebody writes.

    Raises 422 `unknown-reference` at `team_id` when there is none, 403 for the nation's team from below: what it
    finds of a province is not that province's to write.
    """
    found = await teams.get(session, team_id)
    if found is None:
        raise field_problem("team_id", "unknown-reference")
    if not found.area_code:
        auth.require(by, ACTION, area="")
    return found


async def _subject(session: AsyncSession, new: schemas.EvaluationNew, by: Subject) -> Plan | None:
    """Return the plan that is evaluated, or that of the project; raise 422 unless it is there for the caller."""
    if new.subject_id is None:
        return None
    if new.subject_kind is EvaluationSubject.PROGRAMME:
        if await programmes.get(session, new.subject_id) is None:
            raise field_problem("subject_id", "unknown-reference")
        return None
    view = PLANNED[new.subject_kind]
    await copies.require_seen(session, view, new.subject_id, by, field="subject_id")
    return await _plan_of(session, new.subject_kind, new.subject_id)


async def _plan_of(session: AsyncSession, kind: str, subject_id: UUID | None) -> Plan | None:
    if subject_id is None or kind not in PLANNED:
        return None
    of = plan_queries.get if kind == EvaluationSubject.PLAN else plan_items.plan_of
    return await of(session, subject_id)


async def _require(session: AsyncSession, row: Evaluation, by: Subject) -> None:
    """Raise 401 or 403 unless the caller may write this evaluation, in the name of its team."""
    await require_team(session, row.team_id, by)
    plan = await _plan_of(session, row.subject_kind, row.subject_id)
    if plan is not None and not row.area_code:
        plans.require(by, ACTION, plan)
    else:
        auth.require(by, ACTION, area=row.area_code)


async def _lock(session: AsyncSession, evaluation_id: UUID, by: Subject) -> Evaluation:
    """Return the evaluation, locked; raise 404 when there is none that the caller may know of."""
    await copies.require_seen(session, queries.EVALUATION, evaluation_id, by)
    row: Evaluation = copies.found(await queries.get_for_update(session, evaluation_id))
    return row
