"""What a search asks and answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.places import AreaBlock, AreaCode
from shared.text import Text

MOST, FIRST = 50, 5
COMBINATIONS = 7
"""How many sets of pieces a statement takes."""


class Found(StrEnum):
    """What can be found."""

    AREA = "AREA"
    ORGANIZATION = "ORGANIZATION"
    PERSON = "PERSON"
    MEETING = "MEETING"
    BODY = "BODY"
    DEMONSTRATION = "DEMONSTRATION"


FOUND_TH = {
    Found.AREA: "พื้นที่",
    Found.ORGANIZATION: "องค์กรชุมชน",
    Found.PERSON: "แกนนำในตำแหน่งสาธารณะ",
    Found.MEETING: "การประชุม",
    Found.BODY: "คณะกรรมการและคณะทำงาน",
    Found.DEMONSTRATION: "พื้นที่รูปธรรม",
}


class Match(StrEnum):
    """How a name fits what was typed, the best first."""

    EXACT = "EXACT"
    PREFIX = "PREFIX"
    PART = "PART"
    WORDS = "WORDS"
    SLIP = "SLIP"


MATCH_TH = {
    Match.EXACT: "ตรงทั้งชื่อ",
    Match.PREFIX: "ขึ้นต้นเหมือนกัน",
    Match.PART: "มีคำนี้ในชื่อ",
    Match.WORDS: "มีทุกคำในชื่อ",
    Match.SLIP: "สะกดใกล้เคียง",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Something that must stand in a name: the pairs of letters that find it, and patterns that check it."""

    grams: list[str]
    likes: list[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, as typed."""

    key: str
    part: Part


_AREA: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
_PLACE: JsonDict = {
    "kind": "AREA",
    "id": "720602",
    "name_th": "หนองสาหร่าย",
    "detail_th": "อำเภอดอนเจดีย์ จังหวัดสุพรรณบุรี",
    "area": _AREA,
    "match": "EXACT",
    "href": "/v1/areas/720602",
}
_GROUP: JsonDict = {
    "kind": "ORGANIZATION",
    "id": "01680000-0000-7000-8000-000000000303",
    "name_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "detail_th": "สภาองค์กรชุมชนตำบล",
    "area": _AREA,
    "match": "PART",
    "href": "/v1/organizations/01680000-0000-7000-8000-000000000303",
}
_MEETING: JsonDict = {
    "kind": "MEETING",
    "id": "01680000-0000-7000-8000-000000000a01",
    "name_th": "ประชุมกลุ่มออมทรัพย์หนองสาหร่าย ครั้งที่ 2/2568",
    "detail_th": "ประชุม 2/2568",
    "area": _AREA,
    "match": "PART",
    "href": "/v1/meetings/01680000-0000-7000-8000-000000000a01",
}


class SearchQuery(BaseModel):
    """What is looked for, and where."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[
        Annotated[str, Text(100)],
        Field(description="คำที่พิมพ์ ตัวอักษรเดียวก็ได้ ตั้งแต่ 4 ตัวสะกดพลาดก็พบ", examples=["หนองสาหร่าย"]),
    ]
    kind: Annotated[Found | None, Field(description="ค้นเฉพาะสิ่งใด")] = None
    area: Annotated[AreaCode | None, Field(description="ค้นเฉพาะในพื้นที่")] = None
    limit: Annotated[int, Field(ge=1, le=MOST, description="มากที่สุดต่อกลุ่ม")] = FIRST


class Hit(BaseModel):
    """One thing that was found."""

    kind: Found
    id: str = Field(max_length=36)
    name_th: str = Field(max_length=500)
    detail_th: str | None = Field(max_length=500, description="อยู่ที่ไหน หรือเป็นอะไร")
    area: AreaBlock | None
    match: Match
    href: str = Field(max_length=200)


class Group(BaseModel):
    """What was found of one kind, the best first."""

    kind: Found
    kind_th: str = Field(max_length=100)
    hits: list[Hit] = Field(max_length=MOST)
    more: bool = Field(description="มีมากกว่านี้ ถามด้วย kind และ limit ที่มากขึ้น")


class SearchAnswer(BaseModel):
    """What was found, by kind."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "groups": [
                        {"kind": kind, "kind_th": FOUND_TH[kind], "hits": [hit], "more": more}
                        for kind, hit, more in (
                            (Found.AREA, _PLACE, False),
                            (Found.ORGANIZATION, _GROUP, True),
                            (Found.MEETING, _MEETING, False),
                        )
                    ],
                }
            ]
        }
    )

    groups: list[Group] = Field(max_length=len(Found))
