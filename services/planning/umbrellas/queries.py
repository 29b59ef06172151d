"""What is asked of umbrella projects and their lines."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.places import queries as places
from services.planning.umbrellas.tables import Umbrella, UmbrellaLine, UmbrellaLineDecision
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant, json_object

TABLE: Any = Umbrella.__table__
LINES: Any = UmbrellaLine.__table__
_c: Any = TABLE.c
_line: Any = LINES.c
_act: Any = UmbrellaLineDecision.__table__.c
_agency: Any = agencies.TABLE.c
_NONE: Any = literal_column("'[]'::json")
_ZERO: Any = literal_column("0.00")
_counts = _line.status != literal_column("'WITHDRAWN'")
_SOURCE = func.coalesce(_agency.name_th, _line.source_th)
_mine = (_line.umbrella_id == _c.id, _counts)
_funded = func.coalesce(
    select(func.sum(_line.amount_baht)).where(*_mine).correlate(TABLE).scalar_subquery(), _ZERO
)
_issue = (
    select(
        _line.issue_code.label("issue_code"),
        func.count().label("lines"),
        func.sum(_line.amount_baht).label("amount"),
    )
    .where(*_mine)
    .group_by(_line.issue_code)
    .correlate(TABLE)
    .subquery("of_issue")
)
_by_issue = (
    select(
        func.json_agg(
            aggregate_order_by(
                json_object(
                    issue_code=_issue.c.issue_code,
                    lines=_issue.c.lines,
                    amount=baht(_issue.c.amount),
                ),
                _issue.c.issue_code,
            )
        )
    )
    .select_from(_issue)
    .scalar_subquery()
)
_source = (
    select(
        _line.agency_id.label("agency_id"),
        _SOURCE.label("source_th"),
        func.count().label("lines"),
        func.sum(_line.amount_baht).label("amount"),
    )
    .select_from(LINES.outerjoin(agencies.TABLE, _agency.id == _line.agency_id))
    .where(*_mine)
    .group_by(_line.agency_id, _SOURCE)
    .correlate(TABLE)
    .subquery("of_source")
)
_by_source = (
    select(
        func.json_agg(
            aggregate_order_by(
                json_object(
                    agency_id=_source.c.agency_id,
                    source_th=_source.c.source_th,
                    lines=_source.c.lines,
                    amount=baht(_source.c.amount),
                ),
                _source.c.agency_id,
                _source.c.source_th,
            )
        )
    )
    .select_from(_source)
    .scalar_subquery()
)
UMBRELLA = View(
    "umbrella-project",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.title_th,
        _c.result_th,
        baht(_c.budget_baht).label("budget"),
        baht(_funded).label("funded"),
        baht(_c.budget_baht - _funded).label("missing"),
        func.coalesce(_by_issue, _NONE).label("by_issue"),
        func.coalesce(_by_source, _NONE).label("by_source"),
        _c.agenda_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
UMBRELLAS = Listing(
    UMBRELLA,
    filters={
        **area_filters(_c.area_code),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)
_reason = (
    select(_act.reason_th)
    .where(_act.line_id == _line.id)
    .order_by(_act.created_at.desc(), _act.id.desc())
    .limit(literal_column("1"))
    .correlate(LINES)
    .scalar_subquery()
)
LINE = View(
    "umbrella-line",
    select(
        _line.id,
        _line.umbrella_id,
        places.block(_line.area_code).label("area"),
        _line.issue_code,
        _line.agency_id,
        _SOURCE.label("source_th"),
        _line.title_th,
        _line.result_th,
        baht(_line.amount_baht).label("amount"),
        _line.status,
        _reason.label("reason_th"),
        _line.revision,
        instant(_line.created_at).label("created_at"),
        instant(_line.updated_at).label("updated_at"),
    ).select_from(
        LINES.join(places.TABLE, places.here(_line.area_code)).outerjoin(
            agencies.TABLE, _agency.id == _line.agency_id
        )
    ),
    key=_line.id,
    area=_line.area_code,
)
LISTED = Listing(
    LINE,
    filters={
        **area_filters(_line.area_code),
        "umbrella_id": _line.umbrella_id == bindparam("umbrella_id"),
        "agency_id": _line.agency_id == bindparam("agency_id"),
        "issue": _line.issue_code == bindparam("issue"),
        "status": _line.status == bindparam("status"),
    },
    sorts={"written": Sort(())},
)


async def get_for_update(session: AsyncSession, umbrella_id: UUID) -> Umbrella | None:
    """Return the umbrella, locked until the end of the transaction, or None."""
    found: Umbrella | None = await session.scalar(
        select(Umbrella).where(_c.id == umbrella_id).with_for_update(key_share=True)
    )
    return found


async def line(session: AsyncSession, line_id: UUID) -> UmbrellaLine | None:
    """Return a line as it is now; lock its umbrella first and refresh it then."""
    found: UmbrellaLine | None = await session.scalar(
        select(UmbrellaLine).where(_line.id == line_id).execution_options(populate_existing=True)
    )
    return found


async def of_year(
    session: AsyncSession, area_code: str, fiscal_year_be: int, *, first: UUID
) -> UUID | None:
    """Return the id of an umbrella of a province and year, this one before the others, or None."""
    found: UUID | None = await session.scalar(
        select(_c.id)
        .where(_c.area_code == area_code, _c.fiscal_year_be == fiscal_year_be)
        .order_by(_c.id != first, _c.id)
        .limit(1)
    )
    return found


async def funded(session: AsyncSession, umbrella_id: UUID) -> Decimal:
    """Return what the lines of an umbrella that count come to; call it while the umbrella is locked."""
    total = select(func.sum(_line.amount_baht)).where(_line.umbrella_id == umbrella_id, _counts)
    return await session.scalar(total) or Decimal("0.00")
