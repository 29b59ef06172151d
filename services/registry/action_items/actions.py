"""What happens to action items."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.action_items import queries, rules, schemas
from services.registry.action_items.tables import ActionItem, ActionItemReport, Assignment
from services.registry.meetings import queries as held
from services.registry.meetings import rules as meetings
from services.registry.organizations import actions as organizations
from services.registry.resolutions.actions import REGION, held_by
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem

Owners = dict[str, str | None]
REPORT = "action-items.report"


async def assign(session: AsyncSession, new: schemas.ActionItemNew, *, by: Subject) -> Assignment:
    """Give one owner something to do, or each region: one item for each region of the meeting's last day.

    All items are made in one transaction, and the same request always makes the same ones. Raises 401 and
    403 for somebody else's meeting, 409 for one that was not held, 422 for unknown references and words
    for a date that cannot be read.
    """
    meeting = await held_by(session, new.meeting_id, "meetings.record", by=by)
    rules.check_owner(new)
    due, words = rules.due_of(new)
    made = Assignment(
        id=new.id,
        meeting_id=meeting.id,
        area_code=meeting.area_code,
        owner_kind=new.owner_kind,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, made, view=queries.ASSIGNMENT)
    await _check_references(session, new)
    for key, name in (await _owners(session, new, meeting.held_to)).items():
        each = new.owner_kind is schemas.OwnerKind.EACH_REGION
        item = ActionItem(
            id=rules.item_id(new.id, key if each else ""),
            assignment_id=new.id,
            area_code=meeting.area_code,
            given_on=meeting.held_from,
            due_words=words,
            due_from=due.first,
            due_to=due.last,
            due_precision=due.precision.value,
            state=schemas.ItemState.OPEN.value,
            **new.model_dump(
                mode="python", include={"meeting_id", "resolution_id", "text_th",
                                        "owner_body_id", "owner_organization_id"}
            ),
            owner_kind=(schemas.OwnerKind.AREA_GROUP if each else new.owner_kind).value,
            owner_group=key or None,
            owner_th=name,
        )  # fmt: skip
        session.add(item)
        await session.flush()
        await events.emit(session, "assigned", queries.ACTION_ITEM, item.id, by=by)
    await events.emit(session, "made", queries.ASSIGNMENT, new.id, by=by)
    return made


async def report(
    session: AsyncSession, item_id: UUID, new: schemas.ReportNew, *, by: Subject
) -> ActionItem:
    """Report how an action item stands on a day; the latest day tells its state, whatever came in last.

    Raises 404, 401, 403 unless the caller acts for the owner or where the item counts, 422.
    """
    row: ActionItem = copies.found(await queries.get_for_update(session, item_id))
    await _require_right(session, row, by=by)
    rules.check_report(row.given_on, new.reported_on)
    told = ActionItemReport(
        **new.model_dump(), item_id=row.id, fingerprint=events.fingerprint(new, by, item_id)
    )
    await events.write_down(session, told, view=queries.ACTION_ITEM, key=row.id)
    changes = {"state": new.state, "reported_on": new.reported_on}
    late = row.reported_on is not None and new.reported_on < row.reported_on
    await events.alter(session, row, {} if late else changes, anyway=True)
    await events.emit(session, "reported", queries.ACTION_ITEM, row.id, by=by, reason=new.note_th)
    return row


async def _owners(session: AsyncSession, new: schemas.ActionItemNew, day: dt.date) -> Owners:
    """Return whom it is given to: the code of a region or '' → the name that is kept with the item."""
    if new.owner_kind is schemas.OwnerKind.EACH_REGION:
        regions = await held.groups_on(session, REGION, day)
        if not regions:
            raise field_problem("owner_kind", "unknown-reference")
        return dict(regions)
    if new.owner_group is not None:
        name = await queries.group_name(session, new.owner_group)
        if name is None:
            raise field_problem("owner_group", "unknown-reference")
        return {new.owner_group: name}
    return {"": new.owner_th}


async def _check_references(session: AsyncSession, new: schemas.ActionItemNew) -> None:
    """Raise 422 for a resolution of another meeting and for owners that are not there."""
    resolution, body, group = new.resolution_id, new.owner_body_id, new.owner_organization_id
    if resolution and await queries.meeting_of_resolution(session, resolution) != new.meeting_id:
        raise field_problem("resolution_id", "unknown-reference")
    if body and await held.body_place(session, body) is None:
        raise field_problem("owner_body_id", "unknown-reference")
    if group and await held.organization_area(session, group) is None:
        raise field_problem("owner_organization_id", "unknown-reference")
    if group:
        await organizations.require_standing(session, group)


async def _require_right(session: AsyncSession, row: ActionItem, *, by: Subject) -> None:
    """Raise 401 or 403 unless the caller acts where the item counts or for its owner."""
    places, provinces = [row.area_code], []
    if row.owner_organization_id:
        area = await held.organization_area(session, row.owner_organization_id)
        places += [] if area is None else [area]
    if row.owner_body_id and (place := await held.body_place(session, row.owner_body_id)):
        places.append(place[0])
    if row.owner_group:
        provinces = await held.provinces_of(session, row.owner_group, row.given_on)
    home = next(
        (
            a
            for a in places
            if auth.allowed(by, REPORT, area=a, organization=row.owner_organization_id)
        ),
        meetings.place_of_right(by.grants, row.area_code, provinces),
    )
    auth.require(by, REPORT, area=home, organization=row.owner_organization_id)
