"""What can be asked of communities that gave notice."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.communities import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การจดแจ้งชุมชน")


@router.get(
    "/v1/community-notices",
    response_model=schemas.CommunityNoticePage,
    summary="ชุมชนที่จดแจ้ง",
)
@policy(READ)
async def list_community_notices(
    asked: Annotated[schemas.CommunityNoticeFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ประเภท สถานะ การเห็นพ้อง สภา และวันที่ · Notices by area, kind, status, council, day."""
    return await read.page(queries.NOTICES, asked)


@router.get(
    "/v1/community-notices/{id}",
    response_model=schemas.CommunityNotice,
    summary="การจดแจ้งของชุมชนหนึ่ง",
)
@policy(READ)
async def get_community_notice(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """การจดแจ้งวันนี้ หรือ ณ เวลาที่ถาม · One notice as it is, or was at an instant."""
    return await history.one(read, queries.NOTICE, id, asked)


@router.get(
    "/v1/community-notices/{id}/history",
    response_model=HistoryPage,
    summary="ประวัติการจดแจ้งของชุมชน",
)
@policy(READ)
async def list_community_notice_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="community-notice")


@router.post(
    "/v1/community-notices",
    status_code=201,
    response_model=schemas.CommunityNotice,
    summary="จดแจ้งชุมชน",
)
@policy("councils.notify", problems=("already-exists", "state-conflict"))
async def give_community_notice(new: schemas.CommunityNoticeNew, write: Writing) -> Response:
    """ยื่นแบบ จช.01 ตามมติ จช.03 และข้อมูล จช.02 ส่งซ้ำได้ · A community gives notice; safe to repeat."""
    row = await actions.give_notice(write.session, new, by=write.subject)
    return await write.answer(queries.NOTICE, row.id, status=201)


@router.post(
    "/v1/community-notices/{id}/answers",
    response_model=schemas.CommunityNotice,
    summary="รับจดแจ้งหรือส่งคืน",
)
@policy("councils.notify", act=True, problems=("state-conflict",))
async def answer_community_notice(
    id: Id, asked: schemas.NoticeAnswerNew, write: Writing
) -> Response:
    """ผู้ใหญ่บ้าน กำนัน นายกเทศมนตรี หรือเขตรับ หรือส่งคืนพร้อมเหตุผล · Acknowledged, or returned with why."""
    row = await actions.answer(write.session, id, asked, by=write.subject)
    return await write.answer(queries.NOTICE, row.id)


@router.post(
    "/v1/community-notices/{id}/consents",
    response_model=schemas.CommunityNotice,
    summary="ชุมชนเห็นพ้องให้ตั้งสภาหรือไม่",
)
@policy("councils.notify", act=True, problems=("state-conflict",))
async def decide_community_consent(id: Id, asked: schemas.ConsentNew, write: Writing) -> Response:
    """มติล่าสุดของชุมชนเป็นตัวนับ · The latest meeting of the community counts."""
    row = await actions.decide(write.session, id, asked, by=write.subject)
    return await write.answer(queries.NOTICE, row.id)


@router.post(
    "/v1/community-notices/{id}/endings",
    response_model=schemas.CommunityNotice,
    summary="ชุมชนสิ้นสุด",
)
@policy("councils.notify", act=True, problems=("state-conflict",))
async def end_community(id: Id, asked: schemas.CommunityEndingNew, write: Writing) -> Response:
    """ตั้งแต่วันนั้นไม่นับเป็นชุมชนที่จดแจ้ง พร้อมเหตุผล · From that day it no longer counts."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(queries.NOTICE, row.id)
