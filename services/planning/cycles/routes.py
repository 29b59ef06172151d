"""What can be asked of planning years."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.cycles import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("รอบปีของแผน")


@router.get("/v1/cycle-closings", response_model=schemas.CycleClosingPage, summary="ปีที่ปิดรอบแล้ว")
@policy(READ)
async def list_cycle_closings(
    asked: Annotated[schemas.CycleClosingFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่และปี · Closed years by area and year."""
    return await read.page(queries.CLOSINGS, asked)


@router.get("/v1/cycle-closings/{id}", response_model=schemas.CycleClosing, summary="การปิดรอบปีหนึ่ง")
@policy(READ)
async def get_cycle_closing(id: Id, read: Reading) -> Response:
    """มีกี่ความต้องการ ได้เงินกี่ ยกไปกี่ · How many needs, with money, carried on."""
    return await read.one(queries.CLOSING, id)


@router.get("/v1/backlogs", response_model=schemas.BacklogPage, summary="ความต้องการที่ยกมา")
@policy(READ)
async def list_backlogs(
    asked: Annotated[schemas.BacklogFilters, Query()], read: Reading
) -> Response:
    """อายุ จำนวนครั้งที่ถูกปฏิเสธ และเหตุผล · Carried needs: their age, refusals and reasons."""
    return await read.page(queries.BACKLOG, asked)


@router.post(
    "/v1/cycle-closings",
    status_code=201,
    response_model=schemas.CycleClosing,
    summary="ปิดรอบปีของพื้นที่",
)
@policy("cycles.close", act=True, problems=("state-conflict",))
async def close_cycle(new: schemas.CycleClosingNew, write: Writing) -> Response:
    """ที่ยังไม่ได้เงินยกไปปีถัดไปครั้งเดียว ปิดซ้ำไม่เปลี่ยนอะไร · Carry on once; again changes nothing."""
    row = await actions.close(write.session, new, by=write.subject)
    return await write.answer(queries.CLOSING, row.id, status=201)
