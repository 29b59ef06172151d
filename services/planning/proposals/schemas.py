"""What proposals look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.addressees.schemas import AddresseeKind
from services.planning.answers.schemas import ANSWER, SAID, Answer, PastAnswer
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.text import Line, Name
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]


class ProposalStatus(StrEnum):
    """How far a proposal has come."""

    SUBMITTED = "SUBMITTED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"
    ASKED_AGAIN = "ASKED_AGAIN"


STATUS_TH = {
    ProposalStatus.SUBMITTED: "ยื่นแล้ว",
    ProposalStatus.ACKNOWLEDGED: "รับเรื่องแล้ว",
    ProposalStatus.ACCEPTED: "อนุมัติ",
    ProposalStatus.ACCEPTED_IN_PART: "อนุมัติบางส่วน",
    ProposalStatus.REJECTED: "ไม่อนุมัติ",
    ProposalStatus.ASKED_AGAIN: "ขอให้พิจารณาใหม่",
}


class ClockState(StrEnum):
    """Whether the addressee is in time with the next word."""

    WAITING = "WAITING"
    ACK_OVERDUE = "ACK_OVERDUE"
    ANSWER_OVERDUE = "ANSWER_OVERDUE"
    ENDED = "ENDED"


CLOCK_TH = {
    ClockState.WAITING: "รออยู่ในกำหนด",
    ClockState.ACK_OVERDUE: "เลยกำหนดรับเรื่อง ยังเงียบ",
    ClockState.ANSWER_OVERDUE: "เลยกำหนดตอบ ยังเงียบ",
    ClockState.ENDED: "ไม่มีสิ่งที่รอ",
}


class SecretaryKind(StrEnum):
    """What kind of follow-up secretary a proposal has."""

    ACCOUNT = "ACCOUNT"
    ORGANIZATION = "ORGANIZATION"
    BODY = "BODY"


SECRETARY_TH = {
    SecretaryKind.ACCOUNT: "ผู้ใช้ของระบบ",
    SecretaryKind.ORGANIZATION: "องค์กร",
    SecretaryKind.BODY: "คณะทำงาน",
}


class Waiting(StrEnum):
    """Which proposals wait for a word of the addressee."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"


WAITING_TH = {Waiting.OPEN: "ยังรอคำตอบ", Waiting.OVERDUE: "เลยกำหนด"}


class ProposalSort(StrEnum):
    """Orders of the list: by place, newest submission or change first, or what is due first."""

    PLACE = "place"
    SUBMITTED = "-submitted_on"
    UPDATED = "-updated_at"
    DUE = "due_on"


ASKED: JsonDict = {"amount": "350000.00", "currency": "THB"}
NEW: JsonDict = {
    "plan_item_id": "01680000-0000-7000-8000-000000000532",
    "addressee_kind": "PAO",
    "addressee_th": "นายกองค์การบริหารส่วนจังหวัดสุพรรณบุรี",
    "title_th": "ขอรับการสนับสนุนคลองส่งน้ำ วาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี",
    "asked": {"amount": "150000.00", "currency": "THB"},
    "submitted_on": "2025-01-15",
}
_STORY = "01680000-0000-7000-8000-000000000{}"
_ANSWERED: JsonDict = {"id": _STORY.format("543"), **ANSWER}
OFFICIAL: JsonDict = {
    "plan_name_th": "แผนปฏิบัติราชการประจำปีของจังหวัดสุพรรณบุรี (ค่าทดสอบ)",
    "reference_th": "โครงการที่ 12 (ค่าทดสอบ)",
    "fiscal_year_be": 2568,
    "budget": {"amount": "150000.00", "currency": "THB"},
    "noted_on": "2025-01-20",
}
DOCUMENT: JsonDict = {
    "sha256": "f4298d39bf06c45a4d9238f47377d416c949d6b042d51a7678a6a1eac686e8f1",
    "title_th": "หนังสือนำส่งข้อเสนอ (ค่าทดสอบ)",
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
    "addressee_id": None,
    "documents": [],
    "clock": {
        "state": "ENDED",
        "acknowledge_by": "2024-10-25",
        "answer_by": "2024-12-09",
        "overdue_since": None,
        "escalated_on": None,
    },
    "answer": _ANSWERED,
    "answers": [{**_ANSWERED, "reply": {"id": _STORY.format("593"), **SAID}}],
    "secretary": {"kind": "BODY", "id": _STORY.format("d01"), "name_th": None},
    "official_items": [{"id": _STORY.format("597"), **OFFICIAL, "reason_th": None}],
    "closing": None,
    "revision": 6,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class ProposalNew(BaseModel):
    """What is needed to submit a proposal; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    plan_item_id: Id = Field(description="โครงการของแผนที่รับรองแล้ว")
    addressee_id: Id | None = Field(None, description="ผู้รับที่กำหนดไว้ แทนสองช่องถัดไป")
    addressee_kind: AddresseeKind | None = None
    addressee_th: Name | None = Field(None, description="ผู้รับ เช่น ผู้ว่าราชการจังหวัดสุพรรณบุรี")
    title_th: Line
    asked: Money = Field(
        description="วงเงินที่ขอ รวมทุกข้อเสนอไม่เกินงบของโครงการ และไม่ซ้ำกับเงินก้อนเดียวกันที่ขอไว้ในแผนระดับล่างหรือบน"
        " · the same money is asked for once, at whatever level of plans"
    )
    submitted_on: PastDate


class DocumentNew(BaseModel):
    """A document of a proposal, by the SHA-256 of its file: what it is, whoever keeps it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [DOCUMENT]})

    id: NewId
    sha256: Sha256 = Field(
        description="ระบุว่าเป็นไฟล์ใด ไม่ได้ตรวจว่าทะเบียนมีไฟล์นี้ ไฟล์ที่ไม่ได้แนบไว้ในทะเบียนถูกลบหลังเจ็ดวัน"
        " · which file it is; that the registry keeps it is not looked at, and what is attached to nothing"
        " there is thrown away after seven days"
    )
    title_th: Line


class Document(BaseModel):
    """A document of a proposal."""

    id: Id
    sha256: Sha256
    title_th: str = Field(max_length=500)


class Clock(BaseModel):
    """By when the addressee has to be heard, and whether it is silent."""

    state: ClockState
    acknowledge_by: PlainDate | None
    answer_by: PlainDate | None
    overdue_since: PlainDate | None = Field(description="วันแรกที่เลยกำหนด")
    escalated_on: PlainDate | None = Field(description="ส่งเรื่องความเงียบขึ้นไปเมื่อใด")


class Secretary(BaseModel):
    """Who follows a proposal up: an account, an organization or a body, never by a person's name."""

    kind: SecretaryKind
    id: Id
    name_th: str | None = Field(max_length=200, description="ชื่อองค์กร")


class OfficialItem(BaseModel):
    """What a proposal became in an official plan."""

    id: Id
    plan_name_th: str = Field(max_length=500)
    reference_th: str = Field(max_length=500)
    fiscal_year_be: FiscalYearBe
    budget: Money
    reason_th: str | None = Field(max_length=5000)
    noted_on: PlainDate


class Closing(BaseModel):
    """When and why a proposal is followed no further."""

    closed_on: PlainDate
    reason_th: str = Field(max_length=5000)


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
    addressee_id: Id | None
    documents: list[Document] = Field(max_length=100)
    clock: Clock
    answer: Answer | None = Field(description="คำตอบที่นับ")
    answers: list[PastAnswer] = Field(max_length=50, description="ทุกคำตอบตามลำดับ")
    secretary: Secretary | None = Field(description="เลขานุการติดตาม")
    official_items: list[OfficialItem] = Field(max_length=50, description="กลายเป็นอะไรในแผนทางการ")
    closing: Closing | None
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
    addressee_id: Annotated[Id | None, Field(description="ผู้รับ")] = None
    secretary_id: Annotated[Id | None, Field(description="เลขานุการติดตาม")] = None
    waiting: Annotated[
        Waiting | None, Field(description="ที่ยังรอคำตอบ หรือเลยกำหนดแล้ว · open, or overdue")
    ] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    sort: Annotated[ProposalSort | None, Field(description="เรียงตาม")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for."""
        asked = super().conditions()
        if asked.pop("waiting", None):
            asked[f"waiting:{self.waiting}"] = {}
        return asked
