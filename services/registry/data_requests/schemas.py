"""What requests about one's own data look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.privacy import PrivateStory, Words
from shared.thai_time import Instant, PastDate, PlainDate


class RequestKind(StrEnum):
    """What a person asks about their data."""

    ACCESS = "ACCESS"
    CORRECTION = "CORRECTION"
    OBJECTION = "OBJECTION"
    ERASURE = "ERASURE"


KIND_TH = {
    RequestKind.ACCESS: "ขอเข้าถึงข้อมูล",
    RequestKind.CORRECTION: "ขอแก้ไขข้อมูล",
    RequestKind.OBJECTION: "คัดค้านการใช้ข้อมูล",
    RequestKind.ERASURE: "ขอลบข้อมูล",
}


class Channel(StrEnum):
    """How the request came."""

    ACCOUNT = "ACCOUNT"
    PAPER = "PAPER"


CHANNEL_TH = {Channel.ACCOUNT: "ทางบัญชีของตน", Channel.PAPER: "เป็นกระดาษผ่านเจ้าหน้าที่"}


class RequestStatus(StrEnum):
    """How far a request is."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


STATUS_TH = {
    RequestStatus.OPEN: "รอพิจารณา",
    RequestStatus.ACCEPTED: "รับดำเนินการแล้ว",
    RequestStatus.REJECTED: "ไม่รับ พร้อมเหตุผล",
}


class Outcome(StrEnum):
    """What was decided."""

    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


OUTCOME_TH = {Outcome.ACCEPTED: "รับ", Outcome.REJECTED: "ไม่รับ"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000901",
    "kind": "ERASURE",
    "person_id": "01680000-0000-7000-8000-000000000701",
    "area_code": "720602",
    "channel": "PAPER",
    "details_th": "***",
    "received_on": "2026-11-20",
    "due_on": "2027-02-18",
    "status": "OPEN",
    "decided_at": None,
    "reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


OWN: JsonDict = {
    "person": {"given_name_th": "สมชาย", "family_name_th": "ใจดี", "phone": "0812345678"},
    "account": [{"login": "somchai.nongsarai", "status": "ACTIVE"}],
    "memberships": [{"organization_th": "กลุ่มออมทรัพย์หนองสาหร่าย", "post": "CHAIR"}],
    "seats": [{"body_th": "คณะอนุกรรมการประสานงานขบวนองค์กรชุมชน", "post": "MEMBER"}],
    "trainings": [],
    "purposes": [{"purpose": "CONTACT_LEADERS", "basis": "PUBLIC_TASK", "source": "แบบรายงานตัว"}],
    "recipients": [{"actor": "01680000-0000-7000-8000-000000000601", "times": 2}],
    "accesses": [{"at": "2026-11-20T03:00:05.120000Z", "purpose": "CONTACT_LEADERS"}],
    "requests": [],
}


class DataRequestNew(BaseModel):
    """What somebody asks; staff who write down a letter name the person."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "ACCESS", "details_th": "ขอสำเนาข้อมูลของฉัน"}]},
    )

    id: NewId
    kind: RequestKind
    details_th: PrivateStory | None = None
    person_id: Id | None = Field(
        None, description="ว่าง = บุคคลของบัญชีนี้ · none is the person of this account"
    )
    received_on: PastDate | None = Field(None, description="วันที่รับเรื่อง ว่าง = วันนี้")


class DecisionNew(BaseModel):
    """What is decided about a request, and why; not by who asked."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}]},
    )

    id: NewId
    outcome: Outcome
    reason_th: Words


class DataRequest(BaseModel):
    """A request; its words are shown in full to those concerned when they read it alone."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: RequestKind
    person_id: Id
    area_code: str = Field(max_length=8)
    channel: Channel
    details_th: str | None = Field(max_length=5000)
    received_on: PlainDate
    due_on: PlainDate
    status: RequestStatus
    decided_at: Instant | None
    reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant


class DataRequestPage(BaseModel):
    """A page of requests, those due first."""

    items: list[DataRequest] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class DataRequestFilters(AreaQuery):
    """How the list of requests may be narrowed."""

    status: Annotated[RequestStatus | None, Field(description="สถานะ")] = None
    kind: Annotated[RequestKind | None, Field(description="ขออะไร")] = None


class PersonalData(BaseModel):
    """All that is known of the caller's own person, why, who was given it, and who looked."""

    model_config = ConfigDict(json_schema_extra={"examples": [OWN]})

    person: dict[str, Any] = Field(description="ข้อมูลทั้งหมด · all fields in full")
    account: list[dict[str, Any]] = Field(max_length=100)
    memberships: list[dict[str, Any]] = Field(max_length=1000)
    seats: list[dict[str, Any]] = Field(max_length=1000)
    trainings: list[dict[str, Any]] = Field(max_length=1000)
    purposes: list[dict[str, Any]] = Field(max_length=1000, description="ใช้ทำอะไร ด้วยฐานใด")
    recipients: list[dict[str, Any]] = Field(max_length=1000, description="ใครเคยได้รับ")
    accesses: list[dict[str, Any]] = Field(max_length=1000, description="ทุกครั้งที่มีผู้เข้าดู")
    requests: list[dict[str, Any]] = Field(max_length=1000)
