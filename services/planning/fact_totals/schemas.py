"""What totals of facts look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.indicator_sets.schemas import (
    TPMAP,
    IndicatorCode,
    IndicatorKind,
    SetCode,
    Version,
)
from shared.ids import Id
from shared.places import AreaBlock
from shared.thai_time import BuddhistYear, FiscalYearBeQuery, PlainDate

_TARGETED: JsonDict = {
    "value": None,
    "at_least": "1229",
    "at_most": "1265",
    "masked": 4,
    "reported": 53,
    "last_verified_on": "2024-09-01",
}
_UNKNOWN: JsonDict = {
    "value": None,
    "at_least": None,
    "at_most": None,
    "masked": 0,
    "reported": 0,
    "last_verified_on": None,
}
SHOWN: JsonDict = {
    "area": {"code": "18", "level": "PROVINCE", "name_th": "ชัยนาท", "name_en": "Chai Nat"},
    "set_code": "TPMAP",
    "set_name_th": "ระบบบริหารจัดการข้อมูลการพัฒนาคนแบบชี้เป้า (TPMAP)",
    "year_be": 2567,
    "indicators": [
        {
            "code": code,
            "name_th": name,
            "unit_th": "คน",
            "kind": "COUNT",
            "set_version": 1,
            "expected": 53,
            **(_TARGETED if code == "TARGETED_POOR" else _UNKNOWN),
        }
        for code, name in TPMAP
    ],
    "sources": [
        {
            "table_id": "01680000-0000-7000-8000-000000006b01",
            "source_th": "ตาราง TPMAP รายตำบล จังหวัดชัยนาท (ค่าทดสอบ)",
            "collected_on": "2024-08-15",
            "parties_th": ["สำนักงานพัฒนาชุมชนจังหวัดชัยนาท", "ขบวนองค์กรชุมชนจังหวัดชัยนาท"],
            "shared": True,
        }
    ],
}
Total = Annotated[
    str,
    Field(
        pattern=r"^-?[0-9]{1,20}(\.[0-9]{1,4})?$",
        max_length=26,
        description="ตัวเลขเป็นข้อความ · a decimal as text",
    ),
]
Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class FactTotalQuery(BaseModel):
    """Of which set and year a total is asked."""

    model_config = ConfigDict(extra="forbid")

    set: Annotated[
        SetCode, Field(description="รหัสชุดตัวชี้วัด", json_schema_extra={"example": "TPMAP"})
    ]
    year_be: Annotated[
        FiscalYearBeQuery, Field(description="ปี พ.ศ.", json_schema_extra={"example": 2567})
    ]


class IndicatorTotal(BaseModel):
    """The total of one indicator: exact where nothing is masked, else between two bounds."""

    code: IndicatorCode
    name_th: str = Field(max_length=500)
    unit_th: str = Field(max_length=200)
    kind: IndicatorKind
    set_version: Version
    value: Total | None = Field(
        description="ผลรวมของจำนวนนับ หรือค่าเฉลี่ยถ่วงน้ำหนัก; null เมื่อมีค่าที่ปิดบังหรือยังไม่มีข้อมูล"
    )
    at_least: Total | None = Field(description="อย่างน้อย: ผลรวมของค่าที่เปิดเผย")
    at_most: Total | None = Field(description="อย่างมาก: บวก 9 ต่อค่าที่ปิดบังหนึ่งค่า")
    masked: Count = Field(description="กี่พื้นที่ที่ปิดบัง")
    reported: Count = Field(description="กี่พื้นที่ที่จังหวัดรับรองแล้ว")
    expected: Count = Field(description="จากทั้งหมดกี่พื้นที่")
    last_verified_on: PlainDate | None


class FactSource(BaseModel):
    """A table from which a total comes."""

    table_id: Id
    source_th: str = Field(max_length=500)
    collected_on: PlainDate
    parties_th: list[str] = Field(max_length=20)
    shared: bool


class FactTotals(BaseModel):
    """The totals of a set in an area; only what is verified at the province counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    area: AreaBlock
    set_code: SetCode
    set_name_th: str = Field(max_length=200)
    year_be: BuddhistYear
    indicators: list[IndicatorTotal] = Field(max_length=1000)
    sources: list[FactSource] = Field(max_length=50, description="ตารางที่มา รับรองล่าสุดก่อน")
