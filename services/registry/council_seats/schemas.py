"""What councils' terms and seats look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.council_offices.schemas import SEAT_KIND_TH, SeatKind
from services.registry.organizations.schemas import Count
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import VillageCode
from shared.thai_time import Instant, PastDate, PlainDate

__all__ = ["SEAT_KIND_TH", "SeatKind"]


class Cause(StrEnum):
    """Why a seat ends before its term."""

    RESIGNED = "RESIGNED"
    DIED = "DIED"
    RECALLED = "RECALLED"
    OTHER = "OTHER"


CAUSE_TH = {
    Cause.RESIGNED: "ลาออก",
    Cause.DIED: "เสียชีวิต",
    Cause.RECALLED: "ชุมชนเปลี่ยนผู้แทน",
    Cause.OTHER: "อื่น ๆ",
}
TERM: JsonDict = {
    "council_id": "01680000-0000-7000-8000-000000000303",
    "starts_on": "2027-09-01",
    "village_representatives": 34,
    "community_representatives": 6,
    "experts": 8,
}
TERM_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b41",
    **TERM,
    "starts_on": "2023-09-01",
    "ends_on": "2027-09-01",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
SEAT: JsonDict = {
    "council_id": TERM["council_id"],
    "kind": "VILLAGE",
    "village_code": "72060202",
    "person_id": "01680000-0000-7000-8000-000000000702",
    "starts_on": "2023-09-01",
}
SEAT_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b51",
    **SEAT,
    "village_code": "72060201",
    "person_id": "01680000-0000-7000-8000-000000000701",
    "community_id": None,
    "ends_on": "2027-09-01",
    "holder_th": "สมชาย ใจดี",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
ENDING: JsonDict = {"ended_on": "2025-06-01", "cause": "RECALLED"}


class CouncilTermNew(BaseModel):
    """A term of a council's members begins."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [TERM]})

    id: NewId
    council_id: Id
    starts_on: PlainDate
    ends_on: PlainDate | None = Field(
        None, description="วันแรกที่พ้นวาระ ไม่ระบุคือครบวาระตามกติกา · by default the full term"
    )
    village_representatives: Count | None = Field(None, description="ผู้แทนชุมชนในหมู่บ้าน (คน)")
    community_representatives: Count | None = Field(None, description="ผู้แทนชุมชนอื่น (คน)")
    experts: Count | None = Field(None, description="ผู้ทรงคุณวุฒิ (คน)")


class CouncilTerm(BaseModel):
    """A term of a council's members."""

    model_config = ConfigDict(json_schema_extra={"examples": [TERM_SHOWN]})

    id: Id
    council_id: Id
    starts_on: PlainDate
    ends_on: PlainDate
    village_representatives: Count | None
    community_representatives: Count | None
    experts: Count | None
    revision: Revision
    created_at: Instant


class CouncilTermPage(BaseModel):
    """A page of terms."""

    items: list[CouncilTerm] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilTermFilters(ListQuery):
    """How the list of terms may be narrowed."""

    council: Annotated[Id | None, Field(description="สภา")] = None
    on: Annotated[PlainDate | None, Field(description="วาระ ณ วันที่")] = None


class CouncilSeatNew(BaseModel):
    """Somebody takes a seat in a council; until the end of the term that holds on the first day."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SEAT]})

    id: NewId
    council_id: Id
    kind: SeatKind
    village_code: VillageCode | None = Field(None, description="หมู่บ้าน เฉพาะผู้แทนหมู่บ้าน")
    community_id: Id | None = Field(None, description="การจดแจ้งของชุมชนอื่น เฉพาะผู้แทนชุมชนอื่น")
    person_id: Id | None = Field(None, description="บุคคล ถ้าอยู่ในทะเบียน · the person where known")
    starts_on: PlainDate


class CouncilSeatEndingNew(BaseModel):
    """The first day on which somebody no longer sits."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENDING]})

    id: NewId
    ended_on: PastDate
    cause: Cause


class CouncilSeat(BaseModel):
    """A seat in a council."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEAT_SHOWN]})

    id: Id
    council_id: Id
    kind: SeatKind
    village_code: str | None = Field(max_length=8)
    community_id: Id | None
    person_id: Id | None = Field(
        description="ว่างเมื่อไม่ทราบหรือลบข้อมูลแล้ว · null when unknown or erased"
    )
    starts_on: PlainDate
    ends_on: PlainDate
    holder_th: str | None = Field(
        max_length=250,
        description="ชื่อผู้นั่ง เปิดเผยทั้งขณะนั่งและหลังจากนั้น ว่างในคำตอบของ as_of · null for `as_of`",
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CouncilSeatPage(BaseModel):
    """A page of seats."""

    items: list[CouncilSeat] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilSeatFilters(ListQuery):
    """How the list of seats may be narrowed."""

    council: Annotated[Id | None, Field(description="สภา")] = None
    person: Annotated[Id | None, Field(description="บุคคล")] = None
    kind: Annotated[SeatKind | None, Field(description="ประเภทสมาชิก")] = None
    on: Annotated[PlainDate | None, Field(description="ผู้เป็นสมาชิก ณ วันที่ · who sat on this day")] = (
        None
    )
