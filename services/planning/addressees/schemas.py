"""What addressees look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic.config import JsonDict

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaOrNation
from shared.text import Line, Name
from shared.thai_time import FiscalYearBe, Instant, PlainDate


class AddresseeKind(StrEnum):
    """To whom a proposal goes."""

    GOVERNOR = "GOVERNOR"
    PAO = "PAO"
    LAO = "LAO"
    MINISTRY = "MINISTRY"
    AGENCY = "AGENCY"
    CABINET = "CABINET"


ADDRESSEE_TH = {
    AddresseeKind.GOVERNOR: "ผู้ว่าราชการจังหวัด",
    AddresseeKind.PAO: "องค์การบริหารส่วนจังหวัด",
    AddresseeKind.LAO: "องค์กรปกครองส่วนท้องถิ่น",
    AddresseeKind.MINISTRY: "กระทรวง",
    AddresseeKind.AGENCY: "หน่วยงาน",
    AddresseeKind.CABINET: "คณะรัฐมนตรี",
}


class AddresseeSort(StrEnum):
    """The order of the list: by place."""

    PLACE = "place"


WINDOW: JsonDict = {
    "fiscal_year_be": 2571,
    "takes_from": "2026-08-01",
    "takes_until": "2026-12-01",
    "decides_on": "2027-01-31",
    "source_th": "ปฏิทินแผนพัฒนาจังหวัด (ค่าทดสอบ)",
}
NEW: JsonDict = {
    "area_code": "72",
    "kind": "PAO",
    "name_th": "นายกองค์การบริหารส่วนจังหวัดสุพรรณบุรี",
    "acknowledge_days": 15,
    "answer_days": 60,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000591",
    "kind": "GOVERNOR",
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    "name_th": "ผู้ว่าราชการจังหวัดสุพรรณบุรี",
    "acknowledge_days": 15,
    "answer_days": None,
    "calendar": [{"id": "01680000-0000-7000-8000-000000000592", **WINDOW}],
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}

AcknowledgeDays = Annotated[
    int, Strict(), Field(ge=1, le=366, description="ต้องรับเรื่องภายในกี่วัน ว่างคือตามค่าของระบบ")
]
AnswerDays = Annotated[
    int, Strict(), Field(ge=1, le=731, description="ต้องตอบภายในกี่วัน ว่างคือตามค่าของระบบ")
]


class AddresseeNew(BaseModel):
    """What is needed to define an addressee; TH is the country."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaOrNation = Field(description="จังหวัด อำเภอ ตำบล หรือ TH สำหรับส่วนกลาง")
    kind: AddresseeKind
    name_th: Name = Field(description="ชื่อตำแหน่งหรือหน่วยงาน ไม่ใช่ชื่อบุคคล")
    acknowledge_days: AcknowledgeDays | None = None
    answer_days: AnswerDays | None = None


class AddresseeChange(BaseModel):
    """What may be changed of an addressee; it counts for proposals submitted from then on."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"answer_days": 90}]}
    )

    name_th: Name = OMITTED
    acknowledge_days: AcknowledgeDays | None = None
    answer_days: AnswerDays | None = None


class WindowNew(BaseModel):
    """When an addressee takes proposals for a fiscal year, and when it decides about them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [WINDOW]})

    id: NewId
    fiscal_year_be: FiscalYearBe
    takes_from: PlainDate = Field(description="วันแรกที่รับ · the first day on which it is taken")
    takes_until: PlainDate = Field(
        description="วันแรกที่ไม่รับแล้ว: วันสุดท้ายที่รับคือวันก่อนหน้า · the first day on which nothing is taken any more;"
        " the last day on which it is taken is the day before"
    )
    decides_on: PlainDate | None = Field(None, description="วันพิจารณา")
    source_th: Line = Field(description="หนังสือหรือประกาศที่กำหนด")


class Window(BaseModel):
    """A year of an addressee's calendar, as it holds."""

    id: Id
    fiscal_year_be: FiscalYearBe
    takes_from: PlainDate = Field(description="วันแรกที่รับ · the first day on which it is taken")
    takes_until: PlainDate = Field(
        description="วันแรกที่ไม่รับแล้ว: วันสุดท้ายที่รับคือวันก่อนหน้า · the first day on which nothing is taken any more;"
        " the last day on which it is taken is the day before"
    )
    decides_on: PlainDate | None
    source_th: str = Field(max_length=500)


class Addressee(BaseModel):
    """An addressee, its clock and its calendar."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: AddresseeKind
    area: AreaBlock | None = Field(description="ว่างคือส่วนกลาง")
    name_th: str = Field(max_length=200)
    acknowledge_days: int | None = Field(ge=1, le=366, json_schema_extra={"format": "int32"})
    answer_days: int | None = Field(ge=1, le=731, json_schema_extra={"format": "int32"})
    calendar: list[Window] = Field(max_length=100)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AddresseePage(BaseModel):
    """A page of addressees."""

    items: list[Addressee] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AddresseeFilters(AreaQuery):
    """How the list of addressees may be narrowed."""

    kind: Annotated[AddresseeKind | None, Field(description="ประเภทผู้รับ")] = None
    sort: Annotated[AddresseeSort | None, Field(description="เรียงตาม")] = None
