"""What happens when several needs turn out to be one, and when they are told apart again."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries as issues
from services.planning.need_mergers import queries, rules, schemas
from services.planning.need_mergers.tables import NeedMerger, NeedReversal
from services.planning.needs import actions as needs
from services.planning.needs import queries as need_queries
from services.planning.needs import rules as need_rules
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus
from services.planning.needs.tables import Need
from services.planning.notices.schemas import Change, News
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject

MERGE = "needs.merge"


async def merge(session: AsyncSession, new: schemas.NeedMergerNew, *, by: Subject) -> NeedMerger:
    """Make several needs of an area one: a new one, or one that is there. Each keeps its origin and its fate.

    Raises 403 outside the caller's area, 422 for needs that are not known or lie outside the area, 409 for
    needs that are proposed, have money or went on in another one.
    """
    auth.require(by, MERGE, area=new.area_code)
    made = new.into is not None
    rules.check_target(new.origin_ids, new.into_id, made=made)
    await places.require(session, new.area_code, "area_code")
    if new.into is not None:
        await issues.require(session, new.into.issue_code, new.merged_on)
    wanted = [*new.origin_ids, *([] if new.into_id is None else [new.into_id])]
    await need_queries.enter_years(session, new.area_code)
    known = await need_queries.lock_rows(session, wanted)
    rules.check_known(new.origin_ids, new.into_id, known, new.area_code)
    cause = Cause(CauseKind.MERGER, new.id, new.merged_on)
    origins = [known[each] for each in new.origin_ids]
    planned = any(each.status in rules.PLANNED for each in origins)
    into = known[new.into_id] if new.into_id else _one(new, origins, by)
    row = NeedMerger(
        **new.model_dump(exclude={"origin_ids", "into", "into_id"}),
        into_id=into.id,
        into_is_new=made,
        into_steps=into.steps + (planned and into.status == NeedStatus.RECORDED),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.MERGER)
    rules.check_free([*origins, into])
    rules.check_day("merged_on", new.merged_on, *(each.voiced_on for each in known.values()))
    if made:
        await needs.come_of(session, into, cause, by=by, planned=planned)
    elif planned:
        await needs.move(session, [into.id], NeedStatus.IN_PLAN, by=by, cause=cause)
    merged = NeedStatus.MERGED
    told = {"about_th": f"เป็นเรื่อง “{into.title_th}”", "reason_th": new.reason_th}
    await needs.give_way(session, new.origin_ids, [into.id], merged, by=by, cause=cause, **told)
    await events.emit(session, "merged", queries.MERGER, row.id, by=by, reason=new.reason_th)
    return row


async def reverse(
    session: AsyncSession, merger_id: UUID, new: schemas.NeedReversalNew, *, by: Subject
) -> NeedMerger:
    """Tell needs apart again, each back to where it was, while the one they became has not moved on.

    Their authors hear of it, once. Raises 404, 403 outside the caller's area, 409 when it was undone or the
    one need moved on, 422 for a day before the merger.
    """
    row: NeedMerger = copies.found(await queries.get_for_update(session, merger_id))
    auth.require(by, MERGE, area=row.area_code)
    act = NeedReversal(
        **new.model_dump(),
        merger_id=merger_id,
        fingerprint=events.fingerprint(new, by, merger_id),
    )
    origin_ids = await need_queries.origins_of(session, merger_id)
    known = await need_queries.lock_rows(session, [*origin_ids, row.into_id])
    if row.reversed_on is None:
        await events.write_down(session, act, view=queries.MERGER, key=merger_id)
    elif await queries.is_reversal(session, new.id):
        raise events.AlreadyDoneError(queries.MERGER, merger_id)
    into = known[row.into_id]
    planned = row.into_is_new and await queries.is_planned(session, into.id)
    rules.check_undone(row.reversed_on, into.steps, row.into_steps, planned=planned)
    rules.check_day("reversed_on", new.reversed_on, row.merged_on)
    cause = Cause(CauseKind.REVERSAL, new.id, new.reversed_on)
    await need_queries.part(session, merger_id)
    await _put_back(session, row, origin_ids, cause, by=by)
    again = origin_ids if row.into_is_new else [*origin_ids, row.into_id]
    news = News(Change.SEPARATED, cause.kind, cause.id, cause.on, new.reason_th)
    await needs.tell(session, again, news)
    undone = {"reversed_on": new.reversed_on, "reversal_reason_th": new.reason_th}
    await events.alter(session, row, undone)
    await events.emit(session, "reversed", queries.MERGER, merger_id, by=by, reason=new.reason_th)
    return row


async def _put_back(
    session: AsyncSession, row: NeedMerger, origin_ids: list[UUID], cause: Cause, *, by: Subject
) -> None:
    """Put the origins back, and the one need: withdrawn when it was new, else to where it was.

    What a plan that was adopted in between answers stands in that plan.
    """
    before = await need_queries.stood(session, [*origin_ids, row.into_id], row.id)
    if row.into_is_new:
        await needs.move(session, [row.into_id], NeedStatus.WITHDRAWN, by=by, cause=cause)
        before.pop(row.into_id, None)
    planned = await need_queries.held(session, before)
    together: dict[NeedStatus, list[UUID]] = defaultdict(list)
    for need_id, status in sorted(before.items()):
        together[rules.stands_at(NeedStatus(status), planned=need_id in planned)].append(need_id)
    for status, ids in together.items():
        await needs.go_back(session, ids, status, by=by, cause=cause)


def _one(new: schemas.NeedMergerNew, origins: list[Need], by: Subject) -> Need:
    """Return the one need that the origins become: voiced when the first was, by whom all were."""
    assert new.into is not None
    voices = {each.voiced_by_organization_id for each in origins}
    return Need(
        **new.into.model_dump(),
        area_code=new.area_code,
        voiced_on=min(each.voiced_on for each in origins),
        voiced_by_organization_id=voices.pop() if len(voices) == 1 else None,
        voiced_at_th=need_rules.joined_words(len(origins)),
        status=NeedStatus.RECORDED,
        fingerprint=events.fingerprint(new, by, "into"),
    )
