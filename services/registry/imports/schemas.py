"""What imports look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.import_files.schemas import MOST_ROWS
from services.registry.intake_findings.schemas import Place, Places
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line
from shared.thai_time import Instant

NEW: JsonDict = {
    "source_th": "ค่าทดสอบ: บัญชีองค์กรชุมชนของตำบลหนึ่ง",
    "sha256": "1b621c6a046bd9887ca2aa45f1ed5d398225f3c4124c9540dc2704accabab9cb",
    "area_code": "46",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000ea1",
    "source_th": NEW["source_th"],
    "sha256": NEW["sha256"],
    "area": {
        "code": "46",
        "level": "PROVINCE",
        "name_th": "กาฬสินธุ์",
        "name_en": "Kalasin",
    },
    "rows": 3,
    "to_create": 2,
    "to_complete": 0,
    "to_decide": 0,
    "blocked": 1,
    "resolved": 0,
    "dismissed": 0,
    "created": 0,
    "completed": 0,
    "unchanged": 0,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Tally = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]
RowNumber = Annotated[
    int, Field(strict=True, ge=1, le=10_000_000, json_schema_extra={"format": "int32"})
]


class ImportNew(BaseModel):
    """A list as a file that was stored before (PUT /v1/document-files): CSV, or the first sheet of a workbook."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    source_th: Line = Field(description="มาจากรายชื่อใด · which list it is")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64)] = Field(
        description="ไฟล์ CSV หรือ XLSX ที่เก็บไว้แล้ว แถวแรกคือหัวคอลัมน์ · the first row heads the columns"
    )
    area_code: AreaCode | None = Field(None, description="พื้นที่ที่รายชื่อนี้เป็นของ ว่าง = ทั้งประเทศ")


class CommitNew(BaseModel):
    """Which rows become organizations: those named, or all that nobody has to look at."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"rows": [2]}]})

    id: NewId
    rows: (
        Annotated[list[RowNumber], Field(min_length=1, max_length=MOST_ROWS, fail_fast=True)]
        | None
    ) = Field(
        None, description="เลขแถวที่เลือก ว่าง = ทุกแถวที่ไม่มีข้อสงสัย · by default all without a doubt"
    )


class Import(BaseModel):
    """A list as it came and what became of its rows; they are among the intake rows."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    source_th: str = Field(max_length=500)
    sha256: str = Field(max_length=64)
    area: AreaBlock | None = Field(description="null = ทั้งประเทศ · null is the nation")
    rows: Tally
    to_create: Tally = Field(description="แถวที่จะจดทะเบียนใหม่")
    to_complete: Tally = Field(description="แถวขององค์กรที่มีแล้ว จะเติมเฉพาะช่องที่ยังว่าง")
    to_decide: Tally = Field(description="แถวที่คนต้องเลือกเอง")
    blocked: Tally = Field(description="แถวที่ยังนำเข้าไม่ได้ ดูสิ่งที่พบในแถว")
    resolved: Tally
    dismissed: Tally
    created: Tally = Field(description="องค์กรที่จดทะเบียนจากรายชื่อนี้")
    completed: Tally
    unchanged: Tally
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ImportPage(BaseModel):
    """A page of imports."""

    items: list[Import] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ImportFilters(AreaQuery):
    """How the list of imports may be narrowed."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the words of a whole list."""

    by_key: Mapping[str, list[Place]]
    by_code: Mapping[str, Place]
    issues: Mapping[str, str]
    of_province: dict[str, Places] = field(default_factory=dict)
    provinces: list[Place] = field(default_factory=list)


class Result(NamedTuple):
    """What a commit did."""

    created: int
    completed: int
    unchanged: int


Facts = dict[str, Any]
