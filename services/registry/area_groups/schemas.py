"""What groups of areas look like."""

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.areas.schemas import GroupKind
from shared.ids import NewId, Revision
from shared.lists import ListQuery
from shared.places import AreaCode, GroupCode
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import DatePrecision, PlainDate, bangkok_date

_NEW: JsonDict = {
    "code": "Z-72-SOUTH",
    "kind": "ZONE",
    "name_th": "โซนใต้ จังหวัดสุพรรณบุรี",
    "name_en": "South zone of Suphan Buri",
    "area_code": "72",
    "member_codes": ["7207", "7209"],
    "valid_from": "2024-10-01",
    "date_precision": "DAY",
    "source_th": "มติคณะทำงานจังหวัดสุพรรณบุรี",
}
_SINCE: JsonDict = {"valid_from": "2024-10-01", "valid_to": None, "date_precision": "DAY"}
_MEMBERS: list[JsonDict] = [
    {
        "id": "01680000-0000-7000-8000-000000000952",
        "area_code": "7202",
        **_SINCE,
        "valid_from": "2025-10-01",
    },
    {"id": "01680000-0000-76b0-9644-cc26cd5df2ac", "area_code": "7203", **_SINCE},
    {"id": "01680000-0000-7280-847a-690d7f62c3f7", "area_code": "7206", **_SINCE},
]
SHOWN: JsonDict = {
    "code": "Z-72-NORTH",
    "kind": "ZONE",
    "name_th": "โซนเหนือ จังหวัดสุพรรณบุรี",
    "name_en": "North zone of Suphan Buri",
    "area_code": "72",
    "valid_from": "2024-10-01",
    "valid_to": None,
    "date_precision": "DAY",
    "source_th": "มติคณะทำงานจังหวัดสุพรรณบุรี",
    "members": [*_MEMBERS],
    "revision": 2,
}
LINE: JsonDict = {
    **{name: value for name, value in SHOWN.items() if name != "members"},
    "province_codes": [],
    "area_codes": ["7202", "7203", "7206"],
}


def _distinct(codes: list[str]) -> list[str]:
    if len(set(codes)) != len(codes):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return codes


class AreaGroupNew(BaseModel):
    """What is needed to define a group; a region of the past says until when it held."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    code: GroupCode = Field(description="R- ภาค G- กลุ่มจังหวัด Z- โซน E- ภูมินิเวศน์")
    kind: GroupKind
    name_th: Name
    name_en: Name | None = None
    area_code: AreaCode | None = Field(
        None, description="จังหวัดเจ้าของโซน ไม่ระบุคือระดับชาติ · whose it is; the nation's if left out"
    )
    member_codes: Annotated[list[AreaCode], AfterValidator(_distinct)] = Field(
        min_length=1, max_length=1000, json_schema_extra={"uniqueItems": True}
    )
    valid_from: PlainDate | None = Field(None, description="ใช้ตั้งแต่วันที่ (ค.ศ.)")
    valid_to: PlainDate | None = Field(None, description="วันแรกที่ไม่ใช้แล้ว (ค.ศ.)")
    date_precision: DatePrecision = DatePrecision.DAY
    source_th: Words = Field(description="ที่มา เช่น มติหรือเอกสาร · where this stands")


class AreaGroupMemberNew(BaseModel):
    """An area joins a group on a day."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"area_code": "7201", "valid_from": "2025-10-01", "source_th": "มติเดือนกันยายน"}
            ]
        },
    )

    id: NewId
    area_code: AreaCode
    valid_from: PlainDate
    date_precision: DatePrecision = DatePrecision.DAY
    source_th: Words


class AreaGroupEnding(BaseModel):
    """The first day on which a group, or the place of an area in it, no longer holds."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"valid_to": "2026-10-01", "reason": "จัดโซนใหม่"}]},
    )

    valid_to: PlainDate
    reason: Words = Field(description="เหตุผล · why")


class AreaGroupMember(BaseModel):
    """One dated membership."""

    id: str = Field(max_length=36)
    area_code: AreaCode
    valid_from: dt.date | None
    valid_to: dt.date | None
    date_precision: DatePrecision | str


class _Facts(BaseModel):
    code: str = Field(max_length=40)
    kind: GroupKind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    area_code: str = Field(max_length=8, description="ว่างคือระดับชาติ · '' is the nation's")
    valid_from: dt.date | None
    valid_to: dt.date | None
    date_precision: DatePrecision | str
    source_th: str = Field(max_length=500)


class AreaGroup(_Facts):
    """A group with all the memberships it has and had."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    members: list[AreaGroupMember] = Field(max_length=20_000)
    revision: Revision


class AreaGroupLine(_Facts):
    """A group with the areas it had on the day asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE]})

    province_codes: list[str] = Field(max_length=77)
    area_codes: list[str] = Field(max_length=10_000)
    revision: Revision


class AreaGroupPage(BaseModel):
    """A page of groups of areas."""

    items: list[AreaGroupLine] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AreaGroupFilters(ListQuery):
    """How the list of groups may be narrowed; without a day those of today are listed."""

    kind: Annotated[GroupKind | None, Field(description="ภาค กลุ่มจังหวัด โซน ภูมินิเวศน์")] = None
    as_of: Annotated[PlainDate | None, Field(description="ณ วันที่ (ค.ศ.)")] = None
    member: Annotated[AreaCode | None, Field(description="กลุ่มที่พื้นที่นี้อยู่ในวันนั้น")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; a day is always among them."""
        asked = super().conditions()
        asked.pop("as_of", None)
        asked["standing"] = {"as_of": self.as_of or bangkok_date(dt.datetime.now(dt.UTC))}
        return asked
