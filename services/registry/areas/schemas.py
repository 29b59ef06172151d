"""What areas look like."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from shared import all_names, text
from shared.ids import Revision
from shared.lists import AreaQuery
from shared.places import AreaCode, GroupCode, Level
from shared.text import Name
from shared.thai_time import DatePrecision, PlainDate, bangkok_date

EXAMPLE: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "kind": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
    "parent_code": "7206",
    "district_name_th": "ดอนเจดีย์",
    "province_name_th": "สุพรรณบุรี",
    "zip": "72170",
    "lat": "14.67100",
    "lon": "100.01100",
    "geo_precision": "TAMBON",
    "valid_from": None,
    "valid_to": None,
    "revision": 1,
}
DETAIL: JsonDict = {
    **EXAMPLE,
    "as_of": "2026-11-20",
    "groups": [
        {
            "code": "G-C3",
            "kind": "PROVINCE_GROUP",
            "name_th": "กลุ่มจังหวัดภาคกลางตอนล่าง 1",
            "name_en": "Lower Central 1",
            "valid_from": None,
            "valid_to": None,
            "date_precision": "UNKNOWN",
            "confidence": "MEDIUM",
        },
        {
            "code": "R-CENTRAL-WEST",
            "kind": "REGION",
            "name_th": "ภาคกลางและตะวันตก",
            "name_en": "Central and West",
            "valid_from": "2019-04-09",
            "valid_to": None,
            "date_precision": "NOT_LATER_THAN",
            "confidence": "HIGH",
        },
        {
            "code": "Z-72-NORTH",
            "kind": "ZONE",
            "name_th": "โซนเหนือ จังหวัดสุพรรณบุรี",
            "name_en": "North zone of Suphan Buri",
            "valid_from": "2024-10-01",
            "valid_to": None,
            "date_precision": "DAY",
            "confidence": "HIGH",
        },
    ],
    "requested_code": "720602",
    "superseded": False,
}


class GroupKind(StrEnum):
    """What a group of areas is."""

    REGION = "REGION"
    PROVINCE_GROUP = "PROVINCE_GROUP"
    ZONE = "ZONE"
    ECO_REGION = "ECO_REGION"


GROUP_KIND_TH = {
    GroupKind.REGION: "ภาค",
    GroupKind.PROVINCE_GROUP: "กลุ่มจังหวัด",
    GroupKind.ZONE: "โซน (กลุ่มอำเภอของจังหวัด)",
    GroupKind.ECO_REGION: "ภูมินิเวศน์",
}


class NameSort(StrEnum):
    """Orders of a list: by place, or by Thai name."""

    PLACE = "place"
    NAME = "name"


class AreaSort(StrEnum):
    """Orders of the list of areas: by code, by Thai name, or the best hits first."""

    CODE = "code"
    NAME = "name"
    RELEVANCE = "relevance"


class Area(BaseModel):
    """A place of the country with the names of what it lies in."""

    model_config = {"json_schema_extra": {"examples": [EXAMPLE]}}

    code: str = Field(max_length=8, description="รหัสมหาดไทย 2/4/6/8 หลัก · official code")
    level: Level
    kind: str = Field(max_length=20, description="จังหวัด อำเภอ เขต ตำบล แขวง")
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    parent_code: str | None = Field(max_length=8)
    district_name_th: str | None = Field(max_length=200)
    province_name_th: str | None = Field(max_length=200)
    zip: str | None = Field(max_length=5)
    lat: str = Field(max_length=12, description="ละติจูด WGS84")
    lon: str = Field(max_length=12, description="ลองจิจูด WGS84")
    geo_precision: Level = Field(description="จุดพิกัดเป็นของระดับใด")
    valid_from: dt.date | None = Field(
        description="เป็นเช่นนี้ตั้งแต่ ตามกฎหมายหรือประกาศ · since when, if a law or order said so"
    )
    valid_to: dt.date | None = Field(
        description="วันแรกที่ไม่ได้เป็นเช่นนี้แล้ว · first day on which it no longer stood"
    )
    revision: Revision


class GroupOfArea(BaseModel):
    """A group that an area belongs to on a day."""

    code: str = Field(max_length=40, examples=["R-CENTRAL-WEST"])
    kind: GroupKind
    name_th: str = Field(max_length=200, examples=["ภาคกลางและตะวันตก"])
    name_en: str | None = Field(max_length=200)
    valid_from: dt.date | None
    valid_to: dt.date | None
    date_precision: DatePrecision | str
    confidence: str = Field(max_length=10)


class AreaDetail(Area):
    """A place with its groups on a day; an old code answers its successor."""

    model_config = {"json_schema_extra": {"examples": [DETAIL]}}

    as_of: dt.date
    groups: list[GroupOfArea] = Field(max_length=100)
    requested_code: str = Field(max_length=8)
    superseded: bool = Field(description="รหัสที่ถามเลิกใช้แล้ว · the code asked for is an old one")


class AreaPage(BaseModel):
    """A page of areas."""

    items: list[Area] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AreaFilters(AreaQuery):
    """How the list of areas may be narrowed."""

    level: Annotated[Level | None, Field(description="ระดับ")] = None
    parent: Annotated[AreaCode | None, Field(description="ลูกโดยตรงของพื้นที่นี้")] = None
    group: Annotated[GroupCode | None, Field(description="ภาคหรือกลุ่มจังหวัด เช่น R-SOUTH")] = None
    as_of: Annotated[PlainDate | None, Field(description="พื้นที่และกลุ่มที่เป็นอยู่ ณ วันที่ (ค.ศ.)")] = None
    name: Annotated[Name | None, Field(description="ชื่อตรงตัว")] = None
    q: Annotated[Name | None, Field(description="ค้นหาส่วนของชื่อ")] = None
    sort: Annotated[AreaSort | None, Field(description="เรียงตาม")] = None

    def order(self) -> str:
        """Return the best hits first when something is searched for."""
        return self.sort or (AreaSort.RELEVANCE if self.q else AreaSort.CODE)

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, names as search keys."""
        asked = super().conditions()
        asked.pop("as_of", None)
        asked["standing"] = {"as_of": self.as_of or bangkok_date(dt.datetime.now(dt.UTC))}
        if self.name:
            asked["name"] = {"exact_name": [all_names.whole(text.search_key(self.name))]}
        if self.sort == AreaSort.RELEVANCE and not self.q:
            asked["relevance"] = {"q": "", "whole": [all_names.whole("")]}
        if self.q:
            key = text.search_key(self.q)
            like = f"%{text.like(key)}%"
            whole = [all_names.whole(key)]
            asked["q"] = {"q": key, "whole": whole, "grams": text.bigrams(key), "like": like}
        return asked


class AsOf(BaseModel):
    """The day of which is asked."""

    model_config = {"extra": "forbid"}

    as_of: Annotated[PlainDate | None, Field(description="ณ วันที่ (ค.ศ.) ถ้าไม่ระบุคือวันนี้")] = None
