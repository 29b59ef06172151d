"""What happens to notice channels."""

from collections.abc import Collection
from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.notice_channels import queries, rules, schemas
from services.planning.notice_channels.tables import NoticeChannel
from shared import auth, conditions, copies, events
from shared.auth import Subject
from shared.errors import field_problem
from shared.exchange import Read


async def choose(
    session: AsyncSession,
    new: schemas.ChannelNew,
    *,
    gateways: Collection[str],
    by: Subject,
) -> NoticeChannel:
    """Choose how an organization hears, in place of what it chose before.

    Raises 422 for an unknown organization or gateway, 403 unless the caller leads it or works in its area.
    """
    wanted = new.organization_id
    owner = await queries.organization(session, wanted)
    if owner is None or owner.merged_into_id is not None:
        raise field_problem("organization_id", "unknown-reference")
    auth.require(by, "notice-channels.choose", area=owner.area_code, organization=wanted)
    rules.check_gateway(new.gateway, gateways)
    before = [c for c in await queries.standing_for_update(session, wanted) if c.id != new.id]
    for each in before:
        await events.alter(session, each, {"standing": False})
    row = NoticeChannel(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.CHANNEL)
    for each in before:
        await events.emit(session, "ended", queries.CHANNEL, each.id, by=by)
    await events.emit(session, "chosen", queries.CHANNEL, row.id, by=by)
    return row


async def end(session: AsyncSession, channel_id: UUID, *, by: Subject) -> NoticeChannel:
    """Let an organization hear on paper again; what waits to be sent goes there too.

    Raises 404, 403 unless the caller leads it or works in its area, 409 when it is no longer used.
    """
    row: NoticeChannel = copies.found(await queries.get_for_update(session, channel_id))
    owner = copies.found(await queries.organization(session, row.organization_id))
    auth.require(by, "notice-channels.choose", area=owner.area_code, organization=owner.id)
    rules.check_standing(row.standing)
    await events.alter(session, row, {"standing": False})
    await events.emit(session, "ended", queries.CHANNEL, row.id, by=by)
    return row


def gateways(read: Read) -> Response:
    """Answer which gateways there are, by name and kind."""
    known: dict[str, str] = read.request.app.state.gateways
    shown = schemas.Gateways.model_validate(
        {"items": [{"name": name, "kind": kind} for name, kind in known.items()]}
    )
    body = shown.model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
