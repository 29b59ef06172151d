"""The ten factors by name, and what an override of one looks like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.places.schemas import SUPHAN_BURI
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock
from shared.text import Line
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class FactorState(StrEnum):
    """How far a factor is met."""

    MET = "MET"
    PARTLY = "PARTLY"
    NOT = "NOT"
    UNKNOWN = "UNKNOWN"


STATE_TH = {
    FactorState.MET: "มีครบ",
    FactorState.PARTLY: "มีบางส่วน",
    FactorState.NOT: "ยังไม่มี",
    FactorState.UNKNOWN: "ยังไม่มีข้อมูล",
}
FACTORS_TH = {
    1: "ยุทธศาสตร์ภาคประชาชน มีเป้าหมายที่กำหนดวาระร่วม",
    2: "ข้อมูลร่วมที่ทำด้วยกัน",
    3: "กลไกร่วมทุกประเด็น แผนร่วม งบร่วม วาระร่วมของปี",
    4: "ความร่วมมือกับหน่วยงานแก้ปัญหาพื้นที่",
    5: "พื้นที่กลาง และสัญลักษณ์ของภาคประชาชน",
    6: "ประเมินสถานการณ์ขบวนอย่างต่อเนื่อง",
    7: "ระบบพัฒนาทุนชุมชน ทุนภายในและทุนบูรณาการกับหน่วยงาน",
    8: "ประสานขบวนจากตำบลถึงจังหวัด",
    9: "ระบบข้อมูลงานและผลจากพื้นที่",
    10: "วิเคราะห์ปัญหาและความต้องการของคนในจังหวัดได้",
}
"""The ten factors of an integrated province (S4), in the order in which they were told."""
NEW: JsonDict = {
    "fiscal_year_be": 2568,
    "number": 2,
    "state": "PARTLY",
    "reason_th": "จังหวัดทำข้อมูลร่วมกับสาธารณสุขบนกระดาษ ยังไม่ได้นำเข้าระบบ (ค่าทดสอบ)",
    "evidence_link": "https://example.org/suphan-2568.pdf",
    "decided_on": "2025-09-30",
}
ENDING: JsonDict = {"ended_on": "2026-10-01", "reason_th": "นำเข้าข้อมูลแล้ว"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005591",
    "area": SUPHAN_BURI,
    "fiscal_year_be": 2568,
    "number": 6,
    "factor_th": FACTORS_TH[6],
    "state": "PARTLY",
    "reason_th": "ขบวนจังหวัดประเมินตนเองในเวที ยังไม่มีรายงานในระบบ (ค่าทดสอบ)",
    "evidence_link": "https://example.org/suphan-2568-evaluation.pdf",
    "decided_on": "2025-09-15",
    "ended_on": None,
    "end_reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Number = Annotated[
    int,
    Field(strict=True, ge=1, le=10, json_schema_extra={"format": "int32"}, description="ปัจจัยที่"),
]
Link = Annotated[
    str,
    Field(
        max_length=500,
        pattern="^(https://|/v1/)[!-~]+$",
        description="ที่อยู่ของหลักฐาน https://… หรือ /v1/… · where the evidence is",
    ),
]


class OverrideNew(BaseModel):
    """A factor set otherwise for a fiscal year; the province is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    fiscal_year_be: FiscalYearBe
    number: Number
    state: Annotated[FactorState, Field(description="MET PARTLY หรือ NOT")]
    reason_th: Line
    evidence_link: Link
    decided_on: PastDate


class OverrideEndingNew(BaseModel):
    """The end of an override: what is computed counts again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENDING]})

    id: NewId
    ended_on: PastDate
    reason_th: Line


class Override(BaseModel):
    """An override as it is today; what is computed is told beside it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    number: Number
    factor_th: str = Field(max_length=200)
    state: FactorState
    reason_th: str = Field(max_length=500)
    evidence_link: str = Field(max_length=500)
    decided_on: PlainDate
    ended_on: PlainDate | None
    end_reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class OverridePage(BaseModel):
    """A page of overrides."""

    items: list[Override] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class OverrideFilters(AreaQuery):
    """How the list of overrides may be narrowed."""

    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
