"""What inclusions and roll-ups look like."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.budget_lines.schemas import CODI, Source
from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import NONG_SARAI
from services.planning.plans.schemas import PlanLevel, PlanStatus
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock, Level
from shared.text import Line, Prose
from shared.thai_time import FiscalYearBe, Instant, PastDate, PlainDate


class Decision(StrEnum):
    """Whether an item was taken into the plan above."""

    INCLUDED = "INCLUDED"
    EXCLUDED = "EXCLUDED"


DECISION_TH = {Decision.INCLUDED: "รับเข้าแผน", Decision.EXCLUDED: "ไม่รับเข้าแผน"}

BAHT: JsonDict = {"amount": "350000.00", "currency": "THB"}
NEW: JsonDict = {
    "into_item_id": "01680000-0000-7000-8000-000000000522",
    "share": BAHT,
    "decision": "INCLUDED",
    "reason_th": "ตรงกับวาระร่วมเรื่องน้ำ",
    "decided_on": "2024-09-10",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000523",
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "from_area": NONG_SARAI,
    "into_item_id": "01680000-0000-7000-8000-000000000522",
    "into_plan_id": "01680000-0000-7000-8000-000000000521",
    "area_code": "7206",
    "into_plan_status": "ADOPTED",
    "decision": "INCLUDED",
    "share": BAHT,
    "households": 120,
    "reason_th": "ตรงกับวาระร่วมเรื่องน้ำ",
    "decided_on": "2024-09-10",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


ROLLUP: JsonDict = {
    "plan": {
        "id": "01680000-0000-7000-8000-000000000531",
        "level": "PROVINCE",
        "area": {
            "code": "72",
            "level": "PROVINCE",
            "name_th": "สุพรรณบุรี",
            "name_en": "Suphan Buri",
        },
        "group_name_th": None,
        "fiscal_year_be": 2568,
        "title_th": "แผนร่วมจังหวัดสุพรรณบุรี ปีงบประมาณ 2568",
        "status": "ADOPTED",
    },
    "items": 1,
    "total": BAHT,
    "own": {"amount": "0.00", "currency": "THB"},
    "from_below": BAHT,
    "carried": {"amount": "0.00", "currency": "THB"},
    "households": 120,
    "by_area": [{"area": NONG_SARAI, "items": 1, "households": 120, "amount": BAHT}],
    "by_child_area": [
        {
            "area": {
                "code": "7206",
                "level": "DISTRICT",
                "name_th": "ดอนเจดีย์",
                "name_en": "Don Chedi",
            },
            "items": 1,
            "households": 120,
            "amount": BAHT,
        }
    ],
    "by_issue": [
        {
            "issue_code": "WATER",
            "issue_name_th": "น้ำ",
            "items": 1,
            "households": 120,
            "amount": BAHT,
        }
    ],
    "by_source": [
        {
            "source": "AGENCY",
            "source_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
            "agency_id": CODI,
            "items": 1,
            "amount": {"amount": "100000.00", "currency": "THB"},
        },
        {
            "source": "COMMUNITY",
            "source_th": "ชุมชน",
            "agency_id": None,
            "items": 1,
            "amount": {"amount": "50000.00", "currency": "THB"},
        },
        {
            "source": "PROVINCE",
            "source_th": "จังหวัด",
            "agency_id": None,
            "items": 1,
            "amount": {"amount": "200000.00", "currency": "THB"},
        },
    ],
}


class InclusionNew(BaseModel):
    """The decision about an item of the plan below; the item is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    into_item_id: Id = Field(description="โครงการของแผนระดับบนที่ยังเป็นร่าง")
    share: Money = Field(description="เงินส่วนที่รับขึ้นไป; ไม่รับเข้าแผนให้เป็น 0.00")
    decision: Decision
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่อไม่รับเข้าแผน")
    decided_on: PastDate


class InclusionChange(BaseModel):
    """What may be changed of a decision while the plan above is a draft; null empties the reason."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"share": BAHT, "reason": "พิมพ์ส่วนแบ่งผิด"}]},
    )

    share: Money = OMITTED
    decision: Decision = OMITTED
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่อไม่รับเข้าแผน")
    decided_on: PastDate = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why it is changed")


class Inclusion(BaseModel):
    """A decision as it stands; it shows to all when the plan above is adopted."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_item_id: Id
    from_area: AreaBlock
    into_item_id: Id
    into_plan_id: Id
    area_code: str = Field(max_length=8, description="พื้นที่ของแผนระดับบน · area of the plan above")
    into_plan_status: PlanStatus
    decision: Decision
    share: Money
    households: int = Field(
        description="ครัวเรือนที่ขึ้นไปกับเงิน เต็มครัวเรือน · whole households that come up with the share",
        json_schema_extra={"format": "int32"},
    )
    reason_th: str | None = Field(max_length=5000)
    decided_on: PlainDate
    revision: Revision
    created_at: Instant
    updated_at: Instant


class InclusionPage(BaseModel):
    """A page of inclusions."""

    items: list[Inclusion] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class InclusionFilters(AreaQuery):
    """How the list of inclusions may be narrowed."""

    plan_id: Annotated[Id | None, Field(description="แผนระดับบน · the plan above")] = None
    plan_item_id: Annotated[Id | None, Field(description="โครงการข้างล่าง · the item below")] = None
    into_item_id: Annotated[Id | None, Field(description="โครงการข้างบน · the item above")] = None
    decision: Annotated[Decision | None, Field(description="ผลการพิจารณา")] = None


class PlanInShort(BaseModel):
    """The plan that a roll-up is of."""

    id: Id
    level: PlanLevel
    area: AreaBlock
    group_name_th: str | None = Field(max_length=200, description="โซน กลุ่มจังหวัด หรือภาคของแผน")
    fiscal_year_be: FiscalYearBe
    title_th: str = Field(max_length=500)
    status: PlanStatus


Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class AreaShare(BaseModel):
    """What comes from one area."""

    area: AreaBlock
    items: Count = Field(description="จำนวนโครงการ")
    households: Count = Field(description="ครัวเรือนที่ได้รับประโยชน์")
    amount: Money


class IssueShare(BaseModel):
    """What goes to one issue."""

    issue_code: IssueCode
    issue_name_th: str = Field(max_length=200)
    items: Count = Field(description="จำนวนโครงการ")
    households: Count = Field(description="ครัวเรือนที่ได้รับประโยชน์")
    amount: Money


class SourceShare(BaseModel):
    """What one source pays: by the budget lines of the items in which the money was born."""

    source: Source | None = Field(description="null คือยังไม่ระบุแหล่ง · no line says whose it is")
    source_th: str = Field(max_length=200)
    agency_id: Id | None
    items: Count = Field(description="จำนวนโครงการ")
    amount: Money


class Rollup(BaseModel):
    """A plan's money and households: where from and what for; every breakdown adds up to the total."""

    model_config = ConfigDict(json_schema_extra={"examples": [ROLLUP]})

    plan: PlanInShort
    items: Count = Field(description="จำนวนโครงการของแผนนี้")
    total: Money
    own: Money = Field(description="งบของแผนนี้เอง")
    from_below: Money = Field(description="งบที่รับมาจากแผนข้างล่าง")
    carried: Money = Field(description="ส่วนที่ยกมาจากปีก่อน ไม่ใช่เงินใหม่ · not new money")
    households: Count = Field(description="ครัวเรือนที่ได้รับประโยชน์ นับครั้งเดียว")
    by_area: list[AreaShare] = Field(
        max_length=20000,
        description="งบทั้งหมดแยกตามพื้นที่ต้นทาง · the total by where it was born",
    )
    by_child_area: list[AreaShare] = Field(
        max_length=20000,
        description="ส่วนที่รับมาแยกตามแผนข้างล่างโดยตรง · from below, by plan directly below",
    )
    by_issue: list[IssueShare] = Field(max_length=200, description="งบทั้งหมดแยกตามประเด็น")
    by_source: list[SourceShare] = Field(
        max_length=2000, description="งบทั้งหมดแยกตามแหล่งเงิน · the total by who pays"
    )


class Names(BaseModel):
    """What places, issues and agencies are called today."""

    places: dict[str, tuple[Level, str, str | None]]
    issues: dict[str, str]
    agencies: dict[UUID, str]


class Said(NamedTuple):
    """A decision as people know it, in whichever version of the plan it stands."""

    plan_item_id: UUID
    into_item_id: UUID
    decision: str
    share: Decimal
    decided_on: dt.date
    reason_th: str | None
