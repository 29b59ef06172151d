"""What happens to communities that give notice."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.communities import queries, rules, schemas
from services.registry.communities.tables import (
    CommunityAnswer,
    CommunityConsent,
    CommunityEnding,
    CommunityNotice,
    CommunityRepresentative,
)
from services.registry.documents import queries as documents
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as owners
from services.registry.organizations import queries as organizations
from services.registry.people import queries as people
from shared import auth, copies, events, text
from shared.auth import Subject
from shared.errors import field_problem


async def give_notice(
    session: AsyncSession, new: schemas.CommunityNoticeNew, *, by: Subject
) -> CommunityNotice:
    """Write down a community's notice.

    Raises 403 outside the caller's area, 409 when its organization has given notice, 422 for a place,
    people or an organization that do not fit.
    """
    auth.require(by, "councils.notify", area=new.area_code)
    if new.organization_id is not None:
        await copies.require_seen(
            session, organizations.ORGANIZATION, new.organization_id, by, field="organization_id"
        )
    rules.check_place(new.kind, new.area_code, new.village_codes, new.given_to)
    rules.check_noticed(new.resolved_on, new.noticed_on)
    row = CommunityNotice(
        **new.model_dump(exclude={"representative_ids"}),
        name_sort=text.sort_key(new.name_th),
        status=schemas.NoticeStatus.NOTICED,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.NOTICE)
    for index, person in enumerate(new.representative_ids):
        where = f"representative_ids/{index}"
        await copies.require_seen(session, people.MASKED, person, by, field=where)
    for form in ("notice_form_sha256", "data_form_sha256", "resolution_form_sha256"):
        await require_file(session, form, getattr(new, form), by=by)
    several = await movement_rules.in_force(
        session, movement_rules.Rule.NOTICE_REPRESENTATIVES_OF_OTHER_COMMUNITY, new.area_code
    )
    rules.check_representatives(new.kind, len(new.representative_ids), several)
    await areas.require(session, new.area_code)
    await areas.check_villages(session, new.village_codes, "village_codes")
    if new.organization_id is not None:
        await owners.require_standing(session, new.organization_id)
    session.add_all(
        CommunityRepresentative(notice_id=row.id, position=place, person_id=person)
        for place, person in enumerate(new.representative_ids, 1)
    )
    await session.flush()
    await events.emit(session, "given", queries.NOTICE, row.id, by=by)
    return row


async def answer(
    session: AsyncSession, notice_id: UUID, asked: schemas.NoticeAnswerNew, *, by: Subject
) -> CommunityNotice:
    """Write down that the receiver acknowledged a notice or returned it; raises 404, 403, 409 and 422."""
    row = await _held(session, notice_id, by=by)
    act = CommunityAnswer(
        **asked.model_dump(), notice_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.NOTICE, key=row.id)
    rules.check_answer(
        row.status, row.noticed_on, asked.status, asked.answered_on, asked.reason_th
    )
    changes = asked.model_dump(include={"status", "answered_on", "number"})
    await events.alter(session, row, {**changes, "answer_reason_th": asked.reason_th})
    verb = "acknowledged" if asked.status is schemas.Verdict.ACKNOWLEDGED else "returned"
    await events.emit(session, verb, queries.NOTICE, row.id, by=by, reason=asked.reason_th)
    return row


async def decide(
    session: AsyncSession, notice_id: UUID, asked: schemas.ConsentNew, *, by: Subject
) -> CommunityNotice:
    """Write down what a community says to a council; the latest meeting counts. Raises 404, 403, 409, 422."""
    row = await _held(session, notice_id, by=by)
    act = CommunityConsent(
        **asked.model_dump(), notice_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.NOTICE, key=row.id)
    rules.check_holds(row.status, row.ended_on)
    rules.check_day("decided_on", asked.decided_on, row.consent_on or row.resolved_on)
    changes = {"consent": asked.consent, "consent_on": asked.decided_on}
    await events.alter(session, row, changes, anyway=True)
    verb = "agreed" if asked.consent is schemas.Consent.AGREED else "declined"
    await events.emit(session, verb, queries.NOTICE, row.id, by=by)
    return row


async def end(
    session: AsyncSession, notice_id: UUID, asked: schemas.CommunityEndingNew, *, by: Subject
) -> CommunityNotice:
    """End a noticed community; raises 404, 403, 409 when it ended before or never was acknowledged, 422."""
    row = await _held(session, notice_id, by=by)
    act = CommunityEnding(
        **asked.model_dump(), notice_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.NOTICE, key=row.id)
    rules.check_holds(row.status, row.ended_on)
    rules.check_day("ended_on", asked.ended_on, row.answered_on)
    await events.alter(session, row, {"ended_on": asked.ended_on})
    await events.emit(session, "ended", queries.NOTICE, row.id, by=by, reason=asked.reason_th)
    return row


async def join_council(
    session: AsyncSession,
    communities: Sequence[CommunityNotice],
    council_id: UUID | None,
    *,
    by: Subject,
) -> None:
    """Note which council these communities form from now on, or that they form none any more."""
    for row in communities:
        await events.alter(session, row, {"council_id": council_id})
    verb = "left_council" if council_id is None else "joined_council"
    await events.emit_many(session, verb, queries.NOTICE, [row.id for row in communities], by=by)


async def require_file(
    session: AsyncSession, field: str, sha256: str | None, *, by: Subject
) -> None:
    """Raise 422 at a body `field` for a file that is not stored, or that the caller may not read."""
    if sha256 is not None and not await documents.readable(
        session, sha256, me=by.id, granted=by.granted
    ):
        raise field_problem(field, "unknown-reference")


async def _held(session: AsyncSession, notice_id: UUID, *, by: Subject) -> CommunityNotice:
    """Return the notice, locked, if the caller may act on it."""
    row: CommunityNotice = copies.found(await queries.get_for_update(session, notice_id))
    auth.require(by, "councils.notify", area=row.area_code)
    return row
