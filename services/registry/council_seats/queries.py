"""What is asked of councils' terms and seats."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies.queries import held_ever
from services.registry.communities.queries import records_of, standing_for
from services.registry.council_seats.tables import CouncilSeat, CouncilSeatEnding, CouncilTerm
from services.registry.councils.tables import Council
from services.registry.people import queries as people
from services.registry.people.tables import Person
from shared.lists import Listing, Sort
from shared.views import View, instant

_t: Any = CouncilTerm.__table__.c
_s: Any = CouncilSeat.__table__.c
_e: Any = CouncilSeatEnding.__table__.c
_c: Any = Council.__table__.c
_p: Any = Person.__table__.c
_on = bindparam("on", type_=Date)

TERM = View(
    "council-term",
    select(
        _t.id,
        _t.council_id,
        _t.starts_on,
        _t.ends_on,
        _t.village_representatives,
        _t.community_representatives,
        _t.experts,
        _t.revision,
        instant(_t.created_at).label("created_at"),
    ).select_from(CouncilTerm.__table__.join(Council.__table__, _c.id == _t.council_id)),
    key=_t.id,
    area=_c.area_code,
)
TERMS = Listing(
    TERM,
    filters={
        "council": _t.council_id == bindparam("council"),
        "on": and_(_t.starts_on <= _on, _t.ends_on > _on),
    },
    sorts={"council": Sort((_t.council_id, _t.starts_on))},
)
_known: Any = Person.__table__.alias("known").c
_STANDS: Any = func.coalesce(_known.merged_into_id, _known.id)
_NAMELESS: Any = literal_column("'แหล่งข้อมูลไม่ระบุชื่อ'")
_GONE: Any = literal_column("'ผู้นำ (ลบข้อมูลแล้ว)'")
_HOLDER = case(
    (_s.person_id.is_(None), _NAMELESS),
    (_p.status == "ERASED", _GONE),
    else_=people.holder(_s, held_ever(_s)),
)


def _seat(kind: str, holder: Any, known: Any) -> View:
    return View(
        kind,
        select(
            _s.id,
            _s.council_id,
            _s.kind,
            _s.village_code,
            _s.community_id,
            known.label("person_id"),
            _s.starts_on,
            _s.ends_on,
            holder.label("holder_th"),
            _s.revision,
            instant(_s.created_at).label("created_at"),
            instant(_s.updated_at).label("updated_at"),
        ).select_from(
            CouncilSeat.__table__.join(Council.__table__, _c.id == _s.council_id)
            .outerjoin(_known.id.table, _known.id == _s.person_id)
            .outerjoin(Person.__table__, _p.id == _STANDS)
        ),
        key=_s.id,
        area=_c.area_code,
    )


SEAT = _seat("council-seat", literal_column("NULL::text"), standing_for(_p))
"""Seats as events tell of them: ids, no names."""
SHOWN = _seat("council-seat-shown", _HOLDER, case((held_ever(_s), standing_for(_p))))
"""Seats as people see them, named by the rules that people are named by; of whom nothing is told there is no id."""
SEATS = Listing(
    SHOWN,
    filters={
        "council": _s.council_id == bindparam("council"),
        "person": and_(held_ever(_s), _s.person_id.in_(records_of(bindparam("person")))),
        "kind": _s.kind == bindparam("kind"),
        "on": and_(_s.starts_on <= _on, _s.ends_on > _on),
    },
    sorts={"council": Sort((_s.council_id,))},
    uneven=("on",),
)


async def last_end(session: AsyncSession, council_id: UUID) -> dt.date | None:
    """Return the end of the council's last term."""
    found: dt.date | None = await session.scalar(
        select(_t.ends_on)
        .where(_t.council_id == council_id)
        .order_by(_t.starts_on.desc(), _t.id.desc())
        .limit(1)
    )
    return found


async def term_on(session: AsyncSession, council_id: UUID, day: dt.date) -> CouncilTerm | None:
    """Return the council's term on a day."""
    found: CouncilTerm | None = await session.scalar(
        select(CouncilTerm).where(
            _t.council_id == council_id, _t.starts_on <= day, _t.ends_on > day
        )
    )
    return found


async def seats_during(
    session: AsyncSession, council_id: UUID, start: dt.date, end: dt.date, *, besides: UUID
) -> Sequence[Any]:
    """Return the council's seats that hold on a day of the period, but for one, with who holds them as known now."""
    who = standing_for(_p).label("person_id")
    rows = await session.execute(
        select(_s.kind, _s.village_code, _s.community_id, who, _s.starts_on, _s.ends_on)
        .select_from(CouncilSeat.__table__.outerjoin(Person.__table__, _p.id == _s.person_id))
        .where(
            _s.council_id == council_id,
            _s.id != besides,
            _s.starts_on < end,
            _s.ends_on > start,
        )
    )  # fmt: skip
    return rows.all()


async def get_for_update(session: AsyncSession, seat_id: UUID) -> CouncilSeat | None:
    """Return the seat, locked until the end of the transaction, or None."""
    statement = select(CouncilSeat).where(_s.id == seat_id).with_for_update()
    found: CouncilSeat | None = await session.scalar(statement)
    return found


async def council_area(session: AsyncSession, council_id: UUID) -> str:
    """Return the area of a seat's council."""
    found: str | None = await session.scalar(select(_c.area_code).where(_c.id == council_id))
    return found or ""


async def endings(session: AsyncSession, seat_id: UUID, *, besides: UUID) -> bool:
    """Say whether somebody left the seat by another act."""
    found = await session.scalar(
        select(_e.id).where(_e.seat_id == seat_id, _e.id != besides).limit(1)
    )
    return found is not None
