"""What joint agendas look like."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.budget_lines.schemas import Source
from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import SUPHAN_BURI
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money, Total
from shared.places import AreaBlock, ProvinceCode
from shared.text import Line, Name
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class AgendaStatus(StrEnum):
    """Whether a meeting has adopted the agenda."""

    DRAFT = "DRAFT"
    ADOPTED = "ADOPTED"


STATUS_TH = {AgendaStatus.DRAFT: "กำลังร่าง", AgendaStatus.ADOPTED: "ที่ประชุมรับรองแล้ว"}


class AgendaSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


CODI = "01680000-0000-7000-8000-000000000401"
MEETING = "ประชุมคณะทำงานจังหวัดสุพรรณบุรี (ค่าทดสอบ)"
_GOALS: list[JsonDict] = [
    {"issue_code": "WATER", "goal_th": "ทุกตำบลมีน้ำทำการเกษตรในฤดูแล้ง", "indicator_th": None},
    {"issue_code": "LAND", "goal_th": "ครัวเรือนที่ไม่มีที่ดินทำกินได้สิทธิทำกิน", "indicator_th": None},
    {"issue_code": "FARMERS", "goal_th": "เกษตรกรรวมกลุ่มขายและลดต้นทุน", "indicator_th": None},
]
_LINE: JsonDict = {
    "source": "AGENCY",
    "agency_id": CODI,
    "source_th": None,
    "issue_code": "WATER",
    "amount": {"amount": "100000.00", "currency": "THB"},
}
_OWN: JsonDict = {
    "source": "COMMUNITY",
    "agency_id": None,
    "source_th": "กองทุนของขบวนจังหวัดสุพรรณบุรี",
    "issue_code": None,
    "amount": {"amount": "50000.50", "currency": "THB"},
}
NEW: JsonDict = {
    "area_code": "72",
    "fiscal_year_be": 2569,
    "title_th": "วาระร่วมจังหวัดสุพรรณบุรี ปีงบประมาณ 2569",
    "issues": [*_GOALS],
    "symbol_th": "ลานกลางบ้านของคนสุพรรณ",
}
CHANGE: JsonDict = {"budget_lines": [_LINE, _OWN], "reason": "พอช. แจ้งวงเงิน"}
ADOPTION: JsonDict = {"adopted_on": "2024-09-30", "meeting_th": MEETING}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005501",
    "area": SUPHAN_BURI,
    "fiscal_year_be": 2568,
    "title_th": "วาระร่วมจังหวัดสุพรรณบุรี ปีงบประมาณ 2568: น้ำ ที่ดิน ส่งเสริมการเกษตร",
    "issues": [{**each, "issue_name_th": name} for each, name in zip(
        _GOALS, ("น้ำ", "ที่ดิน", "เกษตรกร"), strict=True)],
    "symbol_th": "ลานกลางบ้านของคนสุพรรณ (ค่าทดสอบ)",
    "status": "ADOPTED",
    "adopted_on": "2024-09-30",
    "meeting_id": None,
    "meeting_th": MEETING,
    "plan_id": "01680000-0000-7000-8000-000000000531",
    "budget_lines": [
        {**_LINE, "agency_name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)"},
        {**_OWN, "agency_name_th": None},
    ],
    "budget": {"amount": "150000.50", "currency": "THB"},
    "together": {"agenda": True, "plan": True, "budget": True, "whole": True},
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}  # fmt: skip


class Goal(BaseModel):
    """An issue of the agenda and what shall become of it."""

    model_config = ConfigDict(extra="forbid")

    issue_code: IssueCode
    goal_th: Line = Field(description="เป้าหมายที่คนในจังหวัดตั้ง")
    indicator_th: Line | None = None


class GoalShown(BaseModel):
    """An issue of the agenda with its name."""

    issue_code: IssueCode
    issue_name_th: str = Field(max_length=200)
    goal_th: str = Field(max_length=500)
    indicator_th: str | None = Field(max_length=500)


class BudgetLine(BaseModel):
    """A line of the joint budget: from an agency that is known, or from a source in words."""

    model_config = ConfigDict(extra="forbid")

    source: Source
    agency_id: Id | None = None
    source_th: Name | None = None
    issue_code: IssueCode | None = Field(None, description="ว่าง: ใช้ได้ทุกประเด็น")
    amount: Money

    @model_validator(mode="after")
    def _from_one(self) -> Self:
        if (self.agency_id is None) == (self.source_th is None):
            raise PydanticCustomError("only-one-of", "Say only one of these")
        return self


class BudgetLineShown(BaseModel):
    """A line of the joint budget with the name of its agency."""

    source: Source
    agency_id: Id | None
    agency_name_th: str | None = Field(max_length=200)
    source_th: str | None = Field(max_length=200)
    issue_code: IssueCode | None
    amount: Money


class Together(BaseModel):
    """Which of the three there are; they go together (rule 15)."""

    agenda: bool = Field(description="วาระที่ที่ประชุมรับรอง · an agenda adopted by a meeting")
    plan: bool = Field(description="แผนร่วม · the joint plan")
    budget: bool = Field(description="งบร่วม · the joint budget")
    whole: bool = Field(description="ครบทั้งสาม · all three")


def _each_once(goals: list[Goal]) -> list[Goal]:
    if len({goal.issue_code for goal in goals}) != len(goals):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return goals


Goals = Annotated[
    list[Goal],
    Field(min_length=1, max_length=30, description="ประเด็นและเป้าหมาย"),
    AfterValidator(_each_once),
]
BudgetLines = Annotated[list[BudgetLine], Field(max_length=200, description="งบร่วมทุกบรรทัด")]


PLAN_TH = "แผนร่วม: แผนจังหวัดที่รับรองแล้วและครอบคลุมปีนี้ · an adopted plan of the province"


class AgendaNew(BaseModel):
    """What is needed to draft the joint agenda of a province and year; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: ProvinceCode
    fiscal_year_be: FiscalYearBe
    title_th: Line
    issues: Goals
    symbol_th: Line | None = Field(None, description="สัญลักษณ์ของภาคประชาชนในจังหวัด · symbol")
    plan_id: Id | None = Field(None, description=PLAN_TH)
    budget_lines: BudgetLines = []


class AgendaChange(BaseModel):
    """What may be changed; title and issues until it is adopted, the joint plan and budget afterwards too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CHANGE]})

    title_th: Line = OMITTED
    issues: Goals = OMITTED
    symbol_th: Line | None = None
    plan_id: Id | None = Field(None, description=PLAN_TH)
    budget_lines: BudgetLines = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class AgendaAdoptionNew(BaseModel):
    """The adoption by a meeting, known by its id or told in words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ADOPTION]})

    id: NewId
    adopted_on: PastDate
    meeting_id: Id | None = Field(None, description="การประชุมในทะเบียน · a meeting of the registry")
    meeting_th: Line | None = Field(None, description="ที่ประชุมใด ตามถ้อยคำ · in words")

    @model_validator(mode="after")
    def _by_a_meeting(self) -> Self:
        if (self.meeting_id is None) == (self.meeting_th is None):
            raise PydanticCustomError("only-one-of", "Say only one of these")
        return self


class Agenda(BaseModel):
    """A joint agenda as it is today; drafts show only to people of the province."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    title_th: str = Field(max_length=500)
    issues: list[GoalShown] = Field(max_length=30)
    symbol_th: str | None = Field(max_length=500)
    status: AgendaStatus
    adopted_on: PlainDate | None
    meeting_id: Id | None
    meeting_th: str | None = Field(max_length=500)
    plan_id: Id | None
    budget_lines: list[BudgetLineShown] = Field(max_length=200)
    budget: Total = Field(description="ผลรวมของงบร่วม · the sum of the lines, to the satang")
    together: Together
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AgendaPage(BaseModel):
    """A page of joint agendas."""

    items: list[Agenda] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AgendaFilters(AreaQuery):
    """How the list of joint agendas may be narrowed."""

    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    issue: Annotated[IssueCode | None, Field(description="มีประเด็นนี้อยู่ในวาระ")] = None
    status: Annotated[AgendaStatus | None, Field(description="สถานะ")] = None
    sort: Annotated[AgendaSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None
