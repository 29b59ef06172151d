"""What happens to grants."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import actions as accounts
from services.registry.access import queries as access
from services.registry.access import rules as access_rules
from services.registry.access.tables import Account, Grant
from services.registry.areas import queries as areas
from services.registry.grants import queries, rules, schemas
from services.registry.organizations import actions as organizations
from shared import auth, events, reasons, revocations
from shared.auth import Subject
from shared.errors import Problem, field_problem

GIVE, END = "grants.give", "grants.end"


async def give(session: AsyncSession, new: schemas.GrantNew, *, by: Subject) -> Grant:
    """Give an account or client a role from a day on.

    Raises 403 outside the caller's area, for oneself and for a role that is not below the caller's; 422 for
    a reach that does not fit the role and for what is not known; 409 for a right that is there already.
    """
    rules.check_reach(new.role, new.model_dump())
    area = await _area(session, new)
    auth.require(by, GIVE, area=area)
    rules.check_above(by, GIVE, new.role, area)
    reason = rules.check_reason(new.reason or reasons.given())
    account = await _principal(session, new, by)
    facts = {**new.model_dump(), "area_code": area, "reason": reason, "granted_by": by.id}
    row = Grant(**facts, fingerprint=events.fingerprint(new, by, reason))
    await events.write_down(session, row, view=queries.GRANT)
    if new.organization_id is None and new.area_code is not None:
        await areas.require(session, new.area_code)
    if new.organization_id is not None:
        await organizations.require_standing(session, new.organization_id)
    if await queries.has_overlap(session, row, access.today()):
        raise Problem("already-exists")
    if account is not None:
        access_rules.check_not_disabled(account.status)
        await accounts.void_invitation(session, account, by=by)
    await events.emit(session, "given", queries.GRANT, row.id, by=by, reason=reason)
    return row


async def end(
    session: AsyncSession, grant_id: UUID, asked: schemas.Ending, *, by: Subject
) -> Grant:
    """End a grant now; every token of its holder is refused within seconds.

    Raises 404, 403 for one's own grant and for a role that is not below the caller's, 409 when it has ended.
    """
    row = await queries.seen_for_update(session, grant_id, by)
    area = row.area_code
    if row.organization_id is not None:
        area = await queries.area_of_organization(session, row.organization_id) or area
    auth.require(by, END, area=area)
    rules.check_above(by, END, row.role, area)
    reason = rules.check_reason(asked.reason or reasons.given())
    await _hold(session, row.principal_id, by)
    rules.check_running(row.ended_at)
    ended = {"ended_at": dt.datetime.now(dt.UTC), "ended_by": by.id, "ended_reason": reason}
    await events.alter(session, row, ended)
    await events.emit(session, "ended", queries.GRANT, row.id, by=by, reason=reason)
    await revocations.declare(session, f"subject:{row.principal_id}", by=by)
    return row


async def _area(session: AsyncSession, new: schemas.GrantNew) -> str:
    """Return where the grant counts; '' is the nation, and every agency's."""
    if new.organization_id is None:
        return new.area_code or ""
    found = await queries.area_of_organization(session, new.organization_id)
    if found is None:
        raise field_problem("organization_id", "unknown-reference")
    return found


async def _principal(session: AsyncSession, new: schemas.GrantNew, by: Subject) -> Account | None:
    """Lock who gets the grant, so that two givers do not give the same; return the account if it is one.

    One that the caller does not reach is answered as one that is not there.
    """
    account = await access.get_for_update(session, new.principal_id)
    if account is not None:
        await accounts.check_other(session, account, by)
        if await access.is_reached(session, account.id, GIVE, by):
            return account
        raise field_problem("principal_id", "unknown-reference")
    client = await queries.client_for_update(session, new.principal_id)
    nation = "" in access.fit_for(by, GIVE).areas
    if client is None or client.status == "DISABLED" or not nation:
        raise field_problem("principal_id", "unknown-reference")
    rules.check_client(new.role, new.agency_id, client.agency_id)
    return None


async def _hold(session: AsyncSession, principal_id: UUID, by: Subject) -> None:
    """Lock whose grant ends: no token is signed meanwhile that still carries it."""
    account = await access.get_for_update(session, principal_id)
    if account is None:
        await queries.client_for_update(session, principal_id)
    else:
        await accounts.check_other(session, account, by)
