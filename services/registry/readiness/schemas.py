"""What readiness for a council looks like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id
from shared.thai_time import PlainDate


class ReasonCode(StrEnum):
    """What an area has to show before a council stands on it."""

    DEMONSTRATION_WORK = "DEMONSTRATION_WORK"
    ORGANIZATIONS_FOUND = "ORGANIZATIONS_FOUND"
    STRONG_ORGANIZATIONS_CERTIFIED = "STRONG_ORGANIZATIONS_CERTIFIED"


REASON_TH = {
    ReasonCode.DEMONSTRATION_WORK: ("ยังไม่มีงานรูปธรรมในพื้นที่", "มีงานรูปธรรมในพื้นที่"),
    ReasonCode.ORGANIZATIONS_FOUND: ("ยังไม่ได้ค้นหาองค์กรชุมชน", "ค้นหาองค์กรชุมชนแล้ว"),
    ReasonCode.STRONG_ORGANIZATIONS_CERTIFIED: (
        "ยังไม่มีองค์กรที่เข้มแข็งได้รับการรับรอง",
        "มีองค์กรที่เข้มแข็งได้รับการรับรอง",
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
}
_EXAMPLE: JsonDict = {
    "area_code": "920211",
    "as_of": "2026-11-21",
    "ready": False,
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


class Readiness(BaseModel):
    """Whether an area is ready for a council on a day, with reasons."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    area_code: str = Field(max_length=8)
    as_of: PlainDate
    ready: bool
    reasons: list[Reason] = Field(max_length=10)
