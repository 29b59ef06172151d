"""What can be asked of assessments and levels."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.strength import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความเข้มแข็ง")


@router.get(
    "/v1/strength-assessments", response_model=schemas.AssessmentPage, summary="ผลประเมินความเข้มแข็ง"
)
@policy(READ)
async def list_strength_assessments(
    asked: Annotated[schemas.AssessmentFilters, Query()], read: Reading
) -> Response:
    """ทุกครั้งที่ประเมิน พร้อมจุดแข็งและจุดอ่อน · Every assessment with its strong and weak points."""
    return await read.page(queries.ASSESSMENTS, asked)


@router.get(
    "/v1/strength-assessments/{id}", response_model=schemas.Assessment, summary="ผลประเมินหนึ่งครั้ง"
)
@policy(READ)
async def get_strength_assessment(
    id: Id, asked: Annotated[AsOf, Query()], read: Reading
) -> Response:
    """ผลประเมินหนึ่งครั้งวันนี้ หรือ ณ เวลาที่ถาม · One assessment as it is, or was at an instant."""
    return await history.one(read, queries.ASSESSMENT, id, asked)


@router.get(
    "/v1/strength-assessments/{id}/history", response_model=HistoryPage, summary="ประวัติของผลประเมิน"
)
@policy(READ)
async def list_strength_assessment_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """บันทึกเมื่อใด ถอนเพราะเหตุใด · When it was recorded, and why withdrawn."""
    return await read.page(HISTORY, asked, subject=str(id), kind="strength-assessment")


@router.post(
    "/v1/strength-assessments",
    status_code=201,
    response_model=schemas.Assessment,
    summary="บันทึกผลประเมิน",
)
@policy("strength.assess", act=True, problems=("state-conflict",))
async def assess_strength(new: schemas.AssessmentNew, write: Writing) -> Response:
    """ระดับขึ้นหรือลงได้ตามวันที่ประเมิน · The level follows the day of assessment, up or down."""
    row = await actions.assess(write.session, new, by=write.subject)
    return await write.answer(queries.ASSESSMENT, row.id, status=201)


@router.post(
    "/v1/strength-assessments/{id}/withdrawals",
    response_model=schemas.Assessment,
    summary="ถอนผลประเมินที่ผิด",
)
@policy("strength.assess", act=True, problems=("state-conflict",))
async def withdraw_strength_assessment(
    id: Id, asked: schemas.WithdrawalNew, write: Writing
) -> Response:
    """ผลที่ถอนยังเห็นได้แต่ไม่นับ · A withdrawn one stays to be seen and counts for no day."""
    withdrawn = await actions.withdraw(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ASSESSMENT, withdrawn)


@router.get(
    "/v1/strength-levels", response_model=schemas.TambonLevelPage, summary="ระดับของแต่ละตำบล"
)
@policy(READ)
async def list_strength_levels(
    asked: Annotated[schemas.TambonLevelFilters, Query()], read: Reading
) -> Response:
    """ทุกตำบล วันนี้หรือวันใดก็ได้ รวมที่ยังไม่ประเมิน · Every tambon on a day, assessed or not."""
    return await read.page(queries.LEVELS, asked)
