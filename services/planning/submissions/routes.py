"""What can be asked of submissions."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.submissions import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การส่งแผน")


@router.get("/v1/submissions", response_model=schemas.SubmissionPage, summary="แผนที่ส่งขึ้นระดับบน")
@policy(READ)
async def list_submissions(
    asked: Annotated[schemas.SubmissionFilters, Query()], read: Reading
) -> Response:
    """แผนใดส่งถึงใคร รับไว้หรือส่งคืนเพราะเหตุใด · Plans handed upward, received or returned, with reasons."""
    return await read.page(queries.SUBMISSIONS, asked)


@router.get("/v1/submissions/{id}", response_model=schemas.Submission, summary="การส่งแผนหนึ่งครั้ง")
@policy(READ)
async def get_submission(id: Id, read: Reading) -> Response:
    """การส่งแผนหนึ่งครั้งกับผลพิจารณา · One submission with what became of it."""
    return await read.one(queries.SUBMISSION, id)


@router.post(
    "/v1/plans/{id}/submissions",
    status_code=201,
    response_model=schemas.Submission,
    summary="ส่งแผนขึ้นระดับบน",
)
@policy("plans.adopt", act=True, problems=("state-conflict", "already-exists"))
async def submit_plan(id: Id, new: schemas.SubmissionNew, write: Writing) -> Response:
    """แผนที่รับรองแล้วส่งทีละระดับ ฉบับที่ถูกส่งคืนต้องทำฉบับใหม่ก่อน · Hand an adopted plan one level up."""
    row = await actions.submit(write.session, id, new, by=write.subject)
    return await write.answer(queries.SUBMISSION, row.id, status=201, at="/v1/submissions")


@router.post(
    "/v1/submissions/{id}/returns", response_model=schemas.Submission, summary="ส่งแผนคืนพร้อมเหตุผล"
)
@policy("rollups.decide", act=True, problems=("state-conflict",))
async def return_submission(id: Id, new: schemas.ReturnNew, write: Writing) -> Response:
    """เหตุผลทั้งแผนและรายโครงการ · The level above returns a plan, with reasons for each item concerned."""
    row = await actions.give_back(write.session, id, new, by=write.subject)
    return await write.answer(queries.SUBMISSION, row.id)


@router.post(
    "/v1/submissions/{id}/receipts", response_model=schemas.Submission, summary="รับแผนที่ส่งขึ้นมา"
)
@policy("rollups.decide", act=True, problems=("state-conflict",))
async def receive_submission(id: Id, new: schemas.ReceiptNew, write: Writing) -> Response:
    """รับไว้เพื่อรวมเป็นแผนระดับบน · The level above receives a plan for its own."""
    row = await actions.receive(write.session, id, new, by=write.subject)
    return await write.answer(queries.SUBMISSION, row.id)
