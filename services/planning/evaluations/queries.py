"""What is asked of evaluations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluation_teams import queries as teams
from services.planning.evaluations.schemas import STATUS_TH, SUBJECT_TH
from services.planning.evaluations.tables import Evaluation
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from shared.lists import Listing, Sort, area_filters
from shared.places import prefix_range
from shared.views import View, instant

TABLE: Any = Evaluation.__table__
_c: Any = TABLE.c
_team: Any = teams.TABLE.c
PRIVATE: ColumnElement[bool] = _c.status == "DRAFT"
_item: Any = plan_items.TABLE.c
_of_item: Any = (
    select(_item.plan_id).where(_item.id == _c.subject_id).correlate(TABLE).scalar_subquery()
)
"""The plan of the project that is evaluated."""


def words(column: Any, labels: Any) -> ColumnElement[Any]:
    """Return the Thai words of a code."""
    pairs: list[Any] = [
        (column == literal_column(f"'{code.value}'"), literal_column(f"'{th}'"))
        for code, th in labels.items()
    ]
    return case(*pairs)


EVALUATION = View(
    "evaluation",
    select(
        _c.id,
        _c.team_id,
        _team.kind.label("team_kind"),
        _team.name_th.label("team_th"),
        places.block(_c.area_code).label("area"),
        _c.subject_kind,
        words(_c.subject_kind, SUBJECT_TH).label("subject_kind_th"),
        _c.subject_id,
        _c.title_th,
        _c.evaluated_on,
        _c.findings_th,
        _c.policy_th,
        _c.evidence,
        _c.status,
        words(_c.status, STATUS_TH).label("status_th"),
        _c.published_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(teams.TABLE, _team.id == _c.team_id).join(
            places.TABLE, places.here(_c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
    parties=func.coalesce(plans.parties(_c.subject_id), plans.parties(_of_item)),
)
EVALUATIONS = Listing(
    EVALUATION,
    filters={
        **area_filters(_c.area_code),
        "team_id": _c.team_id == bindparam("team_id"),
        "subject_id": _c.subject_id == bindparam("subject_id"),
    },
    sorts={
        "-evaluated_on": Sort((_c.evaluated_on,), descending=True),
        "evaluated_on": Sort((_c.evaluated_on,)),
    },
)


async def get_for_update(session: AsyncSession, evaluation_id: UUID) -> Evaluation | None:
    """Return the evaluation, locked until the end of the transaction, or None."""
    statement = select(Evaluation).where(_c.id == evaluation_id).with_for_update(key_share=True)
    found: Evaluation | None = await session.scalar(statement)
    return found


async def last_published(session: AsyncSession, area_code: str) -> dt.date | None:
    """Return the day of the newest published evaluation in an area, or None."""
    low, high = prefix_range(area_code)
    statement = select(func.max(_c.evaluated_on)).where(
        _c.area_code >= low, _c.area_code < high, _c.status == "PUBLISHED"
    )
    found: dt.date | None = await session.scalar(statement)
    return found
