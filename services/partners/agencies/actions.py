"""What happens to agencies."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies import queries, rules, schemas
from services.partners.agencies.tables import Agency
from shared import auth, events, text
from shared.auth import Subject
from shared.errors import field_problem


async def register(session: AsyncSession, new: schemas.AgencyNew, *, by: Subject) -> Agency:
    """Register an agency, or a unit of one.

    Raises 403, 409 `already-exists` (with the agency that has the code) or `id-conflict`, 422 for
    an unknown parent or one that is itself a unit.
    """
    auth.require(by, "agencies.register")
    if new.parent_id is not None:
        parent = await queries.get(session, new.parent_id)
        if parent is None:
            raise field_problem("parent_id", "unknown-reference")
        rules.check_parent(parent.parent_id)
    rules.check_code_free(await queries.holder_of(session, new.code, besides=new.id))
    row = Agency(
        **new.model_dump(),
        name_sort=text.sort_key(new.name_th),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.AGENCY)
    await events.emit(session, "registered", queries.AGENCY, row.id, by=by)
    return row
