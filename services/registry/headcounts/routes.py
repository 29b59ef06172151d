"""What can be asked of headcounts."""

import datetime as dt
import json
from typing import Annotated

from fastapi import Query, Response

from services.registry.headcounts import queries, rules, schemas
from shared import conditions
from shared.errors import Problem
from shared.exchange import Read
from shared.places import prefix_range
from shared.routing import Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("แกนนำและสมาชิก")


@router.get("/v1/people/counts", response_model=schemas.Headcounts, summary="นับคนตามพื้นที่")
@policy("people.read", problems=("not-found",))
async def count_people(asked: Annotated[schemas.CountsQuery, Query()], read: Reading) -> Response:
    """จำนวนน้อยถูกซ่อน พร้อมจำนวนที่จะคำนวณย้อนได้ · Small counts are hidden, and what would tell them."""
    return await _counted(read, asked)


async def _counted(read: Read, asked: schemas.CountsQuery) -> Response:
    area = asked.area or ""
    low, high = prefix_range(area)
    today = bangkok_date(dt.datetime.now(dt.UTC))
    places, counts = await queries.counts(
        read.database, asked.by, today, low, high, rules.digits_below(area)
    )
    if not places:
        raise Problem("not-found")
    table = rules.table(area, asked.by, rules.fewest(read.subject, area), places, counts)
    body = json.dumps(table, ensure_ascii=False).encode()
    return read.answer(body, conditions.weak_etag(body))
