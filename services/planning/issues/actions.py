"""What happens to issues."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries, schemas
from services.planning.issues.tables import Issue
from shared import auth, events
from shared.auth import Subject


async def define(session: AsyncSession, new: schemas.IssueNew, *, by: Subject) -> Issue:
    """Define an issue for the whole country; raise 403, and 409 when its id or code is taken."""
    auth.require(by, "issues.define")
    row = Issue(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.ISSUE, key=new.code)
    await events.emit(session, "defined", queries.ISSUE, new.code, by=by)
    return row
