"""What can be asked of certificates."""

from typing import Any

from fastapi import Response

from services.registry.certificates import actions, schemas
from services.registry.certification import queries
from services.registry.certification.schemas import Certification, Number
from shared import conditions
from shared.contracts.registry import CertificateShown
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การรับรองสถานภาพองค์กรชุมชน")
DECIDE = "certifications.decide"
REFUSALS = ("state-conflict", "same-person")
_PAPER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get(
    "/v1/certificates/{number}", response_model=CertificateShown, summary="ใบรับรอง: มีผลหรือไม่วันนี้"
)
@policy(READ)
async def get_certificate(number: Number, read: Reading) -> Response:
    """สถานะวันนี้ ข้อความในใบรับรอง และข้อความลงลายมือชื่อ · Its state today, what it states, and the proof."""
    return await actions.answer(read, number)


@router.get(
    "/v1/certificates/{number}/document",
    response_model=bytes,
    response_class=Response,
    responses=_PAPER,
    summary="ใบรับรองเป็นเอกสาร PDF ที่ลงลายมือชื่อ",
)
@policy(READ, problems=("state-conflict",))
async def get_certificate_document(number: Number, read: Reading) -> Response:
    """เฉพาะใบที่มีผล ตรวจได้ด้วย `khabuan certificate` · Of one that holds; verify it with `khabuan certificate`."""
    return await actions.paper(read, number)


@router.get(
    "/.well-known/certificate-authority",
    response_model=schemas.AuthorityShown,
    summary="ผู้ลงลายมือชื่อใบรับรอง",
)
@policy(READ, problems=("not-found",))
async def get_certificate_authority(read: Reading) -> Response:
    """เก็บไว้ตรวจใบรับรองโดยไม่ใช้เครือข่าย · Keep it to verify certificates without a network."""
    body = actions.issuer(read)
    return read.answer(body, conditions.weak_etag(body))


@router.post(
    "/v1/certificates/{number}/renewals", response_model=Certification, summary="ต่ออายุใบรับรอง"
)
@policy(DECIDE, act=True, problems=REFUSALS)
async def renew_certificate(number: Number, new: schemas.RenewalNew, write: Writing) -> Response:
    """เริ่มนับอายุใหม่จากวันที่ต่อ เป็นฉบับถัดไป · Its years begin anew, as the next edition."""
    row = await actions.renew(write.session, number, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)


@router.post(
    "/v1/certificates/{number}/suspensions", response_model=Certification, summary="พักใบรับรอง"
)
@policy(DECIDE, act=True, problems=("state-conflict",))
async def suspend_certificate(
    number: Number, new: schemas.SuspensionNew, write: Writing
) -> Response:
    """ไม่มีผลจนกว่าจะคืน · It does not hold until it is given back."""
    row = await actions.suspend(write.session, number, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)


@router.post(
    "/v1/certificates/{number}/reinstatements",
    response_model=Certification,
    summary="คืนใบรับรองที่พักไว้",
)
@policy(DECIDE, act=True, problems=REFUSALS)
async def reinstate_certificate(
    number: Number, new: schemas.ReinstatementNew, write: Writing
) -> Response:
    """มีผลต่อจนถึงวันหมดอายุเดิม · It holds again until its day of expiry."""
    row = await actions.reinstate(write.session, number, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)


@router.post(
    "/v1/certificates/{number}/revocations", response_model=Certification, summary="ถอนใบรับรอง"
)
@policy(DECIDE, act=True, problems=("state-conflict",))
async def revoke_certificate(
    number: Number, new: schemas.RevocationNew, write: Writing
) -> Response:
    """สิ้นสุดถาวร เลขไม่ใช้ซ้ำ องค์กรค้นหาใหม่ได้ · For good; the number is never used again."""
    row = await actions.revoke(write.session, number, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)
