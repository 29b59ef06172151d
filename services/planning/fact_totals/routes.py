"""What can be asked of totals."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.fact_totals import queries, schemas
from shared import conditions, copies
from shared.places import AreaOrNation
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("ข้อมูลตัวชี้วัด")


@router.get(
    "/v1/fact-totals/{area_code}",
    response_model=schemas.FactTotals,
    summary="ผลรวมของข้อมูลที่รับรองแล้ว",
)
@policy(READ)
async def get_fact_totals(
    area_code: AreaOrNation, asked: Annotated[schemas.FactTotalQuery, Query()], read: Reading
) -> Response:
    """นับเฉพาะที่จังหวัดรับรองแล้ว บอกว่ารายงานแล้วกี่พื้นที่จากกี่พื้นที่ · Only what is verified at the province.

    ค่าที่ปิดบังทำให้ผลรวมเป็นช่วง (at_least ถึง at_most) ไม่ให้ลบหาค่าที่ปิดบังได้ · Where a small count is masked the
    total lies between two bounds, so that nothing masked can be found by subtraction.
    """
    found = await queries.totals(read.database, area_code, asked, read.subject.granted)
    body = copies.found(found)
    return read.answer(body, conditions.weak_etag(body))
