"""What organizations look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Name
from shared.thai_time import DatePrecision, Instant, PastDate, PlainDate


class OrganizationKind(StrEnum):
    """What sort of organization it is."""

    COMMUNITY_GROUP = "COMMUNITY_GROUP"
    SAVINGS_GROUP = "SAVINGS_GROUP"
    WELFARE_FUND = "WELFARE_FUND"
    HOUSING_GROUP = "HOUSING_GROUP"
    OCCUPATION_GROUP = "OCCUPATION_GROUP"
    RESOURCE_GROUP = "RESOURCE_GROUP"
    NETWORK = "NETWORK"
    TAMBON_COUNCIL = "TAMBON_COUNCIL"
    LEARNING_CENTRE = "LEARNING_CENTRE"


KIND_TH = {
    OrganizationKind.COMMUNITY_GROUP: "กลุ่มองค์กรชุมชน",
    OrganizationKind.SAVINGS_GROUP: "กลุ่มออมทรัพย์",
    OrganizationKind.WELFARE_FUND: "กองทุนสวัสดิการชุมชน",
    OrganizationKind.HOUSING_GROUP: "บ้านมั่นคง",
    OrganizationKind.OCCUPATION_GROUP: "กลุ่มอาชีพ",
    OrganizationKind.RESOURCE_GROUP: "กลุ่มทรัพยากรธรรมชาติ",
    OrganizationKind.NETWORK: "เครือข่าย",
    OrganizationKind.TAMBON_COUNCIL: "สภาองค์กรชุมชนตำบล",
    OrganizationKind.LEARNING_CENTRE: "ศูนย์การเรียนรู้",
}


class OrganizationStatus(StrEnum):
    """Whether it works today."""

    ACTIVE = "ACTIVE"
    DORMANT = "DORMANT"
    DISSOLVED = "DISSOLVED"


STATUS_TH = {
    OrganizationStatus.ACTIVE: "ดำเนินงานอยู่",
    OrganizationStatus.DORMANT: "หยุดพัก",
    OrganizationStatus.DISSOLVED: "เลิกแล้ว",
}


class OrganizationSort(StrEnum):
    """Orders of the list: by place and Thai name, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "kind": "SAVINGS_GROUP",
    "name_th": "กลุ่มออมทรัพย์หนองสาหร่าย",
    "area_code": "720602",
    "status": "ACTIVE",
    "issues": ["SAVINGS"],
    "members_count": 120,
    "households_count": 95,
    "founded_on": "1997-01-01",
    "founded_precision": "YEAR",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000303",
    "kind": "TAMBON_COUNCIL",
    "name_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "name_en": None,
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "status": "ACTIVE",
    "issues": ["WATER", "FARMERS"],
    "members_count": 32,
    "households_count": 1450,
    "founded_on": None,
    "founded_precision": "DAY",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _distinct(issues: list[str]) -> list[str]:
    if len(set(issues)) != len(issues):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return issues


IssueCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["WATER"])
]
Issues = Annotated[
    list[IssueCode],
    Field(max_length=20, json_schema_extra={"uniqueItems": True}, description="ประเด็นงาน"),
    AfterValidator(_distinct),
]
Count = Annotated[
    int, Field(strict=True, ge=0, le=10_000_000, json_schema_extra={"format": "int32"})
]


class OrganizationNew(BaseModel):
    """What is needed to register an organization; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    kind: OrganizationKind
    name_th: Name
    name_en: Name | None = None
    area_code: AreaCode = Field(description="ตำบลหรือหมู่บ้าน; เครือข่ายใช้อำเภอหรือจังหวัดได้")
    status: OrganizationStatus = OrganizationStatus.ACTIVE
    issues: Issues = []
    members_count: Count | None = None
    households_count: Count | None = None
    founded_on: PastDate | None = None
    founded_precision: DatePrecision = DatePrecision.DAY


class OrganizationChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"members_count": 36, "reason": "สำรวจใหม่"}]},
    )

    name_th: Name = OMITTED
    name_en: Name | None = None
    status: OrganizationStatus = OMITTED
    issues: Issues = OMITTED
    members_count: Count | None = None
    households_count: Count | None = None
    founded_on: PastDate | None = None
    founded_precision: DatePrecision = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Organization(BaseModel):
    """An organization as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: OrganizationKind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    area: AreaBlock
    status: OrganizationStatus
    issues: list[IssueCode] = Field(max_length=20)
    members_count: Count | None
    households_count: Count | None
    founded_on: PlainDate | None
    founded_precision: DatePrecision
    revision: Revision
    created_at: Instant
    updated_at: Instant


class OrganizationPage(BaseModel):
    """A page of organizations."""

    items: list[Organization] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class OrganizationFilters(AreaQuery):
    """How the list of organizations may be narrowed."""

    kind: Annotated[OrganizationKind | None, Field(description="ประเภทองค์กร")] = None
    status: Annotated[OrganizationStatus | None, Field(description="สถานะ")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    sort: Annotated[OrganizationSort | None, Field(description="เรียงตามที่ตั้งและชื่อ หรือแก้ล่าสุด")] = None
