"""What proposals look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.text import Line, Name, Prose
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class AddresseeKind(StrEnum):
    """To whom a proposal goes."""

    GOVERNOR = "GOVERNOR"
    PAO = "PAO"
    LAO = "LAO"
    MINISTRY = "MINISTRY"
    AGENCY = "AGENCY"
    CABINET = "CABINET"


ADDRESSEE_TH = {
    AddresseeKind.GOVERNOR: "ผู้ว่าราชการจังหวัด",
    AddresseeKind.PAO: "องค์การบริหารส่วนจังหวัด",
    AddresseeKind.LAO: "องค์กรปกครองส่วนท้องถิ่น",
    AddresseeKind.MINISTRY: "กระทรวง",
    AddresseeKind.AGENCY: "หน่วยงาน",
    AddresseeKind.CABINET: "คณะรัฐมนตรี",
}


class Outcome(StrEnum):
    """How a proposal was answered."""

    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"


OUTCOME_TH = {
    Outcome.ACCEPTED: "อนุมัติ",
    Outcome.ACCEPTED_IN_PART: "อนุมัติบางส่วน",
    Outcome.REJECTED: "ไม่อนุมัติ",
}


class ProposalStatus(StrEnum):
    """How far a proposal has come."""

    SUBMITTED = "SUBMITTED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"


STATUS_TH = {
    ProposalStatus.SUBMITTED: "ยื่นแล้ว",
    ProposalStatus.ACKNOWLEDGED: "รับเรื่องแล้ว",
    ProposalStatus.ACCEPTED: "อนุมัติ",
    ProposalStatus.ACCEPTED_IN_PART: "อนุมัติบางส่วน",
    ProposalStatus.REJECTED: "ไม่อนุมัติ",
}


class ProposalSort(StrEnum):
    """Orders of the list: by place, newest submission first, or newest change first."""

    PLACE = "place"
    SUBMITTED = "-submitted_on"
    UPDATED = "-updated_at"


ASKED: JsonDict = {"amount": "350000.00", "currency": "THB"}
GRANTED: JsonDict = {"amount": "200000.00", "currency": "THB"}
NEW: JsonDict = {
    "plan_item_id": "01680000-0000-7000-8000-000000000532",
    "addressee_kind": "PAO",
    "addressee_th": "นายกองค์การบริหารส่วนจังหวัดสุพรรณบุรี",
    "title_th": "ขอรับการสนับสนุนคลองส่งน้ำ วาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี",
    "asked": {"amount": "150000.00", "currency": "THB"},
    "submitted_on": "2025-01-15",
}
ANSWER: JsonDict = {
    "outcome": "ACCEPTED_IN_PART",
    "granted": GRANTED,
    "reason_th": "สนับสนุนฝายจากงบจังหวัด ส่วนคลองส่งน้ำให้ขอรับการสนับสนุนจากภาคี",
    "answered_on": "2024-11-29",
    "reference_th": "หนังสือจังหวัด (ค่าทดสอบ)",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000541",
    "plan_item_id": "01680000-0000-7000-8000-000000000532",
    "plan_item_title_th": "วาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี",
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    "fiscal_year_be": 2568,
    "addressee_kind": "GOVERNOR",
    "addressee_th": "ผู้ว่าราชการจังหวัดสุพรรณบุรี",
    "title_th": "ขอรับการสนับสนุนวาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี",
    "asked": ASKED,
    "submitted_on": "2024-10-10",
    "status": "ACCEPTED_IN_PART",
    "acknowledged_on": "2024-10-18",
    "answer": {
        "id": "01680000-0000-7000-8000-000000000543",
        "outcome": "ACCEPTED_IN_PART",
        "granted": GRANTED,
        "reason_th": "สนับสนุนฝายจากงบจังหวัด ส่วนคลองส่งน้ำให้ขอรับการสนับสนุนจากภาคี",
        "answered_on": "2024-11-29",
        "reference_th": "หนังสือจังหวัด (ค่าทดสอบ)",
    },
    "revision": 3,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class ProposalNew(BaseModel):
    """What is needed to submit a proposal; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    plan_item_id: Id = Field(description="โครงการของแผนที่รับรองแล้ว")
    addressee_kind: AddresseeKind
    addressee_th: Name = Field(description="ผู้รับ เช่น ผู้ว่าราชการจังหวัดสุพรรณบุรี")
    title_th: Line
    asked: Money = Field(description="วงเงินที่ขอ รวมทุกข้อเสนอไม่เกินงบของโครงการ")
    submitted_on: PastDate


class AcknowledgementNew(BaseModel):
    """That the addressee confirmed the arrival of a proposal."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "acknowledged_on": "2024-10-18",
                }
            ]
        },
    )

    id: NewId
    acknowledged_on: PastDate


class AnswerNew(BaseModel):
    """The one answer to a proposal."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ANSWER]})

    id: NewId
    outcome: Outcome
    granted: Money | None = Field(None, description="อนุมัติเต็มให้เท่าที่ขอ ไม่อนุมัติให้เว้นว่าง")
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่ออนุมัติบางส่วนหรือไม่อนุมัติ")
    answered_on: PastDate
    reference_th: Line | None = Field(None, description="เลขที่หนังสือ")


class Answer(BaseModel):
    """What was answered."""

    id: Id
    outcome: Outcome
    granted: Money | None
    reason_th: str | None = Field(max_length=5000)
    answered_on: PlainDate
    reference_th: str | None = Field(max_length=500)


class Proposal(BaseModel):
    """A proposal and what became of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_item_id: Id
    plan_item_title_th: str = Field(max_length=500)
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    addressee_kind: AddresseeKind
    addressee_th: str = Field(max_length=200)
    title_th: str = Field(max_length=500)
    asked: Money
    submitted_on: PlainDate
    status: ProposalStatus
    acknowledged_on: PlainDate | None
    answer: Answer | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ProposalPage(BaseModel):
    """A page of proposals."""

    items: list[Proposal] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ProposalFilters(AreaQuery):
    """How the list of proposals may be narrowed."""

    plan_item_id: Annotated[Id | None, Field(description="โครงการ")] = None
    status: Annotated[ProposalStatus | None, Field(description="สถานะ")] = None
    addressee_kind: Annotated[AddresseeKind | None, Field(description="ประเภทผู้รับ")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    sort: Annotated[ProposalSort | None, Field(description="เรียงตาม")] = None
