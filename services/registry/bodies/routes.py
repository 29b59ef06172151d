"""What can be asked of bodies."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.bodies import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("คณะกรรมการและคณะทำงาน")


@router.get("/v1/bodies", response_model=schemas.BodyPage, summary="รายชื่อคณะกรรมการและคณะทำงาน")
@policy(READ)
async def list_bodies(asked: Annotated[schemas.BodyFilters, Query()], read: Reading) -> Response:
    """กรองตามพื้นที่ ระดับ ประเภท สังกัด ประเด็น · Bodies by place, level, kind, parent and issue."""
    return await read.page(queries.BODIES, asked)


@router.get("/v1/bodies/{id}", response_model=schemas.Body, summary="คณะหนึ่ง")
@policy(READ)
async def get_body(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """คณะหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One body as it is, or was at an instant."""
    return await history.one(read, queries.BODY, id, asked)


@router.get("/v1/bodies/{id}/history", response_model=HistoryPage, summary="ประวัติของคณะ")
@policy(READ)
async def list_body_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="body")


@router.post("/v1/bodies", status_code=201, response_model=schemas.Body, summary="ตั้งคณะ")
@policy("bodies.define")
async def define_body(new: schemas.BodyNew, write: Writing) -> Response:
    """ระดับชาติหรือภาค หรือพื้นที่ มีจำนวนที่นั่งหรือไม่ก็ได้ · A body with or without a number of seats."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.BODY, row.id, status=201)


@router.patch("/v1/bodies/{id}", response_model=schemas.Body, summary="แก้ไขข้อมูลของคณะ")
@policy("bodies.define", problems=("body-full",))
async def change_body(
    id: Id, asked: schemas.BodyChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา ลดที่นั่งต่ำกว่าที่มีผู้นั่งไม่ได้ · Never fewer seats than are held."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.BODY, row.id)


@router.post("/v1/bodies/{id}/endings", response_model=schemas.Body, summary="คณะสิ้นสุด")
@policy("bodies.define", act=True, problems=("state-conflict", "still-referenced"))
async def end_body(id: Id, asked: schemas.BodyEnding, write: Writing) -> Response:
    """สิ้นสุดได้เมื่อไม่มีผู้นั่งหลังวันนั้น · It ends once nobody sits there any longer."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(queries.BODY, row.id)
