"""What is asked of councils."""

from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, all_, bindparam, cast, func, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.councils.tables import Council, CouncilNotice
from services.registry.organizations.tables import Organization
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Council.__table__.c
_o: Any = Organization.__table__.c
_n: Any = CouncilNotice.__table__.c
_place: Any = Area.__table__

COUNCIL = View(
    "council",
    select(
        _c.id,
        _o.name_th,
        area_block(_place.c, _c.area_code).label("area"),
        _c.area_kind,
        _c.tambon_codes,
        _c.status,
        _c.status_since,
        _c.notice_status,
        _c.noticed_on,
        _c.acknowledged_on,
        _c.number,
        _c.communities_noticed,
        _c.communities_agreed,
        _c.term_starts_on,
        _c.term_ends_on,
        _c.village_representatives,
        _c.community_representatives,
        _c.experts,
        _c.reported_years_be,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Council.__table__.join(Organization.__table__, _o.id == _c.id).join(
            _place, _place.c.code == func.left(_c.area_code, 6)
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
COUNCILS = Listing(
    COUNCIL,
    filters={
        "unmerged": _o.merged_into_id.is_(None),
        **area_filters(_c.area_code),
        "status": _c.status == bindparam("status"),
        "area_kind": _c.area_kind == bindparam("area_kind"),
        "tambon": _c.tambon_codes.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("tambon", type_=SqlText)
            )
        ),
        "term_ends_before": _c.term_ends_on < bindparam("term_ends_before", type_=Date),
        "has_term": _c.term_ends_on.is_not(None),
        "without_report_of": bindparam("without_report_of", type_=Integer)
        != all_(_c.reported_years_be),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "term_ends_on": Sort((_c.term_ends_on,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, council_id: UUID) -> Council | None:
    """Return the council, locked until the end of the transaction, or None."""
    statement = select(Council).where(_c.id == council_id).with_for_update()
    found: Council | None = await session.scalar(statement)
    return found


async def open_notice(session: AsyncSession, council_id: UUID) -> CouncilNotice | None:
    """Return the council's notice that waits for its answer."""
    found: CouncilNotice | None = await session.scalar(
        select(CouncilNotice).where(_n.council_id == council_id, _n.answered_on.is_(None))
    )
    return found
