"""What evaluation teams look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaOrNation
from shared.text import Line, Name
from shared.thai_time import Instant


class TeamKind(StrEnum):
    """The three kinds of teams (forum of the integrated provinces, September 2567)."""

    INTERNAL_EMPOWERMENT = "INTERNAL_EMPOWERMENT"
    ACHIEVEMENT = "ACHIEVEMENT"
    LESSON_CORE_TEAM = "LESSON_CORE_TEAM"


KIND_TH = {
    TeamKind.INTERNAL_EMPOWERMENT: "ทีมประเมินภายในเพื่อเสริมพลัง",
    TeamKind.ACHIEVEMENT: "ทีมประเมินผลสัมฤทธิ์",
    TeamKind.LESSON_CORE_TEAM: "Core Team ถอดบทเรียน",
}
CHAI_NAT: JsonDict = {
    "code": "18",
    "level": "PROVINCE",
    "name_th": "ชัยนาท",
    "name_en": "Chai Nat",
}
NEW: JsonDict = {
    "area_code": "18",
    "kind": "ACHIEVEMENT",
    "name_th": "ทีมประเมินผลสัมฤทธิ์จังหวัดชัยนาท",
    "purpose_th": "บอกผลสัมฤทธิ์ของแผนงานจังหวัด เชื่อมกับนโยบาย",
    "audience_th": "ผู้ว่าราชการจังหวัด หน่วยงาน และผู้กำหนดนโยบาย",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000006d01",
    "area": CHAI_NAT,
    "kind": "INTERNAL_EMPOWERMENT",
    "kind_th": "ทีมประเมินภายในเพื่อเสริมพลัง",
    "name_th": "ทีมประเมินภายในจังหวัดชัยนาท",
    "purpose_th": "เสริมพลังคนทำงาน ทบทวนตนเองว่าโซนอำเภอไปถึงไหน",
    "audience_th": "แกนนำและคณะทำงานของจังหวัดเอง",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class TeamSort(StrEnum):
    """Orders of the list: by place."""

    PLACE = "place"


class EvaluationTeamNew(BaseModel):
    """What sets up a team."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaOrNation
    kind: TeamKind = Field(
        description="INTERNAL_EMPOWERMENT เสริมพลังภายใน · ACHIEVEMENT ผลสัมฤทธิ์ · LESSON_CORE_TEAM ถอดบทเรียน"
    )
    name_th: Name
    purpose_th: Line = Field(description="ประเมินเพื่ออะไร · to what end")
    audience_th: Line = Field(description="ประเมินให้ใครใช้ · for whom")


class EvaluationTeam(BaseModel):
    """A team with its purpose and audience."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    kind: TeamKind
    kind_th: str = Field(max_length=100)
    name_th: str = Field(max_length=200)
    purpose_th: str = Field(max_length=500)
    audience_th: str = Field(max_length=500)
    revision: Revision
    created_at: Instant


class EvaluationTeamPage(BaseModel):
    """A page of teams."""

    items: list[EvaluationTeam] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class EvaluationTeamFilters(AreaQuery):
    """How the list of teams may be narrowed."""

    kind: Annotated[TeamKind | None, Field(description="ชนิดของทีม")] = None
    sort: Annotated[TeamSort | None, Field(description="เรียงตามที่ตั้ง")] = None
