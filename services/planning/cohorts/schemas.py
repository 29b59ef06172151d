"""What cohorts and their members look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.programmes.schemas import S4, Count, ProgrammeCode, Track
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import AreaBlock, GroupCode, ProvinceCode
from shared.text import Line, Name
from shared.thai_time import (
    DatePrecision,
    FiscalYearBe,
    FiscalYearBeQuery,
    Instant,
    PastDate,
    PlainDate,
)


class DeclaredAs(StrEnum):
    """What the declared number is: how many there are, or how many there shall be."""

    SIZE = "SIZE"
    TARGET = "TARGET"


DECLARED_TH = {DeclaredAs.SIZE: "จำนวนที่ประกาศ", DeclaredAs.TARGET: "เป้าหมาย"}


class Stage(StrEnum):
    """Whether a province is named for a cohort, has entered it, or was withdrawn."""

    PLANNED = "PLANNED"
    ENTERED = "ENTERED"
    WITHDRAWN = "WITHDRAWN"


STAGE_TH = {
    Stage.PLANNED: "มีชื่อในแผน",
    Stage.ENTERED: "เข้าร่วมแล้ว",
    Stage.WITHDRAWN: "ถอนชื่อแล้ว",
}


class CohortSort(StrEnum):
    """Orders of the list: newest year first, or oldest."""

    NEWEST = "-fiscal_year_be"
    OLDEST = "fiscal_year_be"


COHORT = "01680000-0000-7000-8000-000000005551"
NEW: JsonDict = {
    "programme_code": "INTEGRATED_PROVINCES",
    "fiscal_year_be": 2569,
    "group_code": "R-NORTH",
    "name_th": "ภาคเหนือ ปีงบประมาณ 2569",
    "declared_size": 4,
    "declared_as": "TARGET",
    "source_th": "ค่าทดสอบ",
}
CHANGE: JsonDict = {"declared_size": 23, "reason": "แหล่งข้อมูลแก้จำนวน"}
MEMBER: JsonDict = {
    "area_code": "93",
    "stage": "PLANNED",
    "readiness_th": "คณะทำงานจังหวัดพร้อม (ค่าทดสอบ)",
    "source_th": "ค่าทดสอบ",
}
ENTRY: JsonDict = {
    "entered_on": "2024-10-01",
    "entered_precision": "YEAR",
    "source_th": "พอช. แจ้งรายชื่อ",
}
WITHDRAWAL: JsonDict = {"reason_th": "จังหวัดขอเลื่อนไปปีหน้า"}
SHOWN: JsonDict = {
    "id": COHORT,
    "programme_code": "INTEGRATED_PROVINCES",
    "track": "INTEGRATED",
    "fiscal_year_be": 2567,
    "group_code": None,
    "name_th": "22 จังหวัดบูรณาการ ปีงบประมาณ 2567",
    "declared_size": 22,
    "declared_as": "SIZE",
    "planned": 0,
    "entered": 6,
    "unknown": 16,
    "in_other_cohorts": 0,
    "said_th": "เข้าร่วมแล้ว 6 จาก 22 จังหวัด ยังไม่ทราบชื่อ 16",
    "source_th": S4,
    "revision": 7,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
MEMBER_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000005566",
    "cohort_id": COHORT,
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    "stage": "ENTERED",
    "entered_on": "2023-10-01",
    "entered_precision": "YEAR",
    "readiness_th": None,
    "also_in": [],
    "source_th": S4,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Declared = Annotated[int, Field(strict=True, ge=1, le=77, json_schema_extra={"format": "int32"})]


class CohortNew(BaseModel):
    """What a source declares of a cohort; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    programme_code: ProgrammeCode
    fiscal_year_be: FiscalYearBe
    group_code: GroupCode | None = Field(None, description="ภาคหรือกลุ่มจังหวัด ว่างคือทั้งประเทศ")
    name_th: Name
    declared_size: Declared = Field(description="จำนวนจังหวัดตามแหล่งข้อมูล ไม่ใช่จำนวนที่มีชื่อ")
    declared_as: DeclaredAs = DeclaredAs.SIZE
    source_th: Line


class CohortChange(BaseModel):
    """What may be put right of a cohort."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CHANGE]})

    name_th: Name = OMITTED
    declared_size: Declared = OMITTED
    source_th: Line = OMITTED
    reason: Line = Field(description="เหตุผลของการแก้ไข · why")


class MemberNew(BaseModel):
    """A province that a source names for a cohort; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [MEMBER]})

    id: NewId
    area_code: ProvinceCode
    stage: Annotated[Stage, Field(description="PLANNED หรือ ENTERED")] = Stage.ENTERED
    entered_on: PastDate | None = Field(None, description="วันที่เข้าร่วม จำเป็นเมื่อ ENTERED")
    entered_precision: DatePrecision | None = None
    readiness_th: Line | None = Field(None, description="ความพร้อมและบริบท")
    source_th: Line


class EntryNew(BaseModel):
    """That a province named in the plan has entered."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENTRY]})

    id: NewId
    entered_on: PastDate
    entered_precision: DatePrecision = DatePrecision.DAY
    source_th: Line


class WithdrawalNew(BaseModel):
    """That a province is no longer of the cohort."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [WITHDRAWAL]})

    id: NewId
    reason_th: Line


class Cohort(BaseModel):
    """A cohort: what is declared beside what is known, never filled up."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    programme_code: ProgrammeCode
    track: Track
    fiscal_year_be: FiscalYearBe
    group_code: str | None = Field(max_length=40)
    name_th: str = Field(max_length=200)
    declared_size: int = Field(json_schema_extra={"format": "int32"})
    declared_as: DeclaredAs
    planned: Count = Field(description="มีชื่อในแผน ยังไม่เข้าร่วม")
    entered: Count = Field(description="เข้าร่วมแล้ว")
    unknown: Count = Field(description="ประกาศไว้แต่ยังไม่ทราบชื่อ · declared, not named")
    in_other_cohorts: Count = Field(description="ในนี้มีกี่จังหวัดที่เข้าร่วมรุ่นอื่นของเส้นทางนี้แล้ว")
    said_th: str = Field(max_length=300)
    source_th: str = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CohortPage(BaseModel):
    """A page of cohorts."""

    items: list[Cohort] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CohortFilters(ListQuery):
    """How the list of cohorts may be narrowed."""

    programme: Annotated[ProgrammeCode | None, Field(description="เส้นทาง")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
    province: Annotated[ProvinceCode | None, Field(description="จังหวัดที่อยู่ในรุ่น")] = None
    sort: Annotated[CohortSort | None, Field(description="ปีใหม่ก่อน หรือเก่าก่อน")] = None


class CohortMember(BaseModel):
    """A province of a cohort."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER_SHOWN]})

    id: Id
    cohort_id: Id
    area: AreaBlock
    stage: Stage
    entered_on: PlainDate | None
    entered_precision: DatePrecision | None
    readiness_th: str | None = Field(max_length=500)
    also_in: list[Id] = Field(max_length=50, description="รุ่นอื่นของเส้นทางเดียวกัน · other cohorts")
    source_th: str = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CohortMemberPage(BaseModel):
    """A page of members of a cohort."""

    items: list[CohortMember] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CohortMemberFilters(ListQuery):
    """How the members of a cohort may be narrowed; they are in the order of their codes."""

    stage: Annotated[Stage | None, Field(description="ขั้นของจังหวัด")] = None
