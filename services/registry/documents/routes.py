"""What can be asked of documents."""

from typing import Annotated, Any

from fastapi import Query, Response

from services.registry.documents import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("เอกสาร")
_BYTES = {"type": "string", "format": "binary"}
_TYPES = frozenset(each.value for each in schemas.MediaType)
_SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "เนื้อไฟล์ตามที่เป็น ไม่เกิน 10 MB · the file's bytes, at most 10 MB",
        "content": {kind: {"schema": _BYTES, "example": "%PDF-1.7 …"} for kind in sorted(_TYPES)},
    }
}
_GIVEN: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": _BYTES} for kind in sorted(_TYPES)}}
}


@router.put(
    "/v1/document-files/{sha256}",
    status_code=201,
    response_model=schemas.StoredFile,
    summary="เก็บไฟล์",
    openapi_extra=_SENT,
)
@policy("documents.store", media=_TYPES)
async def store_document_file(sha256: schemas.Sha256, write: Writing) -> Response:
    """ชื่อไฟล์คือแฮชของเนื้อไฟล์ ข้อมูลในภาพ (ที่ถ่าย เครื่อง เวลา) ถูกตัดออก · Named by its content; pictures lose place, device and time.

    PDF และเอกสารสำนักงานเก็บตามที่เป็น ชื่อผู้เขียนที่ติดอยู่ข้างในไม่ถูกตัด ·
    PDF and office files are kept as they are, with the names of authors inside.

    CSV ที่มีเลขประจำตัวประชาชนไม่รับ ไฟล์ที่นำเข้าเป็นรายชื่อ (POST /v1/imports) ลบทันทีที่ตรวจแล้ว เว้นแต่แนบไว้ ·
    A CSV with a national id is refused; the file of an import is thrown away once looked at, unless attached.
    """  # noqa: E501 - one line of two languages
    return await actions.store(write, sha256)


@router.get(
    "/v1/document-files/{sha256}",
    response_model=bytes,
    response_class=Response,
    responses=_GIVEN,
    summary="เนื้อไฟล์",
)
@policy(READ)
async def get_document_file(sha256: schemas.Sha256, read: Reading) -> Response:
    """เห็นเมื่อแนบกับสิ่งที่ผู้ขอเห็นได้ หรือเป็นผู้ส่งเอง · For who sees an attachment of it, or sent it."""
    return await actions.bytes_of(read, sha256)


@router.get("/v1/attachments", response_model=schemas.AttachmentPage, summary="เอกสารที่แนบ")
@policy(READ)
async def list_attachments(
    asked: Annotated[schemas.AttachmentFilters, Query()], read: Reading
) -> Response:
    """เอกสารของสิ่งหนึ่ง เรียงตามที่แนบ · What is attached to one thing, oldest first."""
    return await read.page(queries.ATTACHMENTS, asked)


@router.get(
    "/v1/attachments/{id}", response_model=schemas.Attachment, summary="เอกสารแนบหนึ่งรายการ"
)
@policy(READ)
async def get_attachment(id: Id, read: Reading) -> Response:
    """ที่ไม่เปิดเห็นเฉพาะผู้รับผิดชอบพื้นที่และองค์กรนั้น · Private ones for those responsible and the organization."""
    return await read.one(queries.ATTACHMENT, id)


@router.post(
    "/v1/attachments", status_code=201, response_model=schemas.Attachment, summary="แนบเอกสาร"
)
@policy("documents.attach")
async def attach_document(new: schemas.AttachmentNew, write: Writing) -> Response:
    """แนบไฟล์ที่เก็บแล้วกับสิ่งหนึ่งในทะเบียน · Attach a stored file to a thing of the registry."""
    row = await actions.attach(write.session, new, by=write.subject)
    return await write.answer(queries.ATTACHMENT, row.id, status=201)


@router.post(
    "/v1/attachments/{id}/withdrawals", response_model=schemas.Attachment, summary="ถอนเอกสารแนบ"
)
@policy("documents.attach", act=True, problems=("state-conflict",))
async def withdraw_attachment(id: Id, new: schemas.WithdrawalNew, write: Writing) -> Response:
    """ไฟล์ที่ไม่มีอะไรอ้างถึงหายไปใน 7 วัน · A file that nothing refers to is gone after 7 days."""
    row = await actions.withdraw(write.session, id, new, by=write.subject)
    return await write.answer(queries.ATTACHMENT, row.id)
