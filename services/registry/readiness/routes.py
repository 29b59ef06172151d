"""What can be asked about an area that may get a council."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.readiness import actions, schemas
from shared import conditions
from shared.errors import Problem
from shared.exchange import Read
from shared.places import AreaCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("สภาองค์กรชุมชน")


@router.get(
    "/v1/council-readiness/{code}",
    response_model=schemas.Readiness,
    summary="พื้นที่พร้อมตั้งสภาองค์กรชุมชนหรือไม่",
)
@policy(READ, problems=("not-found",))
async def get_council_readiness(
    code: AreaCode, asked: Annotated[schemas.AsOfDay, Query()], read: Reading
) -> Response:
    """พร้อมหรือไม่ พร้อมเหตุผลและที่มา · Ready or not, with reasons and what they rest on."""
    return await _ready(read, code, asked.as_of)


async def _ready(read: Read, code: str, day: dt.date | None) -> Response:
    async with read.database.reading() as connection:
        found = await actions.of_area(
            connection, code, day or bangkok_date(dt.datetime.now(dt.UTC))
        )
    if found is None:
        raise Problem("not-found")
    body = found.model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
