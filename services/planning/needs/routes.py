"""What can be asked of needs."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.needs import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความต้องการ")


@router.get("/v1/needs", response_model=schemas.NeedPage, summary="รายการความต้องการ")
@policy(READ)
async def list_needs(asked: Annotated[schemas.NeedFilters, Query()], read: Reading) -> Response:
    """กรองตามพื้นที่ ประเด็น สถานะ · Needs by area, issue and status."""
    return await read.page(queries.NEEDS, asked)


@router.get("/v1/needs/{id}", response_model=schemas.Need, summary="ความต้องการหนึ่ง")
@policy(READ)
async def get_need(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """ความต้องการและสถานะวันนี้ หรือ ณ เวลาที่ถาม · One need as it is, or was at an instant."""
    return await history.one(read, queries.NEED, id, asked)


@router.get("/v1/needs/{id}/history", response_model=HistoryPage, summary="ประวัติของความต้องการ")
@policy(READ)
async def list_need_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="need")


@router.post("/v1/needs", status_code=201, response_model=schemas.Need, summary="บันทึกความต้องการ")
@policy("needs.record")
async def record_need(new: schemas.NeedNew, write: Writing) -> Response:
    """บันทึกความต้องการของตำบลหรือหมู่บ้าน ส่งซ้ำได้ · Record a need; sending it twice is harmless."""
    row = await actions.record(write.session, new, by=write.subject)
    return await write.answer(queries.NEED, row.id, status=201)


@router.patch("/v1/needs/{id}", response_model=schemas.Need, summary="แก้ไขความต้องการ")
@policy("needs.change")
async def change_need(
    id: Id, asked: schemas.NeedChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.NEED, row.id)
