"""What can be asked of councils."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.councils import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("สภาองค์กรชุมชน")


@router.get("/v1/councils", response_model=schemas.CouncilPage, summary="รายชื่อสภาองค์กรชุมชน")
@policy(READ)
async def list_councils(
    asked: Annotated[schemas.CouncilFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ สถานะ วาระที่ใกล้ครบ และรายงานประจำปี · Councils by area, status, term due, report."""
    return await read.page(queries.COUNCILS, asked)


@router.get("/v1/councils/{id}", response_model=schemas.Council, summary="สภาองค์กรชุมชนหนึ่ง")
@policy(READ)
async def get_council(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """สภาวันนี้ หรือ ณ เวลาที่ถาม รหัสเดียวกับองค์กร · One council; its id is the organization's."""
    return await history.one(read, queries.COUNCIL if asked.as_of else queries.SHOWN, id, asked)


@router.get("/v1/councils/{id}/history", response_model=HistoryPage, summary="ประวัติของสภา")
@policy(READ)
async def list_council_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """จดแจ้ง วาระ รายงาน สถานะ ตามลำดับ · Notices, terms, reports and standings in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="council")


@router.post("/v1/councils", status_code=201, response_model=schemas.Council, summary="ตั้งข้อมูลสภา")
@policy("councils.notify", problems=("already-exists", "state-conflict"))
async def establish_council(new: schemas.CouncilNew, write: Writing) -> Response:
    """องค์กรประเภทสภาที่จดทะเบียนแล้ว พื้นที่ไม่จำเป็นต้องเป็นตำบลเดียว · The council side of an organization."""
    row = await actions.establish(write.session, new, by=write.subject)
    return await write.answer(queries.SHOWN, row.id, status=201)


@router.patch("/v1/councils/{id}", response_model=schemas.Council, summary="แก้พื้นที่ของสภา")
@policy("councils.change", problems=("tambon-has-council",))
async def change_council(
    id: Id, asked: schemas.CouncilChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)


@router.post(
    "/v1/councils/{id}/notices", response_model=schemas.Council, summary="สภายื่นจดแจ้งต่อ พอช."
)
@policy("councils.notify", act=True, problems=("already-exists", "state-conflict", "rule-broken"))
async def give_council_notice(id: Id, asked: schemas.CouncilNoticeNew, write: Writing) -> Response:
    """ชุมชนที่จดแจ้งต้องเห็นพ้องครบตามสัดส่วน · Enough of the noticed communities must have agreed."""
    row = await actions.give_notice(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)


@router.post(
    "/v1/councils/{id}/notice-answers",
    response_model=schemas.Council,
    summary="พอช. รับจดแจ้งสภาหรือส่งคืน",
)
@policy(
    "councils.convene",
    act=True,
    problems=("state-conflict", "tambon-has-council", "number-taken"),
)
async def answer_council_notice(
    id: Id, asked: schemas.CouncilAnswerNew, write: Writing
) -> Response:
    """รับจดแจ้งแล้วสภามีสถานะตั้งแต่วันนั้น · Acknowledged, the council stands from that day."""
    row = await actions.answer(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)


@router.post(
    "/v1/councils/{id}/standings", response_model=schemas.Council, summary="สถานะของสภาตั้งแต่วันที่"
)
@policy("councils.change", act=True, problems=("state-conflict",))
async def stand_council(id: Id, asked: schemas.StandingNew, write: Writing) -> Response:
    """ดำเนินงาน อ่อนแอ หรือยุบเลิก ตามข้อเท็จจริงที่มีวันที่ · Active, weak or dissolved, with the facts."""
    row = await actions.stand(write.session, id, asked, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)
