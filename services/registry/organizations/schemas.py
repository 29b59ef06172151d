"""What organizations look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.legal_forms.schemas import LegalForm
from services.registry.organization_names.schemas import Alias, Aliases
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode, VillageCode
from shared.privacy import Story, Words
from shared.text import Name
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
    WOMEN_GROUP = "WOMEN_GROUP"
    ELDERLY_GROUP = "ELDERLY_GROUP"
    YOUTH_GROUP = "YOUTH_GROUP"
    RELIGIOUS_GROUP = "RELIGIOUS_GROUP"
    CULTURE_GROUP = "CULTURE_GROUP"
    TRADITIONAL_COMMUNITY = "TRADITIONAL_COMMUNITY"
    VILLAGE_FUND = "VILLAGE_FUND"
    COMMUNITY_ENTERPRISE = "COMMUNITY_ENTERPRISE"
    LAND_GROUP = "LAND_GROUP"
    HEALTH_GROUP = "HEALTH_GROUP"
    DISABILITY_GROUP = "DISABILITY_GROUP"
    COORDINATION_CENTRE = "COORDINATION_CENTRE"


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
    OrganizationKind.WOMEN_GROUP: "กลุ่มสตรี",
    OrganizationKind.ELDERLY_GROUP: "กลุ่มผู้สูงอายุ",
    OrganizationKind.YOUTH_GROUP: "กลุ่มเยาวชน",
    OrganizationKind.RELIGIOUS_GROUP: "กลุ่มศาสนา",
    OrganizationKind.CULTURE_GROUP: "กลุ่มวัฒนธรรม",
    OrganizationKind.TRADITIONAL_COMMUNITY: "ชุมชนท้องถิ่นดั้งเดิม",
    OrganizationKind.VILLAGE_FUND: "กองทุนหมู่บ้านและชุมชนเมือง",
    OrganizationKind.COMMUNITY_ENTERPRISE: "วิสาหกิจชุมชน",
    OrganizationKind.LAND_GROUP: "กลุ่มที่ดินและที่ทำกิน",
    OrganizationKind.HEALTH_GROUP: "กลุ่มสุขภาพ",
    OrganizationKind.DISABILITY_GROUP: "กลุ่มคนพิการ",
    OrganizationKind.COORDINATION_CENTRE: "ศูนย์ประสานงาน",
}


class WorkingStatus(StrEnum):
    """Whether it works today."""

    ACTIVE = "ACTIVE"
    DORMANT = "DORMANT"
    DISSOLVED = "DISSOLVED"


class OrganizationStatus(StrEnum):
    """Whether it works today, or its record turned out to be a second one of another."""

    ACTIVE = "ACTIVE"
    DORMANT = "DORMANT"
    DISSOLVED = "DISSOLVED"
    MERGED = "MERGED"


STATUS_TH = {
    OrganizationStatus.ACTIVE: "ดำเนินงานอยู่",
    OrganizationStatus.DORMANT: "หยุดพัก",
    OrganizationStatus.DISSOLVED: "เลิกแล้ว",
    OrganizationStatus.MERGED: "รวมเข้ากับองค์กรอื่นแล้ว",
}


class OrganizationSort(StrEnum):
    """Orders of the list: by place and Thai name, by Thai name alone, or newest change first."""

    PLACE = "place"
    NAME = "name"
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
    "aliases": [{"name_th": "สัจจะหนองสาหร่าย", "since": None, "until": None}],
    "villages": ["72060203"],
    "objectives_th": "ให้สมาชิกมีเงินออมและกู้ยืมได้ในยามจำเป็น",
    "women_count": 78,
    "men_count": 42,
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
    "aliases": [],
    "succeeds_id": None,
    "merged_into_id": None,
    "villages": [],
    "objectives_th": None,
    "activities_th": None,
    "legal_form": None,
    "women_count": None,
    "men_count": None,
    "contact_membership_id": None,
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
Villages = Annotated[
    list[VillageCode],
    Field(max_length=100, description="หมู่บ้านที่ครอบคลุม รหัส 8 หลักในพื้นที่ขององค์กร · villages covered"),
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
    status: WorkingStatus = WorkingStatus.ACTIVE
    issues: Issues = []
    members_count: Count | None = None
    households_count: Count | None = None
    founded_on: PastDate | None = None
    founded_precision: DatePrecision = DatePrecision.DAY
    aliases: Aliases = []
    succeeds_id: Id | None = Field(None, description="สืบต่อจากองค์กรใด · whose work it took over")
    villages: Villages = []
    objectives_th: Story | None = Field(None, description="วัตถุประสงค์")
    activities_th: Story | None = Field(None, description="กิจกรรม")
    legal_form: LegalForm | None = None
    women_count: Count | None = None
    men_count: Count | None = None
    confirm_new: bool = Field(
        default=False,
        description="ยืนยันว่าไม่ใช่องค์กรที่มีอยู่แล้ว · it is none of the candidates",
    )


class OrganizationChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"members_count": 36, "reason": "สำรวจใหม่"}]},
    )

    name_th: Name = OMITTED
    name_en: Name | None = None
    status: WorkingStatus = OMITTED
    issues: Issues = OMITTED
    members_count: Count | None = None
    households_count: Count | None = None
    founded_on: PastDate | None = None
    founded_precision: DatePrecision = OMITTED
    aliases: Aliases = OMITTED
    succeeds_id: Id | None = None
    villages: Villages = OMITTED
    objectives_th: Story | None = Field(None, description="วัตถุประสงค์")
    activities_th: Story | None = Field(None, description="กิจกรรม")
    legal_form: LegalForm | None = None
    women_count: Count | None = None
    men_count: Count | None = None
    contact_membership_id: Id | None = Field(
        None, description="ตำแหน่งของผู้ประสานงาน ไม่เก็บเบอร์โทรที่นี่ · the post of the contact"
    )
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


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
    aliases: list[Alias] = Field(max_length=50)
    succeeds_id: Id | None
    merged_into_id: Id | None = Field(
        description="ระเบียนที่รวมเข้าไปแล้ว · the record it became part of"
    )
    villages: list[VillageCode] = Field(max_length=100)
    objectives_th: str | None = Field(max_length=5000)
    activities_th: str | None = Field(max_length=5000)
    legal_form: LegalForm | None
    women_count: Count | None
    men_count: Count | None
    contact_membership_id: Id | None = Field(
        description="ตำแหน่งของผู้ประสานงาน · the post of the contact"
    )
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
    succeeds: Annotated[Id | None, Field(description="ที่สืบต่อจากองค์กรนี้ · its successors")] = None
    merged: Annotated[
        bool, Field(description="รวมระเบียนที่ถูกรวมไปแล้วด้วย · second records that were merged, too")
    ] = False
    sort: Annotated[
        OrganizationSort | None, Field(description="เรียงตามที่ตั้งและชื่อ ตามชื่อ หรือแก้ล่าสุด")
    ] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; merged records stay hidden unless somebody asks for them."""
        asked = super().conditions()
        del asked["merged"]
        shown = self.merged or self.status is OrganizationStatus.MERGED
        return asked if shown else {**asked, "unmerged": {}}
