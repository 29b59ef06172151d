"""What can be asked of rows as they came."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.intake import actions, queries, schemas
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แถวข้อมูลรอสะสาง")


@router.get("/v1/intake-rows", response_model=schemas.IntakeRowPage, summary="แถวข้อมูลตามที่พิมพ์")
@policy("intake.resolve", problems=("unauthenticated",))
async def list_intake_rows(
    asked: Annotated[schemas.IntakeFilters, Query()], read: Reading
) -> Response:
    """เฉพาะของพื้นที่ที่ดูแล ค้างนานมาก่อน · Those of one's own area, the longest waiting first."""
    return await actions.page(read, asked)


@router.get("/v1/intake-rows/{id}", response_model=schemas.IntakeRow, summary="แถวข้อมูลหนึ่งแถว")
@policy("intake.resolve", problems=("unauthenticated",))
async def get_intake_row(id: Id, read: Reading) -> Response:
    """ตามที่พิมพ์ และสิ่งที่ต้องตรวจ · As typed, and what to look at."""
    return await actions.one(read, id)


@router.post(
    "/v1/intake-rows", status_code=201, response_model=schemas.IntakeRow, summary="รับแถวข้อมูล"
)
@policy("intake.receive")
async def receive_intake_row(new: schemas.IntakeRowNew, write: Writing) -> Response:
    """รับตามที่พิมพ์ ไม่ปฏิเสธ ไม่เดา บอกสิ่งที่ต้องตรวจ · Taken as typed: never refused, never guessed."""
    row = await actions.receive(write.session, new, by=write.subject)
    return await write.answer(queries.ANSWER, row.id, status=201)


@router.post(
    "/v1/intake-rows/{id}/resolutions", response_model=schemas.IntakeRow, summary="สะสางแถวข้อมูล"
)
@policy(
    "intake.resolve",
    act=True,
    problems=("state-conflict", "duplicate-organization", "id-conflict"),
)
async def resolve_intake_row(id: Id, asked: schemas.ResolutionNew, write: Writing) -> Response:
    """จดทะเบียนองค์กรจากแถวนี้ หรือผูกกับที่มีอยู่ · Registers its organization, or names one that is there."""
    row = await actions.resolve(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)


@router.post(
    "/v1/intake-rows/{id}/dismissals", response_model=schemas.IntakeRow, summary="ไม่ใช้แถวข้อมูล"
)
@policy("intake.resolve", act=True, problems=("state-conflict",))
async def dismiss_intake_row(id: Id, asked: schemas.DismissalNew, write: Writing) -> Response:
    """ต้องบอกเหตุผล · With a reason."""
    row = await actions.dismiss(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)
