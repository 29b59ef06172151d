"""What happens to people."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access_log import actions as access_log
from services.registry.access_log.schemas import Purpose
from services.registry.areas import queries as areas
from services.registry.council_offices import queries as council_offices
from services.registry.council_offices import rules as council_rules
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as organizations
from services.registry.people import queries, rules, schemas
from services.registry.people.tables import LegalBasis, Membership, Person
from shared import auth, conditions, copies, events, paging, text, thai_time
from shared.auth import Subject
from shared.database import inside
from shared.errors import Problem, field_problem
from shared.exchange import Read
from shared.ids import new_id

CONTACT = "people.contact"
SEATED = movement_rules.Rule.COUNCIL_CHAIR_HOLDS_A_SEAT


async def page(read: Read, asked: schemas.PersonFilters) -> tuple[bytes, bool]:
    """Return a page of people as JSON, and whether it is for a purpose: then whom it shows is logged.

    Raises 403 for a purpose without the right to personal data, 503 when the look cannot be logged.
    """
    secret, path = read.request.app.state.cursor_secret, read.request.url.path
    granted = read.subject.granted
    purpose = asked.purpose
    if asked.cursor is not None and purpose is None:
        before = paging.read(asked.cursor, secret, granted, path).asked.get("purpose")
        purpose = Purpose(before) if before else None
    fixed: dict[str, object] = {"status": schemas.PersonStatus.ACTIVE}
    if purpose is None:
        body = await queries.PEOPLE.page(read.database, asked, granted, secret, path, **fixed)
        return body, False
    if not auth.holds(read.subject, CONTACT):
        auth.require(read.subject, CONTACT)
    if not read.subject.strong:
        raise Problem("second-factor-required")
    fixed["reached"] = rules.reach(read.subject, CONTACT)
    async with access_log.looking(read) as lent:
        body = await queries.OPENED_PEOPLE.page(lent, asked, granted, secret, path, **fixed)
        seen = [UUID(item["id"]) for item in json.loads(body)["items"] if not item["masked"]]
        await access_log.write_down(read, lent.connection, purpose, seen)
    return body, True


async def one(read: Read, person_id: UUID, purpose: Purpose | None) -> tuple[bytes, str]:
    """Return a person as JSON and its entity tag; for a purpose in full, and the look is logged.

    Raises 404, 403 for a person outside the caller's right, 503 when the look cannot be logged.
    """
    granted = read.subject.granted
    if purpose is None:
        found = copies.found(await queries.MASKED.one(read.database, person_id, granted))
        return _tagged(*found)
    async with access_log.looking(read) as lent:
        reached = rules.reach(read.subject, CONTACT)
        more = {"reached": reached, "purpose": purpose.value}
        found = copies.found(await queries.OPENED.one(lent, person_id, granted, **more))
        facts = await queries.facts(lent.connection, person_id)
        rules.require(read.subject, CONTACT, *facts)
        seen = [] if json.loads(found[0])["masked"] else [person_id]
        await access_log.write_down(read, lent.connection, purpose, seen)
    return _tagged(*found)


def _tagged(body: str, revision: int) -> tuple[bytes, str]:
    """Return the bytes and their tag."""
    content = body.encode()
    return content, conditions.etag(revision, content)


async def register(session: AsyncSession, new: schemas.PersonNew, *, by: Subject) -> Person:
    """Register somebody with the legal bases for using their data, and perhaps a first post.

    Raises 403 outside the caller's area or organization, 422 for an unknown area or organization, 409
    when the id is taken.
    """
    first = new.membership
    organization = first.organization_id if first else None
    auth.require(by, "people.register", area=new.area_code, organization=organization)
    if first:
        rules.check_office(first.post, strong=by.strong)
    row = Person(
        **new.model_dump(exclude={"legal_bases", "membership"}),
        **_name_keys(new.given_name_th, new.family_name_th),
        attested_by=by.id,
        notice_version=new.legal_bases[0].notice_version,
        status=schemas.PersonStatus.ACTIVE,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.MASKED)
    await areas.require(session, new.area_code)
    for basis in new.legal_bases:
        await _base(session, row.id, basis, by=by)
    if first:
        await _appoint(session, row.id, first, by=by, field="membership/organization_id")
    await events.emit(session, "registered", queries.PERSON, row.id, by=by)
    return row


async def appoint(
    session: AsyncSession,
    person_id: UUID,
    new: schemas.FirstMembership,
    *,
    by: Subject,
    field: str,
) -> Membership:
    """Give a person a post in an organization that the caller acts for.

    Raises 403 elsewhere, for the caller's own person and for an office without a second factor, 409 for a
    post held already, 422 at `field` for an unknown organization.
    """
    rules.check_office(new.post, strong=by.strong)
    return await _appoint(session, person_id, new, by=by, field=field)


async def _appoint(
    session: AsyncSession,
    person_id: UUID,
    new: schemas.FirstMembership,
    *,
    by: Subject,
    field: str,
) -> Membership:
    """Give the post, once it is clear that the caller may give an office."""
    area = await queries.organization_area(session, new.organization_id)
    if area is None:
        raise field_problem(field, "unknown-reference")
    auth.require(by, "people.register", area=area, organization=new.organization_id)
    if await queries.person_of(await inside(session), by.id) == person_id:
        raise Problem("not-for-oneself")
    rules.check_span(new.starts_on, new.ends_on)
    row = Membership(
        **new.model_dump(
            include={"organization_id", "post", "starts_on", "ends_on", "term_years"}
        ),
        term_ends_on=rules.term_end(new.starts_on, new.term_years),
        id=new.id or new_id(),
        person_id=person_id,
        fingerprint=events.fingerprint(new, by, person_id),
    )
    await events.write_down(session, row, view=queries.SEAT)
    await organizations.require_standing(session, new.organization_id)
    if new.post == schemas.Post.CHAIR:
        await _check_chair(session, row)
    await events.emit(session, "begun", queries.MEMBERSHIP, row.id, by=by)
    return row


async def _check_chair(session: AsyncSession, row: Membership) -> None:
    """Raise 409 for a council's second chair on one day, 422 for one who holds no seat in it."""
    council = await council_offices.council(session, row.organization_id)
    if council is None or row.person_id is None:
        return
    span, day = (row.starts_on, row.ends_on), row.starts_on
    council_rules.check_alone(
        await council_offices.chaired_by(session, row.organization_id, *span, besides=row.id)
    )
    wanted = await movement_rules.in_force(session, SEATED, council.area_code, day)
    sits = await council_offices.sits(session, row.organization_id, row.person_id, day)
    council_rules.check_seated(sits=sits, wanted=bool(wanted), status=council.status)


async def change(
    session: AsyncSession,
    person_id: UUID,
    asked: schemas.PersonChange,
    *,
    expected: int,
    by: Subject,
) -> Person:
    """Change what is known of somebody, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area or organization, 409 for an erased record, 412, 422.
    """
    row = await theirs(session, person_id, by=by)
    events.check_revision(row, expected)
    rules.check_active(row.status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if "area_code" in changes:
        auth.require(by, "people.change", area=changes["area_code"])
        await areas.require(session, changes["area_code"])
    if "attested_on" in changes:
        changes["attested_by"] = by.id
    named = {**row.model_dump(include={"given_name_th", "family_name_th"}), **changes}
    changes |= _name_keys(named["given_name_th"], named["family_name_th"])
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.PERSON, row.id, by=by, reason=asked.reason)
    return row


async def add_basis(
    session: AsyncSession, person_id: UUID, new: schemas.LegalBasisNew, *, by: Subject
) -> LegalBasis:
    """Write down one more legal basis of somebody. Raises 404, 403, 409."""
    row = await theirs(session, person_id, by=by)
    rules.check_active(row.status)
    return await _base(session, person_id, new, by=by)


async def close_basis(
    session: AsyncSession, basis_id: UUID, new: schemas.EndingNew, *, by: Subject
) -> LegalBasis:
    """End a legal basis at once: consent withdrawn, task done. Raises 404, 403 and 409 when it has ended."""
    row: LegalBasis = copies.found(await queries.basis_for_update(session, basis_id))
    await theirs(session, row.person_id, by=by)
    rules.check_open(row.closed_at)
    await close(session, row, by=by, reason=new.reason)
    return row


async def close(
    session: AsyncSession, row: LegalBasis, *, by: Subject, reason: str | None = None
) -> None:
    """Close a legal basis that was loaded for update."""
    row.closed_at = dt.datetime.now(dt.UTC)
    row.revision += 1
    session.add(row)
    await session.flush()
    await events.emit(session, "closed", queries.LEGAL_BASIS, row.id, by=by, reason=reason)


async def theirs(
    session: AsyncSession, person_id: UUID, *, by: Subject, action: str = "people.change"
) -> Person:
    """Return the person, locked, whom the caller may change; 404 when they may not even see them."""
    await copies.require_seen(session, queries.MASKED, person_id, by)
    row: Person = copies.found(await queries.get_for_update(session, person_id))
    today = thai_time.bangkok_date(dt.datetime.now(dt.UTC))
    posts = await queries.live_memberships(session, person_id, today)
    rules.require(by, action, row.area_code, [post[0] for post in posts])
    return row


async def check_named(session: AsyncSession, person_id: UUID, *, by: Subject) -> None:
    """Raise 403 unless the caller, with a second factor, may change this person, who is another; 409."""
    rules.check_strong(strong=by.strong)
    person = await theirs(session, person_id, by=by)
    rules.check_active(person.status)
    if await queries.person_of(await inside(session), by.id) == person_id:
        raise Problem("not-for-oneself")


async def _base(
    session: AsyncSession, person_id: UUID, new: schemas.FirstBasis, *, by: Subject
) -> LegalBasis:
    row = LegalBasis(
        **new.model_dump(exclude={"id"}),
        id=new.id or new_id(),
        person_id=person_id,
        fingerprint=events.fingerprint(new, by, person_id),
    )
    await events.write_down(session, row, view=queries.LEGAL_BASIS)
    await events.emit(session, "declared", queries.LEGAL_BASIS, row.id, by=by)
    return row


async def move_posts(
    session: AsyncSession, person_id: UUID, into_id: UUID, *, by: Subject
) -> None:
    """Move memberships; a post that both hold ends with the second record."""
    kept = {
        (post.organization_id, post.post)
        for post in await queries.memberships_of(session, into_id)
        if post.ends_on is None
    }
    today = thai_time.bangkok_date(dt.datetime.now(dt.UTC))
    for post in await queries.memberships_of(session, person_id):
        changes: dict[str, object] = {"person_id": into_id}
        if post.ends_on is None and (post.organization_id, post.post) in kept:
            changes["ends_on"] = max(today, post.starts_on)
        await events.alter(session, post, changes)
        await events.emit(session, "moved", queries.MEMBERSHIP, post.id, by=by)


def _name_keys(given: str | None, family: str | None) -> dict[str, Any]:
    """Return the keys by which a name is sorted and found."""
    name = f"{given or ''} {family or ''}".strip() or "-"
    key = text.search_key(name)
    return {"name_sort": text.sort_key(name), "search_key": key, "bigrams": text.bigrams(key)}
