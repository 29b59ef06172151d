"""What indicator sets look like."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import ProvinceCode
from shared.text import Line, Name
from shared.thai_time import Instant, PlainDate


class IndicatorKind(StrEnum):
    """What a value of an indicator is."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    SCORE = "SCORE"


KIND_TH = {
    IndicatorKind.COUNT: "จำนวนนับ",
    IndicatorKind.SHARE: "ร้อยละ",
    IndicatorKind.SCORE: "คะแนน",
}


class IndicatorSetSort(StrEnum):
    """Orders of the list: by code and version."""

    CODE = "code"


NEW: JsonDict = {
    "code": "HAPPINESS_CHAI_NAT",
    "version": 2,
    "area_code": "18",
    "name_th": "ดัชนีความสุขคนชัยนาท",
    "source_th": "ค่าทดสอบ: ดัชนีความสุขไม่มีนิยามเดียว จังหวัดกำหนดของตนเอง",
    "valid_from": "2024-10-01",
    "indicators": [
        {
            "code": "HAPPY",
            "name_th": "ความสุขโดยรวม",
            "unit_th": "คะแนน",
            "kind": "SCORE",
            "least": 0,
            "most": 10,
        }
    ],
}
TPMAP = (
    ("TARGETED_POOR", "คนจนเป้าหมาย"),
    ("POOR_HEALTH", "คนจนมิติสุขภาพ"),
    ("POOR_LIVING", "คนจนมิติความเป็นอยู่"),
    ("POOR_EDUCATION", "คนจนมิติการศึกษา"),
    ("POOR_INCOME", "คนจนมิติรายได้"),
    ("POOR_SERVICES", "คนจนมิติการเข้าถึงบริการรัฐ"),
)
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000006a01",
    "code": "TPMAP",
    "version": 1,
    "area": None,
    "name_th": "ระบบบริหารจัดการข้อมูลการพัฒนาคนแบบชี้เป้า (TPMAP)",
    "name_en": "Thai People Map and Analytics Platform",
    "source_th": "tpmap.in.th: คนจนเป้าหมายและความขัดสนห้ามิติ",
    "note_th": None,
    "valid_from": "2022-01-01",
    "indicators": [
        {
            "code": code,
            "name_th": name,
            "unit_th": "คน",
            "kind": "COUNT",
            "least": None,
            "most": None,
        }
        for code, name in TPMAP
    ],
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
SetCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["TPMAP"])
]
IndicatorCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,39}$", max_length=40, examples=["TARGETED_POOR"])
]
Version = Annotated[int, Field(strict=True, ge=1, le=1000, json_schema_extra={"format": "int32"})]
Bound = Annotated[
    int,
    Field(strict=True, ge=-1_000_000, le=1_000_000, json_schema_extra={"format": "int32"}),
]


class Indicator(BaseModel):
    """One thing that is counted, told as a share of a hundred, or scored between two bounds."""

    model_config = ConfigDict(extra="forbid")

    code: IndicatorCode
    name_th: Line
    unit_th: Name = Field(description="หน่วย เช่น คน ครัวเรือน ร้อยละ คะแนน")
    kind: IndicatorKind = Field(description="COUNT จำนวนนับ · SHARE ร้อยละ · SCORE คะแนน")
    least: Bound | None = Field(None, description="ค่าต่ำสุดของคะแนน")
    most: Bound | None = Field(None, description="ค่าสูงสุดของคะแนน")


class Last(NamedTuple):
    """The newest version of a set that there is."""

    version: int
    area_code: str | None
    valid_from: dt.date


class IndicatorSetNew(BaseModel):
    """What defines a version of a set; a version is never changed, the next one follows it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: SetCode
    version: Version = Field(description="ฉบับที่ ต่อจากฉบับก่อน · one more than the last")
    area_code: ProvinceCode | None = Field(
        None, description="จังหวัดเจ้าของชุดตัวชี้วัด; ว่างคือของประเทศ · null: the nation's"
    )
    name_th: Name
    name_en: Name | None = None
    source_th: Line = Field(description="ที่มา · where it comes from")
    note_th: Line | None = Field(None, description="สิ่งที่ยังไม่ทราบ · what is not known yet")
    valid_from: PlainDate = Field(description="ใช้ตั้งแต่วันที่")
    indicators: list[Indicator] = Field(min_length=1, max_length=100)


class IndicatorShown(BaseModel):
    """An indicator of a set."""

    code: IndicatorCode
    name_th: str = Field(max_length=500)
    unit_th: str = Field(max_length=200)
    kind: IndicatorKind
    least: Bound | None
    most: Bound | None


class OwnerBlock(BaseModel):
    """The province that owns a set."""

    code: str = Field(max_length=2)
    level: str = Field(max_length=20)
    name_th: str = Field(max_length=220)
    name_en: str | None = Field(max_length=220)


class IndicatorSet(BaseModel):
    """A version of a set of indicators."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    code: SetCode
    version: Version
    area: OwnerBlock | None = Field(description="จังหวัดเจ้าของ; null คือของประเทศ")
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    source_th: str = Field(max_length=500)
    note_th: str | None = Field(max_length=500)
    valid_from: PlainDate
    indicators: list[IndicatorShown] = Field(max_length=100)
    revision: Revision
    created_at: Instant


class IndicatorSetPage(BaseModel):
    """A page of indicator sets."""

    items: list[IndicatorSet] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class IndicatorSetFilters(ListQuery):
    """How the list of indicator sets may be narrowed."""

    code: Annotated[SetCode | None, Field(description="รหัสชุดตัวชี้วัด")] = None
    province: Annotated[ProvinceCode | None, Field(description="ชุดของจังหวัดนี้")] = None
    sort: Annotated[IndicatorSetSort | None, Field(description="เรียงตามรหัสและฉบับ")] = None
