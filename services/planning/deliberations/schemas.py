"""What deliberations look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate


class ForumKind(StrEnum):
    """Of which level the forum was (เวทีประชาคม)."""

    VILLAGE = "VILLAGE"
    TAMBON = "TAMBON"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    REGION = "REGION"
    NATION = "NATION"


FORUM_TH = {
    ForumKind.VILLAGE: "เวทีหมู่บ้าน",
    ForumKind.TAMBON: "เวทีตำบล",
    ForumKind.DISTRICT: "เวทีอำเภอ",
    ForumKind.PROVINCE: "เวทีจังหวัด",
    ForumKind.REGION: "เวทีภาค",
    ForumKind.NATION: "เวทีระดับชาติ",
}


class Side(StrEnum):
    """Who takes part (S4: people, civil society, academics, private sector, education, local government)."""

    COMMUNITY = "COMMUNITY"
    CIVIL_SOCIETY = "CIVIL_SOCIETY"
    ACADEMIC = "ACADEMIC"
    EDUCATION = "EDUCATION"
    PRIVATE = "PRIVATE"
    LOCAL_GOVERNMENT = "LOCAL_GOVERNMENT"
    AGENCY = "AGENCY"


SIDE_TH = {
    Side.COMMUNITY: "ประชาชน องค์กรชุมชน",
    Side.CIVIL_SOCIETY: "ประชาสังคม",
    Side.ACADEMIC: "วิชาการ",
    Side.EDUCATION: "การศึกษา",
    Side.PRIVATE: "เอกชน",
    Side.LOCAL_GOVERNMENT: "ท้องถิ่น",
    Side.AGENCY: "หน่วยงานรัฐ",
}
NEW: JsonDict = {
    "held_on": "2024-07-20",
    "kind": "TAMBON",
    "place_th": "ศาลาประชาคมตำบลหนองสาหร่าย",
    "attendance": [
        {"side": "COMMUNITY", "people": 74},
        {"side": "LOCAL_GOVERNMENT", "people": 6},
    ],
    "conclusion_th": "เห็นชอบร่างแผน ให้เพิ่มคลองไส้ไก่หมู่ 1",
}


class Attendance(BaseModel):
    """How many came of one side."""

    model_config = ConfigDict(extra="forbid")

    side: Side
    people: int = Field(ge=1, le=100_000, json_schema_extra={"format": "int32"})


def _each_once(sides: list[Attendance]) -> list[Attendance]:
    if len({each.side for each in sides}) != len(sides):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return sides


class DeliberationNew(BaseModel):
    """A forum that considered a plan; the plan is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    held_on: PastDate
    kind: ForumKind
    place_th: Line | None = None
    attendance: Annotated[list[Attendance], AfterValidator(_each_once)] = Field(
        min_length=1, max_length=len(Side), description="จำนวนผู้เข้าร่วมแต่ละฝ่าย"
    )
    conclusion_th: Prose | None = Field(None, description="ข้อสรุปของเวที")
    minutes_sha256: str | None = Field(
        None, pattern="^[0-9a-f]{64}$", description="รายงานการประชุมที่เก็บไว้ในทะเบียน (sha256 ของไฟล์)"
    )
    meeting_id: Id | None = Field(None, description="การประชุมในทะเบียน ถ้าบันทึกไว้")


class Deliberation(BaseModel):
    """A forum that considered a plan; those of drafts show to people of the area only."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **NEW,
                    "id": "01680000-0000-7000-8000-0000000005d1",
                    "plan_id": "01680000-0000-7000-8000-000000000511",
                    "people": 80,
                    "minutes_sha256": None,
                    "meeting_id": None,
                    "revision": 1,
                    "created_at": "2026-11-20T03:00:05.120000Z",
                }
            ]
        }
    )

    id: Id
    plan_id: Id
    held_on: PlainDate
    kind: ForumKind
    place_th: str | None = Field(max_length=500)
    attendance: list[Attendance] = Field(max_length=len(Side))
    people: int = Field(description="รวมทุกฝ่าย", json_schema_extra={"format": "int32"})
    conclusion_th: str | None = Field(max_length=5000)
    minutes_sha256: str | None = Field(max_length=64)
    meeting_id: Id | None
    revision: Revision
    created_at: Instant


class DeliberationPage(BaseModel):
    """A page of deliberations."""

    items: list[Deliberation] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class DeliberationFilters(ListQuery):
    """How the list of deliberations may be narrowed."""

    plan_id: Annotated[Id | None, Field(description="แผน")] = None
