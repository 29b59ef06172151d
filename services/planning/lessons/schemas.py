"""What lessons look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.evaluation_teams.schemas import CHAI_NAT, TeamKind
from services.planning.evaluations.schemas import EvidenceList, EvidenceShown, PublicationStatus
from services.planning.issues.schemas import IssueCode
from shared import text
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Prose, Text
from shared.thai_time import Instant, PastDate, PlainDate

MOST_WORDS = 8
Tag = Annotated[str, Text(60)]
Tags = Annotated[list[Tag], Field(max_length=20)]


class LessonSort(StrEnum):
    """Orders of the list: by place, or newest lesson first."""

    PLACE = "place"
    NEWEST = "-drawn_on"


NEW: JsonDict = {
    "team_id": "01680000-0000-7000-8000-000000006d03",
    "area_code": "18",
    "title_th": "โซนอำเภอทำให้ข้อมูลเดินเร็ว",
    "lesson_th": "เมื่อแกนนำของโซนรับรองข้อมูลเอง จังหวัดใช้เวลาสอบทานน้อยลง",
    "pattern_th": "ทำงานเป็นโซนของอำเภอ",
    "tags": ["ข้อมูล", "โซนอำเภอ"],
    "drawn_on": "2025-03-25",
    "evidence": [{"title_th": "บันทึกเวทีโซนเหนือ", "url": "https://example.org/zone-2568"}],
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000006d21",
    "team_id": "01680000-0000-7000-8000-000000006d03",
    "team_kind": "LESSON_CORE_TEAM",
    "team_th": "Core Team ถอดบทเรียนจังหวัดชัยนาท",
    "evaluation_id": "01680000-0000-7000-8000-000000006d11",
    "area": CHAI_NAT,
    "issue_code": "WELFARE",
    "title_th": "รับรองสองขั้นแล้วสอบทาน",
    "lesson_th": "ข้อมูล TPMAP รวมกับข้อมูลชี้เป้าของแกนนำ รับรองในพื้นที่ก่อน แล้วจึงรับรองระดับจังหวัด",
    "distinctive": True,
    "pattern_th": "ทำงานเป็นโซนของอำเภอ ข้อมูลรับรองสองขั้น",
    "tags": ["ข้อมูล", "ความยากจน", "TPMAP"],
    "drawn_on": "2024-09-05",
    "evidence": [],
    "status": "PUBLISHED",
    "status_th": "เผยแพร่แล้ว",
    "published_on": "2024-09-10",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class LessonNew(BaseModel):
    """What begins a lesson; it is a draft until it is published."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    team_id: Id
    evaluation_id: Id | None = Field(None, description="การประเมินที่ได้บทเรียนนี้มา")
    area_code: AreaCode
    issue_code: IssueCode | None = None
    title_th: Line
    lesson_th: Prose = Field(description="เรียนรู้อะไร")
    pattern_th: Line | None = Field(
        None, description="รูปแบบเฉพาะของพื้นที่ ถ้ามี · the distinctive pattern, if it is one"
    )
    tags: Tags = Field(default_factory=list)
    drawn_on: PastDate = Field(description="วันที่ถอดบทเรียน")
    evidence: EvidenceList = Field(default_factory=list)


class LessonChange(BaseModel):
    """What may be changed in a draft; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"tags": ["ข้อมูล", "คนจน"]}]}
    )

    issue_code: IssueCode | None = None
    title_th: Line = OMITTED
    lesson_th: Prose = OMITTED
    pattern_th: Line | None = None
    tags: Tags = OMITTED
    drawn_on: PastDate = OMITTED
    evidence: EvidenceList = OMITTED


class Lesson(BaseModel):
    """A lesson."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    team_id: Id
    team_kind: TeamKind
    team_th: str = Field(max_length=200)
    evaluation_id: Id | None
    area: AreaBlock
    issue_code: IssueCode | None
    title_th: str = Field(max_length=500)
    lesson_th: str = Field(max_length=5000)
    distinctive: bool = Field(description="เป็นรูปแบบเฉพาะของพื้นที่")
    pattern_th: str | None = Field(max_length=500)
    tags: list[str] = Field(max_length=20)
    drawn_on: PlainDate
    evidence: list[EvidenceShown] = Field(max_length=20)
    status: PublicationStatus
    status_th: str = Field(max_length=100)
    published_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class LessonPage(BaseModel):
    """A page of lessons."""

    items: list[Lesson] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class LessonFilters(AreaQuery):
    """How the list of lessons may be narrowed: by words in any order, tag, issue, place and kind."""

    q: Annotated[
        Line | None, Field(description="คำในชื่อ เนื้อหา หรือป้าย ไม่ต้องตรงวรรณยุกต์ · words of the text")
    ] = None
    tag: Annotated[Tag | None, Field(description="ป้าย")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    distinctive: Annotated[bool | None, Field(description="เฉพาะรูปแบบเฉพาะ")] = None
    team_id: Annotated[Id | None, Field(description="ทีมที่ถอดบทเรียน")] = None
    sort: Annotated[LessonSort | None, Field(description="เรียงตามที่ตั้ง หรือใหม่สุดก่อน")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, words and tag as the keys by which they are found."""
        asked = super().conditions()
        if self.q is not None:
            words = text.loose_key(self.q).split()[:MOST_WORDS]
            grams = sorted({gram for word in words for gram in text.bigrams(word)})
            likes = [f"%{text.like(word)}%" for word in words]
            asked["q"] = {"grams": grams, "likes": likes}
        if self.tag is not None:
            asked["tag"] = {"tag": [text.loose_key(self.tag)]}
        return asked
