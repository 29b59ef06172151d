"""What plan items look like."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.budget_lines.schemas import SHOWN as LINES
from services.planning.budget_lines.schemas import BudgetLine, Lines, Source
from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import NONG_SARAI
from services.planning.plans.schemas import PlanLevel, PlanStatus
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Baht, Money
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Name, Prose
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PlainDate


class ItemStatus(StrEnum):
    """Whether the item says all that it must, or was taken out of the draft."""

    DRAFT = "DRAFT"
    FINAL = "FINAL"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {
    ItemStatus.DRAFT: "กำลังร่าง",
    ItemStatus.FINAL: "ครบถ้วน",
    ItemStatus.WITHDRAWN: "ถอนออกจากร่างแล้ว",
}


class Mode(StrEnum):
    """DO_OURSELVES ทำเอง DO_TOGETHER ทำร่วม ASK_FOR_SUPPORT ขอรับการสนับสนุน · Who carries a project out."""

    DO_OURSELVES = "DO_OURSELVES"
    DO_TOGETHER = "DO_TOGETHER"
    ASK_FOR_SUPPORT = "ASK_FOR_SUPPORT"


MODE_TH = {
    Mode.DO_OURSELVES: "ทำเอง",
    Mode.DO_TOGETHER: "ทำร่วม",
    Mode.ASK_FOR_SUPPORT: "ขอรับการสนับสนุน",
}


class ItemSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


BAHT: JsonDict = {"amount": "350000.00", "currency": "THB"}
PLACE: JsonDict = {
    "code": "72060205", "level": "VILLAGE", "name_th": "หมู่ที่ 5 หนองสาหร่าย", "name_en": "Mu 5 Nong Sarai",
}  # fmt: skip
STEPS: list[JsonDict] = [
    {"title_th": "สำรวจแนวคลองและตั้งกติกาการใช้น้ำ", "from_month": "2024-11", "to_month": "2024-12"},
    {"title_th": "สร้างฝาย 2 แห่ง", "from_month": "2025-01", "to_month": "2025-03"},
    {"title_th": "ขุดคลองไส้ไก่ 1.2 กิโลเมตร", "from_month": "2025-02", "to_month": "2025-05"},
]
WHOLE: JsonDict = {
    "place": PLACE,
    "starts_on": "2024-11-01",
    "ends_on": "2025-10-01",
    "activities": [*STEPS],
    "mode": "DO_TOGETHER",
    "indicator_unit_th": "ไร่",
    "indicator_baseline": "150.00",
    "indicator_target": "800.00",
    "own_households": 120,
    "households": 120,
    "budget_lines": [*LINES],
    "carried": {"amount": "0.00", "currency": "THB"},
    "carried_from_item_id": None,
}
"""What makes an item a whole project, as the story of the water tells it."""
NEW: JsonDict = {
    "plan_id": "019aa0d4-6c00-7000-8000-000000000301",
    "title_th": "ขุดคลองไส้ไก่ส่วนที่เหลือ",
    "issue_code": "WATER",
    "need_ids": ["01680000-0000-7000-8000-000000000501"],
    "own_budget": BAHT,
    "owner_organization_id": "01680000-0000-7000-8000-000000000303",
    "indicator_th": "จำนวนครัวเรือนที่มีน้ำทำนาตลอดฤดูแล้ง",
    "expected_result_th": "อีก 28 ครัวเรือนมีน้ำทำการเกษตรตลอดฤดูแล้ง",
    "activities_th": "ขุดคลองไส้ไก่ 400 เมตร ตั้งกลุ่มผู้ใช้น้ำ",
    "mode": "DO_OURSELVES",
    "own_households": 28,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000512",
    "plan_id": "01680000-0000-7000-8000-000000000511",
    "version_of_id": None,
    "title_th": "ฝายชะลอน้ำและคลองส่งน้ำเพื่อการเกษตร",
    "area": NONG_SARAI,
    "level": "TAMBON",
    "fiscal_year_be": 2568,
    "issue_code": "WATER",
    "need_ids": ["01680000-0000-7000-8000-000000000501"],
    "own_budget": BAHT,
    "budget": BAHT,
    "owner_organization_id": "01680000-0000-7000-8000-000000000303",
    "owner_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "indicator_th": "พื้นที่เกษตรที่มีน้ำใช้ในฤดูแล้ง (ไร่)",
    "expected_result_th": "ครัวเรือนท้ายคลอง 120 ครัวเรือนมีน้ำทำการเกษตรตลอดฤดูแล้ง",
    "activities_th": "สำรวจแนวคลอง สร้างฝาย 2 แห่ง ขุดคลองไส้ไก่ 1.2 กิโลเมตร ตั้งกติกาการใช้น้ำ",
    **WHOLE,
    "status": "FINAL",
    "plan_status": "ADOPTED",
    "revision": 3,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _distinct(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) != len(ids):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return ids


NeedIds = Annotated[
    list[Id], Field(max_length=200, json_schema_extra={"uniqueItems": True},
                    description="ความต้องการที่โครงการนี้ตอบ"),
    AfterValidator(_distinct),
]  # fmt: skip


MONTH = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
Month = Annotated[
    str, Field(pattern=MONTH, max_length=7, description="ปี ค.ศ.-เดือน เช่น 2024-11 · month")
]
Households = Annotated[
    int, Field(strict=True, ge=0, le=10_000_000, json_schema_extra={"format": "int32"},
               description="ครัวเรือนที่ได้รับประโยชน์"),
]  # fmt: skip
# The same rules as money: digits as text, at most two decimals, never a float.
Number = Annotated[Baht, Field(examples=["800.00"])]


class Activity(BaseModel):
    """One step of a project in the months in which it is done."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [STEPS[1]]})

    title_th: Line
    from_month: Month | None = None
    to_month: Month | None = None


Activities = Annotated[
    list[Activity], Field(max_length=60, description="ขั้นตอนตามลำดับ · steps in their order")
]


class ItemNew(BaseModel):
    """What is needed to draft a plan item; what rule 13 demands may come until it is made final."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    plan_id: Id
    title_th: Line
    issue_code: IssueCode
    need_ids: NeedIds = []
    own_budget: Money = Field(description="งบของแผนนี้เอง ไม่รวมที่รับมาจากข้างล่าง")
    owner_organization_id: Id | None = None
    owner_th: Line | None = Field(None, description="ผู้รับผิดชอบ หากไม่ใช่องค์กรในทะเบียน")
    indicator_th: Line | None = None
    expected_result_th: Prose | None = None
    activities_th: Prose | None = None
    place_code: AreaCode | None = Field(None, description="ที่ตั้งของโครงการในพื้นที่ของแผน เช่น หมู่บ้าน")
    starts_on: PlainDate | None = None
    ends_on: PlainDate | None = Field(None, description="วันแรกหลังสิ้นสุด · first day after it")
    activities: Activities = []
    mode: Mode | None = Field(None, description="ทำเอง ทำร่วม หรือขอรับการสนับสนุน")
    indicator_unit_th: Name | None = None
    indicator_baseline: Number | None = Field(None, description="ค่าก่อนเริ่ม")
    indicator_target: Number | None = Field(None, description="ค่าที่ตั้งเป้า")
    own_households: Households | None = None
    budget_lines: Lines = []


class ItemChange(BaseModel):
    """What may be changed while the plan is a draft; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"expected_result_th": "120 ครัวเรือนมีน้ำทำนา"}]},
    )

    title_th: Line = OMITTED
    issue_code: IssueCode = OMITTED
    need_ids: NeedIds = OMITTED
    own_budget: Money = OMITTED
    owner_organization_id: Id | None = None
    owner_th: Line | None = None
    indicator_th: Line | None = None
    expected_result_th: Prose | None = None
    activities_th: Prose | None = None
    place_code: AreaCode | None = Field(None, description="ที่ตั้งของโครงการในพื้นที่ของแผน เช่น หมู่บ้าน")
    starts_on: PlainDate | None = None
    ends_on: PlainDate | None = Field(None, description="วันแรกหลังสิ้นสุด · first day after it")
    activities: Activities = OMITTED
    mode: Mode | None = Field(None, description="ทำเอง ทำร่วม หรือขอรับการสนับสนุน")
    indicator_unit_th: Name | None = None
    indicator_baseline: Number | None = Field(None, description="ค่าก่อนเริ่ม")
    indicator_target: Number | None = Field(None, description="ค่าที่ตั้งเป้า")
    own_households: Households | None = None
    budget_lines: Lines = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class FinalizationNew(BaseModel):
    """The act of making an item final: {} is enough."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})

    id: NewId


class PlanItem(BaseModel):
    """A plan item as it is today; items of drafts show only to people of the area."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_id: Id
    version_of_id: Id | None = Field(description="โครงการที่ใช้อยู่ ซึ่งนี่เป็นร่างหรือฉบับก่อน")
    title_th: str = Field(max_length=500)
    area: AreaBlock
    level: PlanLevel
    fiscal_year_be: FiscalYearBe
    issue_code: IssueCode
    need_ids: list[Id] = Field(max_length=200)
    own_budget: Money
    budget: Money = Field(description="งบของตัวเองรวมกับที่รับมาจากข้างล่าง · own + from below")
    owner_organization_id: Id | None
    owner_th: str | None = Field(max_length=500)
    indicator_th: str | None = Field(max_length=500)
    expected_result_th: str | None = Field(max_length=5000)
    activities_th: str | None = Field(max_length=5000)
    place: AreaBlock | None = Field(description="ที่ตั้งของโครงการ หากระบุ")
    starts_on: PlainDate | None
    ends_on: PlainDate | None = Field(description="วันแรกหลังสิ้นสุด · first day after it")
    activities: list[Activity] = Field(max_length=60)
    mode: Mode | None
    indicator_unit_th: str | None = Field(max_length=200)
    indicator_baseline: Number | None
    indicator_target: Number | None
    own_households: int | None = Field(description="ครัวเรือนที่โครงการนี้เองให้ประโยชน์")
    households: int = Field(description="รวมกับครัวเรือนที่รับมาจากข้างล่าง · own + from below")
    budget_lines: list[BudgetLine] = Field(max_length=50)
    carried: Money = Field(description="ส่วนของงบที่ยกมาจากปีก่อน ไม่ใช่เงินใหม่ · not new money")
    carried_from_item_id: Id | None = Field(description="โครงการปีก่อนที่ยกมา")
    status: ItemStatus
    plan_status: PlanStatus
    revision: Revision
    created_at: Instant
    updated_at: Instant


class PlanItemPage(BaseModel):
    """A page of plan items."""

    items: list[PlanItem] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ItemFilters(AreaQuery):
    """How the list of plan items may be narrowed."""

    plan_id: Annotated[Id | None, Field(description="แผน")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    status: Annotated[ItemStatus | None, Field(description="สถานะ ถอนแล้วต้องถามหา WITHDRAWN")] = (
        None
    )
    need_id: Annotated[Id | None, Field(description="ความต้องการที่ตอบ")] = None
    mode: Annotated[Mode | None, Field(description="ทำเอง ทำร่วม หรือขอรับการสนับสนุน")] = None
    source: Annotated[Source | None, Field(description="มีเงินจากแหล่งนี้")] = None
    agency_id: Annotated[Id | None, Field(description="มีเงินจากหน่วยงานนี้")] = None
    sort: Annotated[ItemSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; what was withdrawn shows only when it is asked for."""
        asked = super().conditions()
        return asked if self.status is ItemStatus.WITHDRAWN else {**asked, "standing": {}}
