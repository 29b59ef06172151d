"""What can be asked of addressees."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.addressees import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ผู้รับข้อเสนอ")
DEFINE = "addressees.define"


@router.get("/v1/addressees", response_model=schemas.AddresseePage, summary="รายการผู้รับข้อเสนอ")
@policy(READ)
async def list_addressees(
    asked: Annotated[schemas.AddresseeFilters, Query()], read: Reading
) -> Response:
    """ผู้ว่าฯ อบจ. อปท. กระทรวง หน่วยงาน คณะรัฐมนตรี · Addressees by area and kind."""
    return await read.page(queries.ADDRESSEES, asked)


@router.get(
    "/v1/addressees/{id}", response_model=schemas.Addressee, summary="ผู้รับข้อเสนอหนึ่ง พร้อมปฏิทิน"
)
@policy(READ)
async def get_addressee(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """กำหนดเวลาและปฏิทิน วันนี้หรือ ณ เวลาที่ถาม · Its clock and calendar, now or at an instant."""
    return await history.one(read, queries.ADDRESSEE, id, asked)


@router.get("/v1/addressees/{id}/history", response_model=HistoryPage, summary="ประวัติของผู้รับข้อเสนอ")
@policy(READ)
async def list_addressee_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="addressee")


@router.post(
    "/v1/addressees",
    status_code=201,
    response_model=schemas.Addressee,
    summary="กำหนดผู้รับข้อเสนอ",
)
@policy(DEFINE)
async def define_addressee(new: schemas.AddresseeNew, write: Writing) -> Response:
    """ตำแหน่งหรือหน่วยงาน ไม่ใช่ชื่อบุคคล · An office or agency, never a person's name."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.ADDRESSEE, row.id, status=201)


@router.patch(
    "/v1/addressees/{id}", response_model=schemas.Addressee, summary="แก้ชื่อหรือกำหนดเวลาของผู้รับ"
)
@policy(DEFINE)
async def change_addressee(
    id: Id, asked: schemas.AddresseeChange, revision: IfMatch, write: Writing
) -> Response:
    """มีผลกับข้อเสนอที่ยื่นหลังจากนี้ · It counts for proposals submitted from now on."""
    row = await actions.change(write.session, id, asked, expected=revision, by=write.subject)
    return await write.answer(queries.ADDRESSEE, row.id)


@router.post(
    "/v1/addressees/{id}/windows",
    response_model=schemas.Addressee,
    summary="กำหนดปฏิทินรับข้อเสนอของปีงบประมาณ",
)
@policy(DEFINE, act=True)
async def open_addressee_window(id: Id, new: schemas.WindowNew, write: Writing) -> Response:
    """ช่วงรับข้อเสนอและวันพิจารณา แทนที่ของเดิมของปีนั้น · Takes the place of what was said for the year."""
    row = await actions.open_window(write.session, id, new, by=write.subject)
    return await write.answer(queries.ADDRESSEE, row.id)
