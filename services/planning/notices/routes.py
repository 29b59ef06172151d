"""What can be asked of notices."""

from typing import Annotated, Any

from fastapi import Query, Response

from services.planning.notices import actions, queries, rules, schemas
from shared.ids import Id
from shared.places import AreaCode
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การแจ้งผลกลับถึงผู้เสนอ")
_PAPER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/html": {"schema": {"type": "string", "maxLength": 2_000_000}}}}
}


@router.get("/v1/notices", response_model=schemas.NoticePage, summary="รายการแจ้งผลถึงผู้เสนอ")
@policy(READ)
async def list_notices(
    asked: Annotated[schemas.NoticeFilters, Query()], read: Reading
) -> Response:
    """เห็นเฉพาะผู้รับผิดชอบพื้นที่และองค์กรที่เสนอ · For who is responsible, and for who voiced it."""
    mine = rules.looked_up(read.subject.granted)
    return await read.page(queries.NOTICES, asked, **mine)


@router.get("/v1/notices/{id}", response_model=schemas.Notice, summary="การแจ้งผลหนึ่ง")
@policy(READ)
async def get_notice(id: Id, read: Reading) -> Response:
    """เรื่องใด ถึงใคร ส่งแล้วหรือยัง · What, to whom, and how far it has come."""
    return await read.one(queries.NOTICE, id)


@router.get(
    "/v1/notice-lists/{area_code}",
    response_model=schemas.NoticePage,
    summary="รายการที่ต้องแจ้งด้วยกระดาษในพื้นที่",
)
@policy(READ)
async def list_notices_on_paper(
    area_code: AreaCode, asked: Annotated[schemas.PaperFilters, Query()], read: Reading
) -> Response:
    """ผู้เสนอที่ไม่มีช่องทางหรือส่งไม่ถึง · Authors without a channel, or whom none reaches."""
    return await actions.listed(read, area_code, asked)


@router.get(
    "/v1/notice-lists/{area_code}/document",
    response_model=str,
    response_class=Response,
    responses=_PAPER,
    summary="รายการแจ้งผลสำหรับพิมพ์",
)
@policy(READ)
async def print_notices(area_code: AreaCode, read: Reading) -> Response:
    """หน้าสำหรับพิมพ์แจก ครั้งละไม่เกิน 200 เรื่อง · A page to print and hand out, at most 200 at a time."""
    return await actions.printed(read, area_code)


@router.post(
    "/v1/notice-handovers",
    status_code=201,
    response_model=schemas.Handover,
    summary="บันทึกว่าแจ้งด้วยกระดาษแล้ว",
)
@policy("notices.hand-over", act=True)
async def hand_notices_over(new: schemas.HandoverNew, write: Writing) -> Response:
    """ออกจากรายการพิมพ์ · They leave the list."""
    row = await actions.hand_over(write.session, new, by=write.subject)
    return await write.answer(queries.HANDOVER, row.id, status=201)


@router.get(
    "/v1/notice-handovers/{id}", response_model=schemas.Handover, summary="การแจ้งด้วยกระดาษครั้งหนึ่ง"
)
@policy(READ)
async def get_notice_handover(id: Id, read: Reading) -> Response:
    """กี่เรื่อง เมื่อใด ในพื้นที่ใด · How many, when and where."""
    return await read.one(queries.HANDOVER, id)
