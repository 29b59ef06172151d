"""What rotations look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import Words
from shared.text import Text
from shared.thai_time import PlainDate

NEW: JsonDict = {
    "seat_id": "01680000-0000-7000-8000-000000000d11",
    "to_board_th": "คณะกรรมการสถาบันพัฒนาองค์กรชุมชน",
    "starts_on": "2009-10-01",
    "ends_on": "2010-10-01",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d21",
    **NEW,
    "to_body_id": None,
    "starts_on": "2007-10-01",
    "ends_on": "2008-10-01",
    "revision": 1,
}


class RotationNew(BaseModel):
    """To which other board somebody goes for a time: a body of the register, or one told by its name."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    seat_id: Id
    to_body_id: Id | None = Field(None, description="คณะในทะเบียน")
    to_board_th: Annotated[str, Text(200)] | None = Field(None, description="หรือชื่อคณะภายนอก")
    starts_on: PlainDate
    ends_on: PlainDate | None = Field(None, description="วันแรกที่กลับมาแล้ว")


class RotationEnding(BaseModel):
    """The first day on which somebody is back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ends_on": "2008-10-01", "reason": "ครบวาระ"}]},
    )

    ends_on: PlainDate
    reason: Words = Field(description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")


class Rotation(BaseModel):
    """That who holds a seat serves on another board, and keeps the seat."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    seat_id: Id
    to_body_id: Id | None
    to_board_th: str | None = Field(max_length=200)
    starts_on: PlainDate
    ends_on: PlainDate | None
    revision: Revision


class RotationPage(BaseModel):
    """A page of rotations."""

    items: list[Rotation] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class RotationFilters(ListQuery):
    """How the list of rotations may be narrowed."""

    seat: Annotated[Id | None, Field(description="ที่นั่ง")] = None
    body: Annotated[Id | None, Field(description="จากคณะใด")] = None
    to_body: Annotated[Id | None, Field(description="ไปคณะใด")] = None
    on: Annotated[PlainDate | None, Field(description="วันที่ถาม")] = None
