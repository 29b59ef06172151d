"""What demonstrations look like."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.organizations.schemas import IssueCode
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.privacy import Story, Words
from shared.text import Name
from shared.thai_time import DatePrecision, Instant, PastDate, PlainDate


class DemonstrationKind(StrEnum):
    """What a place is an example of."""

    DEMONSTRATION = "DEMONSTRATION"
    MODEL = "MODEL"
    PILOT = "PILOT"


KIND_TH = {
    DemonstrationKind.DEMONSTRATION: "พื้นที่รูปธรรม",
    DemonstrationKind.MODEL: "พื้นที่ต้นแบบ",
    DemonstrationKind.PILOT: "พื้นที่นำร่อง",
}


class Practice(StrEnum):
    """What was made real there; the first seven are those of the forum of Sep 2567."""

    SAVINGS = "SAVINGS"
    WELFARE = "WELFARE"
    SECURE_HOUSING = "SECURE_HOUSING"
    COMMUNITY_FOREST = "COMMUNITY_FOREST"
    BLUE_CRAB_BANK = "BLUE_CRAB_BANK"
    LIVING_WEIR = "LIVING_WEIR"
    TREE_BANK = "TREE_BANK"
    OTHER = "OTHER"


PRACTICE_TH = {
    Practice.SAVINGS: "การออมชุมชน",
    Practice.WELFARE: "สวัสดิการชุมชน",
    Practice.SECURE_HOUSING: "บ้านมั่นคง",
    Practice.COMMUNITY_FOREST: "ป่าชุมชน",
    Practice.BLUE_CRAB_BANK: "ธนาคารปูม้า",
    Practice.LIVING_WEIR: "ฝายมีชีวิต",
    Practice.TREE_BANK: "ธนาคารต้นไม้และบำนาญ",
    Practice.OTHER: "อื่น ๆ",
}


class DemonstrationState(StrEnum):
    """How far a place has come, in this order."""

    DEMONSTRATION = "DEMONSTRATION"
    ORGANIZATIONS_FOUND = "ORGANIZATIONS_FOUND"
    STRONG_CERTIFIED = "STRONG_CERTIFIED"
    COUNCIL_CANDIDATE = "COUNCIL_CANDIDATE"
    COUNCIL = "COUNCIL"


STATE_TH = {
    DemonstrationState.DEMONSTRATION: "พื้นที่รูปธรรม",
    DemonstrationState.ORGANIZATIONS_FOUND: "ค้นหาองค์กรแล้ว",
    DemonstrationState.STRONG_CERTIFIED: "รับรององค์กรที่เข้มแข็งแล้ว",
    DemonstrationState.COUNCIL_CANDIDATE: "เตรียมตั้งสภาองค์กรชุมชน",
    DemonstrationState.COUNCIL: "ตั้งสภาองค์กรชุมชนแล้ว",
}


class DemonstrationSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


_STORY: list[JsonDict] = [
    {"title_th": "ป่าชายเลนเสื่อมโทรม"},
    {"title_th": "ตั้งธนาคารปูม้า", "happened_on": "2007-01-01", "precision": "YEAR"},
    {"title_th": "เป็นแหล่งเพาะพันธุ์"},
    {"title_th": "ท่องเที่ยวโดยชุมชน"},
]
NEW: JsonDict = {
    "area_code": "920211",
    "name_th": "บ้านน้ำราบ",
    "kind": "DEMONSTRATION",
    "practice": "BLUE_CRAB_BANK",
    "summary_th": "ฟื้นป่าชายเลนด้วยธนาคารปูม้า",
    "began_on": "2007-01-01",
    "began_precision": "YEAR",
    "horizon_years": 3,
    "plan_th": "ขยายธนาคารปูม้าไปยังตำบลข้างเคียง",
    "learning_centre": True,
    "story": [*_STORY],
    "strong_points": ["ชุมชนดูแลป่าร่วมกัน"],
    "weak_points": ["รายได้ยังขึ้นกับฤดูกาล"],
}
_CHANGE: JsonDict = {"horizon_years": 5, "learning_centre": True}
_STEP: JsonDict = {"state": "ORGANIZATIONS_FOUND", "reached_on": "2026-11-20"}
_REACHED: JsonDict = {"organization_ids": [], "council_id": None, "note_th": None}
_MOMENT: JsonDict = {"happened_on": None, "precision": None, "written_th": None}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d21",
    "area": {"code": "920211", "level": "TAMBON", "name_th": "บางสัก", "name_en": "Bang Sak"},
    **{name: value for name, value in NEW.items() if name not in {"area_code", "story"}},
    "issue_code": None,
    "note_th": None,
    "story": [{**_MOMENT, **step} for step in _STORY],
    "state": "DEMONSTRATION",
    "council_id": None,
    "steps": [{"state": "DEMONSTRATION", "reached_on": "2007-01-01", **_REACHED}],
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _no_truth(value: object) -> object:
    """Turn away true, which Python takes for 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("wrong-type", "The type of the value does not fit")
    return value


Horizon = Annotated[
    Literal[1, 3, 5], BeforeValidator(_no_truth), Field(description="แผน 1 3 หรือ 5 ปี")
]
Points = Annotated[list[Words], Field(max_length=20)]


class StoryStep(BaseModel):
    """One thing that happened, in the order of the list; its date may be unknown or as written."""

    model_config = ConfigDict(extra="forbid")

    title_th: Words
    happened_on: PlainDate | None = None
    precision: DatePrecision | None = None
    written_th: Words | None = Field(None, description="วันที่ตามที่เขียนไว้ · the date as written")


StorySteps = Annotated[list[StoryStep], Field(max_length=50)]


class StoryMoment(StoryStep):
    """One thing that happened, as it is shown: what is not known is null."""

    happened_on: PlainDate | None
    precision: DatePrecision | None
    written_th: Words | None


class DemonstrationNew(BaseModel):
    """What records a demonstration; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode = Field(description="ตำบลหรือหมู่บ้าน")
    name_th: Name
    kind: DemonstrationKind = DemonstrationKind.DEMONSTRATION
    practice: Practice
    issue_code: IssueCode | None = None
    summary_th: Story | None = None
    note_th: Words | None = Field(None, description="เช่น แหล่งข้อมูลขัดกัน · e.g. sources disagree")
    began_on: PastDate
    began_precision: DatePrecision = DatePrecision.DAY
    horizon_years: Horizon | None = None
    plan_th: Story | None = Field(None, description="แผนงานที่ชัดเจนตามระยะเวลา")
    learning_centre: bool = Field(False, description="เป็นแหล่งเรียนรู้")
    story: StorySteps = []
    strong_points: Points = []
    weak_points: Points = []


class DemonstrationChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_CHANGE]})

    name_th: Name = OMITTED
    kind: DemonstrationKind = OMITTED
    practice: Practice = OMITTED
    issue_code: IssueCode | None = None
    summary_th: Story | None = None
    note_th: Words | None = None
    horizon_years: Horizon | None = None
    plan_th: Story | None = None
    learning_centre: bool = OMITTED
    story: StorySteps = OMITTED
    strong_points: Points = OMITTED
    weak_points: Points = OMITTED
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class StepNew(BaseModel):
    """The next step of a demonstration, with the organizations that prove it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_STEP]})

    id: NewId
    state: DemonstrationState
    reached_on: PastDate
    organization_ids: list[Id] = Field(
        [], max_length=100, description="องค์กรที่เป็นหลักฐาน ถ้าเว้นไว้ระบบใช้ทุกองค์กรที่เข้าเกณฑ์"
    )
    council_id: Id | None = Field(None, description="สภาองค์กรชุมชน จำเป็นในขั้นสุดท้าย")
    note_th: Words | None = None


class Step(BaseModel):
    """A step that was reached."""

    state: DemonstrationState
    reached_on: PlainDate
    organization_ids: list[Id] = Field(max_length=1000)
    council_id: Id | None
    note_th: str | None = Field(max_length=500)


class Demonstration(BaseModel):
    """A demonstration as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    name_th: str = Field(max_length=200)
    kind: DemonstrationKind
    practice: Practice
    issue_code: IssueCode | None
    summary_th: str | None = Field(max_length=5000)
    note_th: str | None = Field(max_length=500)
    began_on: PlainDate
    began_precision: DatePrecision
    horizon_years: Horizon | None
    plan_th: str | None = Field(max_length=5000)
    learning_centre: bool
    story: Annotated[list[StoryMoment], Field(max_length=50)]
    strong_points: Points
    weak_points: Points
    state: DemonstrationState
    council_id: Id | None
    steps: list[Step] = Field(max_length=5)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class DemonstrationPage(BaseModel):
    """A page of demonstrations."""

    items: list[Demonstration] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class DemonstrationFilters(AreaQuery):
    """How the list of demonstrations may be narrowed."""

    kind: Annotated[DemonstrationKind | None, Field(description="ประเภทพื้นที่")] = None
    practice: Annotated[Practice | None, Field(description="รูปธรรม")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    state: Annotated[DemonstrationState | None, Field(description="ขั้น")] = None
    learning_centre: Annotated[bool | None, Field(description="เป็นแหล่งเรียนรู้")] = None
    sort: Annotated[DemonstrationSort | None, Field(description="เรียงตาม")] = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A step and the day on which it was reached."""

    state: DemonstrationState
    reached_on: dt.date


@dataclass(frozen=True, slots=True)
class Ground:
    """An organization of the place; `certified`: its certification stands on the day asked about."""

    organization_id: UUID
    name_th: str
    found_on: dt.date
    certified_on: dt.date | None
    certified: bool
    certification_id: UUID
