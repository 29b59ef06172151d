"""What a setting of a dated rule looks like on the wire, whichever service's rule it is."""

from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.dated_rules import SettingValue
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import ProvinceCode
from shared.privacy import Words
from shared.thai_time import Instant, PlainDate

R = TypeVar("R", bound=StrEnum)


class New(BaseModel, Generic[R]):
    """A rule set otherwise from a day on, in the country or in one province."""

    model_config = ConfigDict(extra="forbid")

    id: NewId
    rule: R
    area_code: ProvinceCode | None = Field(None, description="จังหวัด หรือเว้นไว้สำหรับทั้งประเทศ")
    value: SettingValue
    starts_on: PlainDate
    reason: Words = Field(description="เหตุผล พร้อมแหล่งอ้างอิง")


class Shown(BaseModel, Generic[R]):
    """A rule as it was set."""

    id: Id
    rule: R
    area_code: str | None = Field(max_length=2)
    value: SettingValue
    starts_on: PlainDate
    reason: str = Field(max_length=2000)
    revision: Revision
    created_at: Instant


class Filters(ListQuery, Generic[R]):
    """How the list of settings may be narrowed."""

    rule: Annotated[R | None, Field(description="กติกาใด")] = None


class InForce(BaseModel, Generic[R]):
    """A rule as it holds somewhere on a day."""

    rule: R
    name_th: str = Field(max_length=200)
    source_th: str = Field(max_length=300)
    default: SettingValue
    value: SettingValue
    setting_id: Id | None = Field(description="การตั้งค่าที่มีผล หรือว่างเมื่อใช้ค่าตั้งต้น")


class InForceQuery(BaseModel):
    """Where and when."""

    model_config = ConfigDict(extra="forbid")

    area: Annotated[ProvinceCode | None, Field(description="จังหวัด")] = None
    on: Annotated[PlainDate | None, Field(description="วันที่ถาม ถ้าไม่บอกคือวันนี้")] = None
