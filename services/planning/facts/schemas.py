"""What facts look like: told in tables, shown cell by cell."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.indicator_sets.schemas import IndicatorCode, IndicatorKind, SetCode, Version
from shared import national_ids, text
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line
from shared.thai_time import BuddhistYear, FiscalYearBeQuery, Instant, PastDate, PlainDate

MOST_ROWS = 600
_PHONE = re.compile(r"(?<![0-9])(?:\+?66|0)[ \-.()]{0,2}[1-9](?:[ \-.()]{0,2}[0-9]){7,8}(?![0-9])")


class FactStatus(StrEnum):
    """How far a fact has been verified."""

    DRAFT = "DRAFT"
    AREA_VERIFIED = "AREA_VERIFIED"
    PROVINCE_VERIFIED = "PROVINCE_VERIFIED"
    UNDER_REVIEW = "UNDER_REVIEW"


STATUS_TH = {
    FactStatus.DRAFT: "ร่าง ยังไม่รับรอง",
    FactStatus.AREA_VERIFIED: "พื้นที่รับรองแล้ว รอจังหวัด",
    FactStatus.PROVINCE_VERIFIED: "จังหวัดรับรองแล้ว",
    FactStatus.UNDER_REVIEW: "อยู่ระหว่างสอบทาน",
}


class Said(StrEnum):
    """What was said against a fact."""

    RETURNED = "RETURNED"
    REVIEW = "REVIEW"


SAID_TH = {Said.RETURNED: "ส่งกลับให้แก้ไข", Said.REVIEW: "ขอสอบทาน"}


class FactSort(StrEnum):
    """Orders of the list: by place."""

    PLACE = "place"


def _of_nobody(value: str) -> str:
    """Refuse what looks like somebody's telephone number or address for mail."""
    if _PHONE.search(national_ids.ascii_digits(value)) or "@" in value:
        raise text.refusal(text.MESSAGES, "personal-data")
    return value


Impersonal = Annotated[Line, AfterValidator(_of_nobody)]
"""A line that holds no national id, telephone number or address for mail."""
Value = Annotated[
    str,
    Field(
        pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$",
        max_length=18,
        description="ค่าเป็นข้อความตัวเลข เช่น 42 หรือ 12.5 · a decimal as text",
        examples=["42"],
    ),
]
Base = Annotated[
    int, Field(strict=True, ge=1, le=100_000_000, json_schema_extra={"format": "int32"})
]
Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]
NEW: JsonDict = {
    "area_code": "72",
    "set_code": "TPMAP",
    "set_version": 1,
    "year_be": 2568,
    "source_th": "ค่าทดสอบ: ตาราง TPMAP รายตำบล",
    "collected_on": "2025-09-15",
    "parties_th": ["สำนักงานพัฒนาชุมชนจังหวัดสุพรรณบุรี", "ขบวนองค์กรชุมชนจังหวัดสุพรรณบุรี"],
    "facts": [
        {"area_code": "720602", "indicator_code": "TARGETED_POOR", "value": "42"},
        {"area_code": "720602", "indicator_code": "POOR_INCOME", "value": "23"},
    ],
}
_TOLD: JsonDict = {
    "area": {
        "code": "18", "level": "PROVINCE", "name_th": "ชัยนาท", "name_en": "Chai Nat",
    },
    "set_code": "TPMAP",
    "set_version": 1,
    "year_be": 2567,
    "source_th": "ตาราง TPMAP รายตำบล จังหวัดชัยนาท (ค่าทดสอบ)",
    "collected_on": "2024-08-15",
    "parties_th": ["สำนักงานพัฒนาชุมชนจังหวัดชัยนาท", "ขบวนองค์กรชุมชนจังหวัดชัยนาท"],
    "shared": True,
}  # fmt: skip
TABLE_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000006b01",
    **_TOLD,
    "rows": 53,
    "published": True,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-702e-9c73-2aa8dcdca770",
    "table_id": "01680000-0000-7000-8000-000000006b01",
    "area": {"code": "180101", "level": "TAMBON", "name_th": "ในเมือง", "name_en": "Nai Mueang"},
    "set_code": "TPMAP",
    "set_version": 1,
    "indicator_code": "TARGETED_POOR",
    "indicator_th": "คนจนเป้าหมาย",
    "unit_th": "คน",
    "kind": "COUNT",
    "year_be": 2567,
    "value": "31",
    "base": None,
    "masked": False,
    "status": "PROVINCE_VERIFIED",
    "status_th": "จังหวัดรับรองแล้ว",
    "verified_on": "2024-09-01",
    "source_th": "ตาราง TPMAP รายตำบล จังหวัดชัยนาท (ค่าทดสอบ)",
    "parties_th": ["สำนักงานพัฒนาชุมชนจังหวัดชัยนาท", "ขบวนองค์กรชุมชนจังหวัดชัยนาท"],
    "shared": True,
    "sent_back": None,
    "revision": 3,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class FactRow(BaseModel):
    """One cell of a table: an area, an indicator, its value."""

    model_config = ConfigDict(extra="forbid")

    area_code: AreaCode = Field(description="ตำบล อำเภอ หรือจังหวัด ทุกแถวระดับเดียวกัน")
    indicator_code: IndicatorCode
    value: Value
    base: Base | None = Field(None, description="จำนวนทั้งหมดที่สำรวจ ต้องมีเมื่อเป็นร้อยละหรือคะแนน")


class FactTableNew(BaseModel):
    """A whole table of facts, taken as a whole or not at all."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode = Field(description="จังหวัด อำเภอ หรือตำบลที่ตารางพูดถึง")
    set_code: SetCode
    set_version: Version
    year_be: BuddhistYear = Field(description="ปี พ.ศ. ของข้อมูล")
    source_th: Impersonal = Field(description="ที่มาของข้อมูล")
    collected_on: PastDate
    parties_th: list[Impersonal] = Field(
        min_length=1, max_length=20, description="องค์กรที่ร่วมทำข้อมูล สองฝ่ายขึ้นไปคือข้อมูลร่วม"
    )
    facts: list[FactRow] = Field(min_length=1, max_length=MOST_ROWS)


class FactChange(BaseModel):
    """What may be corrected in a fact that is a draft."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"value": "41", "reason": "นับซ้ำหนึ่งคน"}]}
    )

    value: Value = OMITTED
    base: Base | None = None
    reason: Impersonal | None = Field(None, description="เหตุผลของการแก้ไข · why")


class FactTable(BaseModel):
    """A table of facts as it was told; its facts stand in the list of facts."""

    model_config = ConfigDict(json_schema_extra={"examples": [TABLE_SHOWN]})

    id: Id
    area: AreaBlock
    set_code: SetCode
    set_version: Version
    year_be: BuddhistYear
    source_th: str = Field(max_length=500)
    collected_on: PlainDate
    parties_th: list[str] = Field(max_length=20)
    shared: bool = Field(description="สองฝ่ายขึ้นไปทำร่วมกัน · told by two parties or more")
    rows: Count
    published: bool = Field(description="จังหวัดรับรองแล้วบางส่วนหรือทั้งหมด")
    revision: Revision
    created_at: Instant


class SentBack(BaseModel):
    """Who sent a fact back or asked for its review, and why: a role and an area, never a name."""

    said: Said
    said_th: str = Field(max_length=100)
    role: str = Field(max_length=40)
    area_code: str = Field(max_length=8)
    reason_th: str = Field(max_length=500)
    on: PlainDate


class Fact(BaseModel):
    """A fact as the caller sees it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    table_id: Id
    area: AreaBlock
    set_code: SetCode
    set_version: Version
    indicator_code: IndicatorCode
    indicator_th: str = Field(max_length=500)
    unit_th: str = Field(max_length=200)
    kind: IndicatorKind
    year_be: BuddhistYear
    value: Value | None = Field(description="null เมื่อปิดบัง หรืออยู่ระหว่างสอบทาน")
    base: Base | None
    masked: bool = Field(description="ปิดบังเพราะหมายถึงคนน้อยกว่า 10 คน · fewer than ten people")
    status: FactStatus
    status_th: str = Field(max_length=100)
    verified_on: PlainDate | None = Field(description="วันที่จังหวัดรับรอง")
    source_th: str = Field(max_length=500)
    parties_th: list[str] = Field(max_length=20)
    shared: bool
    sent_back: SentBack | None = Field(description="ใครส่งกลับ เพราะอะไร เห็นเฉพาะคนในพื้นที่")
    revision: Revision
    created_at: Instant
    updated_at: Instant


class FactPage(BaseModel):
    """A page of facts."""

    items: list[Fact] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class FactTablePage(BaseModel):
    """A page of tables."""

    items: list[FactTable] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class FactFilters(AreaQuery):
    """How the list of facts may be narrowed."""

    set: Annotated[SetCode | None, Field(description="รหัสชุดตัวชี้วัด")] = None
    year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปี พ.ศ.")] = None
    indicator: Annotated[IndicatorCode | None, Field(description="รหัสตัวชี้วัด")] = None
    status: Annotated[FactStatus | None, Field(description="สถานะ")] = None
    table_id: Annotated[Id | None, Field(description="ตารางที่มา")] = None
    sort: Annotated[FactSort | None, Field(description="เรียงตามที่ตั้ง")] = None


class FactTableFilters(AreaQuery):
    """How the list of tables may be narrowed."""

    set: Annotated[SetCode | None, Field(description="รหัสชุดตัวชี้วัด")] = None
    sort: Annotated[FactSort | None, Field(description="เรียงตามที่ตั้ง")] = None
