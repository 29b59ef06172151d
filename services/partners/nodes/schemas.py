"""What nodes look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.partners.agencies.schemas import AgencyBlock
from shared.conditions import OMITTED
from shared.contracts.partners import Presence
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, ProvinceCode
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import FiscalYearBe, Instant, PastDate, PlainDate


class NodeStage(StrEnum):
    """How far an agency's work in the province has come (S1 #6, #13)."""

    NODE = "NODE"
    PREPARATION = "PREPARATION"
    FLAGSHIP = "FLAGSHIP"


STAGE_TH = {
    NodeStage.NODE: "โหนด",
    NodeStage.PREPARATION: "พื้นที่เตรียม",
    NodeStage.FLAGSHIP: "พื้นที่ต้นแบบ (flagship)",
}
PRESENCE_TH = {
    Presence.GAP: "ยังไม่มีโหนดของหน่วยงานใด",
    Presence.SINGLE: "มีโหนดของหน่วยงานเดียว",
    Presence.OVERLAP: "มีโหนดหลายหน่วยงาน ยังต่างคนต่างทำ",
    Presence.COORDINATED: "มีโหนดหลายหน่วยงาน ทำงานร่วมกันภายใต้ข้อตกลงจังหวัด",
}


class NodeSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "agency_id": "01680000-0000-7000-8000-000000000405",
    "province_code": "72",
    "name_th": "โหนด สช. จังหวัดสุพรรณบุรี",
    "stage": "PREPARATION",
    "stage_year_be": 2568,
    "opened_on": "2025-01-01",
    "strengths_th": ["สมัชชาสุขภาพจังหวัด"],
    "resources_th": ["ทีมวิชาการ"],
}
CHANGE: JsonDict = {
    "resources_th": ["งบประมาณขับเคลื่อนงาน", "พี่เลี้ยงระดับจังหวัด"],
    "reason": "มีพี่เลี้ยงเพิ่ม",
}
CLOSURE: JsonDict = {"closed_on": "2022-09-30", "reason_th": "จบโครงการ"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000421",
    "agency": {
        "id": "01680000-0000-7000-8000-000000000403",
        "code": "THAIHEALTH",
        "name_th": "สำนักงานกองทุนสนับสนุนการสร้างเสริมสุขภาพ (สสส.)",
    },
    "area": {"code": "60", "level": "PROVINCE", "name_th": "นครสวรรค์", "name_en": "Nakhon Sawan"},
    "name_th": "โหนด สสส. จังหวัดนครสวรรค์",
    "stage": "FLAGSHIP",
    "stage_year_be": 2561,
    "opened_on": "2018-01-01",
    "closed_on": None,
    "close_reason_th": None,
    "strengths_th": ["หลักสูตรและเครื่องมือสร้างเสริมสุขภาพ"],
    "resources_th": ["งบประมาณขับเคลื่อนงาน"],
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Lines = Annotated[list[Name], Field(max_length=50)]


class NodeNew(BaseModel):
    """What is needed to open a node; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    agency_id: Id
    province_code: ProvinceCode
    name_th: Name
    stage: NodeStage = NodeStage.NODE
    stage_year_be: FiscalYearBe | None = Field(None, description="ปี พ.ศ. ที่เข้าสู่ระยะนี้")
    opened_on: PastDate
    strengths_th: Lines = Field([], description="จุดแข็ง · strengths")
    resources_th: Lines = Field([], description="ทรัพยากรที่มี · resources")


class NodeChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CHANGE]})

    name_th: Name = OMITTED
    stage: NodeStage = OMITTED
    stage_year_be: FiscalYearBe | None = None
    strengths_th: Lines = OMITTED
    resources_th: Lines = OMITTED
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class ClosureNew(BaseModel):
    """The closing of a node."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CLOSURE]})

    id: NewId
    closed_on: PastDate
    reason_th: Words


class Node(BaseModel):
    """A node as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    agency: AgencyBlock
    area: AreaBlock
    name_th: str = Field(max_length=200)
    stage: NodeStage
    stage_year_be: FiscalYearBe | None
    opened_on: PlainDate
    closed_on: PlainDate | None
    close_reason_th: str | None = Field(max_length=500)
    strengths_th: list[str] = Field(max_length=50)
    resources_th: list[str] = Field(max_length=50)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class NodePage(BaseModel):
    """A page of nodes."""

    items: list[Node] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NodeFilters(AreaQuery):
    """How the list of nodes may be narrowed."""

    agency_id: Annotated[Id | None, Field(description="หน่วยงานเจ้าของโหนด")] = None
    stage: Annotated[NodeStage | None, Field(description="ระยะของโหนด")] = None
    open: Annotated[bool | None, Field(description="เฉพาะที่เปิดอยู่ หรือเฉพาะที่ปิดแล้ว")] = None
    sort: Annotated[NodeSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, open and closed as two conditions."""
        asked = super().conditions()
        if asked.pop("open", None) is not None:
            asked["open" if self.open else "closed"] = {}
        return asked
