"""What can be asked of changes by law."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.area_changes import actions, queries, schemas
from shared import copies
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พื้นที่")


@router.get(
    "/v1/area-changes", response_model=schemas.AreaChangePage, summary="การเปลี่ยนเขตการปกครอง"
)
@policy(READ)
async def list_area_changes(
    asked: Annotated[schemas.AreaChangeFilters, Query()], read: Reading
) -> Response:
    """ตั้ง แยก รวม ย้าย เปลี่ยนชื่อ ตามประกาศ ใหม่ก่อน · Changes by law, newest first."""
    return await read.page(queries.AREA_CHANGES, asked)


@router.get(
    "/v1/area-changes/{id}", response_model=schemas.AreaChange, summary="การเปลี่ยนเขตครั้งหนึ่ง"
)
@policy(READ)
async def get_area_change(id: Id, read: Reading) -> Response:
    """ประกาศ รหัสที่เปลี่ยน และข้อมูลที่ย้ายตาม · The order, the codes and what moved."""
    return await read.one(queries.AREA_CHANGE, id)


@router.get(
    "/v1/area-changes/{id}/moves",
    response_model=schemas.AreaChangeMovePage,
    summary="ข้อมูลที่ย้ายตามการเปลี่ยนเขต",
)
@policy("areas.change")
async def list_area_change_moves(
    id: Id, asked: Annotated[schemas.AreaChangeMoveFilters, Query()], read: Reading
) -> Response:
    """ทุกรายการที่ย้าย และที่ไม่ได้ย้ายคืน · Each reference moved, restored or left alone."""
    copies.found(await queries.AREA_CHANGE.one(read.database, id, read.subject.granted))
    return await read.page(queries.MOVES, asked, change=id)


@router.post(
    "/v1/area-changes",
    status_code=201,
    response_model=schemas.AreaChange,
    summary="เปลี่ยนเขตตามประกาศ",
)
@policy("areas.change", problems=("already-exists",))
async def order_area_change(new: schemas.AreaChangeNew, write: Writing) -> Response:
    """เปลี่ยนชื่อ แยก รวม หรือย้าย ข้อมูลปัจจุบันย้ายตามรหัสใหม่ · What is present follows the new codes."""
    row = await actions.order(write.session, new, by=write.subject)
    return await write.answer(queries.AREA_CHANGE, row.id, status=201)


@router.post(
    "/v1/area-changes/{id}/reversals",
    response_model=schemas.AreaChange,
    summary="ยกเลิกการเปลี่ยนเขต",
)
@policy("areas.change", act=True, problems=("state-conflict", "already-exists"))
async def reverse_area_change(
    id: Id, new: schemas.AreaChangeReversalNew, write: Writing
) -> Response:
    """ทุกข้อมูลกลับที่เดิม ที่มีผู้แก้เองแล้วนับไว้ · References return; those changed by hand are counted."""
    row = await actions.reverse(write.session, id, new, by=write.subject)
    return await write.answer(queries.AREA_CHANGE, row.id)
