"""What grants look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.policies import Role
from shared.policy_words import ROLE_TH
from shared.privacy import Words
from shared.thai_time import Instant, PlainDate


class GrantedRole(StrEnum):
    """A role that somebody can be given."""

    MEMBER = "MEMBER"
    LEADER = "LEADER"
    TAMBON_STAFF = "TAMBON_STAFF"
    PROVINCE_WORKING_GROUP = "PROVINCE_WORKING_GROUP"
    REGION_OFFICE = "REGION_OFFICE"
    PARTNER_AGENCY = "PARTNER_AGENCY"
    NATIONAL_ADMIN = "NATIONAL_ADMIN"
    AUDITOR = "AUDITOR"


GRANTED_TH = {role: ROLE_TH[Role(role)] for role in GrantedRole}


class PrincipalKind(StrEnum):
    """Who holds a grant."""

    ACCOUNT = "ACCOUNT"
    CLIENT = "CLIENT"


PRINCIPAL_TH = {PrincipalKind.ACCOUNT: "บัญชีผู้ใช้", PrincipalKind.CLIENT: "ระบบของหน่วยงาน"}


class GrantState(StrEnum):
    """Where a grant stands today."""

    PLANNED = "PLANNED"
    LIVE = "LIVE"
    OVER = "OVER"


STATE_TH = {
    GrantState.PLANNED: "ยังไม่เริ่ม",
    GrantState.LIVE: "มีผลอยู่",
    GrantState.OVER: "สิ้นสุดแล้ว",
}


class GrantSort(StrEnum):
    """Orders of the list: by area, or newest first."""

    PLACE = "place"
    NEWEST = "-id"


NEW: JsonDict = {
    "principal_id": "01680000-0000-7000-8000-000000000601",
    "role": "TAMBON_STAFF",
    "area_code": "720602",
    "starts_on": "2026-10-01",
    "ends_on": "2027-10-01",
    "reason": "คำสั่งแต่งตั้งเจ้าหน้าที่สภาองค์กรชุมชนตำบลหนองสาหร่าย ปี 2570",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000611",
    "principal_id": "01680000-0000-7000-8000-000000000601",
    "principal_kind": "ACCOUNT",
    "role": "TAMBON_STAFF",
    "role_th": "เจ้าหน้าที่สภาองค์กรชุมชนตำบล",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "organization": None,
    "agency_id": None,
    "starts_on": "2026-10-01",
    "ends_on": "2027-10-01",
    "reason": "คำสั่งแต่งตั้งเจ้าหน้าที่สภาองค์กรชุมชนตำบลหนองสาหร่าย ปี 2570",
    "granted_by": "01680000-0000-7000-8000-000000000602",
    "ended_at": None,
    "ended_by": None,
    "ended_reason": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class GrantNew(BaseModel):
    """What is needed to give somebody a role; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    principal_id: Id = Field(description="บัญชีหรือระบบของหน่วยงานที่ได้รับสิทธิ")
    role: GrantedRole
    area_code: AreaCode | None = Field(
        None, description="ตำบลของเจ้าหน้าที่ตำบล จังหวัดของคณะทำงานและสำนักงานภาค"
    )
    organization_id: Id | None = Field(None, description="องค์กรของสมาชิกและแกนนำ")
    agency_id: Id | None = Field(None, description="หน่วยงานภาคี")
    starts_on: PlainDate = Field(description="วันแรกที่มีผล ตามเวลาไทย · the first day, in Thailand")
    ends_on: PlainDate | None = Field(
        None, description="วันแรกที่ไม่มีผลแล้ว · the first day on which it no longer holds"
    )
    reason: Words | None = Field(
        None, description="เหตุผล ส่งที่นี่หรือใน Change-Reason · here or as Change-Reason"
    )

    def model_post_init(self, _: Any, /) -> None:
        """Refuse an end that does not come after the start."""
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise PydanticCustomError("end-before-start", "The end lies before the start")


class Ending(BaseModel):
    """Why a grant ends before its day."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "ลาออกจากสภาองค์กรชุมชน"}]}
    )

    reason: Words | None = Field(
        None, description="เหตุผล ส่งที่นี่หรือใน Change-Reason · here or as Change-Reason"
    )


class OrganizationBlock(BaseModel):
    """The organization of a role, in short."""

    id: Id
    name_th: str = Field(max_length=200)


class Grant(BaseModel):
    """A grant with who gave it and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    principal_id: Id
    principal_kind: PrincipalKind
    role: GrantedRole
    role_th: str = Field(max_length=60)
    area: AreaBlock
    organization: OrganizationBlock | None
    agency_id: Id | None
    starts_on: PlainDate
    ends_on: PlainDate | None
    reason: str = Field(max_length=500)
    granted_by: str = Field(max_length=200)
    ended_at: Instant | None
    ended_by: str | None = Field(max_length=200)
    ended_reason: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class GrantPage(BaseModel):
    """A page of grants."""

    items: list[Grant] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class GrantFilters(AreaQuery):
    """How the list of grants may be narrowed."""

    principal_id: Annotated[Id | None, Field(description="สิทธิของบัญชีหรือระบบนี้")] = None
    role: Annotated[GrantedRole | None, Field(description="บทบาท")] = None
    state: Annotated[GrantState | None, Field(description="ยังไม่เริ่ม มีผลอยู่ หรือสิ้นสุดแล้ว")] = None
    sort: Annotated[GrantSort | None, Field(description="เรียงตามพื้นที่ หรือใหม่สุดก่อน")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; each state is a condition of its own."""
        asked = super().conditions()
        if self.state is not None:
            del asked["state"]
            asked[f"state:{self.state}"] = {}
        return asked
