"""What seats look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.bodies.schemas import IssueCode, SeatPost
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.places import GroupCode, ProvinceCode
from shared.privacy import Words
from shared.thai_time import DatePrecision, PlainDate


class Form(StrEnum):
    """In which of the two forms somebody belongs to a body."""

    APPOINTED = "APPOINTED"
    NETWORK = "NETWORK"


FORM_TH = {Form.APPOINTED: "รูปแบบทางการ (แต่งตั้ง)", Form.NETWORK: "แบบเครือข่ายการทำงาน"}


class Holder(StrEnum):
    """Whether it is known who holds a seat."""

    NAMED = "NAMED"
    UNNAMED = "UNNAMED"
    ERASED = "ERASED"


HOLDER_TH = {
    Holder.NAMED: "รู้ว่าใคร",
    Holder.UNNAMED: "แหล่งข้อมูลไม่ระบุชื่อ",
    Holder.ERASED: "ผู้นำ (ลบข้อมูลแล้ว)",
}

NEW: JsonDict = {
    "body_id": "01680000-0000-7000-8000-000000000d01",
    "post": "MEMBER",
    "form": "NETWORK",
    "region_code": "R-2550-8",
    "starts_on": "2007-06-12",
    "starts_precision": "NOT_LATER_THAN",
}
STANDING_IN: JsonDict = {
    **NEW,
    "stands_in_for_id": "01680000-0000-7000-8000-000000000d11",
    "starts_on": "2007-10-01",
    "starts_precision": "DAY",
    "ends_on": "2008-10-01",
}
"""The body is full: what can be tried is standing in for who serves on another board for a year."""
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d11",
    **NEW,
    "person_id": None,
    "holder": "UNNAMED",
    "holder_th": "แหล่งข้อมูลไม่ระบุชื่อ",
    "stands_in_for_id": None,
    "province_code": None,
    "issue_code": None,
    "headquarters": False,
    "ends_on": None,
    "revision": 1,
}


class SeatNew(BaseModel):
    """What is needed to seat somebody; without a person it is a place that the source does not name."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [STANDING_IN]})

    id: NewId
    body_id: Id
    person_id: Id | None = Field(
        None, description="ว่าง = แหล่งข้อมูลไม่ระบุชื่อ · not named by the source"
    )
    post: SeatPost
    form: Form
    region_code: GroupCode | None = Field(None, description="มาจากภาคใด")
    province_code: ProvinceCode | None = Field(None, description="มาจากจังหวัดใด")
    issue_code: IssueCode | None = Field(None, description="แทนประเด็นใด")
    headquarters: bool = Field(default=False, description="มาจากส่วนกลาง")
    starts_on: PlainDate
    starts_precision: DatePrecision = DatePrecision.DAY
    ends_on: PlainDate | None = Field(None, description="วันแรกที่ไม่ได้นั่งแล้ว")
    stands_in_for_id: Id | None = Field(
        None, description="นั่งแทนที่นั่งใดชั่วคราว ไม่นับเป็นที่นั่งเพิ่ม · fills another seat for a time"
    )


class SeatNaming(BaseModel):
    """Who holds a seat that the source did not name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"person_id": "01680000-0000-7000-8000-000000000702"}]},
    )

    person_id: Id
    reason: Words | None = Field(None, description="ที่มา อย่าใส่ข้อมูลส่วนบุคคล")


class SeatEnding(BaseModel):
    """The first day on which a seat is no longer held."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ends_on": "2026-11-20", "reason": "ครบวาระ"}]},
    )

    ends_on: PlainDate
    reason: Words = Field(description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")


class Seat(BaseModel):
    """A seat; the name of who holds or held it is public, of a withdrawn one nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    body_id: Id
    person_id: Id | None
    holder: Holder
    holder_th: str = Field(max_length=250)
    stands_in_for_id: Id | None
    post: SeatPost
    form: Form
    region_code: str | None = Field(max_length=40)
    province_code: str | None = Field(max_length=2)
    issue_code: str | None = Field(max_length=40)
    headquarters: bool
    starts_on: PlainDate
    starts_precision: DatePrecision
    ends_on: PlainDate | None
    revision: Revision


class SeatPage(BaseModel):
    """A page of seats."""

    items: list[Seat] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class SeatsOn(ListQuery):
    """On which day somebody sat in a body."""

    on: Annotated[
        PlainDate | None, Field(description="วันที่ถาม ถ้าไม่บอกคือวันนี้ · today unless told")
    ] = None
    post: Annotated[SeatPost | None, Field(description="ตำแหน่ง")] = None
    region: Annotated[GroupCode | None, Field(description="ภาค")] = None
    form: Annotated[Form | None, Field(description="รูปแบบ")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; those of today when no day was asked for."""
        asked = super().conditions()
        return asked if "on" in asked else {**asked, "live": {}}


class SeatFilters(SeatsOn):
    """How the list of seats may be narrowed."""

    body: Annotated[Id | None, Field(description="คณะ")] = None
    person: Annotated[Id | None, Field(description="บุคคล")] = None
    live: Annotated[
        bool, Field(description="เฉพาะที่นั่งอยู่ในวันที่ถาม · only those held on that day")
    ] = True

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; every seat ever held is the list that is not only of live ones."""
        asked = super().conditions()
        asked.pop("live", None)
        if not self.live:
            asked.pop("on", None)
            return asked
        return asked if "on" in asked else {**asked, "live": {}}
