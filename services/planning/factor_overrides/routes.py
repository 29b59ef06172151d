"""What can be asked of overrides."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.factor_overrides import actions, queries, schemas
from shared.ids import Id
from shared.places import ProvinceCode
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ปัจจัย 10 ข้อของจังหวัด")


@router.get("/v1/factor-overrides", response_model=schemas.OverridePage, summary="การปรับผลปัจจัย")
@policy(READ)
async def list_factor_overrides(
    asked: Annotated[schemas.OverrideFilters, Query()], read: Reading
) -> Response:
    """พร้อมเหตุผลและหลักฐาน · Each with its reason and evidence."""
    return await read.page(queries.OVERRIDES, asked)


@router.get(
    "/v1/factor-overrides/{id}", response_model=schemas.Override, summary="การปรับผลปัจจัยหนึ่งครั้ง"
)
@policy(READ)
async def get_factor_override(id: Id, read: Reading) -> Response:
    """ผลที่คำนวณได้แสดงอยู่ข้างกันเสมอ · What is computed is always told beside it."""
    return await read.one(queries.OVERRIDE, id)


@router.post(
    "/v1/province-readiness-scores/{province_code}/overrides",
    status_code=201,
    response_model=schemas.Override,
    summary="ปรับผลปัจจัยของจังหวัด",
)
@policy("factors.override", act=True, problems=("already-exists",))
async def override_factor(
    province_code: ProvinceCode, new: schemas.OverrideNew, write: Writing
) -> Response:
    """ต้องมีเหตุผล วันที่ และหลักฐาน · With a reason, a day and a link to the evidence."""
    row = await actions.override(write.session, province_code, new, by=write.subject)
    return await write.answer(queries.OVERRIDE, row.id, status=201, at="/v1/factor-overrides")


@router.post(
    "/v1/factor-overrides/{id}/endings",
    response_model=schemas.Override,
    summary="ยุติการปรับผลปัจจัย",
)
@policy("factors.override", act=True, problems=("state-conflict",))
async def end_factor_override(id: Id, new: schemas.OverrideEndingNew, write: Writing) -> Response:
    """กลับไปใช้ผลที่คำนวณได้ · What is computed counts again."""
    row = await actions.end(write.session, id, new, by=write.subject)
    return await write.answer(queries.OVERRIDE, row.id)
