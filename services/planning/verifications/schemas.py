"""What verifications look like."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Line
from shared.thai_time import Instant, PastDate, PlainDate


class VerificationLevel(StrEnum):
    """Who looked: the area first, then the province."""

    AREA = "AREA"
    PROVINCE = "PROVINCE"


LEVEL_TH = {VerificationLevel.AREA: "พื้นที่", VerificationLevel.PROVINCE: "จังหวัด"}


class VerificationOutcome(StrEnum):
    """What they found."""

    CONFIRMED = "CONFIRMED"
    SENT_BACK = "SENT_BACK"


OUTCOME_TH = {
    VerificationOutcome.CONFIRMED: "ยืนยัน",
    VerificationOutcome.SENT_BACK: "ส่งกลับให้แก้",
}
NEW: JsonDict = {
    "level": "AREA",
    "outcome": "CONFIRMED",
    "reason_th": "สภาองค์กรชุมชนเดินสำรวจครัวเรือนท้ายคลองแล้ว",
    "verified_on": "2025-02-17",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005b7",
    "need_id": "01680000-0000-7000-8000-0000000005b6",
    "level": "AREA",
    "outcome": "SENT_BACK",
    "reason_th": "จำนวนครัวเรือนไม่ตรงกับบัญชีของหมู่บ้าน",
    "verified_on": "2025-02-10",
    "role": "TAMBON_STAFF",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class VerificationNew(BaseModel):
    """What somebody found who looked at a need; what is sent back has a reason."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    level: VerificationLevel
    outcome: VerificationOutcome
    reason_th: Line | None = Field(None, description="เหตุผล ต้องมีเมื่อส่งกลับ")
    verified_on: PastDate = Field(description="วันที่ตรวจสอบ")


class NeedVerification(BaseModel):
    """What somebody found: by role, never by name."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    need_id: Id
    level: VerificationLevel
    outcome: VerificationOutcome
    reason_th: str | None = Field(max_length=500)
    verified_on: PlainDate
    role: str = Field(max_length=40, description="บทบาทของผู้ตรวจสอบ")
    revision: Revision
    created_at: Instant


class VerificationPage(BaseModel):
    """A page of what was found, the earliest first."""

    items: list[NeedVerification] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class VerificationQuery(ListQuery):
    """What was found about one need is short and in order."""
