"""What splits of needs look like."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.issues.schemas import IssueCode
from services.planning.needs.schemas import Households
from services.planning.places.schemas import DON_TA_PHET
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate

NEW: JsonDict = {
    "need_id": "01680000-0000-7000-8000-0000000005b5",
    "parts": [
        {
            "id": "01680000-0000-7000-8000-0000000005b8",
            "title_th": "หลังคาตลาดนัดชุมชน",
            "issue_code": "FARMERS",
            "households": 40,
        },
        {
            "id": "01680000-0000-7000-8000-0000000005b9",
            "title_th": "ที่จอดรถของตลาด",
            "issue_code": "FARMERS",
            "households": 40,
        },
    ],
    "reason_th": "เป็นงานคนละอย่าง ผู้รับผิดชอบคนละหน่วย",
    "split_on": "2025-03-05",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005a8",
    "area": DON_TA_PHET,
    "need_id": "01680000-0000-7000-8000-0000000005a5",
    "part_ids": [
        "01680000-0000-7000-8000-0000000005a6",
        "01680000-0000-7000-8000-0000000005a7",
    ],
    "reason_th": "เป็นงานคนละอย่าง ผู้รับผิดชอบคนละหน่วย",
    "split_on": "2025-03-05",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class PartNew(BaseModel):
    """One part of a need, in its own words; the client makes its id."""

    model_config = ConfigDict(extra="forbid")

    id: NewId
    area_code: AreaCode | None = Field(None, description="ตำบลหรือหมู่บ้านในพื้นที่เดิม ไม่ระบุ = ที่เดิม")
    title_th: Line
    description_th: Prose | None = None
    cause_th: Prose | None = None
    issue_code: IssueCode
    households: Households | None = None


def _distinct(parts: list[PartNew]) -> list[PartNew]:
    if len({part.id for part in parts}) != len(parts):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return parts


class NeedSplitNew(BaseModel):
    """A need and the several that it becomes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    need_id: Id
    parts: Annotated[list[PartNew], Field(min_length=2, max_length=50), AfterValidator(_distinct)]
    reason_th: Line
    split_on: PastDate


class NeedSplit(BaseModel):
    """A split of a need."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    area: AreaBlock
    need_id: Id
    part_ids: list[Id] = Field(max_length=50)
    reason_th: str = Field(max_length=500)
    split_on: PlainDate
    revision: Revision
    created_at: Instant


class NeedSplitPage(BaseModel):
    """A page of splits of needs."""

    items: list[NeedSplit] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class NeedSplitFilters(AreaQuery):
    """How the list of splits may be narrowed."""

    need_id: Annotated[Id | None, Field(description="ความต้องการเดิม")] = None
    part_id: Annotated[Id | None, Field(description="ความต้องการที่แยกออกมา")] = None
