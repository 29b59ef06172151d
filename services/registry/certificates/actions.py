"""What happens to certificates, and how they are shown."""

import datetime as dt
import json
from typing import Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import authority
from services.registry.certificates import queries, rules, schemas
from services.registry.certification import actions as certification
from services.registry.certification import queries as strides
from services.registry.certification import rules as state
from services.registry.certification.schemas import ActKind, CertificationState
from services.registry.certification.tables import Certification, CertificationAct
from services.registry.organizations import actions as organizations
from services.registry.papers import Press
from shared import auth, conditions, copies, events
from shared.auth import Subject
from shared.contracts.registry import (
    CERTIFICATE_STATE_TH,
    CertificateShown,
    CertificateState,
)
from shared.errors import Problem
from shared.exchange import Read
from shared.thai_time import bangkok_date

VIEW = certification.VIEW
# Whoever keeps an answer asks again: a revoked certificate shows at once.
FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Authorization"}


async def renew(
    session: AsyncSession, number: str, new: schemas.RenewalNew, *, by: Subject
) -> Certification:
    """Give a certificate that holds or has expired anew, from that day on, as its next edition.

    Raises 404, 403 outside the caller's area, without a second factor and for who recorded the find or an
    endorsement, 409 while suspended and after it was revoked, 422 for a day before the last act.
    """
    row, act = await _taken_up(session, number, new, ActKind.RENEW, new.renewed_on, by=by)
    await certification.issue(session, row, act, {}, new.renewed_on, new.post_th)
    await events.emit(session, "renewed", VIEW, row.id, by=by, reason=new.reason)
    return row


async def suspend(
    session: AsyncSession, number: str, new: schemas.SuspensionNew, *, by: Subject
) -> Certification:
    """Suspend a certificate that holds, for a reason; problems as of `renew`."""
    row, _ = await _taken_up(session, number, new, ActKind.SUSPEND, new.suspended_on, by=by)
    await events.alter(session, row, {"status": CertificationState.SUSPENDED})
    await events.emit(session, "suspended", VIEW, row.id, by=by, reason=new.reason)
    return row


async def reinstate(
    session: AsyncSession, number: str, new: schemas.ReinstatementNew, *, by: Subject
) -> Certification:
    """Give a suspended certificate back; when its day of expiry has passed it is expired."""
    row, _ = await _taken_up(session, number, new, ActKind.REINSTATE, new.reinstated_on, by=by)
    await events.alter(session, row, {"status": CertificationState.CERTIFIED})
    await events.emit(session, "reinstated", VIEW, row.id, by=by, reason=new.reason)
    return row


async def revoke(
    session: AsyncSession, number: str, new: schemas.RevocationNew, *, by: Subject
) -> Certification:
    """End a certificate for good, for a reason; its number is never given again."""
    row, _ = await _taken_up(session, number, new, ActKind.REVOKE, new.revoked_on, by=by)
    await events.alter(session, row, {"status": CertificationState.REVOKED})
    await events.emit(session, "revoked", VIEW, row.id, by=by, reason=new.reason)
    return row


async def _taken_up(
    session: AsyncSession,
    number: str,
    new: Any,
    kind: ActKind,
    day: dt.date,
    *,
    by: Subject,
) -> tuple[Certification, CertificationAct]:
    """Write an act about a certificate down, and judge whether it may be done now by this person.

    Who answers for where the organization is today decides; one that was dissolved or became part of another
    gets nothing anew (409).
    """
    row = copies.found(await strides.numbered_for_update(session, number))
    found = copies.found(await strides.organization(session, row.organization_id))
    auth.require(by, certification.DECIDE, area=found.area_code)
    act = certification.act_of(row, new, kind, day, by=by, reason=new.reason)
    await events.write_down(session, act, view=VIEW, key=row.id)
    await certification.check_evidence(session, new.evidence_sha256, by)
    gives = kind in {ActKind.RENEW, ActKind.REINSTATE}
    if gives:
        await organizations.require_standing(session, row.organization_id)
    state.check_act(kind, state.state_of(row.status, row.expires_on, day))
    past = await strides.acts_of(session, row.id)
    if gives:
        await certification.check_another(session, past, by)
    before = [
        each.done_on
        for each in past
        if each.id != act.id
        and each.undone_on is None
        and each.kind not in {ActKind.DEVELOP, ActKind.ENDORSE}
    ]
    state.check_day(day, *before, field=_FIELDS[kind])
    return row, act


async def shown(read: Read, number: str) -> CertificateShown:
    """Return a certificate as everybody may see it today; 404 for a number that was never given."""
    found = copies.found(await queries.certificate(read.database, number))
    today = bangkok_date(dt.datetime.now(dt.UTC))
    stands = copies.found(state.standing(rules.counting(found.acts, today), today))
    facts = copies.found(rules.stated(found.facts))
    press: Press | None = read.request.app.state.press
    told = copies.found(rules.shown(stands.state))
    return CertificateShown(
        number=number,
        state=told,
        state_th=CERTIFICATE_STATE_TH[told],
        since=stands.since,
        reason_th=stands.reason_th,
        checked_on=today,
        facts=facts,
        jws=press.seal(found.facts) if press and told is CertificateState.VALID else None,
        successor=found.successor,
        link=f"{read.request.app.state.desk.address}/certificates/{number}",
    )


async def answer(read: Read, number: str) -> Response:
    """Answer a certificate as JSON, never from somebody's cache without asking."""
    body = (await shown(read, number)).model_dump_json().encode()
    return _fresh(read.request, body, "application/json")


async def paper(read: Read, number: str) -> Response:
    """Answer the signed paper of a certificate that holds today.

    Raises 404 also where this registry signs nothing, 409 for one that does not hold, 503 when too many
    papers are asked for at once.
    """
    told = await shown(read, number)
    rules.check_holds(told.state)
    press = _press(read.request)
    body = await press.paper(told.facts.model_dump(mode="json"))
    return _fresh(read.request, body, "application/pdf")


def issuer(read: Read) -> bytes:
    """Return who signs certificates as JSON; 404 where this registry signs none."""
    signer = _press(read.request).issuer
    return json.dumps(
        {
            "name": signer.name,
            "kid": authority.thumbprint(signer.certificate),
            "certificate": signer.certificate_pem.decode(),
        },
        ensure_ascii=False,
    ).encode()


def _press(request: Request) -> Press:
    press: Press | None = request.app.state.press
    if press is None:
        said = ("ระบบนี้ไม่ได้ตั้งกุญแจลงนามใบรับรอง", "This registry has no key to sign certificates")
        raise Problem("not-found", said)
    return press


def _fresh(request: Request, body: bytes, media_type: str) -> Response:
    headers = {**FRESH, "ETag": conditions.weak_etag(body)}
    if conditions.unchanged(request, headers["ETag"]):
        return Response(None, 304, headers)
    return Response(body, 200, headers, media_type)


_FIELDS = {
    ActKind.RENEW: "renewed_on",
    ActKind.SUSPEND: "suspended_on",
    ActKind.REINSTATE: "reinstated_on",
    ActKind.REVOKE: "revoked_on",
}
