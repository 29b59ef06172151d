"""What happens to certifications when their organizations end or had two records, and when that is undone.

What happened is an act with its day; undoing it says from which day on the act no longer counts. So every
earlier day stays as it was.
"""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.certification import queries as strides
from services.registry.certification import rules as states
from services.registry.certification.schemas import ActKind, CertificationState
from services.registry.certification.tables import Certification, CertificationAct
from services.registry.certification_ends import queries, rules
from services.registry.organizations import actions as organizations
from services.registry.organizations.schemas import OrganizationStatus
from services.registry.organizations.tables import Organization
from shared import events
from shared.auth import Subject
from shared.ids import new_id
from shared.thai_time import bangkok_date

VIEW = strides.CERTIFICATION


async def follow(session: AsyncSession, row: Organization, *, by: Subject) -> None:
    """Let the certification of an organization end when it is dissolved, and go on when it works again."""
    if row.status == OrganizationStatus.DISSOLVED:
        await _end(session, row.id, by=by)
        return
    if not await queries.standing_as(session, [row.id], queries.OPEN):
        for held, act in (await _ended(session, row.id))[-1:]:
            await _undo(session, held, act, verb="resumed", by=by)
    for held in await queries.standing_as(session, [row.id], {CertificationState.MERGED}):
        before = await _last(session, held, ActKind.END)
        if before is not None:
            await _undo(session, held, before, verb="resumed", by=by)


async def merge(
    session: AsyncSession, row: Organization, into: Organization, *, by: Subject
) -> None:
    """Let the better one of two records' certifications stand, before they move; the other one points to it.

    What stands at an organization that was dissolved ends.
    """
    live = await queries.standing_as(session, [row.id, into.id], queries.LIVE)
    if not live:
        return
    stands = _best(live, into.id)
    for each in live:
        if each is not stands:
            await _act(session, each, ActKind.MERGE, by=by, successor=stands.id)
    if into.status == OrganizationStatus.DISSOLVED and stands.status in queries.OPEN:
        await _act(session, stands, ActKind.END, by=by)


async def separate(
    session: AsyncSession,
    row: Organization,
    into: Organization,
    *,
    since: dt.datetime,
    by: Subject,
) -> None:
    """Undo what a merger of this instant did, after everything has moved back to the two records.

    One that stood behind another record's comes back, unless the record has another one by now. What ended
    because the record was taken for a dissolved organization's goes on.
    """
    for each in (row, into):
        await _adopt(session, each.id, by=by)
    if row.status == OrganizationStatus.DISSOLVED:
        await _end(session, row.id, by=by)
    elif not await queries.standing_as(session, [row.id], queries.OPEN):
        for held, act in (await _ended(session, row.id))[-1:]:
            if act.created_at is not None and act.created_at >= since:
                await _undo(session, held, act, verb="resumed", by=by)
    if into.status == OrganizationStatus.DISSOLVED:
        await _end(session, into.id, by=by)


async def _adopt(session: AsyncSession, organization_id: UUID, *, by: Subject) -> None:
    """Let the best one that stood behind another record's come back, when nothing stands here."""
    found = await queries.orphans(session, organization_id)
    if not found:
        return
    behind = {each.id: await _made(session, each, ActKind.MERGE) for each in found}
    live = await queries.standing_as(session, [organization_id], queries.LIVE)
    if live:
        stands = _best(live, organization_id)
    else:
        was = {each.id: await _without(session, each, behind[each.id]) for each in found}
        today = _today()
        stands = max(
            found, key=lambda one: rules.rank(was[one.id], one.expires_on, today, own=True)
        )
        await _undo(session, stands, behind[stands.id], verb="separated", by=by)
    for each in found:
        behind_it = {"successor_id": stands.id}
        if each is not stands and await events.alter(session, each, behind_it):
            await events.emit(session, "merged", VIEW, each.id, by=by)


def _best(live: list[Certification], own: UUID) -> Certification:
    today = _today()
    return max(
        live,
        key=lambda one: rules.rank(
            one.status, one.expires_on, today, own=one.organization_id == own
        ),
    )


async def _end(session: AsyncSession, organization_id: UUID, *, by: Subject) -> None:
    for each in await queries.standing_as(session, [organization_id], queries.OPEN):
        await _act(session, each, ActKind.END, by=by)


async def _ended(
    session: AsyncSession, organization_id: UUID
) -> list[tuple[Certification, CertificationAct]]:
    """Return what ended with the organization, with the acts that ended it, the last one last."""
    rows = await queries.standing_as(session, [organization_id], {CertificationState.ENDED})
    found = [(row, await _made(session, row, ActKind.END)) for row in rows]
    return sorted(found, key=lambda each: (str(each[1].created_at), each[0].id))


async def _last(
    session: AsyncSession, row: Certification, kind: ActKind
) -> CertificationAct | None:
    """Return the last act of a kind that counts, or None."""
    acts = reversed(await strides.acts_of(session, row.id))
    return next((act for act in acts if act.kind == kind and act.undone_on is None), None)


async def _made(session: AsyncSession, row: Certification, kind: ActKind) -> CertificationAct:
    """Return the act that made a certification what it is stored as."""
    act = await _last(session, row, kind)
    assert act is not None
    return act


async def _without(
    session: AsyncSession, row: Certification, besides: CertificationAct
) -> CertificationState:
    """Return how a certification would be stored without one of its acts."""
    acts = await strides.acts_of(session, row.id)
    return states.settled(
        (ActKind(act.kind), act.undone_on is not None or act.id == besides.id) for act in acts
    )


async def _act(
    session: AsyncSession,
    row: Certification,
    kind: ActKind,
    *,
    by: Subject,
    successor: UUID | None = None,
) -> None:
    """Write an act of today down: a certification ends, or stands behind another one from now on."""
    merged = kind is ActKind.MERGE
    session.add(
        CertificationAct(
            id=new_id(),
            certification_id=row.id,
            step=row.revision + 1,
            kind=kind,
            done_on=_today(),
            reason_th=rules.MERGED_TH if merged else rules.DISSOLVED_TH,
            recorded_by=by.human,
            recorded_account=by.id,
            fingerprint=b"",
        )
    )
    await session.flush()
    state = CertificationState.MERGED if merged else CertificationState.ENDED
    await events.alter(session, row, {"status": state, "successor_id": successor})
    await events.emit(session, "merged" if merged else "ended", VIEW, row.id, by=by)


async def _undo(
    session: AsyncSession, row: Certification, act: CertificationAct, *, verb: str, by: Subject
) -> None:
    """Let an act count no longer from today on: what was before it is again."""
    status = await _without(session, row, act)
    act.undone_on = _today()
    act.revision += 1
    session.add(act)
    await session.flush()
    changes: dict[str, object] = {"status": status}
    if status != CertificationState.MERGED:
        changes["successor_id"] = None
    await events.alter(session, row, changes, anyway=True)
    await events.emit(session, verb, VIEW, row.id, by=by)


def _today() -> dt.date:
    return bangkok_date(dt.datetime.now(dt.UTC))


organizations.WHEN_STATUS_CHANGES.append(follow)
