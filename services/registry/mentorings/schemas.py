"""What mentorings look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, TambonCode
from shared.privacy import Words
from shared.thai_time import Instant, PastDate, PlainDate

NEW: JsonDict = {
    "network_id": "01680000-0000-7000-8000-000000000b82",
    "tambon_code": "720603",
    "starts_on": "2025-01-15",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b95",
    "network_id": NEW["network_id"],
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "starts_on": "2025-01-15",
    "ends_on": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
ENDING: JsonDict = {"ends_on": "2026-01-15", "reason_th": "ตำบลจัดการตนเองได้แล้ว"}


class MentoringNew(BaseModel):
    """A network begins to stand by a tambon."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    network_id: Id
    tambon_code: TambonCode
    starts_on: PastDate


class MentoringEndingNew(BaseModel):
    """The first day on which a network no longer stands by a tambon."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENDING]})

    id: NewId
    ends_on: PastDate
    reason_th: Words | None = None


class Mentoring(BaseModel):
    """A network and a tambon that it stands by."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    network_id: Id
    area: AreaBlock
    starts_on: PlainDate
    ends_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class MentoringPage(BaseModel):
    """A page of mentorings."""

    items: list[Mentoring] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class MentoringFilters(AreaQuery):
    """How the list of mentorings may be narrowed."""

    network: Annotated[Id | None, Field(description="เครือข่ายพี่เลี้ยง")] = None
    on: Annotated[PlainDate | None, Field(description="ณ วันที่")] = None
