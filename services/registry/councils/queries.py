"""What is asked of councils."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, all_, bindparam, cast, func, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.councils.tables import Council, CouncilNotice
from services.registry.organizations.tables import Organization
from services.registry.people import queries as people
from services.registry.people.tables import Membership, Person
from shared import text
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant, json_object

_c: Any = Council.__table__.c
_o: Any = Organization.__table__.c
_n: Any = CouncilNotice.__table__.c
_m: Any = Membership.__table__.c
_p: Any = Person.__table__.c
_place: Any = Area.__table__
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('councils that stand'))"
_STANDS = """
    SELECT c.id FROM councils c JOIN organizations o ON o.id = c.id
    WHERE c.tambon_codes && %(tambons)s AND c.area_kind = 'TAMBON' AND c.id <> %(besides)s
      AND c.status IN ('ACTIVE', 'WEAK') AND o.merged_into_id IS NULL
    ORDER BY c.acknowledged_on, c.id LIMIT 1
"""

_facts: Any = select(
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
)
_chair = (
    select(
        json_object(
            membership_id=_m.id,
            person_id=_m.person_id,
            holder_th=people.holder(_m, people.live(_m)),
            starts_on=_m.starts_on,
            term_ends_on=_m.term_ends_on,
        )
    )
    .select_from(Membership.__table__.outerjoin(Person.__table__, _p.id == _m.person_id))
    .where(_m.organization_id == _c.id, _m.post == "CHAIR", people.live(_m))
    .order_by(_m.starts_on, _m.id)
    .limit(literal_column("1"))
    .correlate(Council.__table__)
    .scalar_subquery()
)
COUNCIL = View(
    "council",
    _facts.add_columns(literal_column("NULL::json").label("chair")),
    key=_c.id,
    area=_c.area_code,
)
"""Councils as events tell of them: no names."""
SHOWN = View(
    "council-shown", _facts.add_columns(_chair.label("chair")), key=_c.id, area=_c.area_code
)
"""Councils as people see them, with who chairs them today."""
COUNCILS = Listing(
    SHOWN,
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


async def standing_in(
    session: AsyncSession, tambons: Sequence[str], *, besides: UUID
) -> UUID | None:
    """Return the first other council that stands for one of these tambons as a whole; no other begins now."""
    connection = await inside(session)
    await ask(connection, _LOCK)
    row = await (
        await ask(connection, _STANDS, {"tambons": [*tambons], "besides": besides})
    ).fetchone()
    found: UUID | None = row[0] if row else None
    return found


async def numbered(session: AsyncSession, number: str, *, besides: UUID) -> UUID | None:
    """Return the other council whose notice has this number, however its digits and spaces are typed."""
    bare = func.replace(func.translate(_c.number, text.THAI_DIGITS, text.DIGITS), " ", "")
    asked = text.to_ascii_digits(number).replace(" ", "")
    found: UUID | None = await session.scalar(
        select(_c.id).where(bare == asked, _c.id != besides).order_by(_c.id).limit(1)
    )
    return found


async def open_notice(session: AsyncSession, council_id: UUID) -> CouncilNotice | None:
    """Return the council's notice that waits for its answer."""
    found: CouncilNotice | None = await session.scalar(
        select(CouncilNotice).where(_n.council_id == council_id, _n.answered_on.is_(None))
    )
    return found
