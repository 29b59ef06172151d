"""What happens when somebody looks whether a need is so."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.needs import queries as needs
from services.planning.needs.tables import Need
from services.planning.verifications import queries, rules, schemas
from services.planning.verifications.schemas import VerificationLevel
from services.planning.verifications.tables import NeedVerification
from shared import auth, copies, events
from shared.auth import Subject

ACTIONS = {
    VerificationLevel.AREA: "needs.verify",
    VerificationLevel.PROVINCE: "needs.verify-at-province",
}


async def verify(
    session: AsyncSession, need_id: UUID, new: schemas.VerificationNew, *, by: Subject
) -> Need:
    """Say what was found about a need: in the area first, then at the province by somebody else.

    Raises 404, 403 outside the caller's area or for whoever confirmed it in the area, 409 when it is not
    this level's turn, 422 for what is sent back without a reason or a day before the need was voiced.
    """
    row: Need = copies.found(await needs.get_for_update(session, need_id))
    auth.require(by, ACTIONS[new.level], area=row.area_code)
    rules.check_reason(new.outcome, new.reason_th)
    before = await queries.last(session, need_id, VerificationLevel.AREA)
    act = NeedVerification(
        **new.model_dump(),
        need_id=need_id,
        verified_by=by.human,
        role=_role(by, ACTIONS[new.level], row.area_code),
        fingerprint=events.fingerprint(new, by, need_id),
    )
    await events.write_down(session, act, view=needs.NEED, key=need_id)
    rules.check_turn(row.status, row.verification, new.level)
    rules.check_day(new.verified_on, row.voiced_on)
    if new.level is VerificationLevel.PROVINCE and before is not None:
        rules.check_another(by.human, before.verified_by)
        rules.check_day(new.verified_on, before.verified_on)
    standing = rules.outcome_of(new.level, new.outcome)
    await events.alter(session, row, {"verification": standing})
    verb = f"{new.outcome}_by_{new.level}".lower()
    await events.emit(session, verb, needs.NEED, need_id, by=by, reason=new.reason_th)
    await events.emit(session, "written", queries.VERIFICATION, act.id, by=by)
    return row


def _role(by: Subject, action: str, area_code: str) -> str:
    """Return the role in which somebody acts here, the one nearest to the area."""
    fit = [
        grant
        for grant in by.grants
        if auth.allowed(Subject(by.id, (grant,), strong=True), action, area=area_code)
    ]
    return max(fit, key=lambda grant: len(grant.area or "")).role.value
