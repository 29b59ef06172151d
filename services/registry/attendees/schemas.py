"""What attendees of meetings look like."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.meetings.schemas import AttendanceGroup
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import Words
from shared.thai_time import Instant


class AttendeeRole(StrEnum):
    """As what somebody came to a meeting."""

    CHAIR = "CHAIR"
    SECRETARY = "SECRETARY"
    DELEGATE = "DELEGATE"
    MEMBER = "MEMBER"
    EXPERT = "EXPERT"
    FACILITATOR = "FACILITATOR"
    STAFF = "STAFF"
    GUEST = "GUEST"
    OBSERVER = "OBSERVER"


ROLE_TH = {
    AttendeeRole.CHAIR: "ประธานที่ประชุม",
    AttendeeRole.SECRETARY: "เลขานุการที่ประชุม",
    AttendeeRole.DELEGATE: "ผู้แทน",
    AttendeeRole.MEMBER: "ผู้เข้าร่วม",
    AttendeeRole.EXPERT: "ผู้ทรงคุณวุฒิ",
    AttendeeRole.FACILITATOR: "ผู้เอื้ออำนวยกระบวนการ",
    AttendeeRole.STAFF: "เจ้าหน้าที่",
    AttendeeRole.GUEST: "แขกรับเชิญ",
    AttendeeRole.OBSERVER: "ผู้สังเกตการณ์",
}
NEW: JsonDict = {
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "role": "DELEGATE",
    "group": "PARTICIPANTS",
    "organization_id": "01680000-0000-7000-8000-000000000301",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a31",
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "role": "CHAIR",
    "group": "PARTICIPANTS",
    "seat_id": None,
    "person_id": None,
    "organization_id": "01680000-0000-7000-8000-000000000303",
    "withdrawn_at": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class AttendeeNew(BaseModel):
    """Somebody came: who holds a seat of a body, a person, or whoever came for an organization."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    meeting_id: Id
    role: AttendeeRole = AttendeeRole.MEMBER
    group: AttendanceGroup = Field(
        AttendanceGroup.PARTICIPANTS, description="นับในจำนวนใดของการประชุม · in which number"
    )
    seat_id: Id | None = Field(None, description="มาในฐานะผู้นั่งในคณะ · by a seat of a body")
    person_id: Id | None = Field(None, description="บุคคลในทะเบียน ไม่ใช้กับ seat_id")
    organization_id: Id | None = Field(None, description="มาในนามองค์กรใด · for whom")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.seat_id is not None and self.person_id is not None:
            raise PydanticCustomError("only-one-of", "Say only one of these")
        if self.seat_id is None and self.person_id is None and self.organization_id is None:
            raise PydanticCustomError("one-attendee", "Name a seat, a person or an organization")
        return self


class AttendeeWithdrawalNew(BaseModel):
    """Why somebody was written down by mistake."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason_th": "บันทึกผิดครั้งประชุม"}]}
    )

    id: NewId
    reason_th: Words


class Attendee(BaseModel):
    """Somebody who came to a meeting; who is named is seen by those who answer for the meeting."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    meeting_id: Id
    role: AttendeeRole
    group: AttendanceGroup
    seat_id: Id | None
    person_id: Id | None = Field(
        description="ชื่ออยู่ที่ทะเบียนบุคคล ว่างเมื่อลบข้อมูลแล้ว · the name is kept with people only"
    )
    organization_id: Id | None
    withdrawn_at: Instant | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AttendeePage(BaseModel):
    """A page of attendees."""

    items: list[Attendee] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AttendeeFilters(ListQuery):
    """How the list of attendees may be narrowed."""

    meeting: Annotated[Id | None, Field(description="การประชุม")] = None
    seat: Annotated[Id | None, Field(description="ที่นั่งในคณะ")] = None
    person: Annotated[Id | None, Field(description="บุคคล")] = None
    organization: Annotated[Id | None, Field(description="องค์กร")] = None
