"""What happens in the three strides: an organization is found, decided about, and developed."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import queries as access
from services.registry.certification import queries, rules, schemas
from services.registry.certification.schemas import (
    ActKind,
    CertificationDecision,
    CertificationState,
    EndorsingSide,
)
from services.registry.certification.tables import Certification, CertificationAct
from services.registry.documents import queries as documents
from services.registry.movement_rules import queries as movement_rules
from services.registry.movement_rules.schemas import MEANINGS, Rule
from services.registry.organizations import actions as organizations
from shared import auth, copies, events, persons, places, thai_time
from shared.auth import Subject
from shared.errors import Problem, field_problem

DECIDE = "certifications.decide"
VIEW = queries.CERTIFICATION


async def find(
    session: AsyncSession, organization_id: UUID, new: schemas.FindNew, *, by: Subject
) -> Certification:
    """Record that an organization was found: the first stride. The find's id is the certification's.

    Raises 404, 403 outside the caller's area, 409 while it is on its way already or was dissolved, 422
    for a day before the former certification ended and for a find that rests on nothing.
    """
    found = copies.found(await queries.organization_for_update(session, organization_id))
    auth.require(by, "certifications.find", area=found.area_code)
    rules.check_grounds(new.evidence_sha256, new.note_th)
    before = await queries.newest_for_update(session, organization_id)
    if before is not None and before.id != new.id and before.status not in _OVER:
        raise Problem("already-exists")
    row = Certification(
        id=new.id,
        organization_id=organization_id,
        area_code=found.area_code,
        status=CertificationState.FOUND,
        found_on=new.found_on,
        finder_side=new.finder_side,
        fingerprint=events.fingerprint(new, by, organization_id),
    )
    await events.write_down(session, row, view=VIEW)
    await check_evidence(session, new.evidence_sha256, by)
    await organizations.require_standing(session, organization_id)
    if before is not None:
        past = [act for act in await queries.acts_of(session, before.id) if act.undone_on is None]
        rules.check_day(new.found_on, past[-1].done_on, field="found_on")
    act = CertificationAct(
        **new.model_dump(include={"id", "evidence_sha256", "note_th"}),
        **_recorded(by),
        certification_id=row.id,
        step=1,
        kind=ActKind.FIND,
        done_on=new.found_on,
        side=new.finder_side,
        fingerprint=row.fingerprint,
    )
    session.add(act)
    await session.flush()
    await events.emit(session, "found", VIEW, row.id, by=by)
    return row


async def decide(
    session: AsyncSession, organization_id: UUID, new: schemas.DecisionNew, *, by: Subject
) -> Certification:
    """Certify an organization that was found, or refuse it: the second stride.

    Raises 404, 403 outside the caller's area, without a second factor or for who recorded the find or an
    endorsement (`same-person`), 409 before it was found and when it was decided about, 422 for a day
    before what it rests on and `rule-broken` naming the sides whose endorsement is missing.
    """
    found = copies.found(await queries.organization(session, organization_id))
    auth.require(by, DECIDE, area=found.area_code)
    kind = ActKind(new.decision)
    row = await newest(session, organization_id)
    act = act_of(row, new, kind, new.decided_on, by=by, reason=new.reason)
    await events.write_down(session, act, view=VIEW, key=row.id)
    await check_evidence(session, new.evidence_sha256, by)
    await organizations.require_standing(session, organization_id)
    rules.check_act(kind, rules.state_of(row.status, row.expires_on, new.decided_on))
    past = await queries.acts_of(session, row.id)
    await check_another(session, past, by)
    rules.check_day(new.decided_on, *(each.done_on for each in past), field="decided_on")
    if new.decision is CertificationDecision.REFUSE:
        await events.alter(session, row, {"status": CertificationState.REFUSED})
        await events.emit(session, "refused", VIEW, row.id, by=by, reason=new.reason)
        return row
    both = await movement_rules.in_force(
        session, Rule.CERTIFY_NEEDS_BOTH_SIDES, found.area_code, new.decided_on
    )
    endorsed = {
        EndorsingSide.COMMUNITY: row.community_endorsements,
        EndorsingSide.LOCAL_AGENCY: row.local_agency_endorsements,
    }
    source = MEANINGS[Rule.CERTIFY_NEEDS_BOTH_SIDES].source_th
    rules.check_sides(endorsed, source, both=both)
    year, province = thai_time.fiscal_year_be(new.decided_on), places.province_of(found.area_code)
    number = rules.number_of(province, year, await queries.next_number(session, province, year))
    changes = {"number": number, "certified_on": new.decided_on}
    await issue(session, row, act, changes, new.decided_on, new.post_th)
    await events.emit(session, "certified", VIEW, row.id, by=by, reason=new.reason)
    return row


async def develop(
    session: AsyncSession, organization_id: UUID, new: schemas.DevelopmentNew, *, by: Subject
) -> Certification:
    """Add an entry of development: the third stride, which never ends.

    It goes on while the certificate is suspended or expired: that is how it is earned back. Raises 404,
    403 outside the caller's area or organization, 409 before it was certified and after it was revoked,
    422 for a day before it was certified.
    """
    found = copies.found(await queries.organization(session, organization_id))
    auth.require(by, "certifications.develop", area=found.area_code, organization=found.id)
    row = await newest(session, organization_id)
    act = act_of(row, new, ActKind.DEVELOP, new.done_on, by=by)
    await events.write_down(session, act, view=VIEW, key=row.id)
    await check_evidence(session, new.evidence_sha256, by)
    await organizations.require_standing(session, organization_id)
    rules.check_act(ActKind.DEVELOP, CertificationState(row.status))
    rules.check_day(new.done_on, row.certified_on, field="done_on")
    latest = max(new.done_on, row.developed_on or new.done_on)
    changes = {"developments": row.developments + 1, "developed_on": latest}
    await events.alter(session, row, changes)
    await events.emit(session, "developed", VIEW, row.id, by=by)
    return row


async def newest(session: AsyncSession, organization_id: UUID) -> Certification:
    """Return the newest certification of an organization, locked; raise 409 when it was never found."""
    row = await queries.newest_for_update(session, organization_id)
    if row is None:
        raise rules.skipped(None)
    return row


def act_of(
    row: Certification,
    new: BaseModel,
    kind: ActKind,
    done_on: dt.date,
    *,
    by: Subject,
    **more: Any,
) -> CertificationAct:
    """Return the act that a request asks for, as the next step of a certification."""
    said: dict[str, Any] = new.model_dump(include={"id", "evidence_sha256", "note_th", "post_th"})
    said |= {"reason_th": more.pop("reason", None), **more}
    return CertificationAct(
        **said,
        **_recorded(by),
        certification_id=row.id,
        step=row.revision + 1,
        kind=kind,
        done_on=done_on,
        fingerprint=events.fingerprint(new, by, row.id, kind),
    )


async def check_evidence(session: AsyncSession, sha256: str | None, by: Subject) -> None:
    """Raise 422 for evidence that is not kept here or not open to who refers to it."""
    if sha256 is not None and not await documents.readable(
        session, sha256, me=by.id, granted=by.granted
    ):
        raise field_problem("evidence_sha256", "unknown-reference")


async def check_another(session: AsyncSession, past: list[CertificationAct], by: Subject) -> None:
    """Raise 403 `same-person` for who recorded the find or an endorsement, by person and by account.

    Two records of a person that were merged since are one.
    """
    made = [act for act in past if act.kind in _MAKES]
    names = {name for act in made for name in (act.recorded_by, act.recorded_account)}
    for name in await access.known_as(session, names):
        persons.check_another(name, by.human, by.id)


async def issue(
    session: AsyncSession,
    row: Certification,
    act: CertificationAct,
    changes: dict[str, Any],
    on: dt.date,
    post_th: str,
) -> None:
    """Give an edition of the certificate: how long it holds, and the facts that it states."""
    years = await movement_rules.in_force(session, Rule.CERTIFICATE_YEARS, row.area_code, on)
    expires, edition = rules.years_later(on, years), row.edition + 1
    fresh = {"certified_on": row.certified_on, "number": row.number, **changes}
    facts = {
        "number": fresh["number"],
        "edition": edition,
        **await queries.described(session, row.organization_id),
        "certified_on": str(fresh["certified_on"]),
        "issued_on": str(on),
        "expires_on": str(expires),
        "post_th": post_th,
    }
    held = await session.get(CertificationAct, act.id)
    assert held is not None
    held.expires_on = expires
    session.add(held)
    given = {
        "status": CertificationState.CERTIFIED,
        "expires_on": expires,
        "edition": edition,
        "facts": facts,
    }
    await events.alter(session, row, {**changes, **given})


def _recorded(by: Subject) -> dict[str, Any]:
    return {"recorded_by": by.human, "recorded_account": by.id}


_OVER = frozenset(
    {
        CertificationState.REFUSED,
        CertificationState.REVOKED,
        CertificationState.ENDED,
        CertificationState.MERGED,
    }
)
_MAKES = frozenset({ActKind.FIND, ActKind.ENDORSE})
