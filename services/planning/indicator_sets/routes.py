"""What can be asked of indicator sets."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.indicator_sets import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อมูลตัวชี้วัด")


@router.get("/v1/indicator-sets", response_model=schemas.IndicatorSetPage, summary="ชุดตัวชี้วัดทุกฉบับ")
@policy(READ)
async def list_indicator_sets(
    asked: Annotated[schemas.IndicatorSetFilters, Query()], read: Reading
) -> Response:
    """ของประเทศและของจังหวัด ทุกฉบับ · Every version of every set, the nation's and the provinces'."""
    return await read.page(queries.SETS, asked)


@router.get(
    "/v1/indicator-sets/{id}", response_model=schemas.IndicatorSet, summary="ชุดตัวชี้วัดหนึ่งฉบับ"
)
@policy(READ)
async def get_indicator_set(id: Id, read: Reading) -> Response:
    """ตัวชี้วัด หน่วย ชนิด และช่วงคะแนน · Its indicators with unit, kind and bounds."""
    return await read.one(queries.SET, id)


@router.post(
    "/v1/indicator-sets",
    status_code=201,
    response_model=schemas.IndicatorSet,
    summary="กำหนดชุดตัวชี้วัดฉบับใหม่",
)
@policy("indicator-sets.define", problems=("already-exists",))
async def define_indicator_set(new: schemas.IndicatorSetNew, write: Writing) -> Response:
    """ฉบับที่กำหนดแล้วไม่แก้ ใช้ฉบับถัดไป · A version is never changed; the next one follows it."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.SET, row.id, status=201)
