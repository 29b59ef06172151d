"""What is asked of action items."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.action_items.tables import ActionItem, ActionItemReport, Assignment
from services.registry.areas.tables import Area
from services.registry.meetings.queries import scope_block
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

_c: Any = ActionItem.__table__.c
_a: Any = Assignment.__table__.c
_r: Any = ActionItemReport.__table__.c
_place: Any = Area.__table__
_item = select(
    _c.id,
    _c.assignment_id,
    _c.meeting_id,
    _c.resolution_id,
    scope_block(_place.c, _c.area_code).label("area"),
    _c.text_th,
    _c.owner_kind,
    _c.owner_body_id,
    _c.owner_organization_id,
    _c.owner_group,
    _c.owner_th,
    _c.given_on,
    _c.due_words,
    _c.due_from,
    _c.due_to,
    _c.due_precision,
    _c.state,
    _c.reported_on,
    _c.revision,
    instant(_c.created_at).label("created_at"),
    instant(_c.updated_at).label("updated_at"),
).select_from(ActionItem.__table__.outerjoin(_place, _place.c.code == func.left(_c.area_code, 6)))
ACTION_ITEM = View("action-item", _item, key=_c.id, area=_c.area_code)
_line = _item.where(_c.assignment_id == _a.id).correlate(Assignment.__table__).lateral("line")
_items = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.row_to_json(literal_column("line")), _line.c.owner_group, _line.c.id
            )
        )
    )
    .select_from(_line)
    .scalar_subquery()
)
ASSIGNMENT = View(
    "assignment",
    select(
        _a.id,
        _a.meeting_id,
        _a.owner_kind,
        _items.label("items"),
        _a.revision,
        instant(_a.created_at).label("created_at"),
    ).select_from(Assignment.__table__),
    key=_a.id,
    area=_a.area_code,
)
REPORTS = Listing(
    View(
        "report",
        select(
            _r.id,
            _r.item_id,
            _r.state,
            _r.reported_on,
            _r.note_th,
            _r.revision,
            instant(_r.created_at).label("created_at"),
        ).select_from(ActionItemReport.__table__),
        key=_r.id,
    ),
    filters={"item": _r.item_id == bindparam("item")},
    sorts={"day": Sort((_r.reported_on, _r.created_at))},
)
_day = bindparam("as_of", type_=Date)
_then = (
    select(_r.state)
    .where(_r.item_id == _c.id, _r.reported_on <= _day)
    .order_by(_r.reported_on.desc(), _r.created_at.desc(), _r.id.desc())
    .limit(literal_column("1"))
    .correlate(ActionItem.__table__)
    .scalar_subquery()
)
_OPEN: ColumnElement[str] = literal_column("'OPEN'")
# The latest report tells today's state; only a day before it needs the reports themselves.
_state: ColumnElement[Any] = case(
    (_c.reported_on.is_(None), _OPEN),
    (_c.reported_on <= _day, _c.state),
    else_=func.coalesce(_then, _OPEN),
)
_overdue = and_(_c.due_to < _day, _c.given_on <= _day, _state == _OPEN)
ACTION_ITEMS = Listing(
    ACTION_ITEM,
    filters={
        **area_filters(_c.area_code),
        "state": _c.state == bindparam("state"),
        "overdue:True": _overdue,
        "overdue:False": ~_overdue,
        "owner_group": _c.owner_group == bindparam("owner_group"),
        "owner_body": _c.owner_body_id == bindparam("owner_body"),
        "owner_organization": _c.owner_organization_id == bindparam("owner_organization"),
        "meeting": _c.meeting_id == bindparam("meeting"),
        "assignment": _c.assignment_id == bindparam("assignment"),
    },
    sorts={"due": Sort((_c.due_to,))},
)
_RESOLUTION = "SELECT meeting_id FROM resolutions WHERE id = %(id)s"
_GROUP = "SELECT name_th FROM area_groups WHERE code = %(code)s"


async def get_for_update(session: AsyncSession, item_id: UUID) -> ActionItem | None:
    """Return the action item, locked until the end of the transaction, or None."""
    statement = select(ActionItem).where(_c.id == item_id).with_for_update()
    found: ActionItem | None = await session.scalar(statement)
    return found


async def meeting_of_resolution(session: AsyncSession, resolution_id: UUID) -> UUID | None:
    """Return the meeting that a resolution belongs to, None for one that is not there."""
    row = await (await ask(await inside(session), _RESOLUTION, {"id": resolution_id})).fetchone()
    return row[0] if row else None


async def group_name(session: AsyncSession, code: str) -> str | None:
    """Return the Thai name of a region or other group, None for one that is not there."""
    row = await (await ask(await inside(session), _GROUP, {"code": code})).fetchone()
    return str(row[0]) if row else None
