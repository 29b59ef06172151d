"""What assessments of strength look like."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.rubrics.schemas import ItemCode, Mark, RubricCode, StrengthLevel, Version
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import DatePrecision, Instant, PastDate, PlainDate, bangkok_date

Sha256 = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", max_length=64, description="SHA-256 ของเอกสารหลักฐาน")
]


class Side(StrEnum):
    """From which side somebody assesses."""

    COMMUNITY = "COMMUNITY"
    LOCAL_AGENCY = "LOCAL_AGENCY"
    JOINT = "JOINT"


SIDE_TH = {
    Side.COMMUNITY: "ฝ่ายชุมชน",
    Side.LOCAL_AGENCY: "ฝ่ายหน่วยงานท้องถิ่น",
    Side.JOINT: "ร่วมกันทั้งสองฝ่าย",
}


class AssessmentSort(StrEnum):
    """Orders of the list: newest first, or by place and day."""

    NEWEST = "-assessed_on"
    PLACE = "place"


NEW: JsonDict = {
    "area_code": "720602",
    "rubric_id": "01680000-0000-7000-8000-000000000d02",
    "assessed_on": "2025-09-20",
    "level": "STRONG",
    "strong_points": ["ผู้นำหลายรุ่นทำงานร่วมกัน"],
    "weak_points": ["ข้อมูลครัวเรือนยังไม่เป็นปัจจุบัน"],
    "assessed_by_side": "JOINT",
    "assessed_by_th": "คณะทำงานจังหวัดสุพรรณบุรี",
}
_AREA: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d11",
    "area": _AREA,
    "organization_id": None,
    "rubric_id": "01680000-0000-7000-8000-000000000d02",
    "rubric_code": "DECLARED",
    "rubric_version": 1,
    "assessed_on": "2025-09-20",
    "assessed_precision": "DAY",
    "level": "STRONG",
    "score_percent": None,
    "scores": [],
    "strong_points": ["ผู้นำหลายรุ่นทำงานร่วมกัน"],
    "weak_points": ["ข้อมูลครัวเรือนยังไม่เป็นปัจจุบัน"],
    "assessed_by_side": "JOINT",
    "assessed_by_th": "คณะทำงานจังหวัดสุพรรณบุรี",
    "assessed_by_organization_id": None,
    "assessed_by_body_id": None,
    "replaces_id": None,
    "withdrawn_at": None,
    "withdrawal_reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Points = Annotated[list[Words], Field(max_length=20)]


class Score(BaseModel):
    """The score of one item, and where its evidence is kept."""

    model_config = ConfigDict(extra="forbid")

    item: ItemCode
    score: Mark
    evidence_sha256: Sha256 | None = None
    note_th: Words | None = None


class AssessmentNew(BaseModel):
    """What records an assessment; one that replaces another withdraws it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode = Field(description="ตำบล; ถ้าประเมินองค์กรคือพื้นที่ขององค์กร")
    organization_id: Id | None = Field(None, description="องค์กรที่ถูกประเมิน ถ้าไม่ใช่ตำบล")
    rubric_id: Id
    assessed_on: PastDate
    assessed_precision: DatePrecision = DatePrecision.DAY
    level: StrengthLevel | None = Field(
        None, description="เฉพาะเกณฑ์ DECLARED · only with DECLARED"
    )
    scores: list[Score] = Field([], max_length=300, description="คะแนนครบทุกข้อของเกณฑ์")
    strong_points: Points = Field([], description="จุดแข็ง")
    weak_points: Points = Field([], description="จุดอ่อน")
    assessed_by_side: Side
    assessed_by_th: Name = Field(description="คณะหรือองค์กรที่ประเมิน ไม่ใช่ชื่อบุคคล")
    assessed_by_organization_id: Id | None = Field(None, description="องค์กรที่ประเมิน ถ้าอยู่ในทะเบียน")
    assessed_by_body_id: Id | None = Field(
        None, description="คณะที่ประเมิน ถ้าอยู่ในทะเบียน บอกคณะหรือองค์กรอย่างเดียว · the body that assessed"
    )
    replaces_id: Id | None = Field(None, description="ใช้แทนผลประเมินที่ผิด · withdraws that one")
    replaces_reason_th: Words | None = Field(None, description="เหตุผลที่ใช้แทน จำเป็นเมื่อใช้แทน")

    @model_validator(mode="after")
    def _one_assessor(self) -> Self:
        if self.assessed_by_organization_id is not None and self.assessed_by_body_id is not None:
            raise PydanticCustomError("only-one-of", "Say only one of these")
        return self


class WithdrawalNew(BaseModel):
    """Why an assessment no longer counts."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason_th": "บันทึกผิดตำบล"}]}
    )

    id: NewId
    reason_th: Words


class Assessment(BaseModel):
    """An assessment as it was made."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    organization_id: Id | None
    rubric_id: Id
    rubric_code: RubricCode
    rubric_version: Version
    assessed_on: PlainDate
    assessed_precision: DatePrecision
    level: StrengthLevel | None = Field(
        description="ว่าง: ประเมินแล้ว ยังไม่ถึงระดับแรก · below the first"
    )
    score_percent: str | None = Field(max_length=6, examples=["72.50"])
    scores: list[Score] = Field(max_length=300)
    strong_points: Points
    weak_points: Points
    assessed_by_side: Side
    assessed_by_th: str = Field(max_length=200)
    assessed_by_organization_id: Id | None
    assessed_by_body_id: Id | None
    replaces_id: Id | None
    withdrawn_at: Instant | None = Field(
        description="ถอนแล้ว ไม่นับในวันใด · withdrawn: counts for no day"
    )
    withdrawal_reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AssessmentPage(BaseModel):
    """A page of assessments."""

    items: list[Assessment] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AssessmentFilters(AreaQuery):
    """How the list of assessments may be narrowed."""

    organization: Annotated[Id | None, Field(description="องค์กรที่ถูกประเมิน")] = None
    by_body: Annotated[Id | None, Field(description="คณะที่ประเมิน")] = None
    by_organization: Annotated[Id | None, Field(description="องค์กรที่ประเมิน")] = None
    level: Annotated[StrengthLevel | None, Field(description="ระดับ")] = None
    rubric: Annotated[Id | None, Field(description="เกณฑ์")] = None
    assessed_from: Annotated[PlainDate | None, Field(description="ประเมินตั้งแต่วันนี้")] = None
    assessed_to: Annotated[PlainDate | None, Field(description="ประเมินไม่เกินวันนี้")] = None
    standing: Annotated[bool, Field(description="เฉพาะที่ไม่ถูกถอน · only standing ones")] = False
    sort: Annotated[AssessmentSort | None, Field(description="เรียงตาม")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; without the last one withdrawn ones are shown too."""
        asked = super().conditions()
        if not self.standing:
            del asked["standing"]
        return asked


class TambonLevel(BaseModel):
    """The level of a tambon on a day, and which assessment tells it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "area": _AREA,
                    "level": "STRONG",
                    "assessed_on": "2025-09-20",
                    "assessment_id": "01680000-0000-7000-8000-000000000d11",
                    "revision": 1,
                }
            ]
        }
    )

    area: AreaBlock
    level: StrengthLevel | None
    assessed_on: PlainDate | None = Field(description="ว่าง: ยังไม่ประเมิน · null: not assessed")
    assessment_id: Id | None
    revision: Revision


class TambonLevelPage(BaseModel):
    """A page of tambons with their levels."""

    items: list[TambonLevel] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class TambonLevelFilters(AreaQuery):
    """How the list of levels may be narrowed."""

    level: Annotated[StrengthLevel | None, Field(description="ระดับ")] = None
    assessed: Annotated[bool | None, Field(description="ประเมินแล้วหรือยัง")] = None
    as_of: Annotated[PlainDate | None, Field(description="ระดับ ณ วันนี้ ถ้าไม่บอกคือวันปัจจุบัน")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; the day always goes along."""
        asked = super().conditions()
        if self.assessed is not None:
            del asked["assessed"]
            asked["assessed" if self.assessed else "unassessed"] = {}
        today = bangkok_date(dt.datetime.now(dt.UTC))
        return {**asked, "as_of": {"as_of": self.as_of or today}}


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """An assessment as far as the level looks at it; of two on one day the higher id counts.

    So the level never depends on the order in which assessments were entered.
    """

    assessed_on: dt.date
    id: UUID
    level: str | None
    standing: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which an assessment tells the level; the end is the first day on which it does not."""

    id: UUID
    level: str | None
    starts_on: dt.date
    ends_on: dt.date | None
