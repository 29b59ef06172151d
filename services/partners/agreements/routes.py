"""What can be asked of agreements."""

from typing import Annotated

from fastapi import Query, Response

from services.partners.agreements import actions, queries, schemas
from shared import history
from shared.history import AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อตกลงความร่วมมือ")


@router.get("/v1/agreements", response_model=schemas.AgreementPage, summary="รายการข้อตกลง")
@policy(READ)
async def list_agreements(
    asked: Annotated[schemas.AgreementFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ระดับ สถานะ และคู่ข้อตกลง · Agreements by area, kind, status and party."""
    return await read.page(queries.AGREEMENTS, asked)


@router.get("/v1/agreements/{id}", response_model=schemas.Agreement, summary="ข้อตกลงหนึ่ง")
@policy(READ)
async def get_agreement(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """ข้อตกลงวันนี้ หรือ ณ เวลาที่ถาม ร่างเห็นเฉพาะคู่และผู้รับผิดชอบ · One agreement; drafts are private."""
    return await history.one(read, queries.AGREEMENT, id, asked, queries.HISTORY)


@router.get("/v1/agreements/{id}/history", response_model=HistoryPage, summary="ประวัติของข้อตกลง")
@policy(READ)
async def list_agreement_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(queries.HISTORY, asked, subject=str(id), kind="agreement")


@router.post(
    "/v1/agreements", status_code=201, response_model=schemas.Agreement, summary="ร่างข้อตกลง"
)
@policy("agreements.draft")
async def draft_agreement(new: schemas.AgreementNew, write: Writing) -> Response:
    """ร่างข้อตกลงระหว่างหน่วยงานหรือระดับจังหวัด ส่งซ้ำได้ · Draft an agreement; safe to repeat."""
    row = await actions.draft(write.session, new, by=write.subject)
    return await write.answer(queries.AGREEMENT, row.id, status=201)


@router.post(
    "/v1/agreements/{id}/signatures", response_model=schemas.Agreement, summary="ลงนามข้อตกลง"
)
@policy(
    "agreements.sign",
    act=True,
    problems=("same-person", "already-exists", "state-conflict", "rule-broken"),
)
async def sign_agreement(id: Id, asked: schemas.SignatureNew, write: Writing) -> Response:
    """ผู้ร่างลงนามเองไม่ได้ จังหวัดละหนึ่งฉบับ · Signed by another than who drafted; one for a province."""
    row = await actions.sign(write.session, id, asked, by=write.subject)
    return await write.answer(queries.AGREEMENT, row.id)


@router.post("/v1/agreements/{id}/endings", response_model=schemas.Agreement, summary="สิ้นสุดข้อตกลง")
@policy("agreements.sign", act=True, problems=("state-conflict",))
async def end_agreement(id: Id, asked: schemas.EndingNew, write: Writing) -> Response:
    """สิ้นสุดข้อตกลงที่มีผลอยู่ พร้อมเหตุผล · End an active agreement, with the reason."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(queries.AGREEMENT, row.id)
