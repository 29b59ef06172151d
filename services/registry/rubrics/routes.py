"""What can be asked of rubrics."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.rubrics import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความเข้มแข็ง")


@router.get("/v1/rubrics", response_model=schemas.RubricPage, summary="เกณฑ์ประเมินความเข้มแข็ง")
@policy(READ)
async def list_rubrics(
    asked: Annotated[schemas.RubricFilters, Query()], read: Reading
) -> Response:
    """ทุกเกณฑ์ทุกฉบับ · Every version of every rubric."""
    return await read.page(queries.RUBRICS, asked)


@router.get("/v1/rubrics/{id}", response_model=schemas.Rubric, summary="เกณฑ์หนึ่งฉบับ")
@policy(READ)
async def get_rubric(id: Id, read: Reading) -> Response:
    """กรอบ รายข้อ น้ำหนัก และเกณฑ์ของสามระดับ · Frames, items, weights and thresholds."""
    return await read.one(queries.RUBRIC, id)


@router.post(
    "/v1/rubrics", status_code=201, response_model=schemas.Rubric, summary="กำหนดเกณฑ์ฉบับใหม่"
)
@policy("rubrics.define", problems=("already-exists",))
async def define_rubric(new: schemas.RubricNew, write: Writing) -> Response:
    """เกณฑ์ที่กำหนดแล้วไม่แก้ ใช้ฉบับถัดไป · A version is never changed; the next one follows it."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.RUBRIC, row.id, status=201)
