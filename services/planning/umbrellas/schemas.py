"""What umbrella projects and their lines look like."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import CHAI_NAT
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money, Total
from shared.places import AreaBlock, ProvinceCode
from shared.text import Line, Name
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant


class LineStatus(StrEnum):
    """PLANNED → CONFIRMED → PAID; WITHDRAWN from either of the first two."""

    PLANNED = "PLANNED"
    CONFIRMED = "CONFIRMED"
    PAID = "PAID"
    WITHDRAWN = "WITHDRAWN"


LINE_STATUS_TH = {
    LineStatus.PLANNED: "ตั้งใจจะสนับสนุน",
    LineStatus.CONFIRMED: "ยืนยันแล้ว",
    LineStatus.PAID: "จ่ายแล้ว",
    LineStatus.WITHDRAWN: "ถอนแล้ว",
}


class UmbrellaSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


CODI = "01680000-0000-7000-8000-000000000401"
NEW: JsonDict = {
    "area_code": "72",
    "fiscal_year_be": 2569,
    "title_th": "หนึ่งจังหวัดหนึ่งโครงการ สุพรรณบุรี ปีงบประมาณ 2569",
    "result_th": "น้ำ ที่ดิน และเกษตรของทั้งจังหวัดเดินไปด้วยกัน",
    "budget": {"amount": "900000.00", "currency": "THB"},
}
CHANGE: JsonDict = {
    "budget": {"amount": "500000.00", "currency": "THB"},
    "reason": "ปรับตามวงเงินที่หน่วยงานยืนยัน",
}
LINE: JsonDict = {
    "issue_code": "LAND",
    "source_th": "กองทุนของขบวนจังหวัดสุพรรณบุรี",
    "title_th": "สำรวจที่ดินทำกิน",
    "result_th": "รู้จำนวนครัวเรือนที่ไม่มีที่ทำกินทุกตำบล",
    "amount": {"amount": "0.50", "currency": "THB"},
}
DECISION: JsonDict = {"status": "PAID", "reason_th": "โอนแล้ว"}
LINE_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005521",
    "umbrella_id": "01680000-0000-7000-8000-000000005511",
    "area": CHAI_NAT,
    "issue_code": "WATER",
    "agency_id": CODI,
    "source_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
    "title_th": "ฝายและคลองส่งน้ำ",
    "result_th": "ทุกตำบลมีน้ำทำการเกษตรในฤดูแล้ง",
    "amount": {"amount": "100000.25", "currency": "THB"},
    "status": "CONFIRMED",
    "reason_th": "มีหนังสือยืนยันวงเงิน (ค่าทดสอบ)",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005511",
    "area": CHAI_NAT,
    "fiscal_year_be": 2568,
    "title_th": "หนึ่งจังหวัดหนึ่งโครงการ ชัยนาท ปีงบประมาณ 2568",
    "result_th": "น้ำ ที่ดิน และเกษตรของทั้งจังหวัดเดินไปด้วยกัน",
    "budget": {"amount": "350000.50", "currency": "THB"},
    "funded": {"amount": "350000.50", "currency": "THB"},
    "missing": {"amount": "0.00", "currency": "THB"},
    "by_issue": [
        {"issue_code": "LAND", "lines": 1, "amount": {"amount": "250000.25", "currency": "THB"}},
        {"issue_code": "WATER", "lines": 1, "amount": {"amount": "100000.25", "currency": "THB"}},
    ],
    "by_source": [
        {
            "agency_id": CODI,
            "source_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
            "lines": 1,
            "amount": {"amount": "100000.25", "currency": "THB"},
        },
        {
            "agency_id": "01680000-0000-7000-8000-000000000403",
            "source_th": "สำนักงานกองทุนสนับสนุนการสร้างเสริมสุขภาพ (สสส.)",
            "lines": 1,
            "amount": {"amount": "250000.25", "currency": "THB"},
        },
    ],
    "agenda_id": None,
    "revision": 4,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class UmbrellaNew(BaseModel):
    """What is needed to open the one project of a province and year; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: ProvinceCode
    fiscal_year_be: FiscalYearBe
    title_th: Line
    result_th: Line = Field(description="ผลที่คาดหวังของทั้งจังหวัด")
    budget: Money
    agenda_id: Id | None = Field(None, description="วาระร่วมของจังหวัดในปีเดียวกัน")


class UmbrellaChange(BaseModel):
    """What may be changed of an umbrella project."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CHANGE]})

    title_th: Line = OMITTED
    result_th: Line = OMITTED
    budget: Money = OMITTED
    agenda_id: Id | None = None
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class LineNew(BaseModel):
    """Money that one source brings for one issue; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [LINE]})

    id: NewId
    issue_code: IssueCode
    agency_id: Id | None = Field(None, description="หน่วยงาน · an agency that is known")
    source_th: Name | None = Field(None, description="แหล่งเงินอื่น ตามถ้อยคำ · another source")
    title_th: Line
    result_th: Line = Field(description="ผลที่คาดหวังของเงินก้อนนี้")
    amount: Money

    @model_validator(mode="after")
    def _from_one(self) -> Self:
        if (self.agency_id is None) == (self.source_th is None):
            raise PydanticCustomError("only-one-of", "Say only one of these")
        return self


class LineDecisionNew(BaseModel):
    """To which state a line moves."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [DECISION]})

    id: NewId
    status: LineStatus
    reason_th: Line | None = Field(None, description="เหตุผล จำเป็นเมื่อถอน · why; needed to withdraw")


class UmbrellaLine(BaseModel):
    """A line of an umbrella project as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE_SHOWN]})

    id: Id
    umbrella_id: Id
    area: AreaBlock
    issue_code: IssueCode
    agency_id: Id | None
    source_th: str = Field(max_length=200)
    title_th: str = Field(max_length=500)
    result_th: str = Field(max_length=500)
    amount: Money
    status: LineStatus
    reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class OfIssue(BaseModel):
    """What is brought for one issue."""

    issue_code: IssueCode
    lines: int = Field(ge=0, json_schema_extra={"format": "int32"})
    amount: Total


class OfSource(BaseModel):
    """What one source brings."""

    agency_id: Id | None
    source_th: str = Field(max_length=200)
    lines: int = Field(ge=0, json_schema_extra={"format": "int32"})
    amount: Total


class Umbrella(BaseModel):
    """The one project of a province and year; lines that were withdrawn do not count."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    title_th: str = Field(max_length=500)
    result_th: str = Field(max_length=500)
    budget: Money
    funded: Total = Field(description="ผลรวมทุกบรรทัดถึงสตางค์ · the sum of the lines")
    missing: Total = Field(description="งบที่ยังขาด")
    by_issue: list[OfIssue] = Field(max_length=100)
    by_source: list[OfSource] = Field(max_length=200)
    agenda_id: Id | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class UmbrellaPage(BaseModel):
    """A page of umbrella projects."""

    items: list[Umbrella] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class UmbrellaFilters(AreaQuery):
    """How the list of umbrella projects may be narrowed."""

    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    sort: Annotated[UmbrellaSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None


class UmbrellaLinePage(BaseModel):
    """A page of lines of umbrella projects."""

    items: list[UmbrellaLine] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class UmbrellaLineFilters(AreaQuery):
    """How the list of lines may be narrowed."""

    umbrella_id: Annotated[Id | None, Field(description="โครงการจังหวัด")] = None
    agency_id: Annotated[Id | None, Field(description="หน่วยงาน")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    status: Annotated[LineStatus | None, Field(description="สถานะ")] = None
