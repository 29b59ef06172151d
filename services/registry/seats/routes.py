"""What can be asked of seats."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.bodies import queries as bodies
from services.registry.seats import actions, queries, schemas
from shared import copies
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("คณะกรรมการและคณะทำงาน")
NAMES = ("second-factor-required", "not-for-oneself", "already-exists", "state-conflict")


@router.get("/v1/seats", response_model=schemas.SeatPage, summary="ใครนั่งในคณะใด")
@policy(READ)
async def list_seats(asked: Annotated[schemas.SeatFilters, Query()], read: Reading) -> Response:
    """กรองตามคณะ บุคคล ตำแหน่ง ภาค วันที่ · Seats by body, person, post, region and day."""
    return await read.page(queries.SEATS, asked)


@router.get(
    "/v1/bodies/{id}/seats", response_model=schemas.SeatPage, summary="ใครนั่งในคณะนี้ ณ วันใดวันหนึ่ง"
)
@policy(READ)
async def list_body_seats(
    id: Id, asked: Annotated[schemas.SeatsOn, Query()], read: Reading
) -> Response:
    """ใครนั่งอยู่ในวันที่ถาม `on` ถ้าไม่บอกคือวันนี้ · Who sat there on a day, today unless told."""
    copies.found(await bodies.BODY.one(read.database, id, read.subject.granted))
    return await read.page(queries.SEATS, asked, body=id)


@router.get("/v1/seats/{id}", response_model=schemas.Seat, summary="ที่นั่งหนึ่ง")
@policy(READ)
async def get_seat(id: Id, read: Reading) -> Response:
    """ชื่อผู้นั่งเปิดเผยทั้งขณะนั่งและหลังจากนั้น · Who holds or held it is named."""
    return await read.one(queries.SHOWN, id)


@router.get("/v1/seats/{id}/history", response_model=HistoryPage, summary="ประวัติของที่นั่ง")
@policy(READ)
async def list_seat_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """เหตุการณ์ตามลำดับ มีแต่รหัส · What happened, in ids."""
    return await read.page(HISTORY, asked, subject=str(id), kind="body-seat")


@router.post("/v1/seats", status_code=201, response_model=schemas.Seat, summary="ให้ที่นั่งในคณะ")
@policy("bodies.seat", problems=(*NAMES, "body-full", "region-has-co-chair", "co-chairs-full"))
async def take_seat(new: schemas.SeatNew, write: Writing) -> Response:
    """ไม่เกินจำนวนที่นั่งในทุกวัน ประธานร่วมภาคละหนึ่ง · Never more than the seats, on any day."""
    row = await actions.take(write.session, new, by=write.subject)
    return await write.answer(queries.SHOWN, row.id, status=201)


@router.post("/v1/seats/{id}/namings", response_model=schemas.Seat, summary="ระบุชื่อผู้นั่ง")
@policy("bodies.seat", act=True, problems=NAMES)
async def name_seat(id: Id, asked: schemas.SeatNaming, write: Writing) -> Response:
    """สำหรับที่นั่งที่แหล่งข้อมูลไม่ระบุชื่อ · For a seat that the source did not name."""
    row = await actions.name(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)


@router.post("/v1/seats/{id}/endings", response_model=schemas.Seat, summary="พ้นจากที่นั่ง")
@policy("bodies.seat", act=True, problems=("state-conflict",))
async def end_seat(id: Id, asked: schemas.SeatEnding, write: Writing) -> Response:
    """ผู้นั่งแทนและการหมุนเวียนจบด้วย · Stand-ins and service on another board end with it."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)
