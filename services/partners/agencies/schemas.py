"""What agencies look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Name
from shared.thai_time import Instant


class AgencyKind(StrEnum):
    """What sort of party it is."""

    STATE = "STATE"
    PUBLIC_ORGANIZATION = "PUBLIC_ORGANIZATION"
    FUND = "FUND"
    LOCAL_GOVERNMENT = "LOCAL_GOVERNMENT"
    ACADEMIC = "ACADEMIC"
    PRIVATE = "PRIVATE"
    CIVIL_SOCIETY = "CIVIL_SOCIETY"
    MOVEMENT = "MOVEMENT"


KIND_TH = {
    AgencyKind.STATE: "ส่วนราชการ",
    AgencyKind.PUBLIC_ORGANIZATION: "องค์การมหาชน",
    AgencyKind.FUND: "กองทุน",
    AgencyKind.LOCAL_GOVERNMENT: "องค์กรปกครองส่วนท้องถิ่น",
    AgencyKind.ACADEMIC: "สถาบันวิชาการ",
    AgencyKind.PRIVATE: "ภาคเอกชน",
    AgencyKind.CIVIL_SOCIETY: "ภาคประชาสังคม",
    AgencyKind.MOVEMENT: "ขบวนองค์กรชุมชน",
}


class AgencySort(StrEnum):
    """Orders of the list: by Thai name, or newest change first."""

    NAME = "name"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "code": "CODI_NORTH",
    "name_th": "พอช. สำนักงานภาคเหนือ",
    "name_en": "CODI North Regional Office",
    "kind": "PUBLIC_ORGANIZATION",
    "parent_id": "01680000-0000-7000-8000-000000000401",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000402",
    "code": "CODI_CENTRAL_WEST",
    "name_th": "พอช. สำนักงานภาคกลางและตะวันตก",
    "name_en": "CODI Central and West Regional Office",
    "kind": "PUBLIC_ORGANIZATION",
    "parent": {
        "id": "01680000-0000-7000-8000-000000000401",
        "code": "CODI",
        "name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
    },
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}

AgencyCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["CODI"])
]


class AgencyNew(BaseModel):
    """What is needed to register an agency or a unit of one; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: AgencyCode
    name_th: Name
    name_en: Name | None = None
    kind: AgencyKind
    parent_id: Id | None = Field(None, description="หน่วยงานที่สังกัด · the agency it is a unit of")


class AgencyBlock(BaseModel):
    """An agency in short."""

    id: Id
    code: AgencyCode
    name_th: str = Field(max_length=200)


class Agency(BaseModel):
    """An agency as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    code: AgencyCode
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    kind: AgencyKind
    parent: AgencyBlock | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AgencyPage(BaseModel):
    """A page of agencies."""

    items: list[Agency] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AgencyFilters(ListQuery):
    """How the list of agencies may be narrowed."""

    kind: Annotated[AgencyKind | None, Field(description="ประเภทหน่วยงาน")] = None
    parent_id: Annotated[Id | None, Field(description="หน่วยย่อยของหน่วยงานนี้")] = None
    code: Annotated[AgencyCode | None, Field(description="รหัสย่อของหน่วยงาน")] = None
    sort: Annotated[AgencySort | None, Field(description="เรียงตามชื่อ หรือแก้ล่าสุด")] = None
