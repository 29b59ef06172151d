"""What escalations look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.proposals.schemas import ClockState
from shared.ids import Id, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock
from shared.thai_time import Instant, PlainDate


class Rung(StrEnum):
    """Who is told of a silence: always the next above those who proposed."""

    PROVINCE = "PROVINCE"
    NATIONAL = "NATIONAL"


RUNG_TH = {
    Rung.PROVINCE: "คณะทำงานระดับจังหวัด",
    Rung.NATIONAL: "คณะทำงานระดับชาติ",
}


class EscalationSort(StrEnum):
    """Orders of the list: by place, or newest first."""

    PLACE = "place"
    RAISED = "-raised_on"


SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000595",
    "proposal_id": "01680000-0000-7000-8000-000000000545",
    "title_th": "ขอรับการสนับสนุนคลองส่งน้ำ วาระร่วมเรื่องน้ำจังหวัดสุพรรณบุรี",
    "addressee_th": "นายกองค์การบริหารส่วนจังหวัดสุพรรณบุรี",
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    "rung": "NATIONAL",
    "silence": "ACK_OVERDUE",
    "due_on": "2025-01-30",
    "raised_on": "2026-11-20",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class Escalation(BaseModel):
    """A silence that was told to those above."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    proposal_id: Id
    title_th: str = Field(max_length=500)
    addressee_th: str = Field(max_length=200)
    area: AreaBlock
    rung: Rung = Field(description="ส่งขึ้นไปถึงใคร")
    silence: ClockState = Field(description="เงียบในขั้นใด")
    due_on: PlainDate = Field(description="วันสุดท้ายที่ควรได้ยิน")
    raised_on: PlainDate
    revision: Revision
    created_at: Instant


class EscalationPage(BaseModel):
    """A page of escalations."""

    items: list[Escalation] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class EscalationFilters(AreaQuery):
    """How the list of escalations may be narrowed."""

    rung: Annotated[Rung | None, Field(description="ส่งขึ้นไปถึงใคร")] = None
    proposal_id: Annotated[Id | None, Field(description="ข้อเสนอ")] = None
    sort: Annotated[EscalationSort | None, Field(description="เรียงตาม")] = None
