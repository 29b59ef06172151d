"""What happens to programmes."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.programmes import queries, schemas
from services.planning.programmes.tables import Programme
from shared import auth, events
from shared.auth import Subject


async def define(session: AsyncSession, new: schemas.ProgrammeNew, *, by: Subject) -> Programme:
    """Define a programme for the whole country; raise 403, and 409 when its id or code is taken."""
    auth.require(by, "programmes.define")
    row = Programme(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.PROGRAMME, key=new.code)
    await events.emit(session, "defined", queries.PROGRAMME, new.code, by=by)
    return row
