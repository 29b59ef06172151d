"""What is asked of submissions."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places import queries as places
from services.planning.plans.tables import Plan
from services.planning.submissions.schemas import SubmissionStatus
from services.planning.submissions.tables import Submission
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = Submission.__table__
_c: Any = TABLE.c

SUBMISSION = View(
    "submission",
    select(
        _c.id,
        _c.plan_id,
        _c.plan_version,
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.to_level,
        _c.to_area_code,
        _c.to_group_code,
        _c.submitted_on,
        _c.note_th,
        _c.status,
        _c.decided_on,
        _c.reason_th,
        _c.item_reasons,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
SUBMISSIONS = Listing(
    SUBMISSION,
    filters={
        **area_filters(_c.area_code),
        "plan_id": _c.plan_id == bindparam("plan_id"),
        "status": _c.status == bindparam("status"),
        "to_area": _c.to_area_code == bindparam("to_area"),
        "to_level": _c.to_level == bindparam("to_level"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
    },
    sorts={"place": Sort((_c.area_code,))},
)


async def get_for_update(session: AsyncSession, submission_id: UUID) -> Submission | None:
    """Return the submission, locked until the end of the transaction, or None."""
    found: Submission | None = await session.scalar(
        select(Submission).where(_c.id == submission_id).with_for_update(key_share=True)
    )
    return found


async def last_of(
    session: AsyncSession, plan_id: UUID, to_level: str, but: UUID
) -> tuple[str, int] | None:
    """Return (status, version) of the last submission of a plan to a level, besides the one just written."""
    asked = (
        select(_c.status, _c.plan_version)
        .where(_c.plan_id == plan_id, _c.to_level == to_level, _c.id != but)
        .order_by(_c.created_at.desc())
        .limit(1)
    )
    row = (await session.execute(asked)).first()
    return None if row is None else (row[0], row[1])


async def undecided(session: AsyncSession, plan: Plan) -> list[UUID]:
    """Return the submissions of the plan's year that wait at its place for an answer, a hundred at most."""
    asked = select(_c.id).where(
        _c.to_level == plan.level,
        _c.to_area_code == plan.area_code,
        _c.to_group_code.is_not_distinct_from(plan.group_code),
        _c.fiscal_year_be == plan.fiscal_year_be,
        _c.status == SubmissionStatus.SUBMITTED.value,
    )
    return list((await session.scalars(asked.order_by(_c.id).limit(100))).all())
