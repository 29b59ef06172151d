"""What is asked of rows as they came."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, any_, bindparam, case, cast, func, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.intake.tables import IntakeRow
from services.registry.organizations.tables import Organization
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = IntakeRow.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_TRUE: Any = literal_column("true")
_staff = bindparam("staff", type_=ARRAY(SqlText))
_all = select(
    _c.id,
    _c.source_th,
    _c.row_number,
    _c.columns,
    case((_place.c.code.is_not(None), area_block(_place.c, _c.area_code))).label("area"),
    _c.province_code,
    _c.import_id,
    _c.plan,
    _c.findings,
    _c.status,
    _c.organization_id,
    _c.reason_th,
    instant(_c.closed_at).label("closed_at"),
    _c.revision,
    instant(_c.created_at).label("created_at"),
    instant(_c.updated_at).label("updated_at"),
).select_from(IntakeRow.__table__.outerjoin(_place, _place.c.code == func.left(_c.area_code, 6)))

ANSWER = View("intake-row-answer", _all, key=_c.id)
"""What who wrote is answered."""
SEEN = View("intake-row-seen", _all.where(_c.area_code.op("^@")(any_(_staff))), key=_c.id)
"""Only for the staff of its area; takes `staff`, the areas that somebody works for."""
ROW = View(
    "intake-row",
    select(_c.id, _c.area_code, _c.status, _c.codes, _c.organization_id, _c.revision),
    key=_c.id,
    area=_c.area_code,
    private=_TRUE,
)
"""What the feed is told: that there is one, never its words."""
ROWS = Listing(
    SEEN,
    filters={
        **area_filters(_c.area_code),
        "status": _c.status == bindparam("status"),
        "import_id": _c.import_id == bindparam("import_id"),
        "plan": _c.plan == bindparam("plan"),
        "finding": _c.codes.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("finding", type_=SqlText)
            )
        ),
        "staff": _staff.is_not(None),
        "from_code": _c.area_code >= bindparam("from_code"),
        "below_code": _c.area_code < bindparam("below_code"),
    },
    sorts={"place": Sort((_c.area_code, _c.created_at))},
)


async def get_for_update(session: AsyncSession, row_id: UUID) -> IntakeRow | None:
    """Return the row, locked until the end of the transaction, or None."""
    statement = select(IntakeRow).where(_c.id == row_id).with_for_update()
    found: IntakeRow | None = await session.scalar(statement)
    return found


async def names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the Thai names of organizations."""
    rows = await session.execute(select(_o.id, _o.name_th).where(_o.id.in_(list(ids))))
    return {row.id: row.name_th for row in rows}
