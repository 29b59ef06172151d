"""What expansions look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.demonstrations.schemas import Horizon
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.privacy import Story, Words
from shared.thai_time import Instant, PastDate, PlainDate


class ExpansionRelation(StrEnum):
    """Why it spreads there: a model expands to neighbouring and to interested areas (meeting 2/2550)."""

    NEIGHBOUR = "NEIGHBOUR"
    INTERESTED = "INTERESTED"


RELATION_TH = {
    ExpansionRelation.NEIGHBOUR: "พื้นที่ข้างเคียง",
    ExpansionRelation.INTERESTED: "พื้นที่ที่สนใจ",
}


class ExpansionState(StrEnum):
    """How far the spread has come."""

    PLANNED = "PLANNED"
    STARTED = "STARTED"
    ESTABLISHED = "ESTABLISHED"
    STOPPED = "STOPPED"


STATE_TH = {
    ExpansionState.PLANNED: "วางแผนแล้ว",
    ExpansionState.STARTED: "กำลังขยายผล",
    ExpansionState.ESTABLISHED: "เกิดรูปธรรมแล้ว",
    ExpansionState.STOPPED: "หยุด",
}
_NEW: JsonDict = {
    "area_code": "920212",
    "relation": "NEIGHBOUR",
    "horizon_years": 3,
    "plan_th": "เรียนรู้จากบ้านน้ำราบ แล้วตั้งธนาคารปูม้าของตำบล",
    "starts_on": "2026-12-01",
}
_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d31",
    "demonstration_id": "01680000-0000-7000-8000-000000000d21",
    "demonstration_name_th": "บ้านน้ำราบ",
    "area": {
        "code": "920206",
        "level": "TAMBON",
        "name_th": "กันตังใต้",
        "name_en": "Kantang Tai",
    },
    **{name: value for name, value in _NEW.items() if name != "area_code"},
    "state": "PLANNED",
    "state_on": "2026-12-01",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class ExpansionNew(BaseModel):
    """What names an area to which a demonstration spreads."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    area_code: AreaCode
    relation: ExpansionRelation
    horizon_years: Horizon
    plan_th: Story
    starts_on: PlainDate


class ExpansionChange(BaseModel):
    """What may be changed; a new state says from which day."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"state": "STARTED", "state_on": "2026-11-20"}]},
    )

    relation: ExpansionRelation = OMITTED
    horizon_years: Horizon = OMITTED
    plan_th: Story = OMITTED
    state: ExpansionState = OMITTED
    state_on: PastDate = OMITTED
    reason: Words | None = Field(None, description="เหตุผล จำเป็นเมื่อหยุด · why")


class Expansion(BaseModel):
    """An area to which a demonstration spreads."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    id: Id
    demonstration_id: Id
    demonstration_name_th: str = Field(max_length=200)
    area: AreaBlock
    relation: ExpansionRelation
    horizon_years: Horizon
    plan_th: str = Field(max_length=5000)
    starts_on: PlainDate
    state: ExpansionState
    state_on: PlainDate
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ExpansionPage(BaseModel):
    """A page of expansions."""

    items: list[Expansion] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ExpansionFilters(AreaQuery):
    """How the list of expansions may be narrowed."""

    demonstration: Annotated[Id | None, Field(description="พื้นที่รูปธรรมต้นทาง")] = None
    state: Annotated[ExpansionState | None, Field(description="ขั้น")] = None
