"""What networks and their members look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.areas.schemas import NameSort
from services.registry.organizations.schemas import IssueCode
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery, ListQuery
from shared.places import AreaBlock, GroupCode
from shared.privacy import Words
from shared.thai_time import Instant, PastDate, PlainDate


class NetworkLevel(StrEnum):
    """How far a network reaches."""

    VILLAGE = "VILLAGE"
    TAMBON = "TAMBON"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    GROUP = "GROUP"
    NATION = "NATION"


LEVEL_TH = {
    NetworkLevel.VILLAGE: "หมู่บ้าน",
    NetworkLevel.TAMBON: "ตำบล",
    NetworkLevel.DISTRICT: "อำเภอ",
    NetworkLevel.PROVINCE: "จังหวัด",
    NetworkLevel.GROUP: "กลุ่มจังหวัด ภาค โซน หรือภูมินิเวศน์",
    NetworkLevel.NATION: "ชาติ",
}


class NetworkRole(StrEnum):
    """What an organization is in a network."""

    MEMBER = "MEMBER"
    CORE = "CORE"
    COORDINATOR = "COORDINATOR"


ROLE_TH = {
    NetworkRole.MEMBER: "สมาชิก",
    NetworkRole.CORE: "องค์กรแกน",
    NetworkRole.COORDINATOR: "ผู้ประสานงาน",
}

NEW: JsonDict = {
    "organization_id": "01680000-0000-7000-8000-000000000b84",
    "level": "GROUP",
    "group_code": "R-SOUTH",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b81",
    "name_th": "เครือข่ายป่าชุมชนภาคกลางและตะวันตก",
    "area": {
        "code": "71",
        "level": "PROVINCE",
        "name_th": "กาญจนบุรี",
        "name_en": "Kanchanaburi",
    },
    "issues": [],
    "level": "GROUP",
    "group_code": "R-CENTRAL-WEST",
    "members": 1,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
JOINING: JsonDict = {
    "network_id": SHOWN["id"],
    "organization_id": "01680000-0000-7000-8000-000000000304",
    "role": "MEMBER",
    "joined_on": "2018-03-01",
}
LEAVING: JsonDict = {"left_on": "2025-10-01", "reason_th": "รวมกับเครือข่ายระดับจังหวัด"}
MEMBERSHIP: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b91",
    **JOINING,
    "organization_id": "01680000-0000-7000-8000-000000000303",
    "left_on": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class NetworkNew(BaseModel):
    """How far an organization of kind NETWORK reaches: its own area, a group of areas, or the country."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    organization_id: Id
    level: NetworkLevel
    group_code: GroupCode | None = Field(None, description="กลุ่มจังหวัดหรือภาค เฉพาะระดับ GROUP")


class Network(BaseModel):
    """A network as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    name_th: str = Field(max_length=200)
    area: AreaBlock = Field(description="ที่ตั้งของเครือข่าย")
    issues: list[IssueCode] = Field(max_length=20)
    level: NetworkLevel
    group_code: str | None = Field(max_length=40)
    members: int = Field(ge=0, description="องค์กรสมาชิกวันนี้", json_schema_extra={"format": "int32"})
    revision: Revision
    created_at: Instant
    updated_at: Instant


class NetworkPage(BaseModel):
    """A page of networks."""

    items: list[Network] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NetworkFilters(AreaQuery):
    """How the list of networks may be narrowed."""

    level: Annotated[NetworkLevel | None, Field(description="ระดับ")] = None
    group: Annotated[GroupCode | None, Field(description="กลุ่มจังหวัดหรือภาค")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็นงาน")] = None
    sort: Annotated[NameSort | None, Field(description="เรียงตามที่ตั้ง หรือตามชื่อ")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; second records that were merged are left out."""
        return {**super().conditions(), "unmerged": {}}


class NetworkMembershipNew(BaseModel):
    """An organization joins a network."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [JOINING]})

    id: NewId
    network_id: Id
    organization_id: Id
    role: NetworkRole = NetworkRole.MEMBER
    joined_on: PastDate


class NetworkLeavingNew(BaseModel):
    """The first day on which an organization no longer belongs to a network."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [LEAVING]})

    id: NewId
    left_on: PastDate
    reason_th: Words | None = None


class NetworkMembership(BaseModel):
    """An organization in a network."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBERSHIP]})

    id: Id
    network_id: Id
    organization_id: Id
    role: NetworkRole
    joined_on: PlainDate
    left_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class NetworkMembershipPage(BaseModel):
    """A page of organizations in networks."""

    items: list[NetworkMembership] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NetworkMembershipFilters(ListQuery):
    """How the list of organizations in networks may be narrowed."""

    network: Annotated[Id | None, Field(description="เครือข่าย")] = None
    organization: Annotated[Id | None, Field(description="องค์กร")] = None
    role: Annotated[NetworkRole | None, Field(description="บทบาท")] = None
    on: Annotated[
        PlainDate | None, Field(description="สมาชิก ณ วันที่ · who belonged on this day")
    ] = None
