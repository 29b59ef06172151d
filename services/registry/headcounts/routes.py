"""What can be asked of headcounts."""

import datetime as dt
import json
from typing import Annotated

from anyio import to_thread
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
    """จำนวนน้อยถูกซ่อน พร้อมจำนวนที่จะคำนวณย้อนได้ · Small counts are hidden, and what would tell them.

    Counts are hidden once, in the tables of a province by districts, and every other table repeats what
    those show: the country adds them up, a district has its row of them as its total and hides its
    tambons. Province staff get their own province from tables of districts by tambons in the same way.
    So no two tables, compared, tell a hidden count.
    """
    return await _counted(read, asked)


async def _counted(read: Read, asked: schemas.CountsQuery) -> Response:
    area = asked.area or ""
    k = rules.fewest(read.subject, area)
    base = rules.base_digits(k)
    low, high = prefix_range(area[:base])
    today = bangkok_date(dt.datetime.now(dt.UTC))
    depth = max(base + 2, rules.digits_below(area))
    places, counts = await queries.counts(read.database, today, low, high, depth)
    if not rules.below(area, places):
        raise Problem("not-found")
    gathered = rules.gathered(counts, base + 2)
    table = await to_thread.run_sync(rules.table, area, asked.by, k, places, gathered)
    body = json.dumps(table, ensure_ascii=False).encode()
    return read.answer(body, conditions.weak_etag(body))
