"""What can be asked of meetings."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.meetings import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประชุม เวที และมติ")


@router.get("/v1/meetings", response_model=schemas.MeetingPage, summary="รายการประชุมและเวที")
@policy(READ)
async def list_meetings(
    asked: Annotated[schemas.MeetingFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ประเภท ผู้จัด เดือน ปี · Meetings, forums and central spaces, newest first."""
    return await read.page(queries.MEETINGS, asked)


@router.get("/v1/meetings/{id}", response_model=schemas.Meeting, summary="การประชุมหนึ่งครั้ง")
@policy(READ)
async def get_meeting(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """การประชุมวันนี้ หรือ ณ เวลาที่ถาม · One meeting as it is known, or was at an instant."""
    return await history.one(read, queries.MEETING, id, asked)


@router.get("/v1/meetings/{id}/history", response_model=HistoryPage, summary="ประวัติของการประชุม")
@policy(READ)
async def list_meeting_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="meeting")


@router.post(
    "/v1/meetings", status_code=201, response_model=schemas.Meeting, summary="บันทึกการประชุม"
)
@policy("meetings.record", problems=("already-exists", "state-conflict"))
async def record_meeting(new: schemas.MeetingNew, write: Writing) -> Response:
    """บันทึกการประชุม เวที พื้นที่กลาง ทั้งที่กำหนดไว้และจัดแล้ว · Record a meeting, planned or held."""
    row = await actions.record(write.session, new, by=write.subject)
    return await write.answer(queries.MEETING, row.id, status=201)


@router.patch("/v1/meetings/{id}", response_model=schemas.Meeting, summary="แก้ไขการประชุม")
@policy("meetings.record", problems=("state-conflict",))
async def change_meeting(
    id: Id, asked: schemas.MeetingChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา เช่น จัดแล้ว จำนวนผู้เข้าร่วม รายงาน · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.MEETING, row.id)
