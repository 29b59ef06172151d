"""What is asked of the copied evidence by name."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evidence.tables import Meeting
from shared import copies
from shared.errors import field_problem


async def require_meeting(
    session: AsyncSession, meeting_id: UUID | None, area_code: str, field: str
) -> Meeting | None:
    """Return the meeting that is named, None for none.

    Raises 422 at `field`: `unknown-reference` for one that is not known here (yet), `outside-parent` for
    one of another area.
    """
    if meeting_id is None:
        return None
    found: Meeting = await copies.require(session, Meeting, meeting_id, field)
    if not found.area_code.startswith(area_code):
        raise field_problem(field, "outside-parent")
    return found
