"""What commitments look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.partners.agencies.schemas import AgencyBlock
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.privacy import Words
from shared.text import Prose
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class CommitmentStatus(StrEnum):
    """PROPOSED → APPROVED or REFUSED; PROPOSED or APPROVED → WITHDRAWN. Only APPROVED is money."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {
    CommitmentStatus.PROPOSED: "เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน",
    CommitmentStatus.APPROVED: "ผูกพันงบแล้ว",
    CommitmentStatus.REFUSED: "ไม่อนุมัติ",
    CommitmentStatus.WITHDRAWN: "ถอนแล้ว",
}


class CommitmentSort(StrEnum):
    """Orders of the list: newest commitment first, or newest change first."""

    COMMITTED = "-committed_on"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "agency_id": "01680000-0000-7000-8000-000000000401",
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "amount": {"amount": "50000.00", "currency": "THB"},
    "fiscal_year_be": 2568,
    "committed_on": "2025-01-20",
    "note_th": "สมทบกติกาการใช้น้ำ",
}
APPROVAL: JsonDict = {"approved_on": "2025-01-24"}
REFUSAL: JsonDict = {"refused_on": "2025-01-24", "reason_th": "ซ้ำกับงบของโครงการเดิม"}
WITHDRAWAL: JsonDict = {"withdrawn_on": "2025-03-03", "reason_th": "งบประมาณถูกปรับลด"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000551",
    "agency": {
        "id": "01680000-0000-7000-8000-000000000401",
        "code": "CODI",
        "name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
    },
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "plan_item_title_th": "ฝายชะลอน้ำและคลองส่งน้ำเพื่อการเกษตร",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "amount": {"amount": "100000.00", "currency": "THB"},
    "fiscal_year_be": 2568,
    "committed_on": "2024-12-16",
    "note_th": "สมทบคลองส่งน้ำ",
    "status": "APPROVED",
    "status_th": "ผูกพันงบแล้ว",
    "approved_on": "2024-12-20",
    "refused_on": None,
    "refuse_reason_th": None,
    "withdrawn_on": None,
    "withdraw_reason_th": None,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class CommitmentNew(BaseModel):
    """What is needed to propose money for a plan item; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    agency_id: Id
    plan_item_id: Id
    amount: Money = Field(description="มากกว่าศูนย์ และไม่เกินงบที่เหลือของรายการแผน")
    fiscal_year_be: FiscalYearBe = Field(description="ปีงบประมาณเดียวกับแผน")
    committed_on: PastDate
    note_th: Prose | None = None


class ApprovalNew(BaseModel):
    """The approval of a proposed commitment, by somebody else than who proposed it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [APPROVAL]})

    id: NewId
    approved_on: PastDate


class RefusalNew(BaseModel):
    """The refusal of a proposed commitment, by somebody else than who proposed it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [REFUSAL]})

    id: NewId
    refused_on: PastDate
    reason_th: Words


class WithdrawalNew(BaseModel):
    """The withdrawal of a commitment."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [WITHDRAWAL]})

    id: NewId
    withdrawn_on: PastDate
    reason_th: Words


class Commitment(BaseModel):
    """A commitment as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    agency: AgencyBlock
    plan_item_id: Id
    plan_item_title_th: str = Field(max_length=500)
    area: AreaBlock
    amount: Money
    fiscal_year_be: FiscalYearBe
    committed_on: PlainDate
    note_th: str | None = Field(max_length=5000)
    status: CommitmentStatus
    status_th: str = Field(max_length=200)
    approved_on: PlainDate | None
    refused_on: PlainDate | None
    refuse_reason_th: str | None = Field(max_length=500)
    withdrawn_on: PlainDate | None
    withdraw_reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CommitmentPage(BaseModel):
    """A page of commitments."""

    items: list[Commitment] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CommitmentFilters(AreaQuery):
    """How the list of commitments may be narrowed."""

    agency_id: Annotated[Id | None, Field(description="หน่วยงานที่ผูกพันงบ")] = None
    plan_item_id: Annotated[Id | None, Field(description="รายการแผน")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ พ.ศ.")] = None
    status: Annotated[CommitmentStatus | None, Field(description="สถานะ")] = None
    sort: Annotated[CommitmentSort | None, Field(description="ใหม่ก่อน หรือแก้ล่าสุดก่อน")] = None
