"""What bodies look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic.config import JsonDict

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaCode, GroupCode
from shared.privacy import Words
from shared.text import Text
from shared.thai_time import DatePrecision, Instant, PlainDate


class BodyKind(StrEnum):
    """What kind of body it is."""

    NATIONAL_COMMITTEE = "NATIONAL_COMMITTEE"
    COORDINATING_BODY = "COORDINATING_BODY"
    SUBCOMMITTEE = "SUBCOMMITTEE"
    ISSUE_SUBCOMMITTEE = "ISSUE_SUBCOMMITTEE"
    SUB_TEAM = "SUB_TEAM"
    SECRETARIAT = "SECRETARIAT"
    REGION_COMMITTEE = "REGION_COMMITTEE"
    REGION_WORKING_GROUP = "REGION_WORKING_GROUP"
    PROVINCE_WORKING_GROUP = "PROVINCE_WORKING_GROUP"
    CITY_COMMITTEE = "CITY_COMMITTEE"
    CITIZENS_COUNCIL = "CITIZENS_COUNCIL"
    TRIPARTITE_GROUP = "TRIPARTITE_GROUP"
    CORE_TEAM = "CORE_TEAM"
    FOLLOW_UP_SECRETARY = "FOLLOW_UP_SECRETARY"
    VOLUNTEER_TEAM = "VOLUNTEER_TEAM"
    BOARD = "BOARD"


KIND_TH = {
    BodyKind.NATIONAL_COMMITTEE: "คณะกรรมการระดับชาติ",
    BodyKind.COORDINATING_BODY: "คณะประสานงานขบวนองค์กรชุมชน",
    BodyKind.SUBCOMMITTEE: "คณะอนุกรรมการ",
    BodyKind.ISSUE_SUBCOMMITTEE: "คณะอนุกรรมการประเด็น",
    BodyKind.SUB_TEAM: "กรรมการย่อย",
    BodyKind.SECRETARIAT: "กองเลขานุการ",
    BodyKind.REGION_COMMITTEE: "คณะอนุกรรมการภาค",
    BodyKind.REGION_WORKING_GROUP: "คณะทำงานภาค",
    BodyKind.PROVINCE_WORKING_GROUP: "คณะทำงานจังหวัด",
    BodyKind.CITY_COMMITTEE: "คณะกรรมการเมือง",
    BodyKind.CITIZENS_COUNCIL: "สภาพลเมือง",
    BodyKind.TRIPARTITE_GROUP: "คณะทำงานสามฝ่าย",
    BodyKind.CORE_TEAM: "ทีมแกนกลาง",
    BodyKind.FOLLOW_UP_SECRETARY: "เลขาการติดตามงาน",
    BodyKind.VOLUNTEER_TEAM: "ทีมอาสาพัฒนาการทำงาน",
    BodyKind.BOARD: "คณะกรรมการของหน่วยงานหรือศูนย์",
}


class BodyLevel(StrEnum):
    """At which level a body works."""

    NATION = "NATION"
    REGION = "REGION"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    TAMBON = "TAMBON"
    VILLAGE = "VILLAGE"


LEVEL_TH = {
    BodyLevel.NATION: "ชาติ",
    BodyLevel.REGION: "ภาคหรือกลุ่มจังหวัด",
    BodyLevel.PROVINCE: "จังหวัด",
    BodyLevel.DISTRICT: "อำเภอ",
    BodyLevel.TAMBON: "ตำบล",
    BodyLevel.VILLAGE: "หมู่บ้าน",
}


class Mechanism(StrEnum):
    """Who drives it: the people, or work with the agencies of the area (กลไก 2 แบบ)."""

    PEOPLE_DRIVEN = "PEOPLE_DRIVEN"
    AGENCY_LINKED = "AGENCY_LINKED"


MECHANISM_TH = {
    Mechanism.PEOPLE_DRIVEN: "เคลื่อนโดยภาคประชาชน",
    Mechanism.AGENCY_LINKED: "สัมพันธ์กับหน่วยงานในพื้นที่",
}


class CoChairs(StrEnum):
    """Where co-chairs come from."""

    ANY = "ANY"
    ONE_PER_REGION = "ONE_PER_REGION"


CO_CHAIRS_TH = {CoChairs.ANY: "ไม่กำหนด", CoChairs.ONE_PER_REGION: "ภาคละหนึ่งคน"}


class SeatPost(StrEnum):
    """What somebody is in a body; all are posts of public office."""

    CHAIR = "CHAIR"
    CO_CHAIR = "CO_CHAIR"
    VICE_CHAIR = "VICE_CHAIR"
    SECRETARY = "SECRETARY"
    COORDINATOR = "COORDINATOR"
    MEMBER = "MEMBER"
    EXPERT = "EXPERT"
    ADVISER = "ADVISER"


SEAT_POST_TH = {
    SeatPost.CHAIR: "ประธาน",
    SeatPost.CO_CHAIR: "ประธานร่วม",
    SeatPost.VICE_CHAIR: "รองประธาน",
    SeatPost.SECRETARY: "เลขานุการ",
    SeatPost.COORDINATOR: "ผู้ประสานงาน",
    SeatPost.MEMBER: "กรรมการ",
    SeatPost.EXPERT: "ผู้ทรงคุณวุฒิ",
    SeatPost.ADVISER: "ที่ปรึกษา",
}

NEW: JsonDict = {
    "kind": "SUBCOMMITTEE",
    "name_th": "คณะอนุกรรมการประสานงานขบวนองค์กรชุมชน",
    "aliases": ["อนุ 67", "คณะอนุ 67 คน"],
    "area_code": None,
    "mechanism": "PEOPLE_DRIVEN",
    "seats_count": 67,
    "co_chairs": "ONE_PER_REGION",
    "founded_on": "2007-06-12",
    "founded_precision": "NOT_LATER_THAN",
    "source_th": "การประชุมครั้งที่ 2/2550 วันที่ 12-13 มิถุนายน 2550",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d01",
    **{name: value for name, value in NEW.items() if name != "area_code"},
    "name_en": None,
    "level": "NATION",
    "area": {"code": "", "level": "NATION", "name_th": "ทั้งประเทศ", "name_en": "Thailand"},
    "group_code": None,
    "parent_id": None,
    "succeeds_id": None,
    "issue_code": None,
    "ended_on": None,
    "ended_precision": None,
    "last_active_on": "2007-06-13",
    "revision": 2,
    "created_at": "2026-11-21T03:00:05.120000Z",
    "updated_at": "2026-11-21T03:00:05.120000Z",
}
_OF_A_PROVINCE: JsonDict = {
    **SHOWN,
    "id": "01680000-0000-7000-8000-000000000d02",
    "kind": "PROVINCE_WORKING_GROUP",
    "name_th": "คณะทำงานขบวนองค์กรชุมชนจังหวัดสุพรรณบุรี",
    "aliases": [],
    "level": "PROVINCE",
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    **dict.fromkeys(("seats_count", "founded_on", "founded_precision", "last_active_on")),
    "co_chairs": "ANY",
    "source_th": "เวทีสรุปจังหวัดบูรณาการ 4-5 กันยายน 2567",
    "revision": 1,
}
_PAGE: JsonDict = {"items": [_OF_A_PROVINCE], "next": None, "limit": 50}
Name = Annotated[str, Text(200)]
IssueCode = Annotated[str, Field(min_length=1, max_length=40, pattern="^[A-Z][A-Z0-9_]*$")]
Aliases = Annotated[list[Name], Field(max_length=20)]
SeatsCount = Annotated[int, Strict(), Field(ge=1, le=2000, json_schema_extra={"format": "int32"})]


class BodyNew(BaseModel):
    """What is needed to set a body up; without area and region it is of the nation."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    kind: BodyKind
    name_th: Name
    name_en: Name | None = None
    aliases: Aliases = []
    area_code: AreaCode | None = Field(None, description="ว่าง = ทั้งประเทศหรือภาค")
    group_code: GroupCode | None = Field(None, description="ภาคหรือกลุ่มจังหวัด แทน area_code")
    parent_id: Id | None = Field(None, description="คณะที่สังกัด")
    succeeds_id: Id | None = Field(None, description="สืบต่อจากคณะใด")
    issue_code: IssueCode | None = Field(None, description="ประเด็นงาน")
    mechanism: Mechanism = Mechanism.PEOPLE_DRIVEN
    seats_count: SeatsCount | None = Field(None, description="จำนวนที่นั่ง ว่าง = ไม่จำกัด")
    co_chairs: CoChairs = CoChairs.ANY
    founded_on: PlainDate | None = None
    founded_precision: DatePrecision | None = None
    source_th: Words | None = Field(None, description="ที่มา")


class BodyChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"aliases": ["อนุ 67"], "reason": "เพิ่มชื่อที่ใช้เรียก"}]},
    )

    kind: BodyKind = OMITTED
    name_th: Name = OMITTED
    name_en: Name | None = None
    aliases: Aliases = OMITTED
    parent_id: Id | None = None
    succeeds_id: Id | None = None
    issue_code: IssueCode | None = None
    mechanism: Mechanism = OMITTED
    seats_count: SeatsCount | None = None
    co_chairs: CoChairs = OMITTED
    founded_on: PlainDate | None = None
    founded_precision: DatePrecision | None = None
    source_th: Words | None = None
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข")


class BodyEnding(BaseModel):
    """The first day on which a body no longer stands."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ended_on": "2026-11-20", "reason": "หมดวาระ"}]},
    )

    ended_on: PlainDate
    ended_precision: DatePrecision = DatePrecision.DAY
    reason: Words = Field(description="เหตุผล")


class BodyPlace(BaseModel):
    """The area of a body; '' is the nation."""

    code: str = Field(max_length=8)
    level: BodyLevel
    name_th: str = Field(max_length=220)
    name_en: str = Field(max_length=220)


class Body(BaseModel):
    """A body as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: BodyKind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    aliases: list[str] = Field(max_length=20)
    level: BodyLevel
    area: BodyPlace
    group_code: str | None = Field(max_length=40)
    parent_id: Id | None
    succeeds_id: Id | None
    issue_code: str | None = Field(max_length=40)
    mechanism: Mechanism
    seats_count: int | None = Field(json_schema_extra={"format": "int32"})
    co_chairs: CoChairs
    founded_on: PlainDate | None
    founded_precision: DatePrecision | None
    ended_on: PlainDate | None
    ended_precision: DatePrecision | None
    source_th: str | None = Field(max_length=500)
    last_active_on: PlainDate | None = Field(
        description="วันสุดท้ายที่ประชุม ว่าง = ยังไม่มีการประชุมที่บันทึก · when it last met"
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class BodyPage(BaseModel):
    """A page of bodies."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PAGE]})

    items: list[Body] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class BodyFilters(AreaQuery):
    """How the list of bodies may be narrowed."""

    kind: Annotated[BodyKind | None, Field(description="ประเภท")] = None
    level: Annotated[BodyLevel | None, Field(description="ระดับ")] = None
    parent: Annotated[Id | None, Field(description="สังกัดคณะใด")] = None
    group: Annotated[GroupCode | None, Field(description="ภาคหรือกลุ่มจังหวัด")] = None
    issue: Annotated[IssueCode | None, Field(description="ประเด็น")] = None
