"""What can be asked of demonstrations."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.demonstrations import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พื้นที่รูปธรรม")


@router.get(
    "/v1/demonstrations", response_model=schemas.DemonstrationPage, summary="รายชื่อพื้นที่รูปธรรม"
)
@policy(READ)
async def list_demonstrations(
    asked: Annotated[schemas.DemonstrationFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ รูปธรรม ประเด็น ขั้น · Demonstrations by area, practice, issue and state."""
    return await read.page(queries.DEMONSTRATIONS, asked)


@router.get(
    "/v1/demonstrations/{id}", response_model=schemas.Demonstration, summary="พื้นที่รูปธรรมหนึ่ง"
)
@policy(READ)
async def get_demonstration(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """เรื่องราว จุดแข็ง จุดอ่อน และขั้นที่ผ่านมา · Story, strong and weak points, steps reached."""
    return await history.one(read, queries.DEMONSTRATION, id, asked)


@router.get(
    "/v1/demonstrations/{id}/history", response_model=HistoryPage, summary="ประวัติของพื้นที่รูปธรรม"
)
@policy(READ)
async def list_demonstration_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="demonstration")


@router.post(
    "/v1/demonstrations",
    status_code=201,
    response_model=schemas.Demonstration,
    summary="บันทึกพื้นที่รูปธรรม",
)
@policy("demonstrations.record")
async def record_demonstration(new: schemas.DemonstrationNew, write: Writing) -> Response:
    """บันทึกสิ่งที่พื้นที่ทำได้จริงและเรื่องราว · Record what a place made real, with its story."""
    row = await actions.record(write.session, new, by=write.subject)
    return await write.answer(queries.DEMONSTRATION, row.id, status=201)


@router.patch(
    "/v1/demonstrations/{id}",
    response_model=schemas.Demonstration,
    summary="แก้ไขพื้นที่รูปธรรม",
)
@policy("demonstrations.record")
async def change_demonstration(
    id: Id, asked: schemas.DemonstrationChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา ขั้นไม่แก้ที่นี่ · Change only the fields sent; steps are acts of their own."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.DEMONSTRATION, row.id)


@router.post(
    "/v1/demonstrations/{id}/steps", response_model=schemas.Demonstration, summary="ก้าวสู่ขั้นถัดไป"
)
@policy("demonstrations.record", act=True, problems=("state-conflict", "rule-broken"))
async def step_demonstration(id: Id, asked: schemas.StepNew, write: Writing) -> Response:
    """ค้นหาองค์กร รับรองที่เข้มแข็ง เตรียมสภา ตั้งสภา ทีละขั้น · One step at a time, with its evidence."""
    row = await actions.step(write.session, id, asked, by=write.subject)
    return await write.answer(queries.DEMONSTRATION, row.id)
