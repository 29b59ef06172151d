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
from services.planning.plans import queries as plans
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem
from shared.views import View


async def begin(session: AsyncSession, new: schemas.EvaluationNew, *, by: Subject) -> Evaluation:
    """Write the draft of an evaluation.

    Raises 403 outside the caller's area, 422 for an unknown team, area or subject, for an area that is not
    the team's or not the subject's, or an achievement without a policy, 409 `id-conflict`.
    """
    auth.require(by, "evaluations.write", area=new.area_code)
    rules.check_subject(
        rules.About(new.subject_kind, new.area_code, named=new.subject_id is not None)
    )
    await places.require(session, new.area_code, "area_code")
    team = await require_team(session, new.team_id)
    rules.check_within(new.area_code, team.area_code)
    rules.check_policy(team.kind, new.policy_th)
    await _check_subject(session, new, by)
    row = Evaluation(
        **new.model_dump(),
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
    auth.require(by, "evaluations.write", area=row.area_code)
    events.check_revision(row, expected)
    rules.check_draft(row.status)
    changes = asked.model_dump(exclude_unset=True)
    team = await require_team(session, row.team_id)
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
    """Publish what somebody wrote, an evaluation or a lesson, once; raise 403, 409 and 422 as `publish` says."""
    auth.require(by, "evaluations.write", area=row.area_code)
    if row.published_on == new.published_on:
        raise events.AlreadyDoneError(view, row.id)
    rules.check_draft(row.status)
    rules.check_published(new.published_on, made_on)
    facts = {"status": PublicationStatus.PUBLISHED, "published_on": new.published_on}
    await events.alter(session, row, facts)
    await events.emit(session, "published", view, row.id, by=by)


async def require_team(session: AsyncSession, team_id: UUID) -> EvaluationTeam:
    """Return the team; raise 422 `unknown-reference` at `team_id` when there is none."""
    found = await teams.get(session, team_id)
    if found is None:
        raise field_problem("team_id", "unknown-reference")
    return found


async def _check_subject(session: AsyncSession, new: schemas.EvaluationNew, by: Subject) -> None:
    """Raise 422 unless the plan or project is there for the caller and lies in the evaluation's area."""
    kinds = {
        EvaluationSubject.PLAN: (plans.PLAN, plans.get),
        EvaluationSubject.PROJECT: (plan_items.ITEM, plan_items.get),
    }
    if new.subject_id is None or new.subject_kind not in kinds:
        return
    view, get = kinds[new.subject_kind]
    await copies.require_seen(session, view, new.subject_id, by, field="subject_id")
    found = copies.found(await get(session, new.subject_id))
    rules.check_within(found.area_code, new.area_code, "subject_id")


async def _lock(session: AsyncSession, evaluation_id: UUID, by: Subject) -> Evaluation:
    """Return the evaluation, locked; raise 404 when there is none that the caller may know of."""
    await copies.require_seen(session, queries.EVALUATION, evaluation_id, by)
    row: Evaluation = copies.found(await queries.get_for_update(session, evaluation_id))
    return row
