"""What notices look like."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery, ListQuery
from shared.money import Money
from shared.places import AreaBlock, AreaCode
from shared.text import Line
from shared.thai_time import Instant, PastDate, PlainDate


class Change(StrEnum):
    """What happened outwardly to what somebody voiced."""

    PLANNED = "PLANNED"
    INCLUDED = "INCLUDED"
    EXCLUDED = "EXCLUDED"
    PROPOSED = "PROPOSED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    SILENT = "SILENT"
    ASKED_AGAIN = "ASKED_AGAIN"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"
    OFFICIAL = "OFFICIAL"
    CLOSED = "CLOSED"
    RESULTED = "RESULTED"
    CARRIED = "CARRIED"
    MERGED = "MERGED"
    SEPARATED = "SEPARATED"
    DROPPED = "DROPPED"
    SPLIT = "SPLIT"
    WITHDRAWN = "WITHDRAWN"


CHANGE_TH = {
    Change.PLANNED: "อยู่ในแผนที่รับรองแล้ว",
    Change.INCLUDED: "ได้รวมเข้าแผนระดับบน",
    Change.EXCLUDED: "ไม่ได้รวมเข้าแผนระดับบน",
    Change.PROPOSED: "ยื่นเป็นข้อเสนอแล้ว",
    Change.ACKNOWLEDGED: "ผู้รับรับเรื่องแล้ว",
    Change.SILENT: "ผู้รับเงียบเกินกำหนด ส่งเรื่องขึ้นไปแล้ว",
    Change.ASKED_AGAIN: "ขอให้ผู้รับพิจารณาใหม่แล้ว",
    Change.ACCEPTED: "ได้รับอนุมัติ",
    Change.ACCEPTED_IN_PART: "ได้รับอนุมัติบางส่วน",
    Change.REJECTED: "ไม่ได้รับอนุมัติ",
    Change.OFFICIAL: "บรรจุในแผนทางการแล้ว",
    Change.CLOSED: "ปิดเรื่องข้อเสนอแล้ว",
    Change.RESULTED: "มีรายงานผลแล้ว",
    Change.CARRIED: "ยกไปปีถัดไป",
    Change.MERGED: "รวมกับความต้องการอื่น",
    Change.SEPARATED: "ยกเลิกการรวม กลับเป็นเรื่องเดิม",
    Change.DROPPED: "ไม่อยู่ในแผนฉบับใหม่แล้ว กลับไปรอเข้าแผน",
    Change.SPLIT: "แยกเป็นหลายความต้องการ",
    Change.WITHDRAWN: "ถอนแล้ว",
}
_ASKED_TH = "ส่วนของเรื่องนี้ที่ขอ"
_GRANTED_TH = "ส่วนของเรื่องนี้ที่ได้รับ"
SHARE_TH = {
    **dict.fromkeys(Change, "ส่วนของเรื่องนี้"),
    **dict.fromkeys((Change.PROPOSED, Change.ACKNOWLEDGED, Change.SILENT), _ASKED_TH),
    **dict.fromkeys((Change.ASKED_AGAIN, Change.REJECTED), _ASKED_TH),
    **dict.fromkeys((Change.ACCEPTED, Change.ACCEPTED_IN_PART), _GRANTED_TH),
}
"""What the need's own share of the money is a share of."""


class NoticeState(StrEnum):
    """How far a notice has come."""

    PENDING = "PENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    ON_PAPER = "ON_PAPER"
    HANDED_OVER = "HANDED_OVER"


STATE_TH = {
    NoticeState.PENDING: "รอส่ง",
    NoticeState.SENT: "ส่งแล้ว",
    NoticeState.FAILED: "ส่งไม่ได้ ต้องแจ้งด้วยกระดาษ",
    NoticeState.ON_PAPER: "รอแจ้งด้วยกระดาษ",
    NoticeState.HANDED_OVER: "แจ้งด้วยกระดาษแล้ว",
}


class AuthorKind(StrEnum):
    """Who voiced a need."""

    ORGANIZATION = "ORGANIZATION"
    FORUM = "FORUM"


AUTHOR_TH = {AuthorKind.ORGANIZATION: "องค์กร", AuthorKind.FORUM: "เวที"}


@dataclass(frozen=True, slots=True)
class Author:
    """Who voiced the origin of a need, once for each need that changed."""

    need_id: UUID
    origin_id: UUID
    title_th: str
    area_code: str
    organization_id: UUID | None
    forum_th: str | None
    own: bool = True
    """What changed is the origin itself or came of it; else it only stands together with it elsewhere."""


Lines = Mapping[UUID, Sequence[UUID]]
"""What each need became by mergers and splits."""
Shares = Callable[[Iterable[UUID], Lines], Mapping[UUID, Decimal]]
"""What tells of some money how much of it is for each of several needs, or for what they became."""


@dataclass(frozen=True, slots=True)
class News:
    """One change, why and when: what its authors are to hear."""

    change: Change
    cause_kind: str
    cause_id: UUID
    on: dt.date
    reason_th: str | None = None
    about_th: str | None = None
    """What it is about, in words that are understood alone: which proposal, to whom, which plan."""
    shares: Shares | None = None
    """What tells each author the own need's share of the money."""


SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000599",
    "author_kind": "FORUM",
    "organization_id": None,
    "author_th": "เวทีประชาคมตำบลหนองสาหร่าย",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "need_id": "01680000-0000-7000-8000-000000000501",
    "origin_id": "01680000-0000-7000-8000-000000000501",
    "title_th": "น้ำเพื่อการเกษตร",
    "change": "ACCEPTED_IN_PART",
    "cause_kind": "ANSWER",
    "cause_id": "01680000-0000-7000-8000-000000000543",
    "happened_on": "2024-11-29",
    "about_th": "ข้อเสนอ “ขอรับการสนับสนุนวาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี” ต่อผู้ว่าราชการจังหวัดสุพรรณบุรี",
    "share": {"amount": "200000.00", "currency": "THB"},
    "reason_th": "สนับสนุนฝายจากงบจังหวัด ส่วนคลองส่งน้ำให้ขอรับการสนับสนุนจากภาคี",
    "state": "ON_PAPER",
    "attempts": 0,
    "sent_at": None,
    "handover_id": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
HANDOVER: JsonDict = {
    "area_code": "720602",
    "notice_ids": ["01680000-0000-7000-8000-000000000599"],
    "handed_on": "2025-01-20",
    "note_th": "แจกในเวทีประชุมสภาองค์กรชุมชนตำบล",
}


class Notice(BaseModel):
    """What one author is to hear of one change."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    author_kind: AuthorKind
    organization_id: Id | None
    author_th: str = Field(max_length=500)
    area: AreaBlock
    need_id: Id = Field(description="ความต้องการที่เปลี่ยน ซึ่งเป็นของผู้เสนอนี้")
    origin_id: Id = Field(description="ความต้องการที่ผู้เสนอบอกไว้")
    title_th: str = Field(max_length=500)
    change: Change
    cause_kind: str = Field(max_length=20)
    cause_id: Id = Field(description="การกระทำที่ทำให้เปลี่ยน")
    happened_on: PlainDate
    about_th: str | None = Field(
        max_length=1000, description="ข้อเสนอใด ต่อใคร แผนใด · which proposal, to whom, which plan"
    )
    share: Money | None = Field(
        description="เงินส่วนของความต้องการนี้ ไม่ใช่ทั้งข้อเสนอ · the need's own share of the money"
    )
    reason_th: str | None = Field(max_length=5000)
    state: NoticeState
    attempts: int = Field(ge=0, json_schema_extra={"format": "int32"})
    sent_at: Instant | None
    handover_id: Id | None
    revision: Revision
    created_at: Instant


class NoticePage(BaseModel):
    """A page of notices."""

    items: list[Notice] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NoticeFilters(AreaQuery):
    """How the list of notices may be narrowed."""

    organization_id: Annotated[Id | None, Field(description="ถึงองค์กรนี้")] = None
    origin_id: Annotated[Id | None, Field(description="เรื่องความต้องการนี้")] = None
    state: Annotated[NoticeState | None, Field(description="สถานะ")] = None
    change: Annotated[Change | None, Field(description="เรื่องใด")] = None


class PaperFilters(ListQuery):
    """The list of an area that is to be printed."""


class HandoverNew(BaseModel):
    """That printed notices were handed over."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [HANDOVER]})

    id: NewId
    area_code: AreaCode
    notice_ids: list[Id] = Field(
        min_length=1,
        max_length=200,
        description="รหัสที่ GET /v1/notice-lists/{area_code} แสดง ระบบเป็นผู้ออกรหัส"
        " · ids as GET /v1/notice-lists/{area_code} shows them: the platform makes them",
    )
    handed_on: PastDate
    note_th: Line | None = None


class Handover(BaseModel):
    """That printed notices were handed over."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01680000-0000-7000-8000-00000000059a",
                    "area": SHOWN["area"],
                    "handed_on": "2025-01-20",
                    "note_th": "แจกในเวทีประชุมสภาองค์กรชุมชนตำบล",
                    "notices": 1,
                    "revision": 1,
                    "created_at": "2026-11-20T03:00:05.120000Z",
                }
            ]
        }
    )

    id: Id
    area: AreaBlock
    handed_on: PlainDate
    note_th: str | None = Field(max_length=500)
    notices: int = Field(ge=1, json_schema_extra={"format": "int32"})
    revision: Revision
    created_at: Instant
