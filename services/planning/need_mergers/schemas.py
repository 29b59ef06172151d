"""What mergers of needs look like."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.issues.schemas import IssueCode
from services.planning.needs.schemas import Households
from services.planning.places.schemas import PHANOM_THUAN
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate

NEW: JsonDict = {
    "area_code": "7109",
    "origin_ids": [
        "01680000-0000-7000-8000-0000000005b1",
        "01680000-0000-7000-8000-0000000005b2",
    ],
    "into": {
        "id": "01680000-0000-7000-8000-0000000005b3",
        "title_th": "หนองน้ำสองตำบลที่ติดกันตื้นเขิน",
        "description_th": None,
        "cause_th": "ไม่มีทางระบายตะกอน",
        "issue_code": "WATER",
        "households": 135,
    },
    "reason_th": "เป็นแหล่งน้ำเดียวกัน ขุดพร้อมกันจึงได้ผล",
    "merged_on": "2025-03-05",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005a4",
    "area": PHANOM_THUAN,
    "origin_ids": [
        "01680000-0000-7000-8000-0000000005a1",
        "01680000-0000-7000-8000-0000000005a2",
    ],
    "into_id": "01680000-0000-7000-8000-0000000005a3",
    "into_is_new": True,
    "reason_th": "เป็นคลองสายเดียวกัน ขุดพร้อมกันจึงได้ผล",
    "merged_on": "2025-03-05",
    "reversed_on": None,
    "reversal_reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _distinct(ids: list[Id]) -> list[Id]:
    if len(set(ids)) != len(ids):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return ids


class MergedNeedNew(BaseModel):
    """The one need that several become, in the words that fit all; the client makes its id."""

    model_config = ConfigDict(extra="forbid")

    id: NewId
    title_th: Line
    description_th: Prose | None = None
    cause_th: Prose | None = None
    issue_code: IssueCode
    households: Households | None = None


class NeedMergerNew(BaseModel):
    """Several needs of an area that become a new one (`into`) or one that is there (`into_id`)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: AreaCode = Field(description="พื้นที่ที่ครอบคลุมทุกความต้องการ; ของความต้องการใหม่ด้วย")
    origin_ids: Annotated[list[Id], Field(min_length=1, max_length=200), AfterValidator(_distinct)]
    into_id: Id | None = None
    into: MergedNeedNew | None = None
    reason_th: Line
    merged_on: PastDate


class NeedReversalNew(BaseModel):
    """Why needs that were merged are told apart again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"reason_th": "เป็นคลองคนละสาย", "reversed_on": "2025-03-20"}]
        },
    )

    id: NewId
    reason_th: Line
    reversed_on: PastDate


class NeedMerger(BaseModel):
    """A merger of needs as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    origin_ids: list[Id] = Field(max_length=200)
    into_id: Id
    into_is_new: bool
    reason_th: str = Field(max_length=500)
    merged_on: PlainDate
    reversed_on: PlainDate | None
    reversal_reason_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class NeedMergerPage(BaseModel):
    """A page of mergers of needs."""

    items: list[NeedMerger] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NeedMergerFilters(AreaQuery):
    """How the list of mergers may be narrowed."""

    origin_id: Annotated[Id | None, Field(description="ความต้องการเดิม")] = None
    into_id: Annotated[Id | None, Field(description="ความต้องการที่รวมเป็น")] = None
