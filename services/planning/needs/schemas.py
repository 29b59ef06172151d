"""What needs look like."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import NONG_SARAI
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate


class NeedStatus(StrEnum):
    """How far a need has come."""

    RECORDED = "RECORDED"
    IN_PLAN = "IN_PLAN"
    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"
    DONE = "DONE"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {
    NeedStatus.RECORDED: "บันทึกแล้ว",
    NeedStatus.IN_PLAN: "อยู่ในแผน",
    NeedStatus.PROPOSED: "เสนอแล้ว รอคำตอบ",
    NeedStatus.ACCEPTED: "ได้รับอนุมัติ",
    NeedStatus.ACCEPTED_IN_PART: "ได้รับอนุมัติบางส่วน",
    NeedStatus.REJECTED: "ไม่ได้รับอนุมัติ",
    NeedStatus.DONE: "ดำเนินการแล้ว",
    NeedStatus.MERGED: "รวมกับความต้องการอื่นแล้ว",
    NeedStatus.SPLIT: "แยกเป็นหลายความต้องการแล้ว",
    NeedStatus.WITHDRAWN: "ยกเลิกแล้ว",
}


class Verification(StrEnum):
    """How far people looked whether it is so: in the area, then at the province."""

    UNVERIFIED = "UNVERIFIED"
    AREA_CONFIRMED = "AREA_CONFIRMED"
    AREA_SENT_BACK = "AREA_SENT_BACK"
    PROVINCE_CONFIRMED = "PROVINCE_CONFIRMED"
    PROVINCE_SENT_BACK = "PROVINCE_SENT_BACK"


VERIFICATION_TH = {
    Verification.UNVERIFIED: "ยังไม่ตรวจสอบ",
    Verification.AREA_CONFIRMED: "พื้นที่ยืนยันแล้ว",
    Verification.AREA_SENT_BACK: "พื้นที่ส่งกลับให้แก้",
    Verification.PROVINCE_CONFIRMED: "จังหวัดยืนยันแล้ว",
    Verification.PROVINCE_SENT_BACK: "จังหวัดส่งกลับให้แก้",
}


class CauseKind(StrEnum):
    """What made a need take a step."""

    NEED = "NEED"
    ADOPTION = "ADOPTION"
    PROPOSAL = "PROPOSAL"
    ANSWER = "ANSWER"
    RESULT = "RESULT"
    MERGER = "MERGER"
    SPLIT = "SPLIT"
    REVERSAL = "REVERSAL"
    CLOSING = "CLOSING"
    DROP = "DROP"
    EVENT = "EVENT"


CAUSE_TH = {
    CauseKind.NEED: "บันทึกความต้องการ",
    CauseKind.ADOPTION: "รับรองแผน",
    CauseKind.PROPOSAL: "ยื่นข้อเสนอ",
    CauseKind.ANSWER: "ได้รับคำตอบ",
    CauseKind.RESULT: "รายงานผล",
    CauseKind.MERGER: "รวมความต้องการ",
    CauseKind.SPLIT: "แยกความต้องการ",
    CauseKind.REVERSAL: "ยกเลิกการรวม",
    CauseKind.CLOSING: "ปิดรอบปี ยกไปปีถัดไป",
    CauseKind.DROP: "ไม่อยู่ในแผนฉบับใหม่",
    CauseKind.EVENT: "เหตุการณ์ก่อนมีบันทึกขั้นตอน",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes needs take a step: an act by its id, and the day on which it happened."""

    kind: CauseKind
    id: UUID
    on: dt.date


@dataclass(frozen=True, slots=True)
class Voice:
    """A need on the way of one that is asked for, and who voiced it."""

    asked: UUID
    need_id: UUID
    title_th: str
    area_code: str
    organization_id: UUID | None
    forum_th: str | None
    original: bool
    """It came from no other need."""
    made: bool
    """A merger made it."""
    own: bool
    """What is asked for is this need or came of it."""


IN_STATE = "status:-updated_at"
"""The order of one state's needs: told apart, for PostgreSQL takes the index of all changes otherwise."""


class NeedSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "area_code": "720602",
    "title_th": "ถนนเข้าแปลงนาขาดทุกหน้าฝน",
    "description_th": "รถเก็บเกี่ยวเข้าแปลงไม่ได้เดือนกันยายนถึงตุลาคม ขอท่อลอดและลูกรัง",
    "cause_th": "ทางน้ำเดิมถูกถมเมื่อทำถนน น้ำจึงท่วมคันทางทุกปี",
    "issue_code": "FARMERS",
    "voiced_on": "2025-01-20",
    "voiced_by_organization_id": "01680000-0000-7000-8000-000000000303",
    "voiced_at_th": "เวทีประชาคมตำบลหนองสาหร่าย",
    "households": 60,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000501",
    "area": NONG_SARAI,
    "title_th": "ขาดน้ำทำการเกษตรในฤดูแล้ง",
    "description_th": "นาและไร่ท้ายคลองไม่มีน้ำตั้งแต่เดือนกุมภาพันธ์ถึงเมษายน ขอฝายและคลองไส้ไก่ส่งน้ำ",
    "cause_th": None,
    "issue_code": "WATER",
    "voiced_on": "2024-06-15",
    "voiced_by_organization_id": None,
    "voiced_by_organization_th": None,
    "voiced_at_th": "เวทีประชาคมตำบลหนองสาหร่าย",
    "households": 120,
    "status": "DONE",
    "verification": "UNVERIFIED",
    "revision": 5,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Households = Annotated[
    int, Field(strict=True, ge=0, le=10_000_000, json_schema_extra={"format": "int32"})
]


class NeedNew(BaseModel):
    """What is needed to record a need; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode = Field(description="ตำบลหรือหมู่บ้าน")
    title_th: Line
    description_th: Prose | None = None
    cause_th: Prose | None = Field(None, description="สาเหตุของปัญหา · why it is so")
    issue_code: IssueCode
    voiced_on: PastDate = Field(description="วันที่เสนอความต้องการ")
    voiced_by_organization_id: Id | None = None
    voiced_at_th: Line | None = Field(None, description="เวทีที่เสนอ; ต้องมีองค์กรหรือเวที")
    households: Households | None = None


class NeedChange(BaseModel):
    """What may be changed; what is left out stays, null empties. State moves by acts only."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"households": 135, "reason": "สำรวจใหม่"}]},
    )

    title_th: Line = OMITTED
    description_th: Prose | None = None
    cause_th: Prose | None = Field(None, description="สาเหตุของปัญหา · why it is so")
    issue_code: IssueCode = OMITTED
    voiced_on: PastDate = OMITTED
    voiced_by_organization_id: Id | None = None
    voiced_at_th: Line | None = None
    households: Households | None = None
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Need(BaseModel):
    """A need as it stands today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    title_th: str = Field(max_length=500)
    description_th: str | None = Field(max_length=5000)
    cause_th: str | None = Field(max_length=5000)
    issue_code: IssueCode
    voiced_on: PlainDate
    voiced_by_organization_id: Id | None
    voiced_by_organization_th: str | None = Field(max_length=200)
    voiced_at_th: str | None = Field(max_length=500)
    households: Households | None
    status: NeedStatus
    verification: Verification
    revision: Revision
    created_at: Instant
    updated_at: Instant


class NeedPage(BaseModel):
    """A page of needs."""

    items: list[Need] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NeedFilters(AreaQuery):
    """How the list of needs may be narrowed."""

    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    status: Annotated[NeedStatus | None, Field(description="สถานะ")] = None
    verification: Annotated[Verification | None, Field(description="การตรวจสอบ")] = None
    sort: Annotated[NeedSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None

    @property
    def _in_state(self) -> bool:
        return self.sort is NeedSort.UPDATED and self.status is not None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; of one state, newest change first, that state's part of the index."""
        asked = super().conditions()
        if self._in_state:
            asked[IN_STATE] = asked.pop("status")
        return asked

    def order(self) -> str | None:
        """Return the order asked for; within one state that of the index which begins with it."""
        return IN_STATE if self._in_state else super().order()
