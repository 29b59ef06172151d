"""What can be asked of the readiness of provinces."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.factors import actions, schemas
from shared import conditions
from shared.places import ProvinceCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("ปัจจัย 10 ข้อของจังหวัด")


@router.get(
    "/v1/province-readiness-scores/{province_code}",
    response_model=schemas.Readiness,
    summary="ปัจจัย 10 ข้อของจังหวัด",
)
@policy(READ)
async def get_province_readiness_score(
    province_code: ProvinceCode, asked: Annotated[schemas.ReadinessAsked, Query()], read: Reading
) -> Response:
    """คำนวณจากหลักฐาน ณ วันที่ถาม พร้อมสิ่งที่ยังขาด · From evidence on a day, with what is missing.

    ไม่มีข้อมูลคือไม่ทราบ ไม่ใช่ยังไม่มี · What nobody recorded is unknown, not missing.
    """
    body = await actions.look(read.database, province_code, asked.as_of)
    return read.answer(body, conditions.weak_etag(body))
