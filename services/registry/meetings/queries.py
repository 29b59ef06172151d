"""What is asked of meetings."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.bodies.tables import Seat
from services.registry.meetings.tables import Meeting, MeetingAttendee
from services.registry.people.tables import Person
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant, json_object

_c: Any = Meeting.__table__.c
_a: Any = MeetingAttendee.__table__.c
_s: Any = Seat.__table__.c
_p: Any = Person.__table__.c
_place: Any = Area.__table__
_NATION = json_object(
    code=literal_column("''"),
    level=literal_column("'NATION'"),
    name_th=literal_column("'ทั้งประเทศ'"),
    name_en=literal_column("'Thailand'"),
)


def scope_block(area: Any, code: Any) -> ColumnElement[Any]:
    """Return the small object of an area that may be the nation ('')."""
    return case((code == literal_column("''"), _NATION), else_=area_block(area, code))


_who: Any = func.coalesce(_p.merged_into_id, _p.id, _a.seat_id, _a.id)
"""Whom an attendee stands for: two records of one person are one."""
_counted: Any = (
    select(_a.attendance_group.label("group"), func.count(_who.distinct()).label("count"))
    .select_from(
        MeetingAttendee.__table__.outerjoin(Seat.__table__, _s.id == _a.seat_id).outerjoin(
            Person.__table__, _p.id == func.coalesce(_a.person_id, _s.person_id)
        )
    )
    .where(_a.withdrawn_at.is_(None))
    .group_by(_a.attendance_group)
)
_came = _counted.where(_a.meeting_id == _c.id).correlate(Meeting.__table__).subquery("came")
_named = (
    select(
        func.coalesce(
            func.json_agg(
                aggregate_order_by(
                    json_object(group=_came.c.group, count=_came.c.count), _came.c.group
                )
            ),
            literal_column("'[]'::json"),
        )
    )
    .select_from(_came)
    .scalar_subquery()
)
MEETING = View(
    "meeting",
    select(
        _c.id,
        _c.kind,
        _c.title_th,
        _c.number,
        _c.year_be,
        _c.body_id,
        _c.organization_id,
        _c.agency_th,
        scope_block(_place.c, _c.area_code).label("area"),
        _c.venue_th,
        _c.venue_alias_th,
        _c.venue_area_code,
        _c.state,
        _c.held_from,
        _c.held_to,
        _c.held_precision,
        _c.attendance,
        _named.label("named"),
        _c.agenda,
        _c.minutes_note_th,
        _c.next_words,
        _c.next_from,
        _c.next_to,
        _c.next_precision,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Meeting.__table__.outerjoin(_place, _place.c.code == func.left(_c.area_code, 6))
    ),
    key=_c.id,
    area=_c.area_code,
)
MEETINGS = Listing(
    MEETING,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "state": _c.state == bindparam("state"),
        "body": _c.body_id == bindparam("body"),
        "organization": _c.organization_id == bindparam("organization"),
        "year_be": _c.year_be == bindparam("year_be"),
        "since": _c.held_from >= bindparam("since"),
        "until": _c.held_from <= bindparam("until"),
    },
    sorts={
        "-held_from": Sort((_c.held_from,), descending=True),
        "held_from": Sort((_c.held_from,)),
        "title": Sort((_c.title_sort,)),
    },
)
_ORGANIZATION = "SELECT area_code FROM organizations WHERE id = %(id)s"
_BODY = "SELECT area_code, group_code FROM bodies WHERE id = %(id)s"
_ON = "(m.valid_from IS NULL OR m.valid_from <= %(day)s) AND (m.valid_to IS NULL OR m.valid_to > %(day)s)"
_GROUPS = (
    "SELECT g.code, g.name_th FROM area_groups g WHERE g.kind = %(kind)s AND EXISTS"  # noqa: S608 - our own constant
    f" (SELECT FROM area_group_members m WHERE m.group_code = g.code AND {_ON}) ORDER BY g.code"
)
_PROVINCES = (
    "SELECT m.area_code FROM area_group_members m WHERE m.group_code = %(code)s"  # noqa: S608 - same
    f" AND {_ON} ORDER BY m.area_code"
)
_TAKEN = (
    "SELECT EXISTS (SELECT FROM meetings WHERE number = %(number)s AND year_be = %(year_be)s"
    " AND body_id IS NOT DISTINCT FROM %(body_id)s::uuid"
    " AND organization_id IS NOT DISTINCT FROM %(organization_id)s::uuid"
    " AND agency_th IS NOT DISTINCT FROM %(agency_th)s::text)"
)


async def get_for_update(session: AsyncSession, meeting_id: UUID) -> Meeting | None:
    """Return the meeting, locked until the end of the transaction, or None."""
    statement = select(Meeting).where(_c.id == meeting_id).with_for_update()
    found: Meeting | None = await session.scalar(statement)
    return found


async def _row(session: AsyncSession, sql: str, **values: object) -> Any:
    return await (await ask(await inside(session), sql, values)).fetchone()


async def organization_area(session: AsyncSession, organization_id: UUID) -> str | None:
    """Return where an organization stands, None for one that is not there."""
    row = await _row(session, _ORGANIZATION, id=organization_id)
    return None if row is None else str(row[0])


async def body_place(session: AsyncSession, body_id: UUID) -> tuple[str, str | None] | None:
    """Return the area of a body ('' is the nation) and its region or other group, None without a body."""
    row = await _row(session, _BODY, id=body_id)
    return None if row is None else (str(row[0]), row[1])


async def groups_on(session: AsyncSession, kind: str, day: dt.date) -> dict[str, str]:
    """Return the groups of a kind that had members on a day, code and Thai name, in order."""
    values = {"kind": kind, "day": day}
    found = await (await ask(await inside(session), _GROUPS, values)).fetchall()
    return {str(code): str(name_th) for code, name_th in found}


async def provinces_of(session: AsyncSession, group_code: str, day: dt.date) -> list[str]:
    """Return the areas that belong to a group on a day."""
    values = {"code": group_code, "day": day}
    found = await (await ask(await inside(session), _PROVINCES, values)).fetchall()
    return [str(row[0]) for row in found]


async def is_taken(session: AsyncSession, meeting: Meeting) -> bool:
    """Say whether the organizer has another meeting of this number in its year."""
    names = ("number", "year_be", "body_id", "organization_id", "agency_th")
    row = await _row(session, _TAKEN, **{name: getattr(meeting, name) for name in names})
    return bool(row[0])


async def named(session: AsyncSession, meeting_id: UUID) -> dict[str, int]:
    """Return how many of each group are known by seat, person or organization."""
    rows = await session.execute(_counted.where(_a.meeting_id == meeting_id))
    return {group: int(count) for group, count in rows}
