"""What happens to demonstrations."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.demonstrations import queries, rules, schemas
from services.registry.demonstrations.schemas import (
    PRACTICE_TH,
    DemonstrationState,
    Practice,
)
from services.registry.demonstrations.tables import Demonstration, Step
from services.registry.issues import queries as issues
from shared import all_names, auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem
from shared.ids import new_id

VERBS = {
    DemonstrationState.ORGANIZATIONS_FOUND: "organizations_found",
    DemonstrationState.STRONG_CERTIFIED: "strong_certified",
    DemonstrationState.COUNCIL_CANDIDATE: "became_candidate",
    DemonstrationState.COUNCIL: "became_council",
}


async def record(
    session: AsyncSession, new: schemas.DemonstrationNew, *, by: Subject
) -> Demonstration:
    """Record what a place made real; its beginning is the first step of its way.

    Raises 403 outside the caller's area, 422 for an unknown area or issue, 409 when the id is taken.
    """
    auth.require(by, "demonstrations.record", area=new.area_code)
    rules.check_place(new.area_code)
    print_of = events.fingerprint(new, by)
    facts: dict[str, Any] = {**new.model_dump(mode="json"), "id": new.id, "began_on": new.began_on}
    row = Demonstration(
        **facts,
        state=DemonstrationState.DEMONSTRATION,
        **_found_by(new.name_th, new.practice),
        fingerprint=print_of,
    )
    await events.write_down(session, row, view=queries.DEMONSTRATION)
    await _check_issue(session, new.issue_code)
    await areas.require(session, new.area_code)
    await events.write_down(
        session,
        Step(
            id=new_id(),
            demonstration_id=row.id,
            position=0,
            state=DemonstrationState.DEMONSTRATION,
            reached_on=new.began_on,
            organization_ids=[],
            fingerprint=print_of,
        ),
        view=queries.DEMONSTRATION,
    )
    await events.emit(session, "recorded", queries.DEMONSTRATION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    demonstration_id: UUID,
    asked: schemas.DemonstrationChange,
    *,
    expected: int,
    by: Subject,
) -> Demonstration:
    """Change what is told of a demonstration, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 422.
    """
    row: Demonstration = copies.found(await queries.get_for_update(session, demonstration_id))
    auth.require(by, "demonstrations.record", area=row.area_code)
    events.check_revision(row, expected)
    await _check_issue(session, asked.issue_code)
    changes = asked.model_dump(mode="json", exclude_unset=True, exclude={"reason"})
    named = {name: changes.get(name, getattr(row, name)) for name in ("name_th", "practice")}
    if named.keys() & changes.keys():
        changes |= _found_by(**named)
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.DEMONSTRATION, row.id, by=by, reason=asked.reason
        )
    return row


async def step(
    session: AsyncSession, demonstration_id: UUID, asked: schemas.StepNew, *, by: Subject
) -> Demonstration:
    """Take the next step on the way to a council, proved by organizations of the tambon.

    Raises 404, 403 outside the caller's area, 409 for any step but the next, 422 for one before the last
    or without its evidence.
    """
    row: Demonstration = copies.found(await queries.get_for_update(session, demonstration_id))
    auth.require(by, "demonstrations.record", area=row.area_code)
    organizations = [str(each) for each in asked.organization_ids]
    # A repeated request is answered whatever became of the place since.
    if not await queries.is_taken(session, asked.id):
        known = await queries.steps_of(session, row.id)
        rules.check_next(known, asked.state, asked.reached_on)
        organizations = await _proof(session, row.area_code, asked)
    act = Step(
        **asked.model_dump(exclude={"organization_ids"}),
        demonstration_id=row.id,
        position=rules.PATH.index(asked.state),
        organization_ids=organizations,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, act, view=queries.DEMONSTRATION, key=row.id)
    await events.alter(session, row, {"state": asked.state, "council_id": asked.council_id})
    await events.emit(session, VERBS[asked.state], queries.DEMONSTRATION, row.id, by=by)
    return row


async def _proof(session: AsyncSession, area_code: str, asked: schemas.StepNew) -> list[str]:
    """Return the organizations that prove a step, after all that belongs to it was checked."""
    rules.check_council(asked.state, asked.council_id)
    if asked.council_id is not None:
        area = await queries.council_area(session, asked.council_id)
        if area is None:
            raise field_problem("council_id", "unknown-reference")
        if not area_code.startswith(area[:6]):
            raise field_problem("council_id", "outside-parent")
    ground = await queries.ground_within(session, area_code[:6], asked.reached_on)
    return [str(each) for each in rules.proof(ground, asked.state, asked.organization_ids)]


def _found_by(name_th: str, practice: str) -> dict[str, Any]:
    """Return the columns by which it is found: people look for ธนาคารปูม้า, and the name is the place's."""
    return all_names.keys([name_th, PRACTICE_TH[Practice(practice)]])


async def _check_issue(session: AsyncSession, code: str | None) -> None:
    if code is not None and await issues.unknown(session, [code]):
        raise field_problem("issue_code", "unknown-reference")
