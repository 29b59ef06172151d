"""What a closed planning year and its backlog look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.needs.schemas import NeedStatus
from services.planning.places.schemas import HUAI_KRACHAO, SA_LONG_RUEA
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class ReasonKind(StrEnum):
    """Why a need has no money yet."""

    NEVER_PLANNED = "NEVER_PLANNED"
    DROPPED = "DROPPED"
    NOT_PROPOSED = "NOT_PROPOSED"
    LEFT_OUT = "LEFT_OUT"
    REFUSED = "REFUSED"
    NO_ANSWER = "NO_ANSWER"
    RETURNED = "RETURNED"


REASON_KIND_TH = {
    ReasonKind.NEVER_PLANNED: "ยังไม่เคยอยู่ในแผนที่รับรองแล้ว",
    ReasonKind.DROPPED: "เคยอยู่ในแผน แต่ฉบับใหม่ไม่มีแล้ว",
    ReasonKind.NOT_PROPOSED: "อยู่ในแผนแต่ยังไม่เคยเสนอ",
    ReasonKind.LEFT_OUT: "แผนระดับเหนือขึ้นไปไม่รับ",
    ReasonKind.REFUSED: "ไม่ได้รับอนุมัติ",
    ReasonKind.NO_ANSWER: "เสนอแล้วยังไม่มีคำตอบ",
    ReasonKind.RETURNED: "ส่งกลับให้แก้",
}
NEW: JsonDict = {"area_code": "711303", "fiscal_year_be": 2568, "closed_on": "2025-10-03"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005c2",
    "area": HUAI_KRACHAO,
    "fiscal_year_be": 2567,
    "into_year_be": 2568,
    "closed_on": "2024-10-04",
    "needs": 1,
    "funded": 0,
    "carried": 1,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
CARRIED: JsonDict = {
    "need_id": "01680000-0000-7000-8000-0000000005c1",
    "title_th": "สระน้ำประจำตำบลรั่ว",
    "area": SA_LONG_RUEA,
    "issue_code": "WATER",
    "closing_id": "01680000-0000-7000-8000-0000000005c2",
    "from_year_be": 2567,
    "into_year_be": 2568,
    "status_then": "RECORDED",
    "status": "RECORDED",
    "voiced_on": "2023-03-10",
    "age_years": 1,
    "age_days": 574,
    "times": 1,
    "refusals": 0,
    "reasons": [{"kind": "NEVER_PLANNED", "reason_th": None, "on": None}],
    "revision": 1,
}
Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class CycleClosingNew(BaseModel):
    """The closing of a planning year of a province, a district or a tambon."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode
    fiscal_year_be: FiscalYearBe
    closed_on: PastDate


class CycleClosing(BaseModel):
    """A planning year that was closed: how many needs, how many with money, how many carried on."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    into_year_be: FiscalYearBe
    closed_on: PlainDate
    needs: Count
    funded: Count
    carried: Count
    revision: Revision
    created_at: Instant


class CycleClosingPage(BaseModel):
    """A page of closed years."""

    items: list[CycleClosing] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CycleClosingFilters(AreaQuery):
    """How the list of closed years may be narrowed."""

    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีที่ปิด")] = None


class CarryReason(BaseModel):
    """Why a need had no money, in the words of who decided, and when."""

    kind: ReasonKind
    reason_th: str | None = Field(max_length=5000)
    on: PlainDate | None


class CarriedNeed(BaseModel):
    """A need that was carried into a year: how old, how often carried and refused, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [CARRIED]})

    need_id: Id
    title_th: str = Field(max_length=500)
    area: AreaBlock
    issue_code: str = Field(max_length=40)
    closing_id: Id
    from_year_be: FiscalYearBe
    into_year_be: FiscalYearBe
    status_then: NeedStatus
    status: NeedStatus
    voiced_on: PlainDate
    age_years: Count
    age_days: Count
    times: Count = Field(description="ยกไปแล้วกี่ครั้ง")
    refusals: Count = Field(description="ถูกปฏิเสธกี่ครั้ง")
    reasons: list[CarryReason] = Field(max_length=1000)
    revision: Revision


class BacklogPage(BaseModel):
    """A page of what was carried on."""

    items: list[CarriedNeed] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class BacklogFilters(AreaQuery):
    """Whose backlog, of which year."""

    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีที่ยกไปถึง")] = None
    closing_id: Annotated[Id | None, Field(description="การปิดปี")] = None
