"""What can be asked of holdings."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.holdings import actions, queries, schemas
from shared import conditions, history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("องค์กรชุมชน")


@router.get("/v1/holdings", response_model=schemas.HoldingPage, summary="กองทุนและทรัพย์สิน")
@policy(READ)
async def list_holdings(
    asked: Annotated[schemas.HoldingFilters, Query()], read: Reading
) -> Response:
    """ขององค์กรหรือพื้นที่ วันล่าสุดก่อน · Of an organization or area, the newest day first."""
    return await read.page(queries.HOLDINGS, asked)


@router.get("/v1/holding-sums", response_model=schemas.HoldingSums, summary="ยอดรวมกองทุนและทรัพย์สิน")
@policy(READ)
async def sum_holdings(
    asked: Annotated[schemas.HoldingSumsAsked, Query()], read: Reading
) -> Response:
    """รวมรายการล่าสุดของแต่ละองค์กร ตรงทุกสตางค์ · Sums of each organization's newest statements."""
    day = asked.as_of or bangkok_date(dt.datetime.now(dt.UTC))
    body = await queries.sums(read.database, day, asked.organization, asked.area)
    return read.answer(body, conditions.weak_etag(body))


@router.get("/v1/holdings/{id}", response_model=schemas.Holding, summary="รายการหนึ่ง")
@policy(READ)
async def get_holding(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """รายการหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One statement as it is, or was at an instant."""
    return await history.one(read, queries.HOLDING, id, asked)


@router.get("/v1/holdings/{id}/history", response_model=HistoryPage, summary="ประวัติของรายการ")
@policy(READ)
async def list_holding_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="holding")


@router.post(
    "/v1/holdings", status_code=201, response_model=schemas.Holding, summary="บันทึกทุนขององค์กร"
)
@policy("organizations.change", problems=("already-exists", "state-conflict"))
async def state_holding(new: schemas.HoldingNew, write: Writing) -> Response:
    """เงินหรือทรัพย์สิน ณ วันหนึ่ง ส่งซ้ำได้ · What is held on a day; sending it twice is harmless."""
    row = await actions.state(write.session, new, by=write.subject)
    return await write.answer(queries.HOLDING, row.id, status=201)


@router.patch("/v1/holdings/{id}", response_model=schemas.Holding, summary="แก้รายการที่บันทึกผิด")
@policy("organizations.change")
async def change_holding(
    id: Id, asked: schemas.HoldingChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.HOLDING, row.id)
