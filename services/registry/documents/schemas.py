"""What documents look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import AreaBlock
from shared.text import Line, Name
from shared.thai_time import DatePrecision, Instant, PlainDate

Sha256 = Annotated[
    str,
    StringConstraints(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64),
    Field(
        description="SHA-256 ของเนื้อไฟล์ เลขฐานสิบหกตัวเล็ก 64 ตัว · of the file's bytes, in hexadecimal"
    ),
]


class MediaType(StrEnum):
    """What sort of file may be kept: nothing that a browser would run."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    CSV = "text/csv"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"


MEDIA_TYPE_TH = {
    MediaType.PDF: "เอกสาร PDF",
    MediaType.JPEG: "ภาพ JPEG",
    MediaType.PNG: "ภาพ PNG",
    MediaType.WEBP: "ภาพ WebP",
    MediaType.CSV: "ตาราง CSV",
    MediaType.XLSX: "ตาราง Excel",
    MediaType.DOCX: "เอกสาร Word",
    MediaType.ODS: "ตาราง OpenDocument",
    MediaType.ODT: "เอกสาร OpenDocument",
}


class SubjectKind(StrEnum):
    """What a file may be attached to."""

    ORGANIZATION = "ORGANIZATION"
    MEETING = "MEETING"


SUBJECT_KIND_TH = {SubjectKind.ORGANIZATION: "องค์กร", SubjectKind.MEETING: "การประชุม"}


class DocumentType(StrEnum):
    """What sort of document it is; จช.01–03 are the notice forms of the Council Act (domain 2.1)."""

    CONSTITUTION = "CONSTITUTION"
    MINUTES = "MINUTES"
    CHO_01 = "CHO_01"
    CHO_02 = "CHO_02"
    CHO_03 = "CHO_03"
    ANNUAL_REPORT = "ANNUAL_REPORT"
    PLAN = "PLAN"
    ORDER = "ORDER"
    CERTIFICATE = "CERTIFICATE"
    EVIDENCE = "EVIDENCE"
    LESSON = "LESSON"
    PHOTO = "PHOTO"
    OTHER = "OTHER"


DOCUMENT_TYPE_TH = {
    DocumentType.CONSTITUTION: "ข้อบังคับ ระเบียบ ธรรมนูญ",
    DocumentType.MINUTES: "รายงานการประชุม",
    DocumentType.CHO_01: "แบบ จช.01",
    DocumentType.CHO_02: "แบบ จช.02",
    DocumentType.CHO_03: "แบบ จช.03",
    DocumentType.ANNUAL_REPORT: "รายงานประจำปี",
    DocumentType.PLAN: "แผน",
    DocumentType.ORDER: "คำสั่ง ประกาศ",
    DocumentType.CERTIFICATE: "ใบรับรอง",
    DocumentType.EVIDENCE: "หลักฐาน",
    DocumentType.LESSON: "ถอดบทเรียน",
    DocumentType.PHOTO: "ภาพถ่าย",
    DocumentType.OTHER: "อื่น ๆ",
}


class AttachmentStatus(StrEnum):
    """Whether it counts today."""

    ATTACHED = "ATTACHED"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {AttachmentStatus.ATTACHED: "แนบอยู่", AttachmentStatus.WITHDRAWN: "ถอนแล้ว"}
FILE = "f4298d39bf06c45a4d9238f47377d416c949d6b042d51a7678a6a1eac686e8f1"
STORED: JsonDict = {
    "sha256": FILE,
    "media_type": "text/csv",
    "size_bytes": 162,
    "revision": 1,
}
NEW: JsonDict = {
    "subject_kind": "ORGANIZATION",
    "subject_id": "01680000-0000-7000-8000-000000000303",
    "document_type": "OTHER",
    "sha256": FILE,
    "title_th": "รายชื่อกลุ่มที่ร่วมสภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "is_public": True,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000311",
    "subject_kind": "ORGANIZATION",
    "subject_id": "01680000-0000-7000-8000-000000000303",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "document_type": "OTHER",
    "sha256": FILE,
    "media_type": "text/csv",
    "size_bytes": 162,
    "title_th": "รายชื่อกลุ่มที่ร่วมสภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "is_public": True,
    "dated_on": None,
    "dated_precision": "DAY",
    "status": "ATTACHED",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class StoredFile(BaseModel):
    """A file that is kept. Of images only the picture is: then `sha256` is another than was sent."""

    model_config = ConfigDict(json_schema_extra={"examples": [STORED]})

    sha256: Sha256
    media_type: MediaType
    size_bytes: int = Field(ge=1, json_schema_extra={"format": "int32"})
    revision: Revision


class AttachmentNew(BaseModel):
    """What is attached to what; the file is stored first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    subject_kind: SubjectKind
    subject_id: Id
    document_type: DocumentType
    sha256: Sha256
    title_th: Name
    is_public: bool = Field(
        False,
        strict=True,
        description=(
            "เปิดให้ทุกคนอ่าน ค่าเริ่มต้นคือไม่เปิด ตรวจก่อนว่าไฟล์ PDF หรือเอกสารสำนักงานไม่มีชื่อผู้เขียนติดอยู่ข้างใน"
            " · for everybody to read; not unless told. Look first whether a PDF or office file names its author"
        ),
    )
    dated_on: PlainDate | None = Field(None, description="วันที่ของเอกสาร · the document's own date")
    dated_precision: DatePrecision = DatePrecision.DAY


class WithdrawalNew(BaseModel):
    """Why an attachment is withdrawn."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason_th": "แนบผิดฉบับ"}]}
    )

    reason_th: Line


class Attachment(BaseModel):
    """A file attached to something; bytes are at `/v1/document-files/{sha256}`."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    subject_kind: SubjectKind
    subject_id: Id
    area: AreaBlock | None = Field(description="null = ระดับชาติ · null is the whole country")
    document_type: DocumentType
    sha256: Sha256
    media_type: MediaType
    size_bytes: int = Field(ge=1, json_schema_extra={"format": "int32"})
    title_th: str = Field(max_length=200)
    is_public: bool
    dated_on: PlainDate | None
    dated_precision: DatePrecision
    status: AttachmentStatus
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AttachmentPage(BaseModel):
    """A page of attachments, oldest first."""

    items: list[Attachment] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AttachmentFilters(ListQuery):
    """Whose attachments, and of which type."""

    subject_kind: Annotated[
        SubjectKind,
        Field(description="แนบกับอะไร · what it is attached to", examples=["ORGANIZATION"]),
    ]
    subject_id: Annotated[
        Id, Field(description="รหัสของสิ่งนั้น · its id", examples=[NEW["subject_id"]])
    ]
    document_type: Annotated[DocumentType | None, Field(description="ประเภทเอกสาร")] = None
