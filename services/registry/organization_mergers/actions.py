"""What happens when two records turn out to be of one organization, and when they are told apart again."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import actions as accounts
from services.registry.certification_ends import actions as certifications
from services.registry.council_offices import rules as offices
from services.registry.councils import actions as councils
from services.registry.organization_mergers import queries, rules, schemas
from services.registry.organization_mergers.tables import OrganizationMerger, OrganizationReversal
from services.registry.organization_moves import actions as moves
from services.registry.organization_moves.schemas import Line
from services.registry.organizations import actions as organizations
from services.registry.organizations.queries import ORGANIZATION, lock_successions
from services.registry.organizations.schemas import OrganizationStatus
from services.registry.organizations.tables import Organization
from services.registry.people import queries as people
from services.registry.strength import queries as strength
from services.registry.strength import rules as levels
from shared import auth, copies, events, revocations
from shared.auth import Subject
from shared.database import inside
from shared.errors import Problem, field_problem

MERGE = "organizations.merge"
_POSTS, _RIGHTS = "memberships.organization_id", "grants.organization_id"


async def merge(
    session: AsyncSession,
    organization_id: UUID,
    new: schemas.OrganizationMergerNew,
    *,
    by: Subject,
) -> OrganizationMerger:
    """Make a second record of an organization part of the first: what refers to it moves, and a ledger says so.

    Raises 404 and 422 for unknown records, 403 outside the caller's area, without a second factor and for their
    own posts, 409 for a record that is part of another already.
    """
    rules.check_two(organization_id, new.into_id)
    await lock_successions(session)
    row, into = await _both(session, organization_id, new.into_id, by=by)
    ledger = OrganizationMerger(
        **new.model_dump(),
        merged_id=row.id,
        area_code=into.area_code,
        former_status=row.status,
        added_aliases=rules.names_to_add(_named(row), _named(into)),
        fingerprint=events.fingerprint(new, by, row.id),
    )
    if not await queries.is_known(session, new.id):
        rules.check_whole(row.status, into.status)
    await events.write_down(session, ledger, view=queries.MERGER)
    extensions = [await queries.extensions_of(session, each.id) for each in (row, into)]
    rules.check_extensions(*extensions)
    await certifications.merge(session, row, into, by=by)
    lines = await moves.move(session, row.id, into, by=by)
    await queries.write_lines(session, ledger.id, lines)
    await _follow_levels(session, row, into)
    await _follow_rights(session, lines, by=by)
    aliases = [*into.aliases, *ledger.added_aliases]
    await events.alter(session, into, _renamed(into, aliases), anyway=True)
    gone = {"status": OrganizationStatus.MERGED, "merged_into_id": into.id}
    await events.alter(session, row, gone)
    await events.emit(session, "merged", ORGANIZATION, row.id, by=by, reason=new.reason)
    await events.emit(session, "took_over", ORGANIZATION, into.id, by=by, reason=new.reason)
    await events.emit(session, "recorded", queries.MERGER, ledger.id, by=by, reason=new.reason)
    return ledger


async def reverse(
    session: AsyncSession, merger_id: UUID, new: schemas.OrganizationReversalNew, *, by: Subject
) -> OrganizationMerger:
    """Put everything back that a merger moved; what was moved elsewhere or is gone since is reported.

    Raises 404, 403 as merging does, 409 for a merger that was undone or on which a later one stands, and when a
    tambon would have a second council of the whole, or a council a second chair: that is settled first.
    """
    await lock_successions(session)
    ledger: OrganizationMerger = copies.found(await queries.get_for_update(session, merger_id))
    row, into = await _both(session, ledger.merged_id, ledger.into_id, by=by)
    act = OrganizationReversal(
        **new.model_dump(),
        merger_id=ledger.id,
        fingerprint=events.fingerprint(new, by, ledger.id),
    )
    if ledger.reversed_at is None:
        rules.check_reversible(None, into.status)
    elif not await queries.is_reversal(session, new.id):
        rules.check_reversible(ledger.reversed_at, into.status)
    await events.write_down(session, act, view=queries.MERGER, key=ledger.id)
    lines = await moves.put_back(session, await queries.lines_of(session, ledger.id), by=by)
    await queries.write_undone(session, lines)
    await _follow_levels(session, row, into)
    await _follow_rights(session, lines, by=by)
    offices.check_alone(await queries.second_chair(session, moves.keys(lines, _POSTS)))
    aliases = rules.names_left(into.aliases, ledger.added_aliases)
    aliases = await _names_of_others(session, ledger, into, aliases)
    await events.alter(session, into, _renamed(into, aliases), anyway=True)
    await events.alter(session, row, {"status": ledger.former_status, "merged_into_id": None})
    await session.flush()
    for each in (row, into):
        await councils.check_alone(session, each.id)
    assert ledger.created_at is not None
    await certifications.separate(session, row, into, since=ledger.created_at, by=by)
    undone = {"reversed_at": dt.datetime.now(dt.UTC), "reversed_by": by.id}
    await events.alter(session, ledger, {**undone, "reversal_reason": new.reason})
    await events.emit(session, "unmerged", ORGANIZATION, row.id, by=by, reason=new.reason)
    await events.emit(session, "gave_back", ORGANIZATION, into.id, by=by, reason=new.reason)
    await events.emit(session, "reversed", queries.MERGER, ledger.id, by=by, reason=new.reason)
    return ledger


async def _both(
    session: AsyncSession, merged_id: UUID, into_id: UUID, *, by: Subject
) -> tuple[Organization, Organization]:
    """Return both records, locked, if the caller answers for where each of them is."""
    row, into = await queries.lock_both(session, merged_id, into_id)
    if row is None:
        raise Problem("not-found")
    auth.require(by, MERGE, area=row.area_code)
    if into is None:
        raise field_problem("into_id", "unknown-reference")
    auth.require(by, MERGE, area=into.area_code)
    return row, into


async def _follow_rights(session: AsyncSession, lines: list[Line], *, by: Subject) -> None:
    """Let rights follow posts: tokens of before are refused, invitations that others know are void.

    Raises 403 for a post of the caller's own.
    """
    persons = set(await queries.holders_of(session, moves.keys(lines, _POSTS)))
    if persons and await people.person_of(await inside(session), by.id) in persons:
        raise Problem("not-for-oneself")
    subjects = set(await queries.principals_of(session, moves.keys(lines, _RIGHTS)))
    for person in sorted(persons):
        await accounts.void_invitations(session, person, by=by)
        subjects.update(await people.accounts_of(session, person))
    for subject in sorted(subjects):
        await revocations.declare(session, f"subject:{subject}", by=by)


async def _follow_levels(session: AsyncSession, *organizations: Organization) -> None:
    """Let levels follow from the assessments that each record has now."""
    for each in organizations:
        await strength.keep_spans(session, each.area_code, each.id, [])
    for each in organizations:
        known = await strength.evidence(session, each.area_code, each.id)
        await strength.keep_spans(session, each.area_code, each.id, levels.spans(known))


async def _names_of_others(
    session: AsyncSession,
    undone: OrganizationMerger,
    into: Organization,
    aliases: list[dict[str, object]],
) -> list[dict[str, object]]:
    """Return the aliases with those that other merged records have, too: they went with who brought them first."""
    left = [alias for alias in into.aliases if alias in undone.added_aliases]
    for ledger, row in await queries.others_merged(session, into.id, but=undone.id):
        told = {"name_th": into.name_th, "aliases": aliases}
        more = rules.names_to_add(_named(row), told)
        wanted = rules.names_brought(left, more)
        if wanted:
            ledger.added_aliases = [*ledger.added_aliases, *wanted]
            session.add(ledger)
            aliases = [*aliases, *wanted]
    return aliases


def _named(row: Organization) -> dict[str, object]:
    return {"name_th": row.name_th, "name_en": row.name_en, "aliases": row.aliases}


def _renamed(row: Organization, aliases: list[dict[str, object]]) -> dict[str, object]:
    return {"aliases": aliases, **organizations.keys_of({**_named(row), "aliases": aliases})}
