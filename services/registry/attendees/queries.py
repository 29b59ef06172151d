"""What is asked of attendees: ids and roles; a named one is shown to those who answer for the meeting."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies.tables import Seat
from services.registry.communities.queries import records_of, standing_for
from services.registry.meetings.tables import Meeting, MeetingAttendee
from services.registry.people.queries import party
from services.registry.people.tables import Person
from shared.lists import Listing, Sort
from shared.views import View, instant

_a: Any = MeetingAttendee.__table__.c
_m: Any = Meeting.__table__.c
_s: Any = Seat.__table__.c
_p: Any = Person.__table__.c
_NOBODY: Any = literal_column("'{}'::text[]")
_parties = func.array_append(
    func.array_append(_NOBODY, party(_m.organization_id)), party(_a.organization_id)
)

ATTENDEE = View(
    "meeting-attendee",
    select(
        _a.id,
        _a.meeting_id,
        _a.role,
        _a.attendance_group.label("group"),
        _a.seat_id,
        standing_for(_p).label("person_id"),
        _a.organization_id,
        instant(_a.withdrawn_at).label("withdrawn_at"),
        _a.revision,
        instant(_a.created_at).label("created_at"),
        instant(_a.updated_at).label("updated_at"),
    ).select_from(
        MeetingAttendee.__table__.join(Meeting.__table__, _m.id == _a.meeting_id).outerjoin(
            Person.__table__, _p.id == _a.person_id
        )
    ),
    key=_a.id,
    area=_m.area_code,
    private=or_(_a.person_id.is_not(None), _a.seat_id.is_not(None)),
    parties=_parties,
)
ATTENDEES = Listing(
    ATTENDEE,
    filters={
        "meeting": _a.meeting_id == bindparam("meeting"),
        "seat": _a.seat_id == bindparam("seat"),
        "person": _a.person_id.in_(records_of(bindparam("person"))),
        "organization": _a.organization_id == bindparam("organization"),
    },
    sorts={"meeting": Sort((_a.meeting_id,))},
)


async def get_for_update(session: AsyncSession, attendee_id: UUID) -> MeetingAttendee | None:
    """Return the attendee, locked until the end of the transaction, or None."""
    statement = select(MeetingAttendee).where(_a.id == attendee_id).with_for_update()
    found: MeetingAttendee | None = await session.scalar(statement)
    return found


async def seat_of(session: AsyncSession, seat_id: UUID) -> Seat | None:
    """Return the seat, or None."""
    return await session.get(Seat, seat_id)


async def is_there(session: AsyncSession, row: MeetingAttendee, person_id: UUID | None) -> bool:
    """Say whether another attendee of the meeting is the same seat, person or nameless organization."""
    holder = case((_a.seat_id.is_not(None), _s.person_id), else_=_a.person_id)
    same: list[Any] = []
    if row.seat_id is not None:
        same.append(_a.seat_id == row.seat_id)
    if person_id is not None:
        same.append(holder.in_(records_of(person_id)))
    if row.seat_id is None and row.person_id is None:
        nameless = _a.seat_id.is_(None) & _a.person_id.is_(None)
        same.append(nameless & (_a.organization_id == row.organization_id) & (_a.role == row.role))
    statement = (
        select(_a.id)
        .select_from(MeetingAttendee.__table__.outerjoin(Seat.__table__, _s.id == _a.seat_id))
        .where(_a.meeting_id == row.meeting_id, _a.id != row.id, _a.withdrawn_at.is_(None))
        .where(or_(*same))
        .limit(1)
    )
    return await session.scalar(statement) is not None
