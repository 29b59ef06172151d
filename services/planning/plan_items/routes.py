"""What can be asked of plan items."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.plan_items import actions, queries, schemas
from shared import history
from shared.history import AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("โครงการในแผน")


@router.get("/v1/plan-items", response_model=schemas.PlanItemPage, summary="รายการโครงการ")
@policy(READ)
async def list_plan_items(
    asked: Annotated[schemas.ItemFilters, Query()], read: Reading
) -> Response:
    """กรองตามแผน พื้นที่ ประเด็น ปี สถานะ ความต้องการ · Items by plan, area, issue, year, status, need."""
    return await read.page(queries.ITEMS, asked)


@router.get("/v1/plan-items/{id}", response_model=schemas.PlanItem, summary="โครงการหนึ่ง")
@policy(READ)
async def get_plan_item(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """โครงการหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One item as it is, or was at an instant."""
    return await history.one(read, queries.ITEM, id, asked, queries.HISTORY)


@router.get("/v1/plan-items/{id}/history", response_model=HistoryPage, summary="ประวัติของโครงการ")
@policy(READ)
async def list_plan_item_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """สิ่งที่เกิดขณะเป็นร่างเห็นเฉพาะคนในพื้นที่ · What happened to the draft shows to its area only."""
    return await read.page(queries.HISTORY, asked, subject=str(id), kind="plan-item")


@router.post(
    "/v1/plan-items", status_code=201, response_model=schemas.PlanItem, summary="ร่างโครงการในแผน"
)
@policy("plans.draft", problems=("state-conflict",))
async def draft_plan_item(new: schemas.ItemNew, write: Writing) -> Response:
    """เพิ่มโครงการในร่างแผน ส่งซ้ำได้ · Draft an item of a draft plan; sending it twice is harmless."""
    row = await actions.draft(write.session, new, by=write.subject)
    return await write.answer(queries.ITEM, row.id, status=201)


@router.patch("/v1/plan-items/{id}", response_model=schemas.PlanItem, summary="แก้ไขโครงการ")
@policy("plans.draft", problems=("state-conflict", "rule-broken"))
async def change_plan_item(
    id: Id, asked: schemas.ItemChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้จนกว่าแผนจะรับรอง · An item can be changed until its plan is adopted."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.ITEM, row.id)


@router.post(
    "/v1/plan-items/{id}/finalizations",
    response_model=schemas.PlanItem,
    summary="ยืนยันว่าโครงการครบถ้วน",
)
@policy("plans.draft", act=True, problems=("state-conflict", "rule-broken"))
async def finalize_plan_item(id: Id, new: schemas.FinalizationNew, write: Writing) -> Response:
    """ต้องมีผู้รับผิดชอบ ผลที่คาดหวัง และตัวชี้วัด · It needs an owner, an expected result and an indicator."""
    row = await actions.finalize(write.session, id, new, by=write.subject)
    return await write.answer(queries.ITEM, row.id)
