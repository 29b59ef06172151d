"""What progress reports and the spending of a project look like."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate

LINE = "01680000-0000-7000-8000-0000000005ab"
ELSEWHERE: JsonDict = {
    "code": "710911",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
SPENT: JsonDict = {"amount": "10000.00", "currency": "THB"}
PAPER = "f4298d39bf06c45a4d9238f47377d416c949d6b042d51a7678a6a1eac686e8f1"
EVIDENCE: list[JsonDict] = [{"sha256": PAPER, "note_th": "ใบตรวจรับงานงวดที่ 1"}]
NEW: JsonDict = {
    "reported_on": "2024-08-02",
    "starts_on": "2024-04-01",
    "ends_on": "2024-08-01",
    "percent_done": 40,
    "done_th": "ขุดลอกแล้ว 240 เมตรจาก 600 เมตร",
    "spendings": [{"budget_line_id": LINE, "amount": SPENT}],
    "evidence": [*EVIDENCE],
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005a5",
    "plan_item_id": "01680000-0000-7000-8000-0000000005a2",
    "area": ELSEWHERE,
    **NEW,
    "spent": SPENT,
    "over_budget_reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class ReportSort(StrEnum):
    """Orders of the list: newest report first, or oldest."""

    NEWEST = "-reported_on"
    OLDEST = "reported_on"


class Evidence(BaseModel):
    """What shows that it is so: a stored document by its content, or words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EVIDENCE[0]]})

    sha256: (
        Annotated[
            str, Field(pattern=r"^[0-9a-f]{64}$", max_length=64, description="ของเอกสารที่เก็บไว้")
        ]
        | None
    ) = None
    note_th: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.sha256 is None and self.note_th is None:
            raise PydanticCustomError("required", "This is required")
        return self


class Spending(BaseModel):
    """What was spent of a budget line, or of no line in particular."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"budget_line_id": LINE, "amount": SPENT}]}
    )

    budget_line_id: Id | None = None
    amount: Money


class ReportNew(BaseModel):
    """A report on a period of a project; the project is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    reported_on: PastDate
    starts_on: PlainDate
    ends_on: PlainDate = Field(description="วันแรกหลังสิ้นสุดช่วง · first day after the period")
    percent_done: int = Field(strict=True, ge=0, le=100, json_schema_extra={"format": "int32"})
    done_th: Prose
    spendings: list[Spending] = Field(
        [], max_length=50, description="ใช้จ่ายในช่วงนี้ · in this period"
    )
    evidence: list[Evidence] = Field([], max_length=50, description="ต้องมีเมื่อมีการใช้จ่าย")
    over_budget_reason_th: Prose | None = Field(None, description="ต้องมีเมื่อใช้จ่ายรวมเกินงบ")


class Report(BaseModel):
    """A report on a period of a project."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_item_id: Id
    area: AreaBlock
    reported_on: PlainDate
    starts_on: PlainDate
    ends_on: PlainDate
    percent_done: int = Field(json_schema_extra={"format": "int32"})
    done_th: str = Field(max_length=5000)
    spendings: list[Spending] = Field(max_length=50)
    evidence: list[Evidence] = Field(max_length=50)
    spent: Money
    over_budget_reason_th: str | None = Field(max_length=5000)
    revision: Revision
    created_at: Instant


class ReportPage(BaseModel):
    """A page of progress reports."""

    items: list[Report] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ReportFilters(AreaQuery):
    """How the list of progress reports may be narrowed."""

    plan_item_id: Annotated[Id | None, Field(description="โครงการ")] = None
    sort: Annotated[ReportSort | None, Field(description="ใหม่สุดก่อน หรือเก่าสุดก่อน")] = None


class Progress(BaseModel):
    """How far a project is: what of its budget is spent, carried into a later year, and left."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_item_id": "01680000-0000-7000-8000-000000000512",
                    "percent_done": None,
                    "reported_on": None,
                    "budget": {"amount": "350000.00", "currency": "THB"},
                    "spent": {"amount": "0.00", "currency": "THB"},
                    "carried_over": {"amount": "0.00", "currency": "THB"},
                    "left": {"amount": "350000.00", "currency": "THB"},
                    "revision": 3,
                }
            ]
        }
    )

    plan_item_id: Id
    percent_done: int | None
    reported_on: PlainDate | None = Field(description="วันที่รายงานล่าสุด")
    budget: Money
    spent: Money
    carried_over: Money = Field(description="ยกไปปีถัดไป")
    left: Money = Field(description="คงเหลือ ไม่ต่ำกว่าศูนย์ · never below zero")
    revision: Revision = Field(description="รุ่นของโครงการ · revision of the item")
