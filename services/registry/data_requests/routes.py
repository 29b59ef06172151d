"""What can be asked about one's own data."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.access_log import actions as access_log
from services.registry.data_requests import actions, queries, schemas
from shared import conditions
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("สิทธิของเจ้าของข้อมูล")


@router.get(
    "/v1/me/personal-data", response_model=schemas.PersonalData, summary="ข้อมูลส่วนบุคคลของฉัน"
)
@policy("self", problems=("unauthenticated", "not-found"))
async def get_personal_data(read: Reading) -> Response:
    """ทุกอย่างที่เก็บไว้ ใช้ทำอะไร และใครเข้าดู ขอเป็น text/html ได้ · Everything, why, and who looked."""
    return actions.told(read, await actions.own_data(read))


@router.get(
    "/v1/data-subject-requests", response_model=schemas.DataRequestPage, summary="คำขอใช้สิทธิ"
)
@policy("self", problems=("unauthenticated",))
async def list_data_subject_requests(
    asked: Annotated[schemas.DataRequestFilters, Query()], read: Reading
) -> Response:
    """ของตน ที่ตนรับเรื่อง หรือที่ต้องพิจารณา ครบกำหนดก่อนมาก่อน · One's own, or those to decide."""
    body = await actions.page(read, asked)
    return access_log.given(read, body, conditions.weak_etag(body), opened=True)


@router.get(
    "/v1/data-subject-requests/{id}", response_model=schemas.DataRequest, summary="คำขอหนึ่ง"
)
@policy("self", problems=("unauthenticated", "second-factor-required"))
async def get_data_subject_request(id: Id, read: Reading) -> Response:
    """รายละเอียดเต็มสำหรับผู้เกี่ยวข้อง ผู้อื่นเข้าดูถูกบันทึก · In full; looks by others are logged."""
    body, revision = await actions.one(read, id)
    return access_log.given(read, body, conditions.etag(revision, body), opened=True)


@router.post(
    "/v1/data-subject-requests",
    status_code=201,
    response_model=schemas.DataRequest,
    summary="ขอใช้สิทธิของเจ้าของข้อมูล",
)
@policy("self", problems=("not-found",))
async def ask_about_data(new: schemas.DataRequestNew, write: Writing) -> Response:
    """ขอของตน หรือเจ้าหน้าที่บันทึกแทนจากกระดาษ · For oneself, or by staff on paper."""
    row = await actions.ask_for(write.session, new, by=write.subject)
    return await write.answer(queries.ANSWER, row.id, status=201)


@router.post(
    "/v1/data-subject-requests/{id}/decisions",
    response_model=schemas.DataRequest,
    summary="พิจารณาคำขอ",
)
@policy(
    "data-requests.decide",
    act=True,
    problems=("state-conflict", "same-person", "second-factor-required", "reason-required"),
)
async def decide_data_subject_request(
    id: Id, new: schemas.DecisionNew, write: Writing
) -> Response:
    """ผู้ขอพิจารณาเองไม่ได้ รับคำขอลบแล้วข้อมูลหายทันที · Not by who asked; an accepted erasure erases."""
    row = await actions.decide(write.session, id, new, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)
