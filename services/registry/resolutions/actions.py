"""What happens to resolutions."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.issues import queries as issues
from services.registry.meetings import actions as meetings
from services.registry.meetings import queries as held
from services.registry.meetings.rules import check_held
from services.registry.meetings.tables import Meeting
from services.registry.organizations import rules as organizations
from services.registry.resolutions import queries, rules, schemas
from services.registry.resolutions.tables import Resolution
from shared import copies, events
from shared.auth import Subject
from shared.errors import field_problem

REGION = "REGION"


async def write(session: AsyncSession, new: schemas.ResolutionNew, *, by: Subject) -> Resolution:
    """Write down what a meeting decided; regions are counted as they stood on the meeting's last day.

    Raises 401 and 403 for somebody else's meeting, 409 for a number that is there, 422.
    """
    meeting = await held_by(session, new.meeting_id, meetings.RECORD, by=by)
    regions = 0
    if any(part.each_region for part in new.group_parts):
        regions = len(await held.groups_on(session, REGION, meeting.held_to))
    parts = rules.parts(new.group_parts, regions)
    row = Resolution(
        **new.model_dump(exclude={"group_parts"}),
        area_code=meeting.area_code,
        group_parts=parts,
        group_total=sum(part["total"] for part in parts),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.RESOLUTION)
    organizations.check_issues(new.issues, await issues.unknown(session, new.issues))
    await events.emit(session, "written", queries.RESOLUTION, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    resolution_id: UUID,
    asked: schemas.ResolutionChange,
    *,
    expected: int,
    by: Subject,
) -> Resolution:
    """Correct a resolution, if nobody changed it since revision `expected`; raises 404, 403, 412, 422."""
    row: Resolution = copies.found(await queries.get_for_update(session, resolution_id))
    await held_by(session, row.meeting_id, meetings.RECORD, by=by)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if "issues" in changes:
        organizations.check_issues(
            changes["issues"], await issues.unknown(session, changes["issues"])
        )
    if await events.alter(session, row, changes):
        await events.emit(
            session, "changed", queries.RESOLUTION, row.id, by=by, reason=asked.reason
        )
    return row


async def held_by(session: AsyncSession, meeting_id: UUID, action: str, *, by: Subject) -> Meeting:
    """Return a held meeting of somebody for whom the caller may do this.

    Raises 422 for one that is not there, 401, 403, 409 while it is planned or when it was called off.
    """
    meeting = await held.get_for_update(session, meeting_id)
    if meeting is None:
        raise field_problem("meeting_id", "unknown-reference")
    await meetings.require_right(session, meeting, action, by=by)
    check_held(meeting.state)
    return meeting
