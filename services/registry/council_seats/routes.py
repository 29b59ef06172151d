"""What can be asked of councils' terms and seats."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.council_seats import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("วาระและสมาชิกสภา")


@router.get("/v1/council-terms", response_model=schemas.CouncilTermPage, summary="วาระของสภา")
@policy(READ)
async def list_council_terms(
    asked: Annotated[schemas.CouncilTermFilters, Query()], read: Reading
) -> Response:
    """ทุกวาระของสภา หรือวาระ ณ วันที่ถาม · Terms of a council, or those of a day."""
    return await read.page(queries.TERMS, asked)


@router.post(
    "/v1/council-terms", status_code=201, response_model=schemas.CouncilTerm, summary="เริ่มวาระ"
)
@policy("councils.change", act=True, problems=("state-conflict", "rule-broken"))
async def begin_council_term(new: schemas.CouncilTermNew, write: Writing) -> Response:
    """วาระสี่ปีตามกติกา พร้อมจำนวนสมาชิกแต่ละประเภท · A term of four years by rule, with members by kind."""
    row = await actions.begin_term(write.session, new, by=write.subject)
    return await write.answer(queries.TERM, row.id, status=201)


@router.get("/v1/council-seats", response_model=schemas.CouncilSeatPage, summary="สมาชิกสภา")
@policy(READ)
async def list_council_seats(
    asked: Annotated[schemas.CouncilSeatFilters, Query()], read: Reading
) -> Response:
    """ใครเป็นสมาชิกสภาใด ณ วันที่ถาม · Who sits in which council on a day."""
    return await read.page(queries.SEATS, asked)


@router.get("/v1/council-seats/{id}", response_model=schemas.CouncilSeat, summary="ที่นั่งหนึ่ง")
@policy(READ)
async def get_council_seat(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """ผู้นั่งในสภาเป็นผู้ดำรงตำแหน่งสาธารณะ · One seat; who holds or held it is named."""
    return await history.one(read, queries.SEAT if asked.as_of else queries.SHOWN, id, asked)


@router.get("/v1/council-seats/{id}/history", response_model=HistoryPage, summary="ประวัติของที่นั่ง")
@policy(READ)
async def list_council_seat_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="council-seat")


@router.post(
    "/v1/council-seats",
    status_code=201,
    response_model=schemas.CouncilSeat,
    summary="เข้าเป็นสมาชิกสภา",
)
@policy(
    "councils.change",
    act=True,
    problems=(
        "already-exists",
        "state-conflict",
        "rule-broken",
        "second-factor-required",
        "not-for-oneself",
    ),
)
async def take_council_seat(new: schemas.CouncilSeatNew, write: Writing) -> Response:
    """ไม่เกินจำนวนต่อหมู่บ้าน ต่อชุมชนอื่น และสัดส่วนผู้ทรงคุณวุฒิ · Within the Act's numbers on every day."""
    row = await actions.seat(write.session, new, by=write.subject)
    return await write.answer(queries.SHOWN, row.id, status=201)


@router.post(
    "/v1/council-seats/{id}/endings", response_model=schemas.CouncilSeat, summary="พ้นก่อนครบวาระ"
)
@policy("councils.change", act=True, problems=("state-conflict",))
async def end_council_seat(
    id: Id, asked: schemas.CouncilSeatEndingNew, write: Writing
) -> Response:
    """ลาออก เสียชีวิต หรือชุมชนเปลี่ยนผู้แทน · Resigned, died or recalled by the community."""
    row = await actions.end_seat(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)
