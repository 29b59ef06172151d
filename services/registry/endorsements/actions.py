"""What happens when somebody stands up for an organization that was found."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.certification import actions as certification
from services.registry.certification import queries
from services.registry.certification import rules as strides
from services.registry.certification.schemas import ActKind, CertificationState, EndorsingSide
from services.registry.certification.tables import Certification
from services.registry.endorsements import rules, schemas
from services.registry.organizations import actions as organizations
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem

_COUNTED = {
    EndorsingSide.COMMUNITY: "community_endorsements",
    EndorsingSide.LOCAL_AGENCY: "local_agency_endorsements",
}


async def endorse(
    session: AsyncSession, organization_id: UUID, new: schemas.EndorsementNew, *, by: Subject
) -> Certification:
    """Record the endorsement of one side. Leaders speak for the community side, staff for both.

    Raises 404, 403 outside the caller's area and for a leader who speaks for a local agency, for the own
    organization or in the name of another's, 409 before it was found and after it was decided about, 422
    for an endorser that does not fit its side, for the organization itself, an unknown one, and a day
    before it was found.
    """
    found = copies.found(await queries.organization(session, organization_id))
    auth.require(by, "certifications.endorse", area=found.area_code)
    if not auth.allowed(by, "certifications.find", area=found.area_code):
        leads = {grant.organization for grant in by.grants if grant.organization}
        rules.check_leader(new.side, new.organization_id, organization_id, leads)
    strides.check_grounds(new.evidence_sha256, new.note_th)
    named = (new.organization_id, new.agency_name_th, new.post_th)
    rules.check_endorser(new.side, *named, organization_id)
    other = new.organization_id
    if other is not None and await queries.organization(session, other) is None:
        raise field_problem("organization_id", "unknown-reference")
    row = await certification.newest(session, organization_id)
    act = certification.act_of(
        row,
        new,
        ActKind.ENDORSE,
        new.endorsed_on,
        by=by,
        side=new.side,
        endorser_organization_id=other,
        agency_name_th=new.agency_name_th,
    )
    await events.write_down(session, act, view=queries.CERTIFICATION, key=row.id)
    await certification.check_evidence(session, new.evidence_sha256, by)
    await organizations.require_standing(session, organization_id)
    strides.check_act(ActKind.ENDORSE, CertificationState(row.status))
    strides.check_day(new.endorsed_on, row.found_on, field="endorsed_on")
    counted = _COUNTED[new.side]
    await events.alter(session, row, {counted: getattr(row, counted) + 1})
    await events.emit(session, "endorsed", queries.CERTIFICATION, row.id, by=by)
    return row
