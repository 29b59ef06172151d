"""What trainings look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic.config import JsonDict

from services.registry.people.schemas import Asked
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import ShortWords, Words
from shared.thai_time import PastDate, PlainDate

NEW: JsonDict = {
    "name_th": "หลักสูตรผู้นำการจัดทำแผนพัฒนาตำบล",
    "organizer_th": "สถาบันพัฒนาองค์กรชุมชน",
    "trained_on": "2026-08-14",
    "training_hours": 18,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d31",
    "person_id": "01680000-0000-7000-8000-000000000701",
    "name_th": "***",
    "organizer_th": "***",
    "trained_on": None,
    "training_hours": None,
    "certificate_sha256": None,
    "revision": 1,
}
Hours = Annotated[int, Strict(), Field(ge=1, le=5000, json_schema_extra={"format": "int32"})]
Certificate = Annotated[
    str,
    Field(pattern="^[0-9a-f]{64}$", max_length=64, description="SHA-256 ของใบรับรองการอบรม"),
]


class TrainingNew(BaseModel):
    """What somebody learned."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    name_th: ShortWords = Field(description="หลักสูตร")
    organizer_th: ShortWords | None = Field(None, description="ผู้จัด")
    trained_on: PastDate = Field(description="วันแรกของการอบรม")
    training_hours: Hours | None = Field(None, description="จำนวนชั่วโมง")
    certificate_sha256: Certificate | None = None


class TrainingChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"training_hours": 12, "reason": "นับชั่วโมงผิด"}]},
    )

    name_th: ShortWords = OMITTED
    organizer_th: ShortWords | None = None
    trained_on: PastDate = OMITTED
    training_hours: Hours | None = None
    certificate_sha256: Certificate | None = None
    reason: Words | None = Field(None, description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")


class Training(BaseModel):
    """A training, masked like its person: fellow members see what it was, the rest is for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    person_id: Id
    name_th: str | None = Field(max_length=100)
    organizer_th: str | None = Field(max_length=100)
    trained_on: PlainDate | None
    training_hours: int | None = Field(json_schema_extra={"format": "int32"})
    certificate_sha256: str | None = Field(max_length=64)
    revision: Revision


class TrainingPage(BaseModel):
    """A page of trainings."""

    items: list[Training] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class TrainingFilters(ListQuery):
    """For what trainings are asked; without a purpose they are masked."""

    purpose: Asked = None
