"""What can be asked of mentorings."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.mentorings import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พี่เลี้ยงของตำบล")


@router.get("/v1/mentorings", response_model=schemas.MentoringPage, summary="เครือข่ายพี่เลี้ยงของตำบล")
@policy(READ)
async def list_mentorings(
    asked: Annotated[schemas.MentoringFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ เครือข่าย และวันที่ · Mentorings by area, network and day."""
    return await read.page(queries.MENTORINGS, asked)


@router.get("/v1/mentorings/{id}", response_model=schemas.Mentoring, summary="การเป็นพี่เลี้ยงหนึ่ง")
@policy(READ)
async def get_mentoring(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """เครือข่ายหนึ่งเป็นพี่เลี้ยงตำบลหนึ่ง · One network that stands by one tambon."""
    return await history.one(read, queries.MENTORING, id, asked)


@router.get("/v1/mentorings/{id}/history", response_model=HistoryPage, summary="ประวัติการเป็นพี่เลี้ยง")
@policy(READ)
async def list_mentoring_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="mentoring")


@router.post(
    "/v1/mentorings", status_code=201, response_model=schemas.Mentoring, summary="เริ่มเป็นพี่เลี้ยง"
)
@policy("networks.change", act=True, problems=("already-exists", "state-conflict", "rule-broken"))
async def begin_mentoring(new: schemas.MentoringNew, write: Writing) -> Response:
    """เครือข่ายระดับอำเภอขึ้นไปเป็นพี่เลี้ยงตำบลในพื้นที่ · A network above the tambon that covers it."""
    row = await actions.begin(write.session, new, by=write.subject)
    return await write.answer(queries.MENTORING, row.id, status=201)


@router.post(
    "/v1/mentorings/{id}/endings", response_model=schemas.Mentoring, summary="เลิกเป็นพี่เลี้ยง"
)
@policy("networks.change", act=True, problems=("state-conflict",))
async def end_mentoring(id: Id, asked: schemas.MentoringEndingNew, write: Writing) -> Response:
    """ตั้งแต่วันนั้นไม่เป็นพี่เลี้ยง · From that day the network no longer stands by it."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(queries.MENTORING, row.id)
