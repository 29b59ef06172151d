"""What happens to needs."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries as issues
from services.planning.needs import queries, rules, schemas
from services.planning.needs.schemas import Cause, CauseKind, NeedStatus, Verification
from services.planning.needs.tables import Need
from services.planning.notices import actions as notices
from services.planning.notices.schemas import Author, Change, Lines, News
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject

VERBS = {
    NeedStatus.IN_PLAN: "planned",
    NeedStatus.PROPOSED: "proposed",
    NeedStatus.ACCEPTED: "accepted",
    NeedStatus.ACCEPTED_IN_PART: "accepted_in_part",
    NeedStatus.REJECTED: "rejected",
    NeedStatus.DONE: "done",
    NeedStatus.MERGED: "merged",
    NeedStatus.SPLIT: "split",
    NeedStatus.WITHDRAWN: "withdrawn",
}

CHANGES = {
    NeedStatus.IN_PLAN: Change.PLANNED,
    NeedStatus.PROPOSED: Change.PROPOSED,
    NeedStatus.ACCEPTED: Change.ACCEPTED,
    NeedStatus.ACCEPTED_IN_PART: Change.ACCEPTED_IN_PART,
    NeedStatus.REJECTED: Change.REJECTED,
    NeedStatus.DONE: Change.RESULTED,
    NeedStatus.MERGED: Change.MERGED,
    NeedStatus.SPLIT: Change.SPLIT,
    NeedStatus.WITHDRAWN: Change.WITHDRAWN,
}
"""What its authors hear when a need takes a step."""
REARRANGED = frozenset({CauseKind.MERGER, CauseKind.SPLIT, CauseKind.REVERSAL})
"""Of these the authors hear that their need went on in others, not where the others were put to begin with."""


async def record(session: AsyncSession, new: schemas.NeedNew, *, by: Subject) -> Need:
    """Record a need of a tambon or village.

    Raises 403 outside the caller's area, 422 for an unknown area, issue or organization, or when nobody
    voiced it, 409 when the id is taken by something else.
    """
    auth.require(by, "needs.record", area=new.area_code)
    rules.check_level(new.area_code)
    rules.check_voiced(new.voiced_by_organization_id, new.voiced_at_th)
    await places.require(session, new.area_code, "area_code")
    await issues.require(session, new.issue_code, new.voiced_on)
    await organizations.require(
        session, new.voiced_by_organization_id, "voiced_by_organization_id"
    )
    await queries.enter_years(session, new.area_code)
    row = Need(
        **new.model_dump(),
        status=NeedStatus.RECORDED,
        cycle_year_be=await queries.open_year(session, new.area_code, new.voiced_on),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.NEED)
    cause = Cause(CauseKind.NEED, row.id, row.voiced_on)
    await queries.first_step(session, row, cause)
    await events.emit(session, "recorded", queries.NEED, row.id, by=by)
    return row


async def come_of(
    session: AsyncSession, row: Need, cause: Cause, *, by: Subject, planned: bool
) -> Need:
    """Write down a need that a merger or a split makes; `planned` when what it came of stands in a plan.

    Raises 409 when the id is taken by something else.
    """
    row.cycle_year_be = await queries.open_year(session, row.area_code, row.voiced_on)
    await events.write_down(session, row, view=queries.NEED)
    await queries.first_step(session, row, cause)
    await events.emit(session, "recorded", queries.NEED, row.id, by=by)
    if planned:
        await move(session, [row.id], NeedStatus.IN_PLAN, by=by, cause=cause)
    return row


async def give_way(
    session: AsyncSession,
    origin_ids: Sequence[UUID],
    into_ids: Sequence[UUID],
    target: NeedStatus,
    *,
    by: Subject,
    cause: Cause,
    about_th: str,
    reason_th: str,
) -> None:
    """Let needs go on in others, from now on and in both directions findable; their authors hear in which and why."""
    pairs = [(origin, into) for origin in origin_ids for into in into_ids]
    await queries.join(session, pairs, cause)
    told = {"about_th": about_th, "reason_th": reason_th}
    moved = await move(session, origin_ids, target, by=by, cause=cause, **told)
    assert moved == sorted(origin_ids), "only what may go on in another need was let through"


async def go_back(
    session: AsyncSession,
    need_ids: Sequence[UUID],
    target: NeedStatus,
    *,
    by: Subject,
    cause: Cause,
) -> None:
    """Put locked needs back to where they were before an act that is undone."""
    await queries.step(session, need_ids, target.value, cause)
    await events.emit_many(session, "put_back", queries.NEED, need_ids, by=by)


async def change(
    session: AsyncSession,
    need_id: UUID,
    asked: schemas.NeedChange,
    *,
    expected: int,
    by: Subject,
) -> Need:
    """Change the words and facts of a need, if nobody changed it since revision `expected`.

    What was confirmed is what was looked at: changed facts have to be confirmed anew.
    Raises 404, 403 outside the caller's area, 412 for an older revision, 422.
    """
    row: Need = copies.found(await queries.get_for_update(session, need_id))
    auth.require(by, "needs.change", area=row.area_code)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    after = {**row.model_dump(), **changes}
    rules.check_voiced(after["voiced_by_organization_id"], after["voiced_at_th"])
    if "issue_code" in changes:
        await issues.require(session, changes["issue_code"], after["voiced_on"])
    await organizations.require(
        session, changes.get("voiced_by_organization_id"), "voiced_by_organization_id"
    )
    if any(getattr(row, name) != value for name, value in changes.items()):
        changes["verification"] = Verification.UNVERIFIED
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.NEED, row.id, by=by, reason=asked.reason)
    return row


async def move(
    session: AsyncSession,
    need_ids: Sequence[UUID],
    target: NeedStatus,
    *,
    by: Subject,
    cause: Cause,
    about_th: str | None = None,
    reason_th: str | None = None,
) -> list[UUID]:
    """Move needs to a state, those that may go there from where they are; return which moved.

    This is the one door through which states change: every move leaves a step and an event. What a need
    became by mergers and splits moves in its stead. Words for the authors: what it is about, and why.
    """
    if not need_ids:
        return []
    states = await _lock_with_what_they_became(session, need_ids)
    sources = rules.may_become(target)
    moved = sorted(need_id for need_id, status in states.items() if status in sources)
    if moved:
        await queries.step(session, moved, target.value, cause)
        if target in rules.ELSEWHERE or cause.kind not in REARRANGED:
            news = News(CHANGES[target], cause.kind, cause.id, cause.on, reason_th, about_th)
            await tell(session, moved, news)
        await events.emit_many(session, VERBS[target], queries.NEED, moved, by=by)
    return moved


async def release(
    session: AsyncSession, need_ids: Sequence[UUID], news: News, *, by: Subject
) -> None:
    """Let needs that a plan's new version dropped wait for a plan again, unless another one in force answers them.

    What they became by mergers and splits goes back in their stead. Their authors hear why, once.
    """
    states = await _lock_with_what_they_became(session, need_ids)
    sources = rules.may_become(NeedStatus.RECORDED)
    there = sorted(need_id for need_id, status in states.items() if status in sources)
    held = await queries.held(session, there)
    free = [need_id for need_id in there if need_id not in held]
    if free:
        cause = Cause(CauseKind(news.cause_kind), news.cause_id, news.on)
        await queries.step(session, free, NeedStatus.RECORDED, cause)
        await tell(session, free, news)
        reason = (news.reason_th or "")[:500] or None
        await events.emit_many(session, "dropped", queries.NEED, free, by=by, reason=reason)


async def tell(session: AsyncSession, need_ids: Sequence[UUID], news: News) -> None:
    """Let everybody who voiced these needs hear of an outward change, in this transaction and once.

    Whoever voiced what they came from by mergers and splits hears too. A change that needs take as a step is
    told by `move`; who knows the reason tells it before, and it is not told again.
    """
    await tell_each(session, [(need_ids, news)])


async def tell_each(
    session: AsyncSession, tellings: Sequence[tuple[Sequence[UUID], News]]
) -> None:
    """Tell of several changes as `tell` does."""
    wanted = {need_id for need_ids, _ in tellings for need_id in need_ids}
    if not wanted:
        return
    known: dict[UUID, list[Author]] = {}
    voices = await queries.voices(session, wanted)
    for each in rules.authors_of(voices):
        known.setdefault(each.need_id, []).append(each)
    lines: Lines = {}
    if any(news.shares for _, news in tellings):
        lines = await queries.lines(session, {each.need_id for each in voices})
    for need_ids, news in tellings:
        authors = [each for need_id in need_ids for each in known.get(need_id, ())]
        await notices.tell(session, authors, news, lines)


async def _lock_with_what_they_became(
    session: AsyncSession, need_ids: Sequence[UUID]
) -> dict[UUID, NeedStatus]:
    states = await queries.lock(session, need_ids)
    gone = {need_id for need_id, status in states.items() if status in rules.ELSEWHERE}
    while gone:
        further = set(await queries.became(session, gone)) - states.keys()
        more = await queries.lock(session, further) if further else {}
        gone = {need_id for need_id, status in more.items() if status in rules.ELSEWHERE}
        states |= more
    return states
