"""What is asked of evaluation teams."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluation_teams.schemas import KIND_TH
from services.planning.evaluation_teams.tables import EvaluationTeam
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = EvaluationTeam.__table__
_c: Any = TABLE.c
_labels: list[Any] = [
    (_c.kind == literal_column(f"'{kind.value}'"), literal_column(f"'{th}'"))
    for kind, th in KIND_TH.items()
]
LABEL = case(*_labels)

TEAM = View(
    "evaluation-team",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.kind,
        LABEL.label("kind_th"),
        _c.name_th,
        _c.purpose_th,
        _c.audience_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
TEAMS = Listing(
    TEAM,
    filters={**area_filters(_c.area_code), "kind": _c.kind == bindparam("kind")},
    sorts={"place": Sort((_c.area_code,))},
)


async def get(session: AsyncSession, team_id: UUID) -> EvaluationTeam | None:
    """Return the team, or None; it never changes."""
    return await session.get(EvaluationTeam, team_id)


async def of_area(session: AsyncSession, area_code: str) -> list[Any]:
    """Return kind, purpose and audience of the teams of an area."""
    statement = select(_c.kind, _c.purpose_th, _c.audience_th).where(_c.area_code == area_code)
    return list((await session.execute(statement)).all())
