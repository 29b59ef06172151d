"""What programmes look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Line, Name, Prose
from shared.thai_time import Instant


class Track(StrEnum):
    """The two ways of a province; they are separate, and have an order (rule 17)."""

    INTEGRATED = "INTEGRATED"
    SELF_MANAGING = "SELF_MANAGING"


TRACK_TH = {Track.INTEGRATED: "จังหวัดบูรณาการ", Track.SELF_MANAGING: "จังหวัดจัดการตนเอง"}
S4 = "เวทีสรุปจังหวัดบูรณาการ 22 จังหวัด วันที่ 4-5 กันยายน 2567"
NEW: JsonDict = {
    "code": "SELF_MANAGING_PILOT",
    "track": "SELF_MANAGING",
    "name_th": "จังหวัดจัดการตนเองนำร่อง",
    "name_en": "Self-managing provinces, pilot",
    "aims_th": "จังหวัดจัดการตนเองคือพื้นที่เติมเต็ม เป็นเสบียง",
    "source_th": S4,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005541",
    "code": "INTEGRATED_PROVINCES",
    "track": "INTEGRATED",
    "name_th": "จังหวัดบูรณาการ",
    "name_en": "Integrated provinces",
    "aims_th": "กลไกร่วมระหว่างเครือข่ายองค์กรชุมชนและหน่วยงานสนับสนุน ที่ถูกกำหนดจากพื้นที่",
    "source_th": S4,
    "cohorts": 3,
    "provinces": 20,
    "entered": 6,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
ProgrammeCode = Annotated[
    str,
    Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["INTEGRATED_PROVINCES"]),
]
Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class ProgrammeNew(BaseModel):
    """What is needed to define a programme; its code is how everything else names it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: ProgrammeCode
    track: Track
    name_th: Name
    name_en: Name
    aims_th: Prose | None = None
    source_th: Line = Field(description="แหล่งที่มา")


class Programme(BaseModel):
    """A programme as it is today; a province in several of its cohorts counts once."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    code: ProgrammeCode
    track: Track
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aims_th: str | None = Field(max_length=5000)
    source_th: str = Field(max_length=500)
    cohorts: Count = Field(description="จำนวนรุ่น")
    provinces: Count = Field(description="จังหวัดที่มีชื่อในรุ่นใดรุ่นหนึ่ง นับครั้งเดียว")
    entered: Count = Field(description="จังหวัดที่เข้าร่วมแล้ว นับครั้งเดียว")
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ProgrammePage(BaseModel):
    """A page of programmes."""

    items: list[Programme] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ProgrammeFilters(ListQuery):
    """How the list of programmes may be narrowed; it is in the order of their codes."""

    track: Annotated[Track | None, Field(description="เส้นทางใด")] = None
