"""What is asked of programmes."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, column, distinct, func, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.programmes.tables import Programme
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = Programme.__table__
_c: Any = TABLE.c
_cohort: Any = table("cohorts", column("id", Uuid), column("programme_id", Uuid))
_member: Any = table(
    "cohort_members", column("cohort_id", Uuid), column("area_code"), column("stage")
)
"""Cohorts stand to the right of programmes; all that is asked here is how many provinces they hold."""
_cohorts = (
    select(func.count())
    .select_from(_cohort)
    .where(_cohort.c.programme_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)


def _provinces(*stages: str) -> Any:
    """Return how many provinces stand in these stages, each counted once."""
    return (
        select(func.count(distinct(_member.c.area_code)))
        .select_from(_member.join(_cohort, _cohort.c.id == _member.c.cohort_id))
        .where(
            _cohort.c.programme_id == _c.id,
            _member.c.stage.in_([literal_column(f"'{stage}'") for stage in stages]),
        )
        .correlate(TABLE)
        .scalar_subquery()
    )


PROGRAMME = View(
    "programme",
    select(
        _c.id,
        _c.code,
        _c.track,
        _c.name_th,
        _c.name_en,
        _c.aims_th,
        _c.source_th,
        _cohorts.label("cohorts"),
        _provinces("PLANNED", "ENTERED").label("provinces"),
        _provinces("ENTERED").label("entered"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ),
    key=_c.code,
)
PROGRAMMES = Listing(
    PROGRAMME, filters={"track": _c.track == bindparam("track")}, sorts={"code": Sort((_c.code,))}
)


async def get(session: AsyncSession, programme_id: UUID) -> Programme | None:
    """Return the programme, or None."""
    return await session.get(Programme, programme_id)


async def by_code(session: AsyncSession, code: str) -> Programme | None:
    """Return the programme of a code, or None."""
    found: Programme | None = await session.scalar(select(Programme).where(_c.code == code))
    return found
