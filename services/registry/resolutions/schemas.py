"""What resolutions look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.organizations.schemas import IssueCode, Issues
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock
from shared.privacy import ShortWords, Story, Words
from shared.thai_time import Instant


class ResolutionKind(StrEnum):
    """What a resolution does."""

    DECISION = "DECISION"
    ASSIGNMENT = "ASSIGNMENT"
    PROPOSAL = "PROPOSAL"
    APPOINTMENT = "APPOINTMENT"
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"


KIND_TH = {
    ResolutionKind.DECISION: "มติ",
    ResolutionKind.ASSIGNMENT: "มอบหมายงาน",
    ResolutionKind.PROPOSAL: "ข้อเสนอ",
    ResolutionKind.APPOINTMENT: "แต่งตั้ง",
    ResolutionKind.ACKNOWLEDGEMENT: "รับทราบ",
}


class Outcome(StrEnum):
    """What became of it in the meeting."""

    CARRIED = "CARRIED"
    REJECTED = "REJECTED"
    DEFERRED = "DEFERRED"


OUTCOME_TH = {
    Outcome.CARRIED: "ผ่าน",
    Outcome.REJECTED: "ไม่ผ่าน",
    Outcome.DEFERRED: "เลื่อน",
}
NEW: JsonDict = {
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "number": "2",
    "kind": "ASSIGNMENT",
    "outcome": "CARRIED",
    "text_th": "ให้แต่ละภาคทบทวนข้อเสนอ และส่งผู้แทนร่วมสังเคราะห์กับกองเลขานุการ",
    "issues": [],
    "group_parts": [
        {"role_th": "ผู้แทนภาคประชาชน", "each_region": True, "count": 1},
        {"role_th": "เจ้าหน้าที่ภาค", "each_region": True, "count": 1},
        {"role_th": "เจ้าหน้าที่ส่วนกลาง", "each_region": False, "count": 2},
    ],
}
_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a11",
    **{name: value for name, value in NEW.items() if name != "group_parts"},
    "number": "1",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "votes_for": None,
    "votes_against": None,
    "abstained": None,
    "group_parts": [
        {"role_th": "ผู้แทนภาคประชาชน", "each_region": True, "count": 1, "total": 5},
        {"role_th": "เจ้าหน้าที่ภาค", "each_region": True, "count": 1, "total": 5},
        {"role_th": "เจ้าหน้าที่ส่วนกลาง", "each_region": False, "count": 2, "total": 2},
    ],
    "group_total": 12,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Votes = Annotated[int, Field(strict=True, ge=0, le=100_000, json_schema_extra={"format": "int32"})]


class PartNew(BaseModel):
    """A part of a working group: how many of whom, once or from each region."""

    model_config = ConfigDict(extra="forbid")

    role_th: ShortWords
    each_region: bool = Field(False, description="จำนวนนี้ต่อหนึ่งภาค · so many from each region")
    count: int = Field(strict=True, ge=1, le=1000, json_schema_extra={"format": "int32"})


class Part(BaseModel):
    """A part of a working group, and how many people it makes in all."""

    role_th: str = Field(max_length=100)
    each_region: bool
    count: int = Field(json_schema_extra={"format": "int32"})
    total: int = Field(json_schema_extra={"format": "int32"})


class ResolutionNew(BaseModel):
    """What is needed to write down a resolution; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    meeting_id: Id
    number: ShortWords = Field(description="ข้อที่ เช่น 1 หรือ 2.1 · unique in the meeting")
    kind: ResolutionKind = ResolutionKind.DECISION
    outcome: Outcome = Outcome.CARRIED
    text_th: Story
    issues: Issues = []
    votes_for: Votes | None = None
    votes_against: Votes | None = None
    abstained: Votes | None = None
    group_parts: list[PartNew] = Field(
        [],
        max_length=20,
        description="องค์ประกอบของคณะทำงานที่มติตั้ง · whom a working group consists of",
    )


class ResolutionChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"outcome": "DEFERRED", "reason": "บันทึกผิด"}]},
    )

    kind: ResolutionKind = OMITTED
    outcome: Outcome = OMITTED
    text_th: Story = OMITTED
    issues: Issues = OMITTED
    votes_for: Votes | None = None
    votes_against: Votes | None = None
    abstained: Votes | None = None
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Resolution(BaseModel):
    """A resolution as it is written down."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    id: Id
    meeting_id: Id
    number: str = Field(max_length=100)
    area: AreaBlock
    kind: ResolutionKind
    outcome: Outcome
    text_th: str = Field(max_length=5000)
    issues: list[IssueCode] = Field(max_length=20)
    votes_for: Votes | None
    votes_against: Votes | None
    abstained: Votes | None
    group_parts: list[Part] = Field(max_length=20)
    group_total: int = Field(
        description="คนทั้งหมดของคณะทำงาน · people in all", json_schema_extra={"format": "int32"}
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ResolutionPage(BaseModel):
    """A page of resolutions."""

    items: list[Resolution] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ResolutionFilters(AreaQuery):
    """How the list of resolutions may be narrowed."""

    meeting: Annotated[Id | None, Field(description="การประชุม")] = None
    kind: Annotated[ResolutionKind | None, Field(description="ประเภท")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
