"""What happens to nodes."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies import queries as agencies
from services.partners.nodes import queries, rules, schemas
from services.partners.nodes.tables import Node, NodeClosure
from services.partners.places import queries as places
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def open_in_province(session: AsyncSession, new: schemas.NodeNew, *, by: Subject) -> Node:
    """Open a node of an agency in a province.

    Raises 403 for another agency, 409 `already-exists` (with the open node the agency has there) or
    `id-conflict`, 422 for an unknown agency or province.
    """
    auth.require(by, "nodes.open", agency=new.agency_id)
    await places.require(session, new.province_code, "province_code")
    # The agency's row is the queue in which its nodes are opened one after the other.
    if await agencies.get_for_update(session, new.agency_id) is None:
        raise field_problem("agency_id", "unknown-reference")
    # A repeated request is answered whatever became of the node and its province since.
    if not await queries.is_written(session, new.id):
        rules.check_free(await queries.open_node(session, new.agency_id, new.province_code))
    row = Node(
        **new.model_dump(exclude={"province_code"}),
        area_code=new.province_code,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.NODE)
    await events.emit(session, "opened", queries.NODE, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    node_id: UUID,
    asked: schemas.NodeChange,
    *,
    expected: int,
    by: Subject,
) -> Node:
    """Change what an open node says about itself, if nobody changed it since revision `expected`.

    Raises 404, 403 for another agency, 412 for an older revision, 409 when it is closed.
    """
    row: Node = copies.found(await queries.get_for_update(session, node_id))
    auth.require(by, "nodes.open", agency=row.agency_id)
    events.check_revision(row, expected)
    rules.check_open(row.closed_on)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.NODE, row.id, by=by, reason=asked.reason)
    return row


async def close(
    session: AsyncSession, node_id: UUID, asked: schemas.ClosureNew, *, by: Subject
) -> Node:
    """Close a node on a day, for a reason.

    Raises 404, 403 for another agency, 409 when it is closed, 422 before its opening.
    """
    row: Node = copies.found(await queries.get_for_update(session, node_id))
    auth.require(by, "nodes.open", agency=row.agency_id)
    closure = NodeClosure(
        **asked.model_dump(), node_id=row.id, fingerprint=events.fingerprint(asked, by, row.id)
    )
    await events.write_down(session, closure, view=queries.NODE, key=row.id)
    rules.check_open(row.closed_on)
    rules.check_closed_on(asked.closed_on, row.opened_on)
    changes = {"closed_on": asked.closed_on, "close_reason_th": asked.reason_th}
    await events.alter(session, row, changes)
    await events.emit(session, "closed", queries.NODE, row.id, by=by, reason=asked.reason_th)
    return row
