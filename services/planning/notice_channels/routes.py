"""What can be asked of notice channels."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.notice_channels import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การแจ้งผลกลับถึงผู้เสนอ")
CHOOSE = "notice-channels.choose"


@router.get("/v1/notice-channels", response_model=schemas.ChannelPage, summary="รายการช่องทางแจ้งผล")
@policy(READ)
async def list_notice_channels(
    asked: Annotated[schemas.ChannelFilters, Query()], read: Reading
) -> Response:
    """องค์กรใดรับแจ้งทางใด ไม่มีที่อยู่ของบุคคล · How organizations hear; no person's address."""
    return await read.page(queries.CHANNELS, asked)


@router.get("/v1/notice-channels/{id}", response_model=schemas.Channel, summary="ช่องทางแจ้งผลหนึ่ง")
@policy(READ)
async def get_notice_channel(id: Id, read: Reading) -> Response:
    """ช่องทางขององค์กร · How one organization hears."""
    return await read.one(queries.CHANNEL, id)


@router.get("/v1/notice-gateways", response_model=schemas.Gateways, summary="เกตเวย์ที่เลือกใช้แจ้งผลได้")
@policy(READ)
async def list_notice_gateways(read: Reading) -> Response:
    """LINE SMS หรืออีเมล ตามที่ผู้ดูแลระบบตั้งไว้ · LINE, SMS or e-mail, as the operators configured them."""
    return actions.gateways(read)


@router.post(
    "/v1/notice-channels",
    status_code=201,
    response_model=schemas.Channel,
    summary="เลือกช่องทางแจ้งผลขององค์กร",
)
@policy(CHOOSE)
async def choose_notice_channel(new: schemas.ChannelNew, write: Writing) -> Response:
    """แทนช่องทางเดิม ไม่มีช่องทางคือแจ้งด้วยกระดาษ · In place of the one before; without one it is paper."""
    known = write.request.app.state.gateways
    row = await actions.choose(write.session, new, gateways=known, by=write.subject)
    return await write.answer(queries.CHANNEL, row.id, status=201)


@router.post(
    "/v1/notice-channels/{id}/endings",
    response_model=schemas.Channel,
    summary="เลิกใช้ช่องทาง กลับไปแจ้งด้วยกระดาษ",
)
@policy(CHOOSE, act=True, problems=("state-conflict",))
async def end_notice_channel(id: Id, _new: schemas.ChannelEnding, write: Writing) -> Response:
    """ที่รอส่งอยู่ย้ายไปรายการพิมพ์ · What waits to be sent goes to the printable list."""
    row = await actions.end(write.session, id, by=write.subject)
    return await write.answer(queries.CHANNEL, row.id)
