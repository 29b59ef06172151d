"""What can be asked of areas."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.areas import queries, schemas
from shared.errors import Problem
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.places import AreaCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("พื้นที่")


@router.get("/v1/areas", response_model=schemas.AreaPage, summary="ค้นหาพื้นที่")
@policy(READ)
async def list_areas(asked: Annotated[schemas.AreaFilters, Query()], read: Reading) -> Response:
    """กรองตามระดับ พื้นที่แม่ กลุ่ม ชื่อ ณ วันใดก็ได้ · Provinces, districts, tambons, villages of any day."""
    return await read.page(queries.AREAS, asked)


@router.get("/v1/areas/{code}/history", response_model=HistoryPage, summary="ประวัติของพื้นที่")
@policy(READ)
async def list_area_history(
    code: AreaCode, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงของรหัสนี้ตามลำดับ · Every change of this code in order: loaded, renamed, ended."""
    return await read.page(HISTORY, asked, subject=code, kind="area")


@router.get("/v1/areas/{code}", response_model=schemas.AreaDetail, summary="พื้นที่หนึ่งกับกลุ่มที่สังกัด")
@policy(READ, problems=("gone",))
async def get_area(
    code: AreaCode, asked: Annotated[schemas.AsOf, Query()], read: Reading
) -> Response:
    """รหัสเก่าตอบพื้นที่ใหม่พร้อม superseded · An old code answers its successor."""
    as_of = asked.as_of or bangkok_date(dt.datetime.now(dt.UTC))
    try:
        return await read.one(queries.AREA_DETAIL, code, as_of=as_of)
    except Problem as problem:
        if problem.code == "not-found" and await queries.is_old(read.database, code):
            raise Problem("gone") from None
        raise
