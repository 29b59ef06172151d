"""What can be asked of rotations."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.rotations import actions, queries, schemas
from services.registry.seats import queries as seats
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("คณะกรรมการและคณะทำงาน")


@router.get("/v1/rotations", response_model=schemas.RotationPage, summary="การหมุนเวียนไปคณะอื่น")
@policy(READ)
async def list_rotations(
    asked: Annotated[schemas.RotationFilters, Query()], read: Reading
) -> Response:
    """ใครไปทำหน้าที่ในคณะอื่นชั่วคราวโดยยังคงที่นั่งเดิม · Who serves on another board and keeps the seat."""
    return await read.page(queries.ROTATIONS, asked)


@router.get("/v1/rotations/{id}", response_model=schemas.Rotation, summary="การหมุนเวียนหนึ่ง")
@policy(READ)
async def get_rotation(id: Id, read: Reading) -> Response:
    """จากที่นั่งใดไปคณะใด ตั้งแต่เมื่อใด · From which seat to which board, from when to when."""
    return await read.one(seats.ROTATION, id)


@router.get("/v1/rotations/{id}/history", response_model=HistoryPage, summary="ประวัติของการหมุนเวียน")
@policy(READ)
async def list_rotation_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """เหตุการณ์ตามลำดับ · What happened, in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="rotation")


@router.post(
    "/v1/rotations", status_code=201, response_model=schemas.Rotation, summary="หมุนเวียนไปคณะอื่น"
)
@policy("bodies.seat", problems=("already-exists",))
async def begin_rotation(new: schemas.RotationNew, write: Writing) -> Response:
    """ที่นั่งเดิมยังนับอยู่ · The seat stays theirs and counts."""
    row = await actions.begin(write.session, new, by=write.subject)
    return await write.answer(seats.ROTATION, row.id, status=201)


@router.post("/v1/rotations/{id}/endings", response_model=schemas.Rotation, summary="กลับจากคณะอื่น")
@policy("bodies.seat", act=True, problems=("state-conflict",))
async def end_rotation(id: Id, asked: schemas.RotationEnding, write: Writing) -> Response:
    """วันแรกที่กลับมาแล้ว · The first day on which they are back."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(seats.ROTATION, row.id)
