"""What can be asked of follow-up."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.action_items.schemas import today
from services.registry.follow_ups import queries, schemas
from shared import copies
from shared.conditions import weak_etag
from shared.exchange import Read
from shared.places import prefix_range, within
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("งานที่มอบหมายและการติดตาม")
_DIGITS = {"NATION": 0, "PROVINCE": 2, "DISTRICT": 4, "TAMBON": 6}


@router.get(
    "/v1/follow-ups/{place}", response_model=schemas.FollowUp, summary="ติดตามงานตามระดับหรือพื้นที่"
)
@policy(READ)
async def get_follow_up(
    place: schemas.Place, asked: Annotated[schemas.FollowUpQuery, Query()], read: Reading
) -> Response:
    """นับงานที่เปิด เสร็จ เลยกำหนด แยกผู้รับผิดชอบ · Open, done and overdue for each owner.

    TH คือทุกระดับทั้งประเทศ NATION คือเฉพาะของระดับชาติ · TH is the whole country, NATION what is national.
    กลุ่มพื้นที่นับงานที่มอบให้กลุ่มและงานในพื้นที่สมาชิกของวันนั้น · Of a group: what it was given, and what is in its members.
    """
    return await _followed(read, place, asked)


async def _followed(read: Read, place: str, asked: schemas.FollowUpQuery) -> Response:
    day = asked.as_of or today()
    if place in _DIGITS:
        body = await queries.tally(
            read.database, queries.LEVEL_SQL, place, day, digits=_DIGITS[place]
        )
    elif place[0] in "RGZE":
        low, high = prefix_range("")
        sql = queries.OF_GROUP.on(day)
        body = await queries.tally(read.database, sql, place, day, code=place, low=low, high=high)
    else:
        low, high = prefix_range(within(place))
        sql = queries.OF_AREA.on(day)
        body = await queries.tally(read.database, sql, place, day, low=low, high=high)
    found: bytes = copies.found(body)
    return read.answer(found, weak_etag(found))
