"""What can be asked of carry-overs."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.carry_overs import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("โครงการในแผน")


@router.get("/v1/carry-overs", response_model=schemas.CarryOverPage, summary="โครงการที่ยกไปปีถัดไป")
@policy(READ)
async def list_carry_overs(
    asked: Annotated[schemas.CarryOverFilters, Query()], read: Reading
) -> Response:
    """โครงการใดยกไปแผนใด พร้อมเงินและเหตุผล · Which projects go on in which plan, with money and reason."""
    return await read.page(queries.CARRY_OVERS, asked)


@router.get(
    "/v1/carry-overs/{id}", response_model=schemas.CarryOver, summary="การยกไปปีถัดไปหนึ่งรายการ"
)
@policy(READ)
async def get_carry_over(id: Id, read: Reading) -> Response:
    """โครงการหนึ่งที่ยกไป · One project that goes on."""
    return await read.one(queries.CARRY_OVER, id)


@router.post(
    "/v1/plan-items/{id}/carry-overs",
    status_code=201,
    response_model=schemas.CarryOver,
    summary="ยกโครงการไปปีถัดไป",
)
@policy("plans.draft", act=True, problems=("state-conflict",))
async def carry_over_plan_item(id: Id, new: schemas.CarryOverNew, write: Writing) -> Response:
    """เงินที่เหลือนับครั้งเดียว · The money that is left goes along and is counted once."""
    row = await actions.carry(write.session, id, new, by=write.subject)
    return await write.answer(queries.CARRY_OVER, row.id, status=201, at="/v1/carry-overs")
