"""What mergers of organizations look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery, ListQuery
from shared.places import AreaBlock
from shared.privacy import Words
from shared.thai_time import Instant

_NEW: JsonDict = {
    "into_id": "01680000-0000-7000-8000-000000000304",
    "reason": "จดซ้ำ เป็นกลุ่มผู้ใช้น้ำกลุ่มเดียวกัน",
}
_BACK: JsonDict = {"reason": "เป็นคนละองค์กร"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000f11",
    "merged_id": "01680000-0000-7000-8000-000000000f02",
    "into_id": "01680000-0000-7000-8000-000000000304",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "reason": "จดซ้ำ เป็นกลุ่มผู้ใช้น้ำกลุ่มเดียวกัน",
    "moved_count": 1,
    "ended_count": 0,
    "stayed_count": 0,
    "back_count": 0,
    "not_back_count": 0,
    "reversed_at": None,
    "reversal_reason": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
LINE: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000f12",
    "place": "holdings.organization_id",
    "row_key": {"id": "01680000-0000-7000-8000-000000000f01"},
    "outcome": "MOVED",
    "undone": None,
    "revision": 1,
}


class Outcome(StrEnum):
    """What became of a row that referred to the merged record."""

    MOVED = "MOVED"
    ENDED = "ENDED"
    STAYED = "STAYED"


OUTCOME_TH = {
    Outcome.MOVED: "ย้ายไปแล้ว",
    Outcome.ENDED: "ย้ายและสิ้นสุด เพราะอีกระเบียนมีอยู่แล้ว",
    Outcome.STAYED: "คงอยู่กับระเบียนเดิม เพราะอีกระเบียนมีอยู่แล้ว",
}


class Undone(StrEnum):
    """What became of a row when the merger was undone."""

    BACK = "BACK"
    CHANGED = "CHANGED"
    ELSEWHERE = "ELSEWHERE"
    GONE = "GONE"
    CLASH = "CLASH"


UNDONE_TH = {
    Undone.BACK: "คืนที่เดิม",
    Undone.CHANGED: "คืนที่เดิม แต่มีผู้แก้ไขระหว่างนั้น",
    Undone.ELSEWHERE: "ไม่คืน เพราะมีผู้ย้ายไปที่อื่นแล้ว",
    Undone.GONE: "ไม่มีรายการนี้แล้ว",
    Undone.CLASH: "ไม่คืน เพราะระเบียนเดิมมีรายการใหม่แล้ว",
}


class OrganizationMergerNew(BaseModel):
    """Of which organization this record is a second one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    into_id: Id = Field(description="ระเบียนที่คงอยู่ · the record that stays")
    reason: Words = Field(description="เหตุผล · why")


class OrganizationReversalNew(BaseModel):
    """Why two records are of two organizations after all."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_BACK]})

    id: NewId
    reason: Words = Field(description="เหตุผล · why")


class OrganizationMerger(BaseModel):
    """One merger, with the counts of what moved, ended and stayed, and of what came back."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    merged_id: Id
    into_id: Id
    area: AreaBlock
    reason: str = Field(max_length=500)
    moved_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    ended_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    stayed_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    back_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    not_back_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    reversed_at: Instant | None
    reversal_reason: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class OrganizationMergerPage(BaseModel):
    """A page of mergers."""

    items: list[OrganizationMerger] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class OrganizationMergerFilters(AreaQuery):
    """How the list of mergers may be narrowed."""

    organization: Annotated[
        Id | None, Field(description="ระเบียนใดระเบียนหนึ่งของการรวม · either record")
    ] = None
    standing: Annotated[bool, Field(description="เฉพาะที่ยังรวมอยู่ · not undone")] = False

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; without `standing` those that were undone are among them."""
        asked = super().conditions()
        del asked["standing"]
        return {**asked, "standing": {}} if self.standing else asked


class MergerLine(BaseModel):
    """One row that referred to the merged record, and what became of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINE]})

    id: Id
    place: str = Field(max_length=120, description="ตารางและช่อง · table and column")
    row_key: dict[str, str | int | None]
    outcome: Outcome
    undone: Undone | None
    revision: Revision


class MergerLinePage(BaseModel):
    """A page of what referred to the merged record."""

    items: list[MergerLine] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class MergerLineFilters(ListQuery):
    """How the rows of a merger may be narrowed."""

    outcome: Annotated[Outcome | None, Field(description="ผลของการรวม")] = None
    undone: Annotated[Undone | None, Field(description="ผลของการแยกคืน")] = None
