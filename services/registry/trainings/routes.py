"""What can be asked of trainings."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.access_log import actions as access_log
from services.registry.people.routes import LOOKS
from services.registry.trainings import actions, queries, schemas
from shared import conditions
from shared.ids import Id
from shared.routing import IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แกนนำและสมาชิก")


@router.get(
    "/v1/people/{id}/trainings", response_model=schemas.TrainingPage, summary="การอบรมของบุคคล"
)
@policy("people.read", problems=LOOKS)
async def list_trainings(
    id: Id, asked: Annotated[schemas.TrainingFilters, Query()], read: Reading
) -> Response:
    """คนในองค์กรเดียวกันเห็นหลักสูตร ส่วนที่เหลือต้องบอก `purpose` · Masked; `purpose` opens, and is logged."""
    body, opened = await actions.page(read, id, asked)
    return access_log.given(read, body, conditions.weak_etag(body), opened=opened)


@router.post(
    "/v1/people/{id}/trainings",
    status_code=201,
    response_model=schemas.Training,
    summary="บันทึกการอบรม",
)
@policy("people.change", problems=("state-conflict",))
async def add_training(id: Id, new: schemas.TrainingNew, write: Writing) -> Response:
    """คำตอบปิดข้อมูลส่วนบุคคล · The answer is masked."""
    row = await actions.add(write.session, id, new, by=write.subject)
    return await write.answer(queries.MASKED, row.id, status=201, at="/v1/trainings")


@router.patch("/v1/trainings/{id}", response_model=schemas.Training, summary="แก้ไขการอบรม")
@policy("people.change", problems=("state-conflict", "reason-required"))
async def change_training(
    id: Id, asked: schemas.TrainingChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา คำตอบปิดข้อมูลส่วนบุคคล · Change only the fields sent; the answer is masked."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.MASKED, row.id)
