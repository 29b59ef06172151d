"""What happens to organizations."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.issues import queries as issues
from services.registry.organization_names import rules as names
from services.registry.organizations import queries, rules, schemas
from services.registry.organizations.tables import Organization
from shared import auth, copies, events, text
from shared.auth import Subject
from shared.errors import field_problem

Following = Callable[..., Awaitable[None]]
WHEN_STATUS_CHANGES: list[Following] = []
"""What follows when an organization's status changes: `async def follow(session, row, *, by)`.

A feature that hangs on it adds its own; nothing is imported from it.
"""
_NAMES = frozenset({"name_th", "name_en", "aliases"})
_SEXES = frozenset({"members_count", "women_count", "men_count"})


async def register(
    session: AsyncSession, new: schemas.OrganizationNew, *, by: Subject
) -> Organization:
    """Register an organization in its area.

    Raises 403 outside the caller's area, 422 for an unknown area, issue or predecessor, a level, villages or
    members that do not fit, 409 when the id is taken by something else, and when an organization of this kind
    and name is there already and nobody confirms that this is another.
    """
    auth.require(by, "organizations.register", area=new.area_code)
    rules.check_level(new.kind, new.area_code)
    rules.check_villages(new.villages, new.area_code)
    rules.check_sexes(new.members_count, new.women_count, new.men_count)
    facts = new.model_dump(exclude={"confirm_new"})
    facts["aliases"] = new.model_dump(mode="json", include={"aliases"})["aliases"]
    derived = keys_of(facts)
    known = await queries.references(session, new, derived["stems"])
    rules.check_issues(new.issues, known.unknown_issues)
    await _check_succession(session, new.id, new.succeeds_id)
    row = Organization(**facts, **derived, fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.ORGANIZATION)
    if not known.area:
        raise field_problem("area_code", "unknown-reference")
    await areas.check_villages(session, new.villages, "villages")
    rules.check_new(known.same, confirmed=new.confirm_new)
    await events.emit(session, "registered", queries.ORGANIZATION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    organization_id: UUID,
    asked: schemas.OrganizationChange,
    *,
    expected: int,
    by: Subject,
) -> Organization:
    """Change what an organization says about itself, if nobody changed it since revision `expected`.

    In an area that ended by law it can only be dissolved: what it is there is not known until it has moved.
    Raises 404, 403 outside the caller's area or organization, 409 for a merged record and `area-ended`, 412
    for an older revision, 422.
    """
    if asked.succeeds_id is not None:
        await queries.lock_successions(session)
    row: Organization = copies.found(await queries.get_for_update(session, organization_id))
    auth.require(by, "organizations.change", area=row.area_code, organization=row.id)
    events.check_revision(row, expected)
    rules.check_not_merged(row.status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if changes != {"status": schemas.WorkingStatus.DISSOLVED}:
        rules.check_place_stands(await areas.ended(session, row.area_code))
    if "aliases" in changes:
        changes["aliases"] = asked.model_dump(mode="json", include={"aliases"})["aliases"]
    await _check(session, row, changes)
    if changes.keys() & _NAMES:
        changes |= keys_of({name: changes.get(name, getattr(row, name)) for name in _NAMES})
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.ORGANIZATION, row.id, by=by, reason=asked.reason
        )
        for follow in WHEN_STATUS_CHANGES if "status" in changes else ():
            await follow(session, row, by=by)
    return row


async def check_change(
    session: AsyncSession, organization_id: UUID, asked: schemas.OrganizationChange
) -> None:
    """Raise what `change` would raise about the content of a change: 409 for a merged record, 422."""
    row: Organization = copies.found(await queries.get_for_update(session, organization_id))
    rules.check_not_merged(row.status)
    await _check(session, row, asked.model_dump(exclude_unset=True, exclude={"reason"}))


async def require_standing(session: AsyncSession, organization_id: UUID) -> None:
    """Raise 409 for an organization that was dissolved or became part of another one.

    Asked when the new row is written: its foreign key waits for who merges the organization at this moment.
    """
    status = await queries.status_of(session, organization_id)
    if status is not None:
        rules.check_standing(status)


def keys_of(named: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns by which an organization of these names is found, sorted and compared."""
    aliases = [alias["name_th"] for alias in named["aliases"]]
    made = names.keys(named["name_th"], aliases, named["name_en"])
    return {
        "name_sort": text.sort_key(named["name_th"]),
        "search_key": made.search_key,
        "bigrams": made.bigrams,
        "stems": made.stems,
    }


async def _check(session: AsyncSession, row: Organization, changes: dict[str, Any]) -> None:
    """Raise 422 for changes that do not fit what else is known."""
    if "issues" in changes:
        rules.check_issues(changes["issues"], await issues.unknown(session, changes["issues"]))
    if "villages" in changes:
        rules.check_villages(changes["villages"], row.area_code)
        await areas.check_villages(session, changes["villages"], "villages")
    if changes.keys() & _SEXES:
        after = {name: changes.get(name, getattr(row, name)) for name in _SEXES}
        rules.check_sexes(after["members_count"], after["women_count"], after["men_count"])
    await _check_succession(session, row.id, changes.get("succeeds_id"))
    contact = changes.get("contact_membership_id")
    if contact and not await queries.is_contact(session, row.id, contact):
        raise field_problem("contact_membership_id", "unknown-reference")


async def _check_succession(
    session: AsyncSession, organization_id: UUID, succeeds_id: UUID | None
) -> None:
    if succeeds_id is not None:
        line = await queries.line_of(session, succeeds_id)
        rules.check_succession(organization_id, succeeds_id, line)
