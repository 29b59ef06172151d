"""What happens to assessments: they are recorded, replaced and withdrawn, never rewritten."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.bodies import queries as bodies
from services.registry.documents import queries as documents
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as organizations
from services.registry.rubrics import queries as rubrics
from services.registry.strength import queries, rules, schemas
from services.registry.strength.tables import Assessment, Withdrawal
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem

_RULE = movement_rules.Rule


async def assess(session: AsyncSession, new: schemas.AssessmentNew, *, by: Subject) -> Assessment:
    """Record how strong a tambon or an organization was found to be on a day.

    Raises 403 outside the caller's area, 409 when the one it replaces was withdrawn before or the id is
    taken, 422 for an unknown area, organization, rubric or item, or scores that do not fit the rubric.
    """
    auth.require(by, "strength.assess", area=new.area_code)
    ground = await _take_turn(session, new)
    rubric = await rubrics.get(session, new.rubric_id)
    if rubric is None:
        raise field_problem("rubric_id", "unknown-reference")
    level, score = rules.judged(new, rubric.code, rubric.frames, rubric.thresholds)
    await _check_evidence(session, new, by)
    row = Assessment(
        **new.model_dump(exclude={"level", "scores", "replaces_reason_th"}),
        ground=ground,
        level=level,
        score_percent=score,
        scores=[each.model_dump(mode="json") for each in new.scores],
        fingerprint=events.fingerprint(new, by),
    )
    await _check_replaced(session, new, ground)
    await events.write_down(session, row, view=queries.ASSESSMENT)
    await areas.require(session, new.area_code)
    kept = _RULE.STRENGTH_POINTS_KEPT
    if await movement_rules.in_force(session, kept, new.area_code, new.assessed_on):
        rules.check_points(new)
    if new.organization_id is not None:
        await organizations.require_standing(session, new.organization_id)
    if new.replaces_id is not None:
        await _stop(session, new.replaces_id, str(new.replaces_reason_th), by=by)
    await _follow(session, row.ground, row.organization_id)
    await events.emit(session, "recorded", queries.ASSESSMENT, row.id, by=by)
    return row


async def withdraw(
    session: AsyncSession, assessment_id: UUID, asked: schemas.WithdrawalNew, *, by: Subject
) -> UUID:
    """Withdraw a wrong assessment, for a reason: from now on it counts for no day.

    Raises 404, 403 outside the caller's area, 409 when it was withdrawn before.
    """
    known: Assessment = copies.found(await queries.get(session, assessment_id))
    auth.require(by, "strength.assess", area=known.area_code)
    if known.organization_id is None:
        await queries.lock_area(session, known.area_code)
    else:
        await queries.lock_organization(session, known.organization_id)
    act = Withdrawal(
        **asked.model_dump(),
        assessment_id=assessment_id,
        fingerprint=events.fingerprint(asked, by, assessment_id),
    )
    await events.write_down(session, act, view=queries.ASSESSMENT, key=assessment_id)
    await _stop(session, assessment_id, asked.reason_th, by=by)
    await _follow(session, known.ground, known.organization_id)
    return assessment_id


async def _take_turn(session: AsyncSession, new: schemas.AssessmentNew) -> str | None:
    """Wait until nobody else changes the subject's evidence, and return the ground of a tambon.

    Raises 422 when there is no such subject.
    """
    ground = None
    if new.organization_id is None:
        rules.check_level(new.area_code)
        ground = await queries.lock_area(session, new.area_code)
    else:
        area = await queries.lock_organization(session, new.organization_id)
        if area is None:
            raise field_problem("organization_id", "unknown-reference")
        if area != new.area_code:
            raise field_problem("area_code", "outside-parent")
    assessor = new.assessed_by_organization_id
    if assessor is not None and not await queries.is_organization(session, assessor):
        raise field_problem("assessed_by_organization_id", "unknown-reference")
    body = new.assessed_by_body_id
    if body is not None and not await bodies.exists(session, body):
        raise field_problem("assessed_by_body_id", "unknown-reference")
    return ground


async def _check_evidence(session: AsyncSession, new: schemas.AssessmentNew, by: Subject) -> None:
    """Raise 422 at each score whose evidence is not kept here or not open to who refers to it."""
    kept: dict[str, bool] = {}
    for hash_ in {each.evidence_sha256 for each in new.scores} - {None}:
        found = await documents.readable(session, str(hash_), me=by.id, granted=by.granted)
        kept[str(hash_)] = found is not None
    rules.check_evidence(new, kept)


async def _check_replaced(
    session: AsyncSession, new: schemas.AssessmentNew, ground: str | None
) -> None:
    """Raise 422 unless the one to be replaced is of the same subject and the reason is told."""
    if new.replaces_id is None:
        return
    if new.replaces_reason_th is None:
        raise field_problem("replaces_reason_th", "required")
    old = await queries.get(session, new.replaces_id)
    # An organization may have moved since, and a tambon may have another code.
    if old is None or (old.organization_id, old.ground) != (new.organization_id, ground):
        raise field_problem("replaces_id", "unknown-reference")


async def _stop(session: AsyncSession, assessment_id: UUID, reason: str, *, by: Subject) -> None:
    """Let an assessment count no longer; raise 409 when it does not anyway."""
    row: Assessment = copies.found(await queries.get_for_update(session, assessment_id))
    rules.check_standing(row.withdrawn_at)
    now = await session.scalar(text("SELECT clock_timestamp()"))
    await events.alter(session, row, {"withdrawn_at": now, "withdrawal_reason_th": reason})
    await events.emit(session, "withdrawn", queries.ASSESSMENT, row.id, by=by, reason=reason)


async def _follow(session: AsyncSession, ground: str | None, organization_id: UUID | None) -> None:
    """Let the levels follow from the evidence as it is now."""
    known = await queries.evidence(session, ground, organization_id)
    await queries.keep_spans(session, ground, organization_id, rules.spans(known))
