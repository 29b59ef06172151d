"""What happens to memberships."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import actions as accounts
from services.registry.memberships import queries, rules, schemas
from services.registry.people import actions as people
from services.registry.people import queries as persons
from services.registry.people.tables import Membership
from shared import auth, copies, events, revocations
from shared.auth import Subject


async def begin(session: AsyncSession, new: schemas.MembershipNew, *, by: Subject) -> Membership:
    """Give somebody a post; the caller acts for the organization and may change the person.

    Without the second anybody could take a person of elsewhere into their own organization and so see
    their data. Whoever knows an invitation to the person's account can no longer use it: it would open these
    rights too. Raises 403, 409 for a post held already, 422 for unseen persons and organizations.
    """
    await copies.require_seen(session, persons.MASKED, new.person_id, by, field="person_id")
    await people.theirs(session, new.person_id, by=by)
    row = await people.appoint(session, new.person_id, new, by=by, field="organization_id")
    await accounts.void_invitations(session, new.person_id, by=by)
    return row


async def end(
    session: AsyncSession, membership_id: UUID, asked: schemas.MembershipEnding, *, by: Subject
) -> Membership:
    """End a post; tokens that its holder got by it are refused from now on.

    Raises 404, 403 outside the caller's area or organization, 409 when it has ended, 422.
    """
    await copies.require_seen(session, persons.SEAT, membership_id, by)
    row: Membership = copies.found(await queries.get_for_update(session, membership_id))
    area = await persons.organization_area(session, row.organization_id)
    auth.require(by, "people.change", area=area, organization=row.organization_id)
    rules.check_ending(row.starts_on, row.ends_on, asked.ends_on)
    await events.alter(session, row, {"ends_on": asked.ends_on})
    await events.emit(session, "ended", persons.MEMBERSHIP, row.id, by=by, reason=asked.reason)
    await _let_go(session, row.person_id, by=by)
    return row


async def _let_go(session: AsyncSession, person_id: UUID | None, *, by: Subject) -> None:
    """Refuse the tokens that a person's accounts have: the next ones tell of other posts."""
    if person_id is not None:
        for account in await persons.accounts_of(session, person_id):
            await revocations.declare(session, f"subject:{account}", by=by)
