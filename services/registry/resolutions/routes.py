"""What can be asked of resolutions."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.resolutions import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประชุม เวที และมติ")


@router.get("/v1/resolutions", response_model=schemas.ResolutionPage, summary="รายการมติ")
@policy(READ)
async def list_resolutions(
    asked: Annotated[schemas.ResolutionFilters, Query()], read: Reading
) -> Response:
    """กรองตามการประชุม พื้นที่ ประเด็น · Resolutions by meeting, area and issue."""
    return await read.page(queries.RESOLUTIONS, asked)


@router.get("/v1/resolutions/{id}", response_model=schemas.Resolution, summary="มติหนึ่งข้อ")
@policy(READ)
async def get_resolution(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """มติวันนี้ หรือ ณ เวลาที่ถาม · One resolution as it is, or was at an instant."""
    return await history.one(read, queries.RESOLUTION, id, asked)


@router.get("/v1/resolutions/{id}/history", response_model=HistoryPage, summary="ประวัติของมติ")
@policy(READ)
async def list_resolution_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="resolution")


@router.post(
    "/v1/resolutions", status_code=201, response_model=schemas.Resolution, summary="บันทึกมติ"
)
@policy("meetings.record", problems=("already-exists", "state-conflict"))
async def write_resolution(new: schemas.ResolutionNew, write: Writing) -> Response:
    """บันทึกมติของการประชุม และองค์ประกอบคณะทำงานที่ตั้ง · What a meeting decided, whom it appointed."""
    row = await actions.write(write.session, new, by=write.subject)
    return await write.answer(queries.RESOLUTION, row.id, status=201)


@router.patch("/v1/resolutions/{id}", response_model=schemas.Resolution, summary="แก้ไขมติ")
@policy("meetings.record", problems=("state-conflict",))
async def change_resolution(
    id: Id, asked: schemas.ResolutionChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.RESOLUTION, row.id)
