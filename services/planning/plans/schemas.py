"""What plans look like."""

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.issues.schemas import IssueCode
from services.planning.places.schemas import NONG_SARAI
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode, GroupCode
from shared.text import Line
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PlainDate


class PlanLevel(StrEnum):
    """Whose plan it is."""

    TAMBON = "TAMBON"
    DISTRICT = "DISTRICT"
    ZONE = "ZONE"
    PROVINCE = "PROVINCE"
    PROVINCE_GROUP = "PROVINCE_GROUP"
    REGION = "REGION"
    NATION = "NATION"


LEVEL_TH = {
    PlanLevel.TAMBON: "แผนตำบล",
    PlanLevel.DISTRICT: "แผนอำเภอ",
    PlanLevel.ZONE: "แผนโซน",
    PlanLevel.PROVINCE: "แผนจังหวัด",
    PlanLevel.PROVINCE_GROUP: "แผนกลุ่มจังหวัด",
    PlanLevel.REGION: "แผนภาค",
    PlanLevel.NATION: "แผนระดับชาติ",
}


class PlanKind(StrEnum):
    """DEVELOPMENT แผนพัฒนา STRATEGIC แผนยุทธศาสตร์ ISSUE แผนเชิงประเด็น OPERATING แผนปฏิบัติการประจำปี CHARTER แผนตามธรรมนูญ.

    What sort of plan it is: of development, of strategy, of one issue, of a year's work, or by which a charter is
    carried out (S0, S2, S3).
    """

    DEVELOPMENT = "DEVELOPMENT"
    STRATEGIC = "STRATEGIC"
    ISSUE = "ISSUE"
    OPERATING = "OPERATING"
    CHARTER = "CHARTER"


KIND_TH = {
    PlanKind.DEVELOPMENT: "แผนพัฒนา",
    PlanKind.STRATEGIC: "แผนยุทธศาสตร์",
    PlanKind.ISSUE: "แผนเชิงประเด็น",
    PlanKind.OPERATING: "แผนปฏิบัติการประจำปี",
    PlanKind.CHARTER: "แผนตามธรรมนูญ",
}


class PlanStatus(StrEnum):
    """Whether the plan is still being written."""

    DRAFT = "DRAFT"
    ADOPTED = "ADOPTED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


STATUS_TH = {
    PlanStatus.DRAFT: "กำลังร่าง",
    PlanStatus.ADOPTED: "รับรองแผนแล้ว",
    PlanStatus.SUPERSEDED: "มีฉบับใหม่แทนแล้ว",
    PlanStatus.WITHDRAWN: "ถอนร่างแล้ว",
}


class ChangeKind(StrEnum):
    """What a new version does to an adopted plan: change projects, add some, or revise it."""

    CHANGE = "CHANGE"
    ADD = "ADD"
    REVISE = "REVISE"


CHANGE_TH = {
    ChangeKind.CHANGE: "เปลี่ยนแปลง",
    ChangeKind.ADD: "เพิ่มเติม",
    ChangeKind.REVISE: "แก้ไข ทบทวน",
}


class PlanSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "id": "019aa0d4-6c00-7000-8000-000000000301",
    "level": "TAMBON",
    "area_code": "720602",
    "fiscal_year_be": 2569,
    "horizon_years": 1,
    "title_th": "แผนพัฒนาตำบลหนองสาหร่าย ปีงบประมาณ 2569",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000511",
    "level": "TAMBON",
    "area": NONG_SARAI,
    "group_code": None,
    "group_name_th": None,
    "kind": "DEVELOPMENT",
    "issue_code": None,
    "charter_id": None,
    "fiscal_year_be": 2568,
    "horizon_years": 1,
    "title_th": "แผนพัฒนาตำบลหนองสาหร่าย ปีงบประมาณ 2568",
    "status": "ADOPTED",
    "adopted_on": "2024-08-20",
    "version": 1,
    "version_of_id": None,
    "change_kind": None,
    "change_reason_th": None,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _no_truth(value: object) -> object:
    """Refuse true, which Python takes for 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("wrong-type", "The type of the value does not fit")
    return value


Horizon = Annotated[
    Literal[1, 3, 5], BeforeValidator(_no_truth), Field(description="แผน 1, 3 หรือ 5 ปี")
]


class PlanNew(BaseModel):
    """What is needed to open a draft plan; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    level: PlanLevel
    area_code: AreaCode | None = Field(
        None, description="ตำบล อำเภอ หรือจังหวัด ตรงกับระดับของแผน แผนโซน กลุ่มจังหวัด ภาค และชาติไม่ต้องมี"
    )
    group_code: GroupCode | None = Field(None, description="โซน Z- กลุ่มจังหวัด G- หรือภาค R- ของแผน")
    kind: PlanKind = PlanKind.DEVELOPMENT
    issue_code: IssueCode | None = Field(None, description="ประเด็นของแผนเชิงประเด็น")
    charter_id: Id | None = Field(
        None,
        description="ธรรมนูญที่แผนยึดถือ ฉบับที่รับรองและใช้อยู่ ของพื้นที่เดียวกันหรือที่ครอบคลุม"
        " แผนตามธรรมนูญ (CHARTER) ต้องมี · a plan of kind CHARTER needs one",
    )
    fiscal_year_be: FiscalYearBe = Field(description="ปีงบประมาณแรกของแผน (พ.ศ.)")
    horizon_years: Horizon
    title_th: Line


class PlanChange(BaseModel):
    """What may be changed of a draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title_th": "แผนพัฒนาตำบลหนองสาหร่าย 2568"}]},
    )

    title_th: Line = OMITTED
    horizon_years: Horizon = OMITTED
    charter_id: Id | None = Field(None, description="ธรรมนูญที่แผนยึดถือ · null takes it away")
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Plan(BaseModel):
    """A plan as it is today; drafts show only to people of the area."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    level: PlanLevel
    area: AreaBlock = Field(description="แผนโซนแสดงจังหวัดของโซน แผนที่สูงกว่าจังหวัดแสดงทั้งประเทศ")
    group_code: str | None = Field(max_length=40, description="โซน กลุ่มจังหวัด หรือภาคของแผน")
    group_name_th: str | None = Field(max_length=200)
    kind: PlanKind
    issue_code: IssueCode | None = Field(description="ประเด็นของแผนเชิงประเด็น")
    charter_id: Id | None = Field(description="ธรรมนูญที่แผนยึดถือ")
    fiscal_year_be: FiscalYearBe
    horizon_years: Horizon
    title_th: str = Field(max_length=500)
    status: PlanStatus
    adopted_on: PlainDate | None
    version: int = Field(ge=1, json_schema_extra={"format": "int32"})
    version_of_id: Id | None = Field(description="แผนที่ร่างนี้จะแทน หรือที่แทนฉบับนี้แล้ว")
    change_kind: ChangeKind | None = Field(description="ฉบับนี้ต่างจากฉบับก่อนอย่างไร ฉบับแรกว่าง")
    change_reason_th: str | None = Field(max_length=5000)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class LowerDraft(NamedTuple):
    """A draft that a plan above waits for, with the names of its place."""

    id: UUID
    title_th: str
    area_th: str
    area_en: str | None


class PlanPage(BaseModel):
    """A page of plans."""

    items: list[Plan] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class PlanFilters(AreaQuery):
    """How the list of plans may be narrowed."""

    version_of: Annotated[Id | None, Field(description="ร่างและฉบับก่อน ๆ ของแผน")] = None
    group: Annotated[GroupCode | None, Field(description="โซน กลุ่มจังหวัด หรือภาค")] = None
    kind: Annotated[PlanKind | None, Field(description="ประเภทของแผน")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นของแผนเชิงประเด็น")] = None
    charter_id: Annotated[Id | None, Field(description="ธรรมนูญที่แผนยึดถือ")] = None
    level: Annotated[PlanLevel | None, Field(description="ระดับของแผน")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    status: Annotated[PlanStatus | None, Field(description="สถานะ")] = None
    sort: Annotated[PlanSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None
