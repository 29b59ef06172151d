"""What roll-ups look like."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.areas.schemas import GroupKind
from services.registry.organizations.schemas import OrganizationKind, OrganizationStatus
from shared.places import Level
from shared.thai_time import PastDate

SHOWN: JsonDict = {
    "code": "72",
    "level": "PROVINCE",
    "name_th": "สุพรรณบุรี",
    "name_en": "Suphan Buri",
    "as_of": "2026-11-21",
    "provinces": 1,
    "districts": 10,
    "tambons": 110,
    "villages": 2,
    "organizations": 4,
    "members": 118,
    "tambons_with_organizations": 1,
    "by_kind": [
        {"kind": "NETWORK", "status": "ACTIVE", "organizations": 2, "members": 0},
        {"kind": "OCCUPATION_GROUP", "status": "ACTIVE", "organizations": 1, "members": 86},
        {"kind": "OCCUPATION_GROUP", "status": "MERGED", "organizations": 1, "members": 0},
        {"kind": "TAMBON_COUNCIL", "status": "ACTIVE", "organizations": 1, "members": 32},
    ],
    "tambons_by_strength": [{"level": "STRONG", "tambons": 1}],
}


class KindAndStatus(BaseModel):
    """How many organizations of a kind were in a state, and their members as far as known."""

    kind: OrganizationKind | str
    status: OrganizationStatus | str
    organizations: int = Field(json_schema_extra={"format": "int64"})
    members: int = Field(json_schema_extra={"format": "int64"})


class StrengthCount(BaseModel):
    """How many tambons had a level of strength on that day; null is assessed and below the first."""

    level: str | None = Field(max_length=20)
    tambons: int = Field(json_schema_extra={"format": "int64"})


class AreaRollup(BaseModel):
    """What an area held on a day. Organizations count from the day they were founded or registered."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    code: str = Field(max_length=40)
    level: Level | GroupKind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    as_of: dt.date
    provinces: int = Field(
        description="จังหวัดในวันนั้น ตัวเองนับด้วย · itself included",
        json_schema_extra={"format": "int64"},
    )
    districts: int = Field(description="อำเภอในวันนั้น", json_schema_extra={"format": "int64"})
    tambons: int = Field(description="ตำบลในวันนั้น", json_schema_extra={"format": "int64"})
    villages: int = Field(description="หมู่บ้านที่นำเข้าแล้ว", json_schema_extra={"format": "int64"})
    organizations: int = Field(
        description="องค์กรที่ดำเนินงานอยู่ในวันนั้น", json_schema_extra={"format": "int64"}
    )
    members: int = Field(description="สมาชิกรวมเท่าที่ทราบ", json_schema_extra={"format": "int64"})
    tambons_with_organizations: int = Field(json_schema_extra={"format": "int64"})
    by_kind: list[KindAndStatus] = Field(max_length=200)
    tambons_by_strength: list[StrengthCount] = Field(max_length=10)


class RollupAsOf(BaseModel):
    """The day of which is asked."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[PastDate | None, Field(description="ณ วันที่ (ค.ศ.) ถ้าไม่ระบุคือวันนี้")] = None
