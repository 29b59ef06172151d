"""What rows as they came look like."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, model_validator
from pydantic.config import JsonDict

from services.registry.intake_findings.schemas import Finding, FindingCode
from services.registry.organizations.schemas import OrganizationNew
from shared import text
from shared.field_problems import FIELDS
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line
from shared.thai_time import Instant


class IntakeStatus(StrEnum):
    """What became of a row."""

    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    DISMISSED = "DISMISSED"


STATUS_TH = {
    IntakeStatus.OPEN: "รอสะสาง",
    IntakeStatus.RESOLVED: "ผูกกับองค์กรแล้ว",
    IntakeStatus.DISMISSED: "ไม่ใช้",
}


class RowPlan(StrEnum):
    """What a row of a whole list would become, if somebody says so."""

    CREATE = "CREATE"
    COMPLETE = "COMPLETE"
    DECIDE = "DECIDE"
    BLOCKED = "BLOCKED"


PLAN_TH = {
    RowPlan.CREATE: "จดทะเบียนองค์กรใหม่",
    RowPlan.COMPLETE: "มีองค์กรแล้ว เติมเฉพาะช่องที่ว่าง",
    RowPlan.DECIDE: "ต้องมีคนเลือก",
    RowPlan.BLOCKED: "ยังนำเข้าไม่ได้",
}
_COLUMNS: JsonDict = {"name": "ธนาคารต้นไม้", "place": "ป่าพะยอม", "province": "จ.กาฬสินธุ์"}
NEW: JsonDict = {
    "source_th": "เวทีจังหวัดบูรณาการ 4-5 กันยายน 2567",
    "row_number": 7,
    "columns": _COLUMNS,
}
_ELSEWHERE = "มีชื่อนี้ แต่อยู่จังหวัดอื่น"
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000e91",
    "source_th": "เวทีจังหวัดบูรณาการ 4-5 กันยายน 2567",
    "row_number": 7,
    "columns": _COLUMNS,
    "area": {"code": "46", "level": "PROVINCE", "name_th": "กาฬสินธุ์", "name_en": "Kalasin"},
    "province_code": "46",
    "import_id": None,
    "plan": None,
    "findings": [
        {
            "code": "PLACE_CONFLICT",
            "text_th": "พื้นที่ไม่อยู่ในจังหวัดที่พิมพ์",
            "text_en": "The place does not lie in the province that was typed",
            "field": "place",
            "typed": "ป่าพะยอม",
            "suggestions": [
                {
                    "value": "9310",
                    "label_th": "อำเภอป่าพะยอม จังหวัดพัทลุง",
                    "why_th": _ELSEWHERE,
                },
                {
                    "value": "931001",
                    "label_th": "ตำบลป่าพะยอม อำเภอป่าพะยอม จังหวัดพัทลุง",
                    "why_th": _ELSEWHERE,
                },
            ],
        }
    ],
    "status": "OPEN",
    "organization_id": None,
    "reason_th": None,
    "closed_at": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
ORGANIZATION = "01680000-0000-7000-8000-000000000303"
LONGEST_CELL = 1000
_BAD = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_CONTROL, _SURROGATE = re.compile(f"[{_BAD}]"), re.compile(r"[\ud800-\udfff]")


def _cell(value: str) -> str:
    """Return what was typed, in one spelling; its content may be anything that is text."""
    if _SURROGATE.search(value):
        raise text.refusal(text.MESSAGES, "lone-surrogate")
    if _CONTROL.search(value):
        raise text.refusal(text.MESSAGES, "control-character")
    tidy = " ".join(text.repair(value).split())
    if text.is_stacked(tidy):
        raise text.refusal(text.MESSAGES, "stacked-marks", max=text.MAX_MARKS)
    if len(tidy) > LONGEST_CELL:
        raise text.refusal(text.MESSAGES, "too-long", max=LONGEST_CELL)
    return tidy


Cell = Annotated[
    str,
    Strict(),
    Field(max_length=LONGEST_CELL, json_schema_extra={"pattern": f"^[^{_BAD}]*$"}),
    AfterValidator(_cell),
]
Heading = Annotated[str, text.Text(100, private=True)]


class IntakeRowNew(BaseModel):
    """A row of a list as it was typed: the headings of its columns and what stands in them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    source_th: Line = Field(description="มาจากเอกสารหรือรายชื่อใด · which list it comes from")
    row_number: int | None = Field(
        None, strict=True, ge=1, le=10_000_000, json_schema_extra={"format": "int32"}
    )
    columns: dict[Heading, Cell] = Field(
        min_length=1,
        max_length=60,
        description="หัวคอลัมน์และข้อความตามที่พิมพ์ ข้อมูลส่วนบุคคลไม่ถูกเก็บ"
        " · heading and text as typed; what is about persons is not kept",
    )
    area_code: AreaCode | None = Field(
        None,
        description="พื้นที่ที่ดูแลแถวนี้ ว่าง = จังหวัดที่พิมพ์ · whose row it is; by default the province typed",
    )


class ResolutionNew(BaseModel):
    """The organization that the row is about: registered now, or there already."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"organization_id": ORGANIZATION}]}
    )

    organization: OrganizationNew | None = None
    organization_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.organization is None) == (self.organization_id is None):
            raise text.refusal(FIELDS, "only-one-of")
        return self


class DismissalNew(BaseModel):
    """Why nothing comes of a row."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason_th": "ซ้ำกับแถวที่ 3 ของรายชื่อเดียวกัน"}]},
    )

    reason_th: Line


class IntakeRow(BaseModel):
    """A row as it came and what was found in it, for the staff of its area."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    source_th: str = Field(max_length=500)
    row_number: int | None
    columns: dict[str, str]
    area: AreaBlock | None = Field(description="null = ทั้งประเทศ · null is the nation")
    province_code: str | None = Field(
        max_length=2, description="จังหวัดตามที่พิมพ์ · the province as typed"
    )
    import_id: Id | None = Field(description="รายชื่อที่แถวนี้มาด้วย · the list that it came with")
    plan: RowPlan | None = Field(description="จะเป็นอะไรเมื่อนำเข้า · what it would become")
    findings: list[Finding] = Field(max_length=500)
    status: IntakeStatus
    organization_id: Id | None
    reason_th: str | None = Field(max_length=500)
    closed_at: Instant | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class IntakeRowPage(BaseModel):
    """A page of rows, by place, those waiting longest first."""

    items: list[IntakeRow] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class IntakeFilters(AreaQuery):
    """How the list of rows may be narrowed."""

    status: Annotated[IntakeStatus | None, Field(description="สถานะ")] = None
    import_id: Annotated[Id | None, Field(description="รายชื่อที่นำเข้า")] = None
    plan: Annotated[RowPlan | None, Field(description="จะเป็นอะไรเมื่อนำเข้า")] = None
    finding: Annotated[FindingCode | None, Field(description="สิ่งที่พบในแถว · what was found")] = None
