"""What can be asked of coverage."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.coverage import actions, schemas
from shared import conditions
from shared.errors import Problem
from shared.exchange import Read
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("ความเข้มแข็ง")


@router.get(
    "/v1/strength-coverages/{code}",
    response_model=schemas.Coverage,
    summary="ความครอบคลุมของชุมชนเข้มแข็ง",
)
@policy(READ, problems=("not-found",))
async def get_strength_coverage(
    code: schemas.PlaceCode, asked: Annotated[schemas.AsOfDay, Query()], read: Reading
) -> Response:
    """ตำบลที่ประเมินแล้วตามระดับ เทียบปีเป้าหมาย · Tambons by level against the target year.

    พื้นที่ กลุ่มพื้นที่ เช่น R-SOUTH หรือ TH ทั้งประเทศ · An area, a group such as R-SOUTH, or TH.
    """
    return await _covered(read, code, asked.as_of)


async def _covered(read: Read, code: str, day: dt.date | None) -> Response:
    async with read.database.reading() as connection:
        found = await actions.of_place(
            connection, code, day or bangkok_date(dt.datetime.now(dt.UTC))
        )
    if found is None:
        raise Problem("not-found")
    body = found.model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
