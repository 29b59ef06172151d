"""What can be asked of roll-ups."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.area_rollups import queries, schemas
from services.registry.coverage.schemas import PlaceCode
from shared import conditions, copies
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("พื้นที่")


@router.get(
    "/v1/area-rollups/{code}", response_model=schemas.AreaRollup, summary="ยอดรวมของพื้นที่ ณ วันใดก็ได้"
)
@policy(READ)
async def get_area_rollup(
    code: PlaceCode, asked: Annotated[schemas.RollupAsOf, Query()], read: Reading
) -> Response:
    """นับตามเขตและที่ตั้งของวันนั้น การแยกรวมภายหลังไม่เปลี่ยนคำตอบ · Later splits change nothing.

    รวมทั้งกลุ่มพื้นที่ตามสมาชิกของวันนั้น เช่น R-SOUTH และ TH ทั้งประเทศ · Also of a group by its members then, or TH.
    """
    day = asked.as_of or bangkok_date(dt.datetime.now(dt.UTC))
    body = copies.found(await queries.rollup(read.database, code, day))
    return read.answer(body, conditions.weak_etag(body))
