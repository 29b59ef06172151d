"""What the way to a council looks like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.registry.communities.schemas import CommunityKind, Consent
from shared.ids import Id
from shared.places import AreaBlock
from shared.thai_time import PlainDate


class Lack(StrEnum):
    """Why there are not enough communities for a council."""

    NO_COMMUNITY_NOTICED = "NO_COMMUNITY_NOTICED"
    TOO_FEW_AGREED = "TOO_FEW_AGREED"


LACK_TH = {
    Lack.NO_COMMUNITY_NOTICED: "ยังไม่มีชุมชนที่รับจดแจ้งแล้ว",
    Lack.TOO_FEW_AGREED: "ชุมชนที่เห็นพ้องให้ตั้งสภายังไม่ครบสัดส่วน",
}
Tally = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class FormationQuery(BaseModel):
    """Of which day it is asked."""

    model_config = ConfigDict(extra="forbid")

    on: Annotated[PlainDate | None, Field(description="ณ วันที่ ไม่ระบุคือวันนี้")] = None


class FormationCommunity(BaseModel):
    """A noticed community that forms no council yet, and what it said."""

    id: Id
    kind: CommunityKind
    name_th: str = Field(max_length=200)
    consent: Consent | None


class FormationReason(BaseModel):
    """One thing that is missing."""

    code: Lack
    text_th: str = Field(max_length=200)


class Formation(BaseModel):
    """How far the communities of a place are on the way to a council."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "area": {
                        "code": "720602",
                        "level": "TAMBON",
                        "name_th": "หนองสาหร่าย",
                        "name_en": "Nong Sarai",
                    },
                    "as_of": "2026-11-21",
                    "noticed": 2,
                    "agreed": 1,
                    "declined": 0,
                    "share_percent": 50.0,
                    "share_wanted": 60,
                    "missing": 1,
                    "enough": False,
                    "reasons": [
                        {"code": "TOO_FEW_AGREED", "text_th": LACK_TH[Lack.TOO_FEW_AGREED]}
                    ],
                    "communities": [
                        {
                            "id": "01680000-0000-7000-8000-000000000b21",
                            "kind": "OTHER",
                            "name_th": "เครือข่ายกลุ่มออมทรัพย์ตำบลหนองสาหร่าย",
                            "consent": "AGREED",
                        },
                        {
                            "id": "01680000-0000-7000-8000-000000000b22",
                            "kind": "VILLAGE",
                            "name_th": "ชุมชนบ้านหนองสาหร่าย หมู่ที่ 1",
                            "consent": None,
                        },
                    ],
                    "council_ids": ["01680000-0000-7000-8000-000000000303"],
                }
            ]
        }
    )

    area: AreaBlock
    as_of: PlainDate
    noticed: Tally = Field(description="ชุมชนที่รับจดแจ้งแล้วและยังไม่ร่วมตั้งสภาใด")
    agreed: Tally
    declined: Tally
    share_percent: float | None = Field(description="ร้อยละที่เห็นพ้อง ว่างเมื่อไม่มีชุมชน")
    share_wanted: Tally = Field(description="ร้อยละที่กติกากำหนด")
    missing: Tally = Field(description="ชุมชนที่ต้องเห็นพ้องเพิ่ม")
    enough: bool
    reasons: list[FormationReason] = Field(max_length=10)
    communities: list[FormationCommunity] = Field(
        max_length=500, description="ไม่เกิน 500 ชุมชนแรก ตามที่ตั้ง · the first 500 by place"
    )
    council_ids: list[Id] = Field(max_length=500, description="สภาที่มีอยู่แล้วในพื้นที่")
