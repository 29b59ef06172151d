"""What can be asked of passports."""

import datetime as dt

from fastapi import Response

from services.planning.passports import rules, schemas
from services.planning.ways import queries
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("ความต้องการ")


@router.get(
    "/v1/needs/{id}/passport", response_model=schemas.Passport, summary="หนังสือเดินทางของความต้องการ"
)
@policy(READ)
async def get_need_passport(id: Id, read: Reading) -> Response:
    """สถานะเดียว ทางเดินครบ อยู่ที่ใคร รอกี่วัน ใครต้องทำอะไรต่อ · State, path, holder, days, next step."""
    way = copies.found(await queries.way(read.database, id))
    body = rules.passport(way, bangkok_date(dt.datetime.now(dt.UTC))).model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
