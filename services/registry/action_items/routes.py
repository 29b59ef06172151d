"""What can be asked of action items."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.action_items import actions, queries, schemas
from shared import copies, history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("งานที่มอบหมายและการติดตาม")


@router.get("/v1/action-items", response_model=schemas.ActionItemPage, summary="งานที่มอบหมาย")
@policy(READ)
async def list_action_items(
    asked: Annotated[schemas.ActionItemFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ภาค คณะ การประชุม และที่เลยกำหนด ณ วันใดก็ได้ · Whose, from where, overdue on any day."""
    return await read.page(queries.ACTION_ITEMS, asked)


@router.get("/v1/action-items/{id}", response_model=schemas.ActionItem, summary="งานหนึ่งชิ้น")
@policy(READ)
async def get_action_item(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """งานวันนี้ หรือ ณ เวลาที่ถาม · One action item as it stands, or stood at an instant."""
    return await history.one(read, queries.ACTION_ITEM, id, asked)


@router.get("/v1/action-items/{id}/history", response_model=HistoryPage, summary="ประวัติของงาน")
@policy(READ)
async def list_action_item_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="action-item")


@router.get(
    "/v1/action-items/{id}/reports", response_model=schemas.ReportPage, summary="รายงานความคืบหน้า"
)
@policy(READ)
async def list_action_item_reports(
    id: Id, asked: Annotated[schemas.ReportFilters, Query()], read: Reading
) -> Response:
    """รายงานทั้งหมดเรียงตามวัน · All reports by their day."""
    copies.found(await queries.ACTION_ITEM.one(read.database, id, read.subject.granted))
    return await read.page(queries.REPORTS, asked, item=id)


@router.get("/v1/assignments/{id}", response_model=schemas.Assignment, summary="งานที่มอบพร้อมกัน")
@policy(READ)
async def get_assignment(id: Id, read: Reading) -> Response:
    """งานที่มอบครั้งเดียว ถ้ามอบทุกภาคมีหนึ่งชิ้นต่อภาค · What was given at once, one item a region."""
    return await read.one(queries.ASSIGNMENT, id)


@router.post(
    "/v1/action-items", status_code=201, response_model=schemas.Assignment, summary="มอบหมายงาน"
)
@policy("meetings.record", problems=("state-conflict",))
async def assign_action_item(new: schemas.ActionItemNew, write: Writing) -> Response:
    """มอบหนึ่งผู้รับผิดชอบ หรือทุกภาค (ภาคละหนึ่งชิ้น) · To one owner, or one item for each region."""
    row = await actions.assign(write.session, new, by=write.subject)
    return await write.answer(queries.ASSIGNMENT, row.id, status=201, at="/v1/assignments")


@router.post(
    "/v1/action-items/{id}/reports", response_model=schemas.ActionItem, summary="รายงานความคืบหน้า"
)
@policy("action-items.report", act=True)
async def report_action_item(id: Id, new: schemas.ReportNew, write: Writing) -> Response:
    """รายงานของวันล่าสุดบอกสถานะของงาน · The report of the latest day tells how it stands."""
    row = await actions.report(write.session, id, new, by=write.subject)
    return await write.answer(queries.ACTION_ITEM, row.id)
