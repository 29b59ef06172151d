"""What happens to agreements."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies import queries as agencies
from services.partners.agencies.schemas import AgencyKind
from services.partners.agreements import queries, rules, schemas
from services.partners.agreements.schemas import AgreementKind, AgreementStatus
from services.partners.agreements.tables import (
    Agreement,
    AgreementEnding,
    AgreementParty,
    AgreementSignature,
)
from services.partners.people import queries as people
from services.partners.places import queries as places
from shared import auth, copies, events, persons
from shared.auth import Subject
from shared.errors import field_problem


async def draft(session: AsyncSession, new: schemas.AgreementNew, *, by: Subject) -> Agreement:
    """Write down a draft between agencies, or for a province.

    A partner agency drafts what it, its agency or one of its units is a party of. Raises 403, 422
    for parties, places or an agreement above that are not known (or not open to the caller), dates and
    shapes that do not fit, 409 `id-conflict`.
    """
    rows = await agencies.with_units(session, new.party_ids)
    known = {row.id: _party(row) for row in rows}
    _require_party(by, new, known)
    rules.check_shape(new.kind, new.province_code, new.under_agreement_id)
    rules.check_period(new.starts_on, new.ends_on)
    parties = rules.check_parties(new.party_ids, known)
    if new.province_code is not None:
        await places.require(session, new.province_code, "province_code")
    if new.under_agreement_id is not None:
        field = "under_agreement_id"
        await copies.require_seen(
            session, queries.AGREEMENT, new.under_agreement_id, by, field=field
        )
        above = await queries.get(session, new.under_agreement_id)
        if above is None or above.kind != AgreementKind.AGENCY:
            raise field_problem(field, "unknown-reference")
    row = Agreement(
        **new.model_dump(exclude={"province_code", "party_ids"}),
        area_code=new.province_code or "",
        status=AgreementStatus.DRAFT,
        drafted_by=by.human,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.AGREEMENT)
    await session.execute(
        insert(AgreementParty),
        [
            {"agreement_id": row.id, "position": position, "agency_id": party.id}
            for position, party in enumerate(parties)
        ],
    )
    await events.emit(session, "drafted", queries.AGREEMENT, row.id, by=by)
    return row


async def sign(
    session: AsyncSession, agreement_id: UUID, asked: schemas.SignatureNew, *, by: Subject
) -> Agreement:
    """Sign a draft; it is active from then on, and what it replaces is superseded with it.

    Raises 404 also for a draft that is not open to the caller, 403 outside the caller's area and for
    who drafted it (`same-person`), 409 when it is no draft, when the province has another active
    agreement (`existing`) or what it replaces is not active, 422 `rule-broken` without an agreement
    between the agencies.
    """
    await copies.require_seen(session, queries.AGREEMENT, agreement_id, by)
    area_code: str = copies.found(await queries.area_of(session, agreement_id))
    auth.require(by, "agreements.sign", area=area_code)
    # Before any agreement: two signatures for one province must not wait for each other's rows.
    await places.lock(session, area_code)
    row: Agreement = copies.found(await queries.get_for_update(session, agreement_id))
    signature = AgreementSignature(
        **asked.model_dump(),
        agreement_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, signature, view=queries.AGREEMENT, key=row.id)
    rules.check_status(row.status, AgreementStatus.DRAFT)
    maker, *checkers = await people.known_as(session, row.drafted_by, by.human, by.id)
    persons.check_another(maker, *checkers)
    rules.check_signed_on(asked.signed_on, row.ends_on)
    replaced = await _replaced(session, row, asked)
    under = row.under_agreement_id
    if row.kind == AgreementKind.PROVINCE:
        besides = [row.id, *([replaced.id] if replaced else [])]
        rules.check_alone(await queries.holder_of(session, area_code, besides=besides))
        parties = [_party(each) for each in await queries.parties(session, row.id)]
        supporting = rules.supporting(parties)
        active = await queries.active_between(session, supporting)
        under = rules.umbrella(supporting, active, row.under_agreement_id)
    if replaced is not None:
        over = {"status": AgreementStatus.SUPERSEDED, "ended_on": asked.signed_on}
        await events.alter(session, replaced, {**over, "superseded_by_id": row.id})
        await events.emit(session, "superseded", queries.AGREEMENT, replaced.id, by=by)
    changes = asked.model_dump(include={"signed_on", "replaces_id"})
    changes |= {
        "status": AgreementStatus.ACTIVE,
        "under_agreement_id": under,
        "signed_by": by.human,
    }
    await events.alter(session, row, changes)
    await events.emit(session, "signed", queries.AGREEMENT, row.id, by=by)
    return row


async def end(
    session: AsyncSession, agreement_id: UUID, asked: schemas.EndingNew, *, by: Subject
) -> Agreement:
    """End an active agreement on a day, for a reason.

    Raises 404 also for a draft that is not open to the caller, 403 outside the caller's area, 409 when
    it is not active, 422 before its signing.
    """
    await copies.require_seen(session, queries.AGREEMENT, agreement_id, by)
    row: Agreement = copies.found(await queries.get_for_update(session, agreement_id))
    auth.require(by, "agreements.sign", area=row.area_code)
    ending = AgreementEnding(
        **asked.model_dump(),
        agreement_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, ending, view=queries.AGREEMENT, key=row.id)
    rules.check_status(row.status, AgreementStatus.ACTIVE)
    rules.check_ended_on(asked.ended_on, row.signed_on)
    over = {"ended_on": asked.ended_on, "end_reason_th": asked.reason_th}
    await events.alter(session, row, {"status": AgreementStatus.ENDED, **over})
    await events.emit(session, "ended", queries.AGREEMENT, row.id, by=by, reason=asked.reason_th)
    return row


def _party(row: Any) -> rules.Party:
    return rules.Party(row.id, row.parent_id or row.id, AgencyKind(row.kind))


def _require_party(by: Subject, new: schemas.AgreementNew, known: dict[UUID, rules.Party]) -> None:
    """Raise 401 or 403 unless the caller may draft for a party, its agency or one of its units."""
    asked = set(new.party_ids)
    houses = {known[each].main_id for each in asked if each in known}
    acting = asked | houses | {party.id for party in known.values() if party.main_id in asked}
    if not any(auth.allowed(by, "agreements.draft", agency=agency) for agency in acting):
        auth.require(by, "agreements.draft")


async def _replaced(
    session: AsyncSession, row: Agreement, asked: schemas.SignatureNew
) -> Agreement | None:
    """Return the agreement that the new one replaces, locked, or None when it replaces none."""
    if asked.replaces_id is None:
        return None
    old = await queries.get_for_update(session, asked.replaces_id)
    facts = (old.kind, old.area_code, old.status) if old else None
    rules.check_replaceable(
        facts, kind=row.kind, area_code=row.area_code, own=asked.replaces_id == row.id
    )
    return old
