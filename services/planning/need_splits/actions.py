"""What happens when one need turns out to be several."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries as issues
from services.planning.need_mergers import rules as mergers
from services.planning.need_splits import queries, rules, schemas
from services.planning.need_splits.tables import NeedSplit
from services.planning.needs import actions as needs
from services.planning.needs import queries as need_queries
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.needs.tables import Need
from services.planning.places import queries as places
from shared import auth, events
from shared.auth import Subject
from shared.errors import field_problem


async def split(session: AsyncSession, new: schemas.NeedSplitNew, *, by: Subject) -> NeedSplit:
    """Make several needs of one; an item that answers the one answers each of them.

    Raises 403 outside the caller's area, 422 for a need that is not known or a part outside its area, 409
    when it is proposed, has money or went on in another one, or the id of a part is taken.
    """
    seen = await need_queries.areas_of(session, [new.need_id])
    await need_queries.enter_years(session, seen.get(new.need_id, "00"))
    row = await need_queries.get_for_update(session, new.need_id)
    if row is None:
        raise field_problem("need_id", "unknown-reference")
    auth.require(by, "needs.merge", area=row.area_code)
    rules.check_parts([part.area_code for part in new.parts], row.area_code)
    act = NeedSplit(
        **new.model_dump(exclude={"parts"}),
        area_code=row.area_code,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, act, view=queries.SPLIT)
    mergers.check_free([row])
    mergers.check_day("split_on", new.split_on, row.voiced_on)
    for code in {part.area_code for part in new.parts if part.area_code}:
        await places.require(session, code, "parts")
    for code in sorted({part.issue_code for part in new.parts}):
        await issues.require(session, code, new.split_on)
    cause = Cause(CauseKind.SPLIT, new.id, new.split_on)
    planned = row.status in mergers.PLANNED
    for part in new.parts:
        need = _part(part, row, events.fingerprint(new, by, part.id))
        await needs.come_of(session, need, cause, by=by, planned=planned)
    ids = [part.id for part in new.parts]
    named = " ".join(f"“{part.title_th[:120]}”" for part in new.parts[:5])
    more = f" และอีก {len(ids) - 5} เรื่อง" if len(ids) > 5 else ""
    told = {"about_th": f"เป็น {named}{more}", "reason_th": new.reason_th}
    await needs.give_way(session, [row.id], ids, NeedStatus.SPLIT, by=by, cause=cause, **told)
    await events.emit(session, "split", queries.SPLIT, act.id, by=by, reason=new.reason_th)
    return act


def _part(part: schemas.PartNew, whole: Need, fingerprint: bytes) -> Need:
    """Return a part as a need: voiced when and by whom the whole was."""
    return Need(
        **part.model_dump(exclude={"area_code"}),
        area_code=part.area_code or whole.area_code,
        voiced_on=whole.voiced_on,
        voiced_by_organization_id=whole.voiced_by_organization_id,
        voiced_at_th=whole.voiced_at_th,
        status=NeedStatus.RECORDED,
        fingerprint=fingerprint,
    )
