"""What following proposals up looks like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.proposals.schemas import OFFICIAL, SecretaryKind
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.money import Money
from shared.text import Line, Prose
from shared.thai_time import FiscalYearBe, Instant, PastDate, PlainDate


class FollowUpSort(StrEnum):
    """The order of the list: oldest note first."""

    NOTED = "noted_on"


SECRETARY: JsonDict = {
    "kind": "BODY",
    "subject_id": "01680000-0000-7000-8000-000000000d01",
    "named_on": "2024-12-10",
}
NOTE: JsonDict = {
    "noted_on": "2025-01-20",
    "text_th": "สำนักงานจังหวัดแจ้งว่าบรรจุในแผนปฏิบัติการประจำปีแล้ว (ค่าทดสอบ)",
    "next_on": "2025-03-01",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000594",
    "proposal_id": "01680000-0000-7000-8000-000000000541",
    **NOTE,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
MORE: JsonDict = {**OFFICIAL, "budget": {"amount": "50000.00", "currency": "THB"}}
CLOSING: JsonDict = {
    "closed_on": "2025-09-30",
    "reason_th": "ได้รับการสนับสนุนครบตามที่อนุมัติและรายงานผลแล้ว",
}


class SecretaryNew(BaseModel):
    """Who follows a proposal up: an account, an organization or a body, never by a person's name."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SECRETARY]})

    id: NewId
    kind: SecretaryKind
    subject_id: Id = Field(description="รหัสของผู้ใช้ องค์กร หรือคณะทำงานในทะเบียน")
    named_on: PastDate


class FollowUpNew(BaseModel):
    """What was heard of a proposal."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NOTE]})

    id: NewId
    noted_on: PastDate
    text_th: Prose
    next_on: PlainDate | None = Field(None, description="จะติดตามอีกเมื่อใด")


class OfficialItemNew(BaseModel):
    """What a proposal became in an official plan."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [MORE]})

    id: NewId
    plan_name_th: Line
    reference_th: Line = Field(description="เลขที่หรือลำดับโครงการในแผน")
    fiscal_year_be: FiscalYearBe
    budget: Money = Field(description="รวมทุกแผนไม่เกินที่อนุมัติ เว้นแต่มีเหตุผล")
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่อเกินที่อนุมัติ")
    noted_on: PastDate


class ClosingNew(BaseModel):
    """When and why a proposal is followed no further."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CLOSING]})

    id: NewId
    closed_on: PastDate
    reason_th: Prose


class FollowUp(BaseModel):
    """What was heard of a proposal on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    proposal_id: Id
    noted_on: PlainDate
    text_th: str = Field(max_length=5000)
    next_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class FollowUpPage(BaseModel):
    """A page of follow-ups."""

    items: list[FollowUp] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class FollowUpFilters(ListQuery):
    """How the list of follow-ups may be sorted."""

    sort: Annotated[FollowUpSort | None, Field(description="เรียงตาม")] = None
