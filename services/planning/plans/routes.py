"""What can be asked of plans."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.plans import actions, queries, schemas
from shared import history
from shared.history import AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แผน")


@router.get("/v1/plans", response_model=schemas.PlanPage, summary="รายการแผน")
@policy(READ)
async def list_plans(asked: Annotated[schemas.PlanFilters, Query()], read: Reading) -> Response:
    """แผนที่รับรองแล้ว คนในพื้นที่เห็นร่างด้วย · Adopted plans; people of the area see drafts too."""
    return await read.page(queries.PLANS, asked)


@router.get("/v1/plans/{id}", response_model=schemas.Plan, summary="แผนหนึ่ง")
@policy(READ)
async def get_plan(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """แผนหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One plan as it is, or was at an instant."""
    return await history.one(read, queries.PLAN, id, asked, queries.HISTORY)


@router.get("/v1/plans/{id}/history", response_model=HistoryPage, summary="ประวัติของแผน")
@policy(READ)
async def list_plan_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """สิ่งที่เกิดขณะเป็นร่างเห็นเฉพาะคนในพื้นที่ · What happened to the draft shows to its area only."""
    return await read.page(queries.HISTORY, asked, subject=str(id), kind="plan")


@router.post("/v1/plans", status_code=201, response_model=schemas.Plan, summary="เริ่มร่างแผน")
@policy("plans.draft", problems=("already-exists",))
async def draft_plan(new: schemas.PlanNew, write: Writing) -> Response:
    """ตำบล อำเภอ โซน จังหวัด กลุ่มจังหวัด ภาค หรือชาติ · Open a draft plan, from a tambon's to the nation's."""
    row = await actions.draft(write.session, new, by=write.subject)
    return await write.answer(queries.PLAN, row.id, status=201)


@router.patch("/v1/plans/{id}", response_model=schemas.Plan, summary="แก้ไขร่างแผน")
@policy("plans.draft", problems=("state-conflict", "already-exists"))
async def change_plan(
    id: Id, asked: schemas.PlanChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้จนกว่าจะรับรอง · A plan can be changed until it is adopted."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.PLAN, row.id)
