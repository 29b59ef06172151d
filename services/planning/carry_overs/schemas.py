"""What carry-overs look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.progress.schemas import ELSEWHERE
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.text import Prose
from shared.thai_time import Instant, PastDate, PlainDate

LEFT: JsonDict = {"amount": "50000.00", "currency": "THB"}
NEW: JsonDict = {
    "into_plan_id": "01680000-0000-7000-8000-0000000005a6",
    "into_item_id": "01680000-0000-7000-8000-0000000005a8",
    "amount": LEFT,
    "reason_th": "น้ำหลากเร็ว ขุดลอกไม่ทันสิ้นปีงบประมาณ",
    "decided_on": "2024-09-20",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005a7",
    "plan_item_id": "01680000-0000-7000-8000-0000000005a2",
    "area": ELSEWHERE,
    **NEW,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class CarryOverNew(BaseModel):
    """The decision to go on with a project in a later year's plan; the project is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    into_plan_id: Id = Field(description="ร่างแผนของปีต่อไปในพื้นที่เดียวกัน")
    into_item_id: NewId = Field(description="รหัสของโครงการใหม่ในแผนนั้น · id of the new item")
    amount: Money = Field(description="เงินที่ยกไป ไม่เกินที่เหลือ · at most what is left")
    reason_th: Prose
    decided_on: PastDate


class CarryOver(BaseModel):
    """A project that goes on; it shows to all when the later plan is adopted."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_item_id: Id
    area: AreaBlock
    into_plan_id: Id
    into_item_id: Id
    amount: Money
    reason_th: str = Field(max_length=5000)
    decided_on: PlainDate
    revision: Revision
    created_at: Instant


class CarryOverPage(BaseModel):
    """A page of carry-overs."""

    items: list[CarryOver] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CarryOverFilters(AreaQuery):
    """How the list of carry-overs may be narrowed."""

    plan_item_id: Annotated[Id | None, Field(description="โครงการที่ยกไป")] = None
    into_plan_id: Annotated[Id | None, Field(description="แผนที่รับยกมา")] = None
