"""What action items look like."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery, ListQuery
from shared.places import AreaBlock, GroupCode
from shared.privacy import Story, Words
from shared.text import Name
from shared.thai_time import DatePrecision, Instant, PastDate, PlainDate, bangkok_date


class OwnerKind(StrEnum):
    """Who has to do it; EACH_REGION makes one item for each region of the meeting's day."""

    BODY = "BODY"
    ORGANIZATION = "ORGANIZATION"
    AREA_GROUP = "AREA_GROUP"
    AGENCY = "AGENCY"
    ROLE = "ROLE"
    EACH_REGION = "EACH_REGION"


OWNER_KIND_TH = {
    OwnerKind.BODY: "คณะกรรมการหรือคณะทำงาน",
    OwnerKind.ORGANIZATION: "องค์กร",
    OwnerKind.AREA_GROUP: "ภาคหรือกลุ่มพื้นที่",
    OwnerKind.AGENCY: "หน่วยงาน",
    OwnerKind.ROLE: "ตำแหน่งหรือบทบาท",
    OwnerKind.EACH_REGION: "ทุกภาค",
}


class ItemState(StrEnum):
    """What the latest report says."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"


STATE_TH = {
    ItemState.OPEN: "ยังไม่เสร็จ",
    ItemState.DONE: "เสร็จแล้ว",
    ItemState.DROPPED: "ยกเลิก",
}

NEW: JsonDict = {
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "text_th": "ทบทวนข้อเสนอและหาแนวทางเชื่อมโยงงาน",
    "owner_kind": "ROLE",
    "owner_th": "กองเลขานุการ",
    "due_words": "ภายในเดือนมิถุนายน 2568",
}
_ITEM: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a21",
    "assignment_id": "01680000-0000-7000-8000-000000000a21",
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "resolution_id": None,
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "text_th": "ทบทวนข้อเสนอและหาแนวทางเชื่อมโยงงาน",
    "owner_kind": "ROLE",
    "owner_body_id": None,
    "owner_organization_id": None,
    "owner_group": None,
    "owner_th": "กองเลขานุการ",
    "given_on": "2025-06-12",
    "due_words": "ภายในเดือนมิถุนายน 2568",
    "due_from": "2025-06-01",
    "due_to": "2025-06-30",
    "due_precision": "MONTH",
    "state": "OPEN",
    "reported_on": "2025-06-20",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
_REPORT: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a31",
    "item_id": "01680000-0000-7000-8000-000000000a21",
    "state": "OPEN",
    "reported_on": "2025-06-20",
    "note_th": "ส่งหนังสือถึงทุกภาคแล้ว",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
_ASSIGNED: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a21",
    "meeting_id": "01680000-0000-7000-8000-000000000a01",
    "owner_kind": "ROLE",
    "items": [_ITEM],
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class ActionItemNew(BaseModel):
    """What is needed to give somebody something to do; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    meeting_id: Id
    resolution_id: Id | None = None
    text_th: Story
    owner_kind: OwnerKind
    owner_body_id: Id | None = None
    owner_organization_id: Id | None = None
    owner_group: GroupCode | None = Field(None, description="ภาคหรือกลุ่มพื้นที่ เช่น R-NORTH")
    owner_th: Name | None = Field(None, description="ชื่อหน่วยงานหรือตำแหน่ง อย่าใส่ชื่อบุคคล")
    due_words: Words | None = Field(
        None, description="กำหนดเวลาตามถ้อยคำเดิม เช่น ภายในเดือนมิถุนายน 2550 · as it was said"
    )
    due_on: PlainDate | None = Field(
        None,
        description="วันที่แน่นอน ใส่คู่กับถ้อยคำเดิมได้ · a date, alone or beside words that cannot be read",
    )
    due_precision: DatePrecision | None = Field(
        None, description="due_on ทราบละเอียดแค่ไหน ว่างคือวัน · how precisely, DAY unless told"
    )

    @model_validator(mode="after")
    def _due(self) -> Self:
        if self.due_words is None and self.due_on is None:
            raise PydanticCustomError("no-due", "Say when it is due")
        if self.due_precision is not None and self.due_on is None:
            raise PydanticCustomError("needs-due-on", "due_precision only goes with due_on")
        return self


class ReportNew(BaseModel):
    """What somebody reports of an action item; the client makes the id."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"state": "DONE", "reported_on": "2025-06-28"}]},
    )

    id: NewId
    state: ItemState
    reported_on: PastDate
    note_th: Words | None = None


class ActionItem(BaseModel):
    """An action item; on a day it is overdue when it was open on that day and `due_to` had passed."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ITEM]})

    id: Id
    assignment_id: Id
    meeting_id: Id
    resolution_id: Id | None
    area: AreaBlock
    text_th: str = Field(max_length=5000)
    owner_kind: OwnerKind
    owner_body_id: Id | None
    owner_organization_id: Id | None
    owner_group: str | None = Field(max_length=40)
    owner_th: str | None = Field(max_length=200)
    given_on: PlainDate
    due_words: str = Field(max_length=500)
    due_from: PlainDate
    due_to: PlainDate
    due_precision: DatePrecision
    state: ItemState
    reported_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class Assignment(BaseModel):
    """What was given at once: one item, or one for each region."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ASSIGNED]})

    id: Id
    meeting_id: Id
    owner_kind: OwnerKind
    items: list[ActionItem] = Field(max_length=100)
    revision: Revision
    created_at: Instant


class ActionItemPage(BaseModel):
    """A page of action items."""

    items: list[ActionItem] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class Report(BaseModel):
    """One report of an action item."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REPORT]})

    id: Id
    item_id: Id
    state: ItemState
    reported_on: PlainDate
    note_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant


class ReportPage(BaseModel):
    """A page of reports, oldest first."""

    items: list[Report] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ReportFilters(ListQuery):
    """The reports of an item have no filters: they are few and in order."""


class ActionItemFilters(AreaQuery):
    """How the list of action items may be narrowed."""

    state: Annotated[ItemState | None, Field(description="สถานะตามรายงานล่าสุด")] = None
    overdue: Annotated[
        bool | None, Field(description="เฉพาะที่เลยกำหนด (หรือไม่เลย) ณ วันที่ as_of · overdue on a day")
    ] = None
    as_of: Annotated[PlainDate | None, Field(description="ณ วันใด ว่างคือวันนี้")] = None
    owner_group: Annotated[GroupCode | None, Field(description="เฉพาะของภาคนี้")] = None
    owner_body: Annotated[Id | None, Field(description="เฉพาะของคณะนี้")] = None
    owner_organization: Annotated[Id | None, Field(description="เฉพาะขององค์กรนี้")] = None
    meeting: Annotated[Id | None, Field(description="จากการประชุมนี้")] = None
    assignment: Annotated[Id | None, Field(description="จากการมอบหมายครั้งเดียวกัน")] = None

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.as_of is not None and self.overdue is None:
            raise PydanticCustomError("needs-overdue", "as_of only goes with overdue")
        return self

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, those of being overdue with their day."""
        asked = super().conditions()
        asked.pop("as_of", None)
        if self.overdue is not None:
            del asked["overdue"]
            asked[f"overdue:{self.overdue}"] = {"as_of": self.as_of or today()}
        return asked


def today() -> dt.date:
    """Return the day that it is in Thailand."""
    return bangkok_date(dt.datetime.now(dt.UTC))
