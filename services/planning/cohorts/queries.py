"""What is asked of cohorts and their members."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, exists, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.cohorts.tables import Cohort, CohortMember
from services.planning.places import queries as places
from services.planning.programmes import queries as programmes
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = Cohort.__table__
MEMBERS: Any = CohortMember.__table__
_c: Any = TABLE.c
_m: Any = MEMBERS.c
_p: Any = programmes.TABLE.c
_here: Any = literal_column("'ENTERED'")
_there: Any = MEMBERS.alias("there")
_other: Any = TABLE.alias("other")
_elsewhere = (_there.join(_other, _other.c.id == _there.c.cohort_id),)


def _count(*where: Any) -> Any:
    return (
        select(func.count())
        .select_from(MEMBERS)
        .where(_m.cohort_id == _c.id, *where)
        .correlate(TABLE)
        .scalar_subquery()
    )


_planned = _count(_m.stage == literal_column("'PLANNED'"))
_entered = _count(_m.stage == _here)
_again = _count(
    _m.stage != literal_column("'WITHDRAWN'"),
    exists()
    .select_from(*_elsewhere)
    .where(
        _there.c.area_code == _m.area_code,
        _there.c.cohort_id != _m.cohort_id,
        _there.c.stage == _here,
        _other.c.programme_id == _c.programme_id,
    )
    .correlate(MEMBERS, TABLE),
)
_unknown = func.greatest(_c.declared_size - _planned - _entered, literal_column("0"))
_said = func.concat(
    literal_column("'เข้าร่วมแล้ว '"),
    _entered,
    literal_column("' จาก '"),
    _c.declared_size,
    literal_column("' จังหวัด ยังไม่ทราบชื่อ '"),
    _unknown,
)
COHORT = View(
    "cohort",
    select(
        _c.id,
        _p.code.label("programme_code"),
        _p.track,
        _c.fiscal_year_be,
        _c.group_code,
        _c.name_th,
        _c.declared_size,
        _c.declared_as,
        _planned.label("planned"),
        _entered.label("entered"),
        _unknown.label("unknown"),
        _again.label("in_other_cohorts"),
        _said.label("said_th"),
        _c.source_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(programmes.TABLE, _p.id == _c.programme_id)),
    key=_c.id,
)
COHORTS = Listing(
    COHORT,
    filters={
        "programme": _p.code == bindparam("programme"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "province": exists()
        .where(
            _m.cohort_id == _c.id,
            _m.area_code == bindparam("province"),
            _m.stage != literal_column("'WITHDRAWN'"),
        )
        .correlate(TABLE),
    },
    sorts={
        "-fiscal_year_be": Sort((_c.fiscal_year_be,), descending=True),
        "fiscal_year_be": Sort((_c.fiscal_year_be,)),
    },
)
_home: Any = TABLE.alias("home")
_also = (
    select(func.json_agg(aggregate_order_by(_there.c.cohort_id, _there.c.cohort_id)))
    .select_from(*_elsewhere)
    .where(
        _there.c.area_code == _m.area_code,
        _there.c.cohort_id != _m.cohort_id,
        _there.c.stage == _here,
        _other.c.programme_id == _home.c.programme_id,
    )
    .correlate(MEMBERS, _home)
    .scalar_subquery()
)
MEMBER = View(
    "cohort-member",
    select(
        _m.id,
        _m.cohort_id,
        places.block(_m.area_code).label("area"),
        _m.stage,
        _m.entered_on,
        _m.entered_precision,
        _m.readiness_th,
        func.coalesce(_also, literal_column("'[]'::json")).label("also_in"),
        _m.source_th,
        _m.revision,
        instant(_m.created_at).label("created_at"),
        instant(_m.updated_at).label("updated_at"),
    ).select_from(
        MEMBERS.join(places.TABLE, places.here(_m.area_code)).join(
            _home, _home.c.id == _m.cohort_id
        )
    ),
    key=_m.id,
    area=_m.area_code,
)
LISTED = Listing(
    MEMBER,
    filters={
        "cohort": _m.cohort_id == bindparam("cohort", type_=Uuid()),
        "stage": _m.stage == bindparam("stage"),
    },
    sorts={"place": Sort((_m.area_code,))},
)


async def get_for_update(session: AsyncSession, cohort_id: UUID) -> Cohort | None:
    """Return the cohort, locked until the end of the transaction, or None."""
    found: Cohort | None = await session.scalar(
        select(Cohort).where(_c.id == cohort_id).with_for_update(key_share=True)
    )
    return found


async def member(session: AsyncSession, member_id: UUID) -> CohortMember | None:
    """Return a member as it is now; lock its cohort first and refresh it then."""
    found: CohortMember | None = await session.scalar(
        select(CohortMember).where(_m.id == member_id).execution_options(populate_existing=True)
    )
    return found


async def standing(session: AsyncSession, cohort_id: UUID) -> int:
    """Return how many provinces a cohort holds; call it while the cohort is locked."""
    asked = select(func.count()).select_from(MEMBERS)
    count: int | None = await session.scalar(
        asked.where(_m.cohort_id == cohort_id, _m.stage != "WITHDRAWN")
    )
    return count or 0


async def is_named(session: AsyncSession, cohort_id: UUID, area_code: str) -> UUID | None:
    """Return the member that a province is in this cohort, or None."""
    found: UUID | None = await session.scalar(
        select(_m.id).where(
            _m.cohort_id == cohort_id, _m.area_code == area_code, _m.stage != "WITHDRAWN"
        )
    )
    return found


async def entered_integrated(
    session: AsyncSession, area_code: str, year_be: int, day: dt.date
) -> bool:
    """Say whether a province had entered an integrated cohort of this year or an earlier one by a day."""
    asked = (
        select(_m.id)
        .select_from(
            MEMBERS.join(TABLE, _c.id == _m.cohort_id).join(
                programmes.TABLE, _p.id == _c.programme_id
            )
        )
        .where(
            _m.area_code == area_code,
            _m.stage == "ENTERED",
            _p.track == "INTEGRATED",
            _c.fiscal_year_be <= year_be,
            _m.entered_on <= day,
        )
        .limit(1)
    )
    return await session.scalar(asked) is not None


async def programme_of(session: AsyncSession, cohort: Cohort) -> tuple[str, str]:
    """Return the code and the track of a cohort's programme."""
    row = await session.execute(select(_p.code, _p.track).where(_p.id == cohort.programme_id))
    code, track = row.one()
    return code, track
