"""What changes by law look like."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import AreaCode
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import Instant, PastDate, PlainDate


class AreaChangeKind(StrEnum):
    """What a legal order does to areas."""

    RENAME = "RENAME"
    SPLIT = "SPLIT"
    MERGE = "MERGE"
    MOVE = "MOVE"


AREA_CHANGE_KIND_TH = {
    AreaChangeKind.RENAME: "เปลี่ยนชื่อ",
    AreaChangeKind.SPLIT: "แยก",
    AreaChangeKind.MERGE: "รวม",
    AreaChangeKind.MOVE: "ย้ายหรือเปลี่ยนรหัส",
}


class AreaChangeStatus(StrEnum):
    """Whether a change stands."""

    STANDING = "STANDING"
    REVERSED = "REVERSED"


AREA_CHANGE_STATUS_TH = {
    AreaChangeStatus.STANDING: "มีผลอยู่",
    AreaChangeStatus.REVERSED: "ยกเลิกแล้ว",
}

_NEW: JsonDict = {
    "kind": "SPLIT",
    "order_th": "ประกาศกระทรวงมหาดไทย เรื่อง แบ่งท้องที่อำเภอสองพี่น้อง ตั้งเป็นกิ่งอำเภอบ่อสุพรรณ",
    "gazette_th": "ราชกิจจานุเบกษา เล่ม 143",
    "effective_on": "2026-10-01",
    "units": [
        {
            "from_code": "7207",
            "to_code": "7211",
            "name_th": "บ่อสุพรรณ",
            "name_en": "Bo Suphan",
        }
    ],
    "parts": [{"from_code": "720714", "to_code": "721101"}],
    "organization_ids": [],
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000961",
    "kind": "MOVE",
    "status": "STANDING",
    "order_th": "ประกาศจังหวัดสุพรรณบุรี เรื่อง โอนหมู่ที่ 2 ตำบลทะเลบกไปขึ้นกับตำบลสระกระโจม",
    "gazette_th": None,
    "effective_on": "2026-10-01",
    "opened": {"72060412": "72060502"},
    "ended": {"72060502": "72060412"},
    "renamed": [],
    "pairs": {"72060502": "72060412"},
    "moved": {"community_notices.village_codes": 1},
    "reversed_on": None,
    "reversal_th": None,
    "left_alone": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
_MOVED: JsonDict = {
    "number": 1,
    "table": "community_notices",
    "column": "village_codes",
    "row_key": "01680000-0000-7000-8000-000000000981",
    "from_code": "{72060501,72060502}",
    "to_code": "{72060412,72060501}",
    "effective_on": "2026-10-01",
    "reversal": False,
    "left_alone": False,
    "revision": 1,
}


class Unit(BaseModel):
    """What becomes of one code; a name is needed where the area is new or gets another."""

    model_config = ConfigDict(extra="forbid")

    from_code: AreaCode
    to_code: AreaCode
    name_th: Name | None = None
    name_en: Name | None = None


class AreaChangeNew(BaseModel):
    """What a legal order says; whatever lies below a code goes along with it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    kind: AreaChangeKind
    order_th: Words = Field(description="ชื่อและเลขที่ของประกาศหรือกฎหมาย · the legal order")
    gazette_th: Words | None = Field(None, description="เล่ม ตอน หน้า ของราชกิจจานุเบกษา")
    effective_on: PastDate = Field(description="วันที่มีผล (ค.ศ.)")
    units: list[Unit] = Field(
        min_length=1,
        max_length=100,
        description="พื้นที่ที่ประกาศกล่าวถึง การแยกมีหนึ่งรายการ: จากพื้นที่เดิมเป็นพื้นที่ใหม่",
    )
    parts: list[Unit] = Field(
        [],
        max_length=2000,
        description="หน่วยย่อยที่ไปกับพื้นที่ใหม่หรือได้รหัสใหม่ · units below that go along or get another code",
    )
    organization_ids: list[Id] = Field(
        [], max_length=5000, description="องค์กรที่ไปอยู่พื้นที่ใหม่เมื่อแยก · organizations that go along"
    )
    reason: Words | None = Field(None, description="เหตุผล ถ้าไม่ส่งหัวข้อ Change-Reason · why")


class AreaChangeReversalNew(BaseModel):
    """The order that undoes a change; what held until its day stays true of those days."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"order_th": "คำพิพากษาเพิกถอนประกาศ", "effective_on": "2026-11-01"}]
        },
    )

    id: NewId
    order_th: Words
    effective_on: PastDate


class Renamed(BaseModel):
    """The names of an area before and after."""

    code: str = Field(max_length=8)
    before_th: str = Field(max_length=200)
    before_en: str | None = Field(max_length=200)
    after_th: str = Field(max_length=200)
    after_en: str | None = Field(max_length=200)


class AreaChange(BaseModel):
    """A change, what it did, and whether it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: AreaChangeKind
    status: AreaChangeStatus
    order_th: str = Field(max_length=500)
    gazette_th: str | None = Field(max_length=500)
    effective_on: PlainDate
    opened: dict[str, str] = Field(description="รหัสใหม่กับรหัสที่มา · new codes and what they were")
    ended: dict[str, str] = Field(description="รหัสที่เลิกใช้กับรหัสแทน · ended codes, their successors")
    renamed: list[Renamed] = Field(max_length=2100)
    pairs: dict[str, str] = Field(
        description="รหัสนำหน้าที่ย้าย: ยาวที่สุดมาก่อน · prefixes that moved, the longest counts"
    )
    moved: dict[str, int] = Field(description="จำนวนข้อมูลที่ย้ายตาม · references moved, by column")
    reversed_on: dt.date | None
    reversal_th: str | None = Field(max_length=500)
    left_alone: int | None = Field(
        description="ข้อมูลที่มีผู้แก้เองแล้ว จึงไม่ย้ายคืน · changed by hand since, so left as they were"
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AreaChangePage(BaseModel):
    """A page of changes, newest first."""

    items: list[AreaChange] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AreaChangeFilters(ListQuery):
    """How the list of changes may be narrowed."""

    kind: Annotated[AreaChangeKind | None, Field(description="ชนิด")] = None
    status: Annotated[AreaChangeStatus | None, Field(description="มีผลอยู่หรือยกเลิกแล้ว")] = None
    code: Annotated[AreaCode | None, Field(description="รหัสพื้นที่ที่เกี่ยวข้อง")] = None


class AreaChangeMove(BaseModel):
    """One reference that was re-pointed, or left alone by a reversal."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MOVED]})

    number: int = Field(json_schema_extra={"format": "int64"})
    table: str = Field(max_length=63, examples=["organizations"])
    column: str = Field(max_length=63, examples=["area_code"])
    row_key: str = Field(max_length=100)
    from_code: str = Field(max_length=20_000, description="หลายรหัสอยู่ใน {} · several codes in {}")
    to_code: str = Field(max_length=20_000)
    effective_on: PlainDate
    reversal: bool
    left_alone: bool
    revision: Revision


class AreaChangeMovePage(BaseModel):
    """A page of the ledger of a change."""

    items: list[AreaChangeMove] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AreaChangeMoveFilters(ListQuery):
    """How the ledger may be narrowed."""

    left_alone: Annotated[bool | None, Field(description="เฉพาะที่ไม่ได้ย้ายคืน")] = None
