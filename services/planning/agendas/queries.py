"""What is asked of joint agendas."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.agendas.tables import AgendaBudgetLine, AgendaIssue, JointAgenda
from services.planning.issues import queries as issues
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant, json_object

TABLE: Any = JointAgenda.__table__
_c: Any = TABLE.c
_issue: Any = AgendaIssue.__table__.c
_line: Any = AgendaBudgetLine.__table__.c
_named: Any = issues.TABLE.c
_agency: Any = agencies.TABLE.c
PRIVATE: ColumnElement[bool] = _c.status == "DRAFT"
_NONE: Any = literal_column("'[]'::json")
_goal = json_object(
    issue_code=_issue.issue_code,
    issue_name_th=_named.name_th,
    goal_th=_issue.goal_th,
    indicator_th=_issue.indicator_th,
)
_goals = (
    select(func.json_agg(aggregate_order_by(_goal, _issue.position)))
    .select_from(AgendaIssue.__table__.join(issues.TABLE, _named.code == _issue.issue_code))
    .where(_issue.agenda_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
_shown = json_object(
    source=_line.source,
    agency_id=_line.agency_id,
    agency_name_th=_agency.name_th,
    source_th=_line.source_th,
    issue_code=_line.issue_code,
    amount=baht(_line.amount_baht),
)
_lines = (
    select(func.json_agg(aggregate_order_by(_shown, _line.position)))
    .select_from(
        AgendaBudgetLine.__table__.outerjoin(agencies.TABLE, _agency.id == _line.agency_id)
    )
    .where(_line.agenda_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
_sum = func.coalesce(
    select(func.sum(_line.amount_baht))
    .where(_line.agenda_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery(),
    literal_column("0.00"),
)
_is_adopted = _c.status == literal_column("'ADOPTED'")
_has_plan = _c.plan_id.is_not(None)
_has_budget = exists().where(_line.agenda_id == _c.id).correlate(TABLE)
AGENDA = View(
    "joint-agenda",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.title_th,
        func.coalesce(_goals, _NONE).label("issues"),
        _c.symbol_th,
        _c.status,
        _c.adopted_on,
        _c.meeting_id,
        _c.meeting_th,
        _c.plan_id,
        func.coalesce(_lines, _NONE).label("budget_lines"),
        baht(_sum).label("budget"),
        json_object(
            agenda=_is_adopted,
            plan=_has_plan,
            budget=_has_budget,
            whole=and_(_is_adopted, _has_plan, _has_budget),
        ).label("together"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
)
AGENDAS = Listing(
    AGENDA,
    filters={
        **area_filters(_c.area_code),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "status": _c.status == bindparam("status"),
        "issue": exists()
        .where(_issue.agenda_id == _c.id, _issue.issue_code == bindparam("issue"))
        .correlate(TABLE),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, agenda_id: UUID) -> JointAgenda | None:
    """Return the agenda, locked until the end of the transaction, or None."""
    found: JointAgenda | None = await session.scalar(
        select(JointAgenda).where(_c.id == agenda_id).with_for_update(key_share=True)
    )
    return found


async def of_year(
    session: AsyncSession, area_code: str, fiscal_year_be: int
) -> JointAgenda | None:
    """Return the agenda of a province and year, or None."""
    found: JointAgenda | None = await session.scalar(
        select(JointAgenda).where(_c.area_code == area_code, _c.fiscal_year_be == fiscal_year_be)
    )
    return found
