"""What happens to lessons."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluations import actions as evaluations
from services.planning.evaluations import queries as evaluation_queries
from services.planning.evaluations import rules as evaluation_rules
from services.planning.evaluations.schemas import PublicationNew, PublicationStatus
from services.planning.issues import queries as issues
from services.planning.lessons import queries, rules, schemas
from services.planning.lessons.tables import Lesson
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject

_WORDS = ("title_th", "lesson_th", "pattern_th", "tags")


async def draw(session: AsyncSession, new: schemas.LessonNew, *, by: Subject) -> Lesson:
    """Write the draft of a lesson.

    Raises 403 outside the caller's area, 422 for an unknown team, evaluation, area or issue, or an area
    that is not the team's, 409 `id-conflict`.
    """
    auth.require(by, evaluations.ACTION, area=new.area_code)
    rules.check_tags(new.tags)
    await places.require(session, new.area_code, "area_code")
    team = await evaluations.require_team(session, new.team_id, by)
    evaluation_rules.check_within(new.area_code, team.area_code)
    if new.issue_code is not None:
        await issues.require(session, new.issue_code, new.drawn_on)
    if new.evaluation_id is not None:
        view = evaluation_queries.EVALUATION
        await copies.require_seen(session, view, new.evaluation_id, by, field="evaluation_id")
    facts = new.model_dump()
    row = Lesson(
        **facts,
        **rules.keys(*(facts[name] for name in _WORDS)),
        distinctive=new.pattern_th is not None,
        status=PublicationStatus.DRAFT,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.LESSON)
    await events.emit(session, "drawn", queries.LESSON, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    lesson_id: UUID,
    asked: schemas.LessonChange,
    *,
    expected: int,
    by: Subject,
) -> Lesson:
    """Change a draft, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for what is published, 422.
    """
    row = await _lock(session, lesson_id, by)
    events.check_revision(row, expected)
    evaluation_rules.check_draft(row.status)
    changes: dict[str, Any] = asked.model_dump(exclude_unset=True)
    after = {**row.model_dump(), **changes}
    rules.check_tags(after["tags"])
    if changes.get("issue_code") is not None:
        await issues.require(session, changes["issue_code"], after["drawn_on"])
    found_by = rules.keys(*(after[name] for name in _WORDS))
    changes |= {**found_by, "distinctive": after["pattern_th"] is not None}
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.LESSON, row.id, by=by)
    return row


async def publish(
    session: AsyncSession, lesson_id: UUID, new: PublicationNew, *, by: Subject
) -> Lesson:
    """Publish a lesson: from then on it stands, and everybody finds it.

    A repeat changes nothing. Raises 404, 403 outside the caller's area, 409 when it was published on
    another day, 422 for a day before it was drawn.
    """
    row = await _lock(session, lesson_id, by)
    await evaluations.let_stand(session, row, queries.LESSON, new, row.drawn_on, by=by)
    return row


async def _lock(session: AsyncSession, lesson_id: UUID, by: Subject) -> Lesson:
    """Return the lesson, locked; raise 404 when there is none for the caller, 403 for another's area or team."""
    await copies.require_seen(session, queries.LESSON, lesson_id, by)
    row: Lesson = copies.found(await queries.get_for_update(session, lesson_id))
    auth.require(by, evaluations.ACTION, area=row.area_code)
    await evaluations.require_team(session, row.team_id, by)
    return row
