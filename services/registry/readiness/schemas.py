"""What readiness for a council looks like."""

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id
from shared.thai_time import PlainDate


class ReasonCode(StrEnum):
    """What an area has to show before a council stands on it."""

    DEMONSTRATION_WORK = "DEMONSTRATION_WORK"
    ORGANIZATIONS_FOUND = "ORGANIZATIONS_FOUND"
    STRONG_ORGANIZATIONS_CERTIFIED = "STRONG_ORGANIZATIONS_CERTIFIED"
    COMMUNITIES_NOTICED = "COMMUNITIES_NOTICED"


REASON_TH = {
    ReasonCode.DEMONSTRATION_WORK: ("ยังไม่มีงานรูปธรรมในพื้นที่", "มีงานรูปธรรมในพื้นที่"),
    ReasonCode.ORGANIZATIONS_FOUND: ("ยังไม่ได้ค้นหาองค์กรชุมชน", "ค้นหาองค์กรชุมชนแล้ว"),
    ReasonCode.STRONG_ORGANIZATIONS_CERTIFIED: (
        "ยังไม่มีองค์กรที่เข้มแข็งได้รับการรับรอง",
        "มีองค์กรที่เข้มแข็งได้รับการรับรอง",
    ),
    ReasonCode.COMMUNITIES_NOTICED: (
        "ชุมชนที่จดแจ้งแล้วยังไม่ครบสัดส่วนที่กติกากำหนด",
        "ชุมชนที่จดแจ้งแล้วครบสัดส่วนที่กติกากำหนด",
    ),
}
"""What is said of a condition that is not met, and of one that is."""
REASON_EN = {
    ReasonCode.DEMONSTRATION_WORK: (
        "No demonstration work is recorded in the area",
        "There is demonstration work in the area",
    ),
    ReasonCode.ORGANIZATIONS_FOUND: (
        "No organizations of the area were found yet",
        "Organizations of the area were found",
    ),
    ReasonCode.STRONG_ORGANIZATIONS_CERTIFIED: (
        "No strong organization of the area is certified",
        "Strong organizations of the area are certified",
    ),
    ReasonCode.COMMUNITIES_NOTICED: (
        "Fewer of the known communities gave notice than the rule asks for",
        "As many of the known communities gave notice as the rule asks for",
    ),
}
SHARE_TH = (
    "ยังไม่มีรายชื่อหมู่บ้านหรือชุมชนของพื้นที่",
    "จดแจ้งแล้ว {noticed} จาก {known} ชุมชนที่รู้จัก (ร้อยละ {share})",
)
SHARE_EN = (
    "No village or community of the area is known",
    "{noticed} of {known} known communities gave notice ({share}%)",
)
"""What is said of the share when nothing is known, and else."""
_EXAMPLE: JsonDict = {
    "area_code": "920211",
    "as_of": "2026-11-21",
    "ready": False,
    "communities": {
        "known": 0,
        "noticed": 0,
        "waiting": 0,
        "share_percent": None,
        "share_wanted": 0,
        "text_th": SHARE_TH[0],
        "text_en": SHARE_EN[0],
        "villages_without_notice": [],
    },
    "reasons": [
        {
            "code": "DEMONSTRATION_WORK",
            "met": True,
            "count": 1,
            "text_th": "มีงานรูปธรรมในพื้นที่",
            "text_en": "There is demonstration work in the area",
            "links": [
                {
                    "kind": "demonstration",
                    "id": "01680000-0000-7000-8000-000000000d21",
                    "name_th": "บ้านน้ำราบ",
                    "path": "/v1/demonstrations/01680000-0000-7000-8000-000000000d21",
                }
            ],
        },
        {
            "code": "ORGANIZATIONS_FOUND",
            "met": True,
            "count": 1,
            "text_th": "ค้นหาองค์กรชุมชนแล้ว",
            "text_en": "Organizations of the area were found",
            "links": [
                {
                    "kind": "certification",
                    "id": "01680000-0000-7000-8000-000000000d42",
                    "name_th": "กลุ่มอนุรักษ์ป่าชายเลนบ้านน้ำราบ",
                    "path": "/v1/certifications/01680000-0000-7000-8000-000000000d42",
                }
            ],
        },
        {
            "code": "STRONG_ORGANIZATIONS_CERTIFIED",
            "met": False,
            "count": 0,
            "text_th": "ยังไม่มีองค์กรที่เข้มแข็งได้รับการรับรอง",
            "text_en": "No strong organization of the area is certified",
            "links": [],
        },
    ],
}


class AsOfDay(BaseModel):
    """Of which day is asked."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[PlainDate | None, Field(description="ณ วันที่ ถ้าไม่บอกคือวันนี้")] = None


class Link(BaseModel):
    """Something that a condition rests on."""

    kind: str = Field(max_length=40)
    id: Id
    name_th: str = Field(max_length=200)
    path: str = Field(max_length=200)


class Reason(BaseModel):
    """A condition, whether it is met, and by what."""

    code: ReasonCode
    met: bool
    count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    text_th: str = Field(max_length=300)
    text_en: str = Field(max_length=300)
    links: list[Link] = Field(max_length=50)


class Village(BaseModel):
    """A village of which no community gave notice."""

    code: str = Field(max_length=8)
    name_th: str = Field(max_length=200)


Tally = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class Communities(BaseModel):
    """How many of the communities that are known in an area gave notice under the Act (section 5)."""

    known: Tally = Field(
        description="หมู่บ้านที่นำเข้าแล้ว ชุมชนที่ยื่นจดแจ้ง และชุมชนท้องถิ่นดั้งเดิมในทะเบียน"
        " · loaded villages, communities that gave notice, registered traditional communities"
    )
    noticed: Tally = Field(description="ที่รับจดแจ้งแล้ว · acknowledged")
    waiting: Tally = Field(description="ที่ยื่นแล้วรอรับจดแจ้ง · given, not answered")
    share_percent: float | None = Field(description="ว่างเมื่อไม่รู้จักชุมชนใด · null of none")
    share_wanted: Tally = Field(description="ร้อยละที่กติกากำหนด 0 คือไม่ใช้ตัดสิน")
    text_th: str = Field(max_length=300)
    text_en: str = Field(max_length=300)
    villages_without_notice: list[Village] = Field(
        max_length=50, description="ไม่เกิน 50 หมู่บ้านแรกตามรหัส · the first 50 by code"
    )


class Noticed(NamedTuple):
    """The communities of an area on a day, as far as they are known."""

    known: int
    noticed: int
    waiting: int
    without: list[tuple[str, str]]
    """Code and name of the first villages of which no community gave notice."""


class Readiness(BaseModel):
    """Whether an area is ready for a council on a day, with reasons."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    area_code: str = Field(max_length=8)
    as_of: PlainDate
    ready: bool
    communities: Communities
    reasons: list[Reason] = Field(max_length=10)
