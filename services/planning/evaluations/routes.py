"""What can be asked of evaluations."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.evaluations import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประเมินผลและบทเรียน")


@router.get("/v1/evaluations", response_model=schemas.EvaluationPage, summary="ผลการประเมิน")
@policy(READ)
async def list_evaluations(
    asked: Annotated[schemas.EvaluationFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ทีม แผนหรือโครงการ ร่างเห็นเฉพาะคนในพื้นที่ · Evaluations; drafts are for people of the area."""
    return await read.page(queries.EVALUATIONS, asked)


@router.get(
    "/v1/evaluations/{id}", response_model=schemas.Evaluation, summary="ผลการประเมินหนึ่งเรื่อง"
)
@policy(READ)
async def get_evaluation(id: Id, read: Reading) -> Response:
    """พบอะไร หลักฐานอะไร โดยทีมไหน · What was found, by which team, on what evidence."""
    return await read.one(queries.EVALUATION, id)


@router.post(
    "/v1/evaluations",
    status_code=201,
    response_model=schemas.Evaluation,
    summary="เขียนผลการประเมิน",
)
@policy("evaluations.write")
async def begin_evaluation(new: schemas.EvaluationNew, write: Writing) -> Response:
    """เป็นร่างจนกว่าจะเผยแพร่ · A draft until it is published."""
    row = await actions.begin(write.session, new, by=write.subject)
    return await write.answer(queries.EVALUATION, row.id, status=201)


@router.patch(
    "/v1/evaluations/{id}", response_model=schemas.Evaluation, summary="แก้ร่างผลการประเมิน"
)
@policy("evaluations.write", problems=("state-conflict",))
async def change_evaluation(
    id: Id, asked: schemas.EvaluationChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้เฉพาะร่าง · Only a draft can be changed."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.EVALUATION, row.id)


@router.post(
    "/v1/evaluations/{id}/publications",
    response_model=schemas.Evaluation,
    summary="เผยแพร่ผลการประเมิน",
)
@policy("evaluations.write", act=True, problems=("state-conflict",))
async def publish_evaluation(id: Id, new: schemas.PublicationNew, write: Writing) -> Response:
    """เผยแพร่แล้วแก้ไม่ได้ · Published, it stands."""
    row = await actions.publish(write.session, id, new, by=write.subject)
    return await write.answer(queries.EVALUATION, row.id)
