"""Where certifications stood on a day, and how many of an area stand where."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.areas.schemas import GroupKind
from services.registry.certification.schemas import (
    ActKind,
    CertificationState,
    Count,
    EndorsingSide,
    Stride,
)
from shared.ids import Id, Revision
from shared.lists import ListQuery
from shared.places import Level
from shared.thai_time import PlainDate


class CertificationActQuery(ListQuery):
    """The acts of a certification have no filters: they are few and in order."""


class CertificationAct(BaseModel):
    """Something that was done about a certification; who recorded it is known to those responsible."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01680000-0000-7000-8000-000000000c03",
                    "step": 3,
                    "kind": "ENDORSE",
                    "done_on": "2026-10-21",
                    "side": "LOCAL_AGENCY",
                    "organization_id": None,
                    "agency_name_th": "อบต.ดงขี้เหล็ก",
                    "post_th": "นายก อบต.",
                    "evidence_sha256": None,
                    "note_th": "หนังสือ อบต. ที่ 12/2569",
                    "reason_th": None,
                    "expires_on": None,
                    "undone_on": None,
                    "revision": 1,
                }
            ]
        }
    )

    id: Id
    step: Count
    kind: ActKind
    done_on: PlainDate
    side: EndorsingSide | None
    organization_id: Id | None
    agency_name_th: str | None = Field(max_length=100)
    post_th: str | None = Field(max_length=100)
    evidence_sha256: str | None = Field(max_length=64)
    note_th: str | None = Field(max_length=500)
    reason_th: str | None = Field(max_length=500)
    expires_on: PlainDate | None
    undone_on: PlainDate | None = Field(
        description="วันแรกที่ไม่นับแล้ว เพราะยกเลิกการกระทำนี้ · the first day on which it no longer counts"
    )
    revision: Revision


class CertificationActPage(BaseModel):
    """A page of acts, in their order."""

    items: list[CertificationAct] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CertificationDayQuery(BaseModel):
    """Of which day is asked."""

    model_config = ConfigDict(extra="forbid")

    on: Annotated[
        PlainDate | None, Field(description="วันที่ถาม ถ้าไม่บอกคือวันนี้ · today unless told")
    ] = None


class CertificationStanding(BaseModel):
    """Where a certification stands on a day: it follows from the dated acts alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "on": "2026-11-21",
                    "state": "CERTIFIED",
                    "state_th": "รับรองแล้ว",
                    "stride": "DEVELOP",
                    "since": "2026-11-12",
                    "expires_on": "2030-11-12",
                    "reason_th": "ครบสองฝ่าย และมีผลงานต่อเนื่อง",
                }
            ]
        }
    )

    on: PlainDate
    state: CertificationState
    state_th: str = Field(max_length=100)
    stride: Stride
    since: PlainDate
    expires_on: PlainDate | None
    reason_th: str | None = Field(max_length=500)


COUNTS: JsonDict = {
    "area": {"code": "25", "level": "PROVINCE", "name_th": "ปราจีนบุรี", "name_en": "Prachin Buri"},
    "as_of": "2026-11-21",
    "found": 1,
    "certified": 1,
    "developing": 1,
    "waiting": 0,
    "valid": 1,
    "expired": 0,
    "suspended": 0,
    "revoked": 0,
    "ended": 0,
    "refused": 0,
}


class CountedPlace(BaseModel):
    """An area, a group of areas or the nation (TH)."""

    code: str = Field(max_length=40)
    level: Level | GroupKind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)


class CertificationCounts(BaseModel):
    """How many organizations of an area have come how far, each counted in its newest certification.

    `found`, `certified` and `developing` are the three strides: each holds those of the next one.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [COUNTS]})

    area: CountedPlace
    as_of: PlainDate
    found: Count = Field(description="จังหวะที่ 1 ค้นหาแล้ว · found, whatever became of it")
    certified: Count = Field(
        description="จังหวะที่ 2 เคยได้รับการรับรอง · of these certified at some time"
    )
    developing: Count = Field(
        description="จังหวะที่ 3 มีบันทึกการพัฒนา · of these with entries of development"
    )
    waiting: Count = Field(description="รอการรับรอง · found and not decided about")
    valid: Count = Field(description="ใบรับรองมีผลในวันนั้น · certificates that hold on that day")
    expired: Count
    suspended: Count
    revoked: Count
    ended: Count = Field(description="สิ้นสุดเพราะองค์กรเลิกแล้ว · ended with their organizations")
    refused: Count
