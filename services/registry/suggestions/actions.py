"""What happens to suggestions."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import queries as access
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as organizations
from services.registry.organizations.schemas import OrganizationChange
from services.registry.suggestions import queries, rules, schemas
from services.registry.suggestions.schemas import SubjectKind, SuggestionStatus
from services.registry.suggestions.tables import Suggestion
from shared import auth, copies, events, handlers
from shared.auth import Subject
from shared.database import ask, inside
from shared.errors import FieldError, Problem, field_problem
from shared.exchange import Read

BY_SUGGESTION = "ตามข้อเสนอแก้ข้อมูล"
"""The reason that a public history gives: what was said stays with the suggestion."""


class Way(NamedTuple):
    """How a kind of thing is changed: what a change looks like, how the thing stands, what judges and makes it."""

    change: type[BaseModel]
    stands: str
    """Takes `id`; tells the whole row as JSON, revision, area code and organization, and locks the row."""
    check: Callable[..., Awaitable[None]]
    """Raises what the change would raise about its content."""
    apply: Callable[..., Awaitable[Any]]


WAYS: dict[SubjectKind, Way] = {
    SubjectKind.ORGANIZATION: Way(
        OrganizationChange,
        "SELECT to_jsonb(o), o.revision, o.area_code, o.id FROM organizations o WHERE o.id = %(id)s"
        " FOR UPDATE",
        organizations.check_change,
        organizations.change,
    )
}
"""Another kind of thing takes suggestions by a line here and a join in `queries`."""


class Standing(NamedTuple):
    """A thing as it is now."""

    row: dict[str, Any]
    revision: int
    area_code: str
    organization_id: UUID | None


async def suggest(session: AsyncSession, new: schemas.SuggestionNew, *, by: Subject) -> Suggestion:
    """Write down what somebody wants changed; nothing of it is public.

    Raises 422 for an unknown thing and for changes that the real change would not take either, 409 for what
    is changed no more, 412 when the thing is no longer what the maker saw.
    """
    auth.require(by, "suggestions.make")
    standing = await _standing(session, new.subject_kind, new.subject_id)
    if standing is None:
        raise field_problem("subject_id", "unknown-reference")
    proposed = _checked(new.subject_kind, new.changes)
    if strange := next((field for field in proposed if field not in standing.row), None):
        raise field_problem(f"changes/{strange}", "unknown-field")
    now = dt.datetime.now(dt.UTC)
    area = standing.area_code
    days = await movement_rules.in_force(session, movement_rules.Rule.LADDER_DAYS, area)
    row = Suggestion(
        **new.model_dump(exclude={"changes"}),
        area_code=area,
        organization_id=standing.organization_id,
        old={field: standing.row[field] for field in proposed},
        proposed=proposed,
        made_by=by.human,
        made_by_account=by.id,
        **rules.climbs(now, days)._asdict(),
        status=SuggestionStatus.OPEN,
        created_at=now,
        updated_at=now,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ANSWER)
    events.check_revision(standing, new.revision_seen)
    rules.check_differs(row.old, proposed)
    await _check_real(session, new)
    await events.emit(session, "made", queries.SUGGESTION, row.id, by=by)
    return row


async def decide(
    session: AsyncSession, suggestion_id: UUID, asked: schemas.DecisionNew, *, by: Subject
) -> Suggestion:
    """Accept a suggestion, wholly or some of its fields, or refuse it; what is accepted is changed at once.

    Raises 404 for one out of sight (it has not climbed so high), 403 outside the caller's right and for the
    maker, 409 when it is closed, 412 with all values when the thing changed meanwhile, 422.
    """
    row = await _seen(session, suggestion_id, by)
    kind = SubjectKind(row.subject_kind)
    standing = await _standing(session, kind, row.subject_id)
    assert standing is not None
    auth.require(
        by, "suggestions.decide", area=standing.area_code, organization=standing.organization_id
    )
    makers = await access.known_as(session, {row.made_by, row.made_by_account})
    rules.check_decider(makers, by)
    rules.check_open(row.status)
    chosen = rules.accepted(asked, row.proposed)
    rules.check_unchanged(chosen, row.old, row.proposed, standing.row)
    if chosen:
        change = {field: row.proposed[field] for field in chosen}
        await WAYS[kind].apply(
            session,
            row.subject_id,
            WAYS[kind].change.model_validate({**change, "reason": BY_SUGGESTION}),
            expected=standing.revision,
            by=by,
        )
    status = rules.outcome(chosen, row.proposed)
    await _close(session, row, status, chosen, asked.reason_th, by)
    return row


async def withdraw(
    session: AsyncSession, suggestion_id: UUID, asked: schemas.WithdrawalNew, *, by: Subject
) -> Suggestion:
    """Withdraw what one suggested; raises 404 for one out of sight, 403 for others than the maker, 409."""
    auth.require(by, "suggestions.make")
    row = await _seen(session, suggestion_id, by)
    rules.check_maker((row.made_by, row.made_by_account), by)
    rules.check_open(row.status)
    await _close(session, row, SuggestionStatus.WITHDRAWN, [], asked.reason_th, by)
    return row


async def page(read: Read, asked: schemas.SuggestionFilters) -> Response:
    """Answer a page of the suggestions that the caller made or may decide."""
    reach = rules.reach(read.subject)
    near = {"near": True} if rules.is_small(reach) else {}
    return await read.page(queries.SUGGESTIONS, asked, **near, **reach)


async def one(read: Read, suggestion_id: UUID) -> Response:
    """Answer one suggestion to its maker and those who may decide; 404 to everybody else."""
    return await read.one(queries.SEEN, suggestion_id, **rules.reach(read.subject))


async def _seen(session: AsyncSession, suggestion_id: UUID, by: Subject) -> Suggestion:
    """Return a suggestion, locked, that the caller may know of; 404 for any other."""
    if not await queries.is_seen(session, suggestion_id, rules.reach(by)):
        raise Problem("not-found")
    row: Suggestion = copies.found(await queries.get_for_update(session, suggestion_id))
    return row


async def _standing(session: AsyncSession, kind: SubjectKind, subject_id: UUID) -> Standing | None:
    cursor = await ask(await inside(session), WAYS[kind].stands, {"id": subject_id})
    row: Any = await cursor.fetchone()
    return None if row is None else Standing(*row)


def _checked(kind: SubjectKind, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes as the real change takes them, as plain JSON; raises 422 with pointers into them."""
    model = WAYS[kind].change
    if "reason" in changes:
        raise field_problem("changes/reason", "unknown-field")
    try:
        return model.model_validate(changes).model_dump(mode="json", exclude_unset=True)
    except ValidationError as refused:
        inside_changes = ("body", "changes")
        faults = [
            {**fault, "loc": (*inside_changes, *fault["loc"])}
            for fault in refused.errors(include_url=False, include_input=False)
        ]
        raise handlers.of_validation(faults) from None


async def _check_real(session: AsyncSession, new: schemas.SuggestionNew) -> None:
    """Raise what the real change would raise, with pointers into the suggested changes."""
    way = WAYS[new.subject_kind]
    try:
        await way.check(session, new.subject_id, way.change.model_validate(new.changes))
    except Problem as refused:
        if refused.errors:
            inside_changes = ("body", "changes")
            told = [
                FieldError((*inside_changes, *each.where[1:]), each.code, **each.params)
                for each in refused.errors
            ]
            raise Problem(refused.code, refused.said, errors=told) from None
        raise


async def _close(
    session: AsyncSession,
    row: Suggestion,
    status: SuggestionStatus,
    chosen: list[str],
    answer: str | None,
    by: Subject,
) -> None:
    now = dt.datetime.now(dt.UTC)
    changes = {
        "status": status,
        "accepted": chosen,
        "closed_at": now,
        "closed_by": by.id,
        "closed_rung": rules.rung(now, rules.Climbs(row.province_at, row.region_at)),
        "answer_th": answer,
    }
    await events.alter(session, row, changes)
    await events.emit(session, status.lower(), queries.SUGGESTION, row.id, by=by)
