"""What suggestions look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import AreaBlock
from shared.text import Line
from shared.thai_time import Instant


class SubjectKind(StrEnum):
    """What changes may be suggested of."""

    ORGANIZATION = "ORGANIZATION"


SUBJECT_KIND_TH = {SubjectKind.ORGANIZATION: "องค์กร"}


class Rung(StrEnum):
    """How high a suggestion has climbed; those below may still decide."""

    OWNER = "OWNER"
    PROVINCE = "PROVINCE"
    REGION = "REGION"


RUNG_TH = {
    Rung.OWNER: "เจ้าของข้อมูล: แกนนำองค์กร หรือเจ้าหน้าที่ตำบล",
    Rung.PROVINCE: "คณะทำงานจังหวัด",
    Rung.REGION: "สำนักงานภาคและระดับชาติ",
}


class SuggestionStatus(StrEnum):
    """What became of it."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    PARTLY_ACCEPTED = "PARTLY_ACCEPTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {
    SuggestionStatus.OPEN: "รอตัดสิน",
    SuggestionStatus.ACCEPTED: "รับทั้งหมด",
    SuggestionStatus.PARTLY_ACCEPTED: "รับบางส่วน",
    SuggestionStatus.REFUSED: "ไม่รับ",
    SuggestionStatus.WITHDRAWN: "ผู้เสนอถอน",
}


class Outcome(StrEnum):
    """What is decided."""

    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


OUTCOME_TH = {Outcome.ACCEPTED: "รับ", Outcome.REFUSED: "ไม่รับ"}
COUNCIL = "01680000-0000-7000-8000-000000000303"
NEW: JsonDict = {
    "subject_kind": "ORGANIZATION",
    "subject_id": COUNCIL,
    "revision_seen": 1,
    "changes": {"households_count": 1462},
    "reason_th": "นับใหม่ในเวทีประชาคม",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000961",
    "subject_kind": "ORGANIZATION",
    "subject_id": COUNCIL,
    "subject_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "revision_seen": 1,
    "changes": [
        {
            "field": "households_count",
            "old": 1450,
            "proposed": 1462,
            "current": 1450,
            "accepted": None,
        }
    ],
    "is_stale": False,
    "reason_th": "นับใหม่ในเวทีประชาคม",
    "status": "OPEN",
    "rung": "OWNER",
    "climbs_at": "2026-11-27T03:00:05.120000Z",
    "closed_at": None,
    "answer_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
FieldName = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,59}$", max_length=60)]


class SuggestionNew(BaseModel):
    """What should be changed of something, and why; `changes` has the fields of the real change."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    subject_kind: SubjectKind
    subject_id: Id
    revision_seen: Annotated[
        int,
        Field(
            strict=True,
            ge=1,
            le=2_147_483_647,
            description="รุ่นที่เห็นตอนเสนอ · the revision that you saw",
            json_schema_extra={"format": "int32"},
        ),
    ]
    changes: dict[FieldName, Any] = Field(
        min_length=1,
        max_length=20,
        description="ช่องและค่าใหม่ ตามแบบของการแก้จริง · field and new value, as PATCH of that thing takes them",
    )
    reason_th: Line


class DecisionNew(BaseModel):
    """What is decided, of which fields; refusing any of them needs a reason."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"outcome": "REFUSED", "reason_th": "ตรวจกับทะเบียนแล้วไม่ตรง"}]
        },
    )

    outcome: Outcome
    fields: list[FieldName] | None = Field(
        None,
        min_length=1,
        max_length=20,
        description="รับเฉพาะช่องเหล่านี้ ว่าง = ทุกช่อง · accept only these; none is all of them",
    )
    reason_th: Line | None = None


class WithdrawalNew(BaseModel):
    """Nothing but that the maker no longer asks for it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason_th": "เจ้าของแก้แล้ว"}]}
    )

    reason_th: Line | None = None


class SuggestedChange(BaseModel):
    """One field: as it was when suggested, as proposed, as it is now."""

    field: str = Field(max_length=60)
    old: Any
    proposed: Any
    current: Any
    accepted: bool | None = Field(description="null จนกว่าจะตัดสิน · null until decided")


class Suggestion(BaseModel):
    """A suggestion, for its maker and those who may decide."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    subject_kind: SubjectKind
    subject_id: Id
    subject_th: str | None = Field(max_length=200)
    area: AreaBlock | None
    revision_seen: Revision
    changes: list[SuggestedChange] = Field(max_length=20)
    is_stale: bool = Field(
        description="มีผู้แก้ช่องเหล่านี้ไปแล้ว · somebody changed such a field meanwhile"
    )
    reason_th: str = Field(max_length=500)
    status: SuggestionStatus
    rung: Rung = Field(description="ขึ้นถึงใครแล้ว · how high it has climbed")
    climbs_at: Instant | None = Field(description="จะขึ้นอีกเมื่อใด · when it climbs next")
    closed_at: Instant | None
    answer_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class SuggestionPage(BaseModel):
    """A page of suggestions, those waiting longest first."""

    items: list[Suggestion] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class SuggestionFilters(ListQuery):
    """How the list of suggestions may be narrowed."""

    waiting_for_me: Annotated[
        bool | None, Field(description="เฉพาะที่รอฉันตัดสิน · only those that I may decide now")
    ] = None
    status: Annotated[SuggestionStatus | None, Field(description="สถานะ")] = None
    subject_kind: Annotated[SubjectKind | None, Field(description="เสนอแก้อะไร")] = None
    subject_id: Annotated[Id | None, Field(description="รหัสของสิ่งนั้น")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; not only those waiting is no filter."""
        asked = super().conditions()
        if not asked.pop("waiting_for_me", {}).get("waiting_for_me"):
            return asked
        return {**asked, "waiting_for_me": {}}
