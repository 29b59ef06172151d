"""What charters look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.places.schemas import NONG_SARAI
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate


class CharterStatus(StrEnum):
    """Whether the people have adopted it, and whether it still is the newest."""

    DRAFT = "DRAFT"
    ADOPTED = "ADOPTED"
    SUPERSEDED = "SUPERSEDED"


STATUS_TH = {
    CharterStatus.DRAFT: "กำลังร่าง",
    CharterStatus.ADOPTED: "ใช้อยู่",
    CharterStatus.SUPERSEDED: "มีฉบับใหม่แทนแล้ว",
}
_ARTICLES: list[JsonDict] = [
    {"title_th": "น้ำเป็นของทุกคน", "text_th": "ทุกหมู่บ้านใช้น้ำจากคลองไส้ไก่ตามรอบที่ตกลงกัน"},
    {"title_th": "ทบทวนทุกปี", "text_th": "สภาองค์กรชุมชนทบทวนธรรมนูญปีละครั้ง"},
]
_AGREEMENTS: list[JsonDict] = [{"text_th": "ไม่เผาตอซังหลังเก็บเกี่ยว"}]
NEW: JsonDict = {
    "area_code": "720602",
    "title_th": "ธรรมนูญตำบลหนองสาหร่าย",
    "articles": [*_ARTICLES],
    "agreements": [*_AGREEMENTS],
}


class Article(BaseModel):
    """An article; its number is its place."""

    model_config = ConfigDict(extra="forbid")

    title_th: Line | None = None
    text_th: Prose


class Agreement(BaseModel):
    """An agreement to live together (กติกาการอยู่ร่วมกัน)."""

    model_config = ConfigDict(extra="forbid")

    text_th: Prose


Articles = Annotated[
    list[Article], Field(min_length=1, max_length=300, description="ข้อต่าง ๆ เรียงตามลำดับ")
]
Agreements = Annotated[list[Agreement], Field(max_length=300, description="กติกาการอยู่ร่วมกัน")]


class CharterNew(BaseModel):
    """What is needed to draft the charter of a tambon, district or province."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode
    title_th: Line
    articles: Articles
    agreements: Agreements = []


class CharterChange(BaseModel):
    """What may be changed of a draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title_th": "ธรรมนูญคนหนองสาหร่าย"}]},
    )

    title_th: Line = OMITTED
    articles: Articles = OMITTED
    agreements: Agreements = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class AmendmentNew(BaseModel):
    """Why an adopted charter is amended; the draft begins with what it says now."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason_th": "เพิ่มกติกาเรื่องขยะหลังเวทีทบทวนประจำปี"}]},
    )

    id: NewId
    reason_th: Prose = Field(description="เหตุผลของการแก้ไขธรรมนูญ")


class CharterAdoptionNew(BaseModel):
    """The adoption of a charter by a meeting."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"adopted_on": "2024-02-10", "meeting_th": "เวทีประชาคมตำบลหนองสาหร่าย"}]
        },
    )

    id: NewId
    adopted_on: PastDate
    meeting_th: Line = Field(description="ที่ประชุมที่รับรอง")
    meeting_id: Id | None = Field(None, description="การประชุมในทะเบียน ถ้าบันทึกไว้")


class Charter(BaseModel):
    """A version of a charter; drafts show to people of the area only."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01680000-0000-7000-8000-0000000005f1",
                    "area": NONG_SARAI,
                    "title_th": "ธรรมนูญตำบลหนองสาหร่าย",
                    "articles": [*_ARTICLES],
                    "agreements": [*_AGREEMENTS],
                    "version": 1,
                    "amends_id": None,
                    "amendment_reason_th": None,
                    "status": "ADOPTED",
                    "adopted_on": "2024-02-10",
                    "meeting_th": "เวทีประชาคมตำบลหนองสาหร่าย",
                    "meeting_id": None,
                    "revision": 2,
                    "created_at": "2026-11-20T03:00:05.120000Z",
                    "updated_at": "2026-11-20T03:00:05.120000Z",
                }
            ]
        }
    )

    id: Id
    area: AreaBlock
    title_th: str = Field(max_length=500)
    articles: list[Article] = Field(max_length=300)
    agreements: list[Agreement] = Field(max_length=300)
    version: int = Field(ge=1, json_schema_extra={"format": "int32"})
    amends_id: Id | None = Field(description="ฉบับที่ฉบับนี้แก้ไข")
    amendment_reason_th: str | None = Field(max_length=5000)
    status: CharterStatus
    adopted_on: PlainDate | None
    meeting_th: str | None = Field(max_length=500)
    meeting_id: Id | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CharterPage(BaseModel):
    """A page of charters."""

    items: list[Charter] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CharterFilters(AreaQuery):
    """How the list of charters may be narrowed."""

    status: Annotated[CharterStatus | None, Field(description="สถานะ")] = None
    amends_id: Annotated[Id | None, Field(description="ฉบับที่ถูกแก้ไข")] = None
