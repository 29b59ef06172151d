"""What happens to organizations."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.issues import queries as issues
from services.registry.organizations import queries, rules, schemas
from services.registry.organizations.tables import Organization
from shared import auth, copies, events, text
from shared.auth import Subject
from shared.errors import field_problem


async def register(
    session: AsyncSession, new: schemas.OrganizationNew, *, by: Subject
) -> Organization:
    """Register an organization in its area.

    Raises 403 outside the caller's area, 422 for an unknown area or issue or a level that does not fit,
    409 when the id is taken by something else.
    """
    auth.require(by, "organizations.register", area=new.area_code)
    rules.check_level(new.kind, new.area_code)
    known, unknown = await queries.references(session, new.area_code, new.issues)
    if not known:
        raise field_problem("area_code", "unknown-reference")
    rules.check_issues(new.issues, unknown)
    row = Organization(
        **new.model_dump(),
        name_sort=text.sort_key(new.name_th),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ORGANIZATION)
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

    Raises 404, 403 outside the caller's area or organization, 412 for an older revision, 422.
    """
    row: Organization = copies.found(await queries.get_for_update(session, organization_id))
    auth.require(by, "organizations.change", area=row.area_code, organization=row.id)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if "issues" in changes:
        rules.check_issues(changes["issues"], await issues.unknown(session, changes["issues"]))
    if "name_th" in changes:
        changes["name_sort"] = text.sort_key(changes["name_th"])
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.ORGANIZATION, row.id, by=by, reason=asked.reason
        )
    return row
