"""What councils' yearly reports look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.communities.schemas import Sha256
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import Story
from shared.thai_time import BuddhistYear, FiscalYearBeQuery, Instant, PastDate, PlainDate

NEW: JsonDict = {
    "council_id": "01680000-0000-7000-8000-000000000303",
    "year_be": 2566,
    "delivered_on": "2024-03-29",
    "findings_th": "คลองไส้ไก่ตื้นเขิน กลุ่มออมทรัพย์เริ่มสวัสดิการผู้สูงอายุ",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b31",
    "council_id": NEW["council_id"],
    "year_be": 2567,
    "delivered_on": "2025-03-31",
    "sha256": None,
    "findings_th": "น้ำเพื่อการเกษตรไม่พอใน 5 หมู่บ้าน กองทุนสวัสดิการมีสมาชิกเพิ่ม",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class CouncilReportNew(BaseModel):
    """A council delivers its yearly report on the state of the tambon."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    council_id: Id
    year_be: BuddhistYear = Field(description="ปี พ.ศ. ที่รายงาน")
    delivered_on: PastDate
    sha256: Sha256 | None = Field(None, description="เอกสารรายงาน")
    findings_th: Story | None = Field(None, description="สิ่งที่พบ")


class CouncilReport(BaseModel):
    """A council's yearly report."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    council_id: Id
    year_be: BuddhistYear
    delivered_on: PlainDate
    sha256: Sha256 | None
    findings_th: str | None = Field(max_length=5000)
    revision: Revision
    created_at: Instant


class CouncilReportPage(BaseModel):
    """A page of yearly reports."""

    items: list[CouncilReport] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilReportFilters(ListQuery):
    """How the list of yearly reports may be narrowed."""

    council: Annotated[Id | None, Field(description="สภา")] = None
    year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปี พ.ศ. ที่รายงาน")] = None
