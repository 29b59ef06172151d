"""What can be asked of certifications."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.certification import actions, queries, schemas
from shared import conditions, copies, history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การรับรองสถานภาพองค์กรชุมชน")
AT = "/v1/certifications"


@router.get(
    "/v1/certifications", response_model=schemas.CertificationPage, summary="รายการรับรองสถานภาพ"
)
@policy(READ)
async def list_certifications(
    asked: Annotated[schemas.CertificationFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ องค์กร สถานะวันนี้ และวันหมดอายุ · By area, organization, state today, expiry."""
    return await read.page(queries.CERTIFICATIONS, asked)


@router.get(
    "/v1/certifications/{id}", response_model=schemas.Certification, summary="การรับรองหนึ่งรายการ"
)
@policy(READ)
async def get_certification(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """การรับรองวันนี้ หรือ ณ เวลาที่ถาม · A certification as it is, or as it was at an instant."""
    if asked.as_of is not None:
        return await history.one(read, queries.CERTIFICATION, id, asked)
    body, _ = copies.found(await queries.CERTIFICATION.one(read.database, id, []))
    # By its bytes: a certificate that expires shows another state under the same revision.
    return read.answer(body.encode(), conditions.weak_etag(body.encode()))


@router.get("/v1/certifications/{id}/history", response_model=HistoryPage, summary="ประวัติการรับรอง")
@policy(READ)
async def list_certification_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="certification")


@router.post(
    "/v1/organizations/{id}/finds",
    status_code=201,
    response_model=schemas.Certification,
    summary="จังหวะที่ 1 ค้นหา",
)
@policy("certifications.find", act=True, problems=("already-exists", "state-conflict"))
async def find_organization(id: Id, new: schemas.FindNew, write: Writing) -> Response:
    """บันทึกการค้นหาองค์กร เริ่มการรับรองใหม่หนึ่งรายการ · The first stride: a certification begins."""
    row = await actions.find(write.session, id, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id, status=201, at=AT)


@router.post(
    "/v1/organizations/{id}/certification-decisions",
    response_model=schemas.Certification,
    summary="จังหวะที่ 2 ให้การรับรอง หรือไม่ให้",
)
@policy(
    "certifications.decide", act=True, problems=("state-conflict", "same-person", "rule-broken")
)
async def decide_certification(id: Id, new: schemas.DecisionNew, write: Writing) -> Response:
    """ผู้บันทึกการค้นหาหรือผู้ร่วมรับรองตัดสินเองไม่ได้ ต้องครบสองฝ่าย · Who found or endorsed it does not decide."""
    row = await actions.decide(write.session, id, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)


@router.post(
    "/v1/organizations/{id}/developments",
    response_model=schemas.Certification,
    summary="จังหวะที่ 3 พัฒนาอย่างต่อเนื่อง",
)
@policy("certifications.develop", act=True, problems=("state-conflict",))
async def develop_organization(id: Id, new: schemas.DevelopmentNew, write: Writing) -> Response:
    """เพิ่มได้เรื่อย ๆ แม้ระหว่างพักหรือหมดอายุ · Again and again, also while suspended or expired."""
    row = await actions.develop(write.session, id, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)
