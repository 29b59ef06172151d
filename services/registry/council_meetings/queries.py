"""What is asked of the meetings of councils."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, case, func, literal_column, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.communities.queries import records_of, standing_for
from services.registry.council_meetings.tables import CouncilDelegate, CouncilMeeting
from services.registry.councils.tables import Council
from services.registry.movement_rules import queries as movement_rules
from services.registry.people.tables import Person
from shared.database import Database
from shared.lists import Listing, Sort, area_filters
from shared.thai_time import bangkok_date
from shared.views import View, area_block, instant

_m: Any = CouncilMeeting.__table__.c
_d: Any = CouncilDelegate.__table__.c
_c: Any = Council.__table__.c
_p: Any = Person.__table__.c
_place: Any = Area.__table__


def _tally(what: Any) -> Any:
    return (
        select(func.count(what))
        .where(_d.council_meeting_id == _m.id, _d.withdrawn_on.is_(None))
        .correlate(CouncilMeeting.__table__)
        .scalar_subquery()
    )


MEETING = View(
    "council-meeting",
    select(
        _m.id,
        _m.level,
        case((_place.c.code.is_not(None), area_block(_place.c))).label("area"),
        _m.year_be,
        _m.number,
        _m.held_on,
        _m.held_until,
        _m.venue_th,
        _m.meeting_id,
        _tally(_d.id).label("delegates"),
        _tally(_d.council_id.distinct()).label("councils"),
        _m.revision,
        instant(_m.created_at).label("created_at"),
        instant(_m.updated_at).label("updated_at"),
    ).select_from(CouncilMeeting.__table__.outerjoin(_place, _place.c.code == _m.area_code)),
    key=_m.id,
    area=_m.area_code,
)
MEETINGS = Listing(
    MEETING,
    filters={
        **area_filters(_m.area_code),
        "level": _m.level == bindparam("level"),
        "year_be": _m.year_be == bindparam("year_be", type_=Integer),
    },
    sorts={
        "place": Sort((_m.area_code, _m.held_on)),
        "-held_on": Sort((_m.held_on,), descending=True),
    },
)
DELEGATE = View(
    "council-delegate",
    select(
        _d.id,
        _d.council_meeting_id,
        _d.kind,
        _d.council_id,
        standing_for(_p).label("person_id"),
        _d.withdrawn_on,
        _d.revision,
        instant(_d.created_at).label("created_at"),
        instant(_d.updated_at).label("updated_at"),
    ).select_from(
        CouncilDelegate.__table__.join(
            CouncilMeeting.__table__, _m.id == _d.council_meeting_id
        ).outerjoin(Person.__table__, _p.id == _d.person_id)
    ),
    key=_d.id,
    area=_m.area_code,
)
DELEGATES = Listing(
    DELEGATE,
    filters={
        "meeting": _d.council_meeting_id == bindparam("meeting"),
        "council": _d.council_id == bindparam("council"),
        "person": _d.person_id.in_(records_of(bindparam("person"))),
    },
    sorts={"meeting": Sort((_d.council_meeting_id,))},
)
_year: Any = sql_cast(bindparam("year_be", type_=Integer), Integer)
_meetings = (
    select(func.count())
    .where(_m.area_code == _place.c.code, _m.year_be == _year)
    .correlate(_place)
    .scalar_subquery()
)
_councils = (
    select(func.count())
    .where(
        _c.area_code >= _place.c.code,
        _c.area_code < func.concat(_place.c.code, literal_column("'~'")),
        _c.status != "DISSOLVED",
    )
    .correlate(_place)
    .scalar_subquery()
)
GAPS = Listing(
    View(
        "council-meeting-gap",
        select(
            area_block(_place.c).label("area"),
            _councils.label("councils"),
            _meetings.label("meetings"),
        )
        .select_from(_place)
        .where(_place.c.level == "PROVINCE"),
        key=_place.c.code,
    ),
    filters={
        **area_filters(_place.c.code),
        "year_be": _year.is_not(None),
        "least": _meetings < bindparam("least", type_=Integer),
    },
    sorts={"code": Sort(())},
)


async def least(database: Database) -> int:
    """Return how often the councils of a province have to meet in a year."""
    async with database.reading() as connection:
        found = await movement_rules.holds(
            connection,
            movement_rules.Rule.COUNCIL_PROVINCE_MEETINGS_A_YEAR,
            None,
            bangkok_date(dt.datetime.now(dt.UTC)),
        )
    return int(found)


async def get_for_update(session: AsyncSession, meeting_id: UUID) -> CouncilMeeting | None:
    """Return the meeting, locked until the end of the transaction, or None."""
    statement = select(CouncilMeeting).where(_m.id == meeting_id).with_for_update()
    found: CouncilMeeting | None = await session.scalar(statement)
    return found


async def delegate_for_update(session: AsyncSession, delegate_id: UUID) -> CouncilDelegate | None:
    """Return the delegate, locked until the end of the transaction, or None."""
    statement = select(CouncilDelegate).where(_d.id == delegate_id).with_for_update()
    found: CouncilDelegate | None = await session.scalar(statement)
    return found


async def get_council(session: AsyncSession, council_id: UUID) -> Council | None:
    """Return the council, or None."""
    return await session.get(Council, council_id)


async def sent(
    session: AsyncSession, meeting_id: UUID, delegate_id: UUID, council: Council, province: str
) -> int:
    """Return how many other delegates a council, or with a `province` all its councils, have in a meeting."""
    theirs = _c.area_code.op("^@")(province) if province else _d.council_id == council.id
    found = await session.scalar(
        select(func.count())
        .select_from(CouncilDelegate.__table__.join(Council.__table__, _c.id == _d.council_id))
        .where(
            _d.council_meeting_id == meeting_id,
            _d.id != delegate_id,
            _d.withdrawn_on.is_(None),
            theirs,
        )
    )
    return int(found or 0)


async def has_person(
    session: AsyncSession, meeting_id: UUID, delegate_id: UUID, person_id: UUID
) -> bool:
    """Say whether a person is another delegate to the meeting."""
    found = await session.scalar(
        select(_d.id)
        .where(
            and_(_d.council_meeting_id == meeting_id, _d.person_id.in_(records_of(person_id))),
            _d.id != delegate_id,
            _d.withdrawn_on.is_(None),
        )
        .limit(1)
    )
    return found is not None
