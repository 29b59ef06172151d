"""What happens to councils."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.communities import actions as communities
from services.registry.communities import queries as noticed
from services.registry.communities.schemas import NoticeStatus, Verdict
from services.registry.councils import queries, rules, schemas
from services.registry.councils.tables import (
    Council,
    CouncilNotice,
    CouncilNoticeAnswer,
    CouncilStanding,
)
from services.registry.movement_rules import queries as movement_rules
from services.registry.organizations import actions as owners
from services.registry.organizations import queries as organizations
from services.registry.organizations.tables import Organization
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem

SHARE = movement_rules.Rule.COUNCIL_SHARE_OF_COMMUNITIES
ALONE = movement_rules.Rule.ONE_COUNCIL_PER_TAMBON


async def establish(session: AsyncSession, new: schemas.CouncilNew, *, by: Subject) -> Council:
    """Give an organization its council side.

    Raises 403 outside the caller's area, 409 when it has one already, 422 for another kind of
    organization and for tambons that do not fit.
    """
    home = await _organization(session, new.organization_id, by=by)
    auth.require(by, "councils.notify", area=home.area_code)
    rules.check_organization(home.kind)
    row = Council(
        **new.model_dump(exclude={"organization_id"}),
        id=home.id,
        area_code=home.area_code,
        status=schemas.CouncilStatus.FORMING,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.SHOWN)
    unknown = set(new.tambon_codes) - await areas.in_use(session, new.tambon_codes)
    rules.check_area(new.area_kind, new.tambon_codes, home.area_code, unknown)
    await owners.require_standing(session, home.id)
    await events.emit(session, "established", queries.COUNCIL, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    council_id: UUID,
    asked: schemas.CouncilChange,
    *,
    expected: int,
    by: Subject,
) -> Council:
    """Change over what a council stands; raises 404, 403, 409, 412 for an older revision and 422."""
    row = await held(session, council_id, by=by)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    tambons = changes.get("tambon_codes", row.tambon_codes)
    unknown = set(tambons) - await areas.in_use(session, tambons)
    kind = schemas.AreaKind(changes.get("area_kind", row.area_kind))
    rules.check_area(kind, tambons, row.area_code, unknown)
    if changes.keys() & {"area_kind", "tambon_codes"}:
        await _check_alone(session, row, kind, tambons, row.status)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.COUNCIL, row.id, by=by, reason=asked.reason)
    return row


async def give_notice(
    session: AsyncSession, council_id: UUID, asked: schemas.CouncilNoticeNew, *, by: Subject
) -> Council:
    """Write down a council's notice to CODI.

    Raises 404, 403, 409 while another one waits, 422 for communities that are not noticed there or did not
    agree, 422 `rule-broken` when too few agreed.
    """
    row = await held(session, council_id, by=by, action="councils.notify")
    act = CouncilNotice(
        **asked.model_dump(), council_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.SHOWN, key=row.id)
    await communities.require_file(session, "sha256", asked.sha256, by=by)
    rules.check_open(row.status)
    await owners.require_standing(session, row.id)
    holding = await noticed.holding(session, row.tambon_codes, asked.noticed_on, council=row.id)
    counts = rules.counted(
        asked.community_ids, holding, asked.communities_noticed, asked.communities_agreed
    )
    share = await movement_rules.in_force(session, SHARE, row.area_code, asked.noticed_on)
    rules.check_share(*counts, share)
    changes = {
        "notice_status": NoticeStatus.NOTICED,
        "noticed_on": asked.noticed_on,
        "communities_noticed": counts[0],
        "communities_agreed": counts[1],
    }
    await events.alter(session, row, changes, anyway=True)
    await events.emit(session, "gave_notice", queries.COUNCIL, row.id, by=by)
    return row


async def answer(
    session: AsyncSession, council_id: UUID, asked: schemas.CouncilAnswerNew, *, by: Subject
) -> Council:
    """Write down that CODI acknowledged a council's notice or returned it.

    An acknowledged council stands from that day; its communities form it and no other. Raises 404, 403,
    409 when no notice waits, another council of the whole tambon stands or has the number, 422.
    """
    row = await held(session, council_id, by=by, action="councils.convene")
    act = CouncilNoticeAnswer(
        **asked.model_dump(), council_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.SHOWN, key=row.id)
    rules.check_answer(
        row.notice_status, row.noticed_on, asked.status, asked.answered_on, asked.reason_th
    )
    notice = await queries.open_notice(session, row.id)
    assert notice is not None, "a council that gave notice has one"
    notice.answered_on = asked.answered_on
    session.add(notice)
    changes: dict[str, object] = {"notice_status": asked.status}
    verb = "returned"
    if asked.status is Verdict.ACKNOWLEDGED:
        verb = "acknowledged"
        changes |= {"acknowledged_on": asked.answered_on, "number": asked.number}
        if row.status == schemas.CouncilStatus.FORMING:
            changes |= {
                "status": schemas.CouncilStatus.ACTIVE,
                "status_since": asked.answered_on,
            }
        status = str(changes.get("status", row.status))
        await _check_alone(session, row, row.area_kind, row.tambon_codes, status)
        if asked.number:
            rules.check_number(await queries.numbered(session, asked.number, besides=row.id))
        await _form(session, row.id, notice.community_ids, by=by)
    await events.alter(session, row, changes)
    await events.emit(session, verb, queries.COUNCIL, row.id, by=by, reason=asked.reason_th)
    return row


async def stand(
    session: AsyncSession, council_id: UUID, asked: schemas.StandingNew, *, by: Subject
) -> Council:
    """Write down that a council is active, weak or dissolved from a day on, and why.

    The communities of a dissolved one are free to form another. Raises 404, 403, 409 and 422.
    """
    row = await held(session, council_id, by=by)
    act = CouncilStanding(
        **asked.model_dump(), council_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, act, view=queries.SHOWN, key=row.id)
    rules.check_standing(row.status, row.status_since, asked.status, asked.since)
    await events.alter(session, row, {"status": asked.status, "status_since": asked.since})
    if asked.status is schemas.Standing.DISSOLVED:
        await _form(session, row.id, (), by=by)
    verb = {"ACTIVE": "revived", "WEAK": "weakened", "DISSOLVED": "dissolved"}[asked.status]
    await events.emit(session, verb, queries.COUNCIL, row.id, by=by, reason=asked.reason_th)
    return row


async def check_alone(session: AsyncSession, organization_id: UUID) -> None:
    """Raise 409 when an organization is a council of a whole tambon that another one stands for by now."""
    row = await queries.get_for_update(session, organization_id)
    if row is not None:
        await _check_alone(session, row, row.area_kind, row.tambon_codes, row.status)


async def held(
    session: AsyncSession, council_id: UUID, *, by: Subject, action: str = "councils.change"
) -> Council:
    """Return the council, locked, if the caller may act on it; raises 404 and 403."""
    row: Council = copies.found(await queries.get_for_update(session, council_id))
    auth.require(by, action, area=row.area_code, organization=row.id)
    return row


async def _check_alone(
    session: AsyncSession, row: Council, kind: str, tambons: Sequence[str], status: str
) -> None:
    """Raise 409 for the second council that would stand for a whole tambon, while the rule is in force."""
    other = await queries.standing_in(session, tambons, besides=row.id)
    if await movement_rules.in_force(session, ALONE, row.area_code):
        rules.check_alone(kind, status, other)


async def _form(
    session: AsyncSession, council_id: UUID, wanted: Sequence[UUID], *, by: Subject
) -> None:
    """Let these communities form the council, and those that did before do so no more."""
    before = await noticed.of_council(session, council_id)
    left = [each for each in before if each.id not in wanted]
    known = {each.id for each in before}
    new = await noticed.among(session, [each for each in wanted if each not in known])
    await communities.join_council(session, left, None, by=by)
    await communities.join_council(session, new, council_id, by=by)


async def _organization(
    session: AsyncSession, organization_id: UUID, *, by: Subject
) -> Organization:
    """Return the organization that the body names, locked; raises 422 when it is not there."""
    await copies.require_seen(
        session, organizations.ORGANIZATION, organization_id, by, field="organization_id"
    )
    found = await organizations.get_for_update(session, organization_id)
    if found is None:
        raise field_problem("organization_id", "unknown-reference")
    return found
