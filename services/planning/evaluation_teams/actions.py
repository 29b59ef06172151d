"""What happens to evaluation teams."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluation_teams import queries, rules, schemas
from services.planning.evaluation_teams.tables import EvaluationTeam
from services.planning.places import queries as places
from shared import auth, events
from shared.auth import Subject
from shared.places import within


async def set_up(
    session: AsyncSession, new: schemas.EvaluationTeamNew, *, by: Subject
) -> EvaluationTeam:
    """Set up a team that evaluates in an area.

    Raises 403 outside the caller's area, 422 for an unknown area or a purpose or audience that a team of
    another kind has, 409 `already-exists` or `id-conflict`.
    """
    area_code = within(new.area_code)
    auth.require(by, "evaluations.write", area=area_code)
    await places.require(session, area_code, "area_code")
    others = [rules.Team(*row) for row in await queries.of_area(session, area_code)]
    facts = {**new.model_dump(), "area_code": area_code}
    row = EvaluationTeam(**facts, fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.TEAM)
    rules.check_own(new.kind, new.purpose_th, new.audience_th, others)
    await events.emit(session, "set_up", queries.TEAM, row.id, by=by)
    return row
