"""What meetings look like."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode
from shared.privacy import ShortWords, Words
from shared.text import Name
from shared.thai_time import BuddhistYear, DatePrecision, Instant, PlainDate


class MeetingKind(StrEnum):
    """What sort of meeting it is."""

    MEETING = "MEETING"
    SEMINAR = "SEMINAR"
    FORUM = "FORUM"
    MOBILE_FORUM = "MOBILE_FORUM"
    CENTRAL_SPACE = "CENTRAL_SPACE"
    CENTRAL_FORUM = "CENTRAL_FORUM"
    ASSEMBLY = "ASSEMBLY"
    PROVINCE_COUNCIL_MEETING = "PROVINCE_COUNCIL_MEETING"
    NATIONAL_COUNCIL_MEETING = "NATIONAL_COUNCIL_MEETING"


KIND_TH = {
    MeetingKind.MEETING: "ประชุม",
    MeetingKind.SEMINAR: "สัมมนา",
    MeetingKind.FORUM: "เวที",
    MeetingKind.MOBILE_FORUM: "เวทีสัญจร",
    MeetingKind.CENTRAL_SPACE: "พื้นที่กลาง",
    MeetingKind.CENTRAL_FORUM: "เวทีกลาง",
    MeetingKind.ASSEMBLY: "สมัชชา",
    MeetingKind.PROVINCE_COUNCIL_MEETING: "ประชุมสภาองค์กรชุมชนระดับจังหวัด",
    MeetingKind.NATIONAL_COUNCIL_MEETING: "ประชุมสภาองค์กรชุมชนระดับชาติ",
}


class MeetingState(StrEnum):
    """Whether it is planned, was held or was called off."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


STATE_TH = {
    MeetingState.PLANNED: "กำหนดไว้",
    MeetingState.HELD: "จัดแล้ว",
    MeetingState.CANCELLED: "ยกเลิก",
}


class AttendanceGroup(StrEnum):
    """Whom a number of those who came counts."""

    PARTICIPANTS = "PARTICIPANTS"
    BODY_MEMBERS = "BODY_MEMBERS"
    COMMUNITY_LEADERS = "COMMUNITY_LEADERS"
    REGION_REPRESENTATIVES = "REGION_REPRESENTATIVES"
    PROVINCE_REPRESENTATIVES = "PROVINCE_REPRESENTATIVES"
    STAFF = "STAFF"
    AGENCIES = "AGENCIES"
    OBSERVERS = "OBSERVERS"


ATTENDANCE_TH = {
    AttendanceGroup.PARTICIPANTS: "ผู้เข้าร่วมทั้งหมด",
    AttendanceGroup.BODY_MEMBERS: "กรรมการของคณะ",
    AttendanceGroup.COMMUNITY_LEADERS: "แกนนำชุมชน",
    AttendanceGroup.REGION_REPRESENTATIVES: "ผู้แทนภาค",
    AttendanceGroup.PROVINCE_REPRESENTATIVES: "ผู้แทนจังหวัด",
    AttendanceGroup.STAFF: "เจ้าหน้าที่",
    AttendanceGroup.AGENCIES: "ผู้แทนหน่วยงาน",
    AttendanceGroup.OBSERVERS: "ผู้สังเกตการณ์",
}


class MeetingSort(StrEnum):
    """Orders of the list: newest first, oldest first, or by Thai title."""

    NEWEST = "-held_from"
    OLDEST = "held_from"
    TITLE = "title"


NEW: JsonDict = {
    "kind": "MEETING",
    "title_th": "ประชุมกลุ่มออมทรัพย์หนองสาหร่าย ครั้งที่ 3/2568",
    "number": 3,
    "year_be": 2568,
    "organization_id": "01680000-0000-7000-8000-000000000303",
    "area_code": "720602",
    "venue_th": "ศาลาวัดหนองสาหร่าย",
    "venue_area_code": "720602",
    "state": "HELD",
    "held_from": "2025-06-12",
    "held_to": "2025-06-13",
    "held_precision": "DAY",
    "attendance": [{"group": "PARTICIPANTS", "count": 40}],
    "agenda": ["ทบทวนแผน", "กำหนดงานต่อไป"],
    "next_words": "ปลายเดือนกรกฎาคม 2568",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000a01",
    **{name: value for name, value in NEW.items() if name != "area_code"},
    "title_th": "ประชุมกลุ่มออมทรัพย์หนองสาหร่าย ครั้งที่ 2/2568",
    "number": 2,
    "body_id": None,
    "agency_th": None,
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "venue_alias_th": None,
    "named": [{"group": "PARTICIPANTS", "count": 1}],
    "minutes_note_th": None,
    "next_from": "2025-07-21",
    "next_to": "2025-07-31",
    "next_precision": "PART_OF_MONTH",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Number = Annotated[int, Field(strict=True, ge=1, le=999, json_schema_extra={"format": "int32"})]
Nation = Literal[""]
Scope = AreaCode | Nation


class Attendance(BaseModel):
    """How many of one group came."""

    model_config = ConfigDict(extra="forbid")

    group: AttendanceGroup
    count: int = Field(strict=True, ge=0, le=1_000_000, json_schema_extra={"format": "int32"})


def _distinct(counts: list[Attendance]) -> list[Attendance]:
    if len({each.group for each in counts}) != len(counts):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return counts


Counts = Annotated[list[Attendance], Field(max_length=20), AfterValidator(_distinct)]
Agenda = Annotated[list[Words], Field(max_length=50)]


class MeetingFacts(BaseModel):
    """What both a new meeting and a change may say about place and papers."""

    model_config = ConfigDict(extra="forbid")

    venue_th: Name | None = Field(None, description="สถานที่ · venue")
    venue_alias_th: Name | None = Field(None, description="ชื่ออื่นของสถานที่")
    venue_area_code: AreaCode | None = Field(None, description="สถานที่อยู่จังหวัด/อำเภอ/ตำบลใด")
    minutes_note_th: Words | None = Field(None, description="ที่มาของบันทึก เช่น หนังสือ หน้า")
    next_words: Words | None = Field(
        None, description="ครั้งต่อไปเมื่อใด ตามถ้อยคำเดิม เช่น ปลายเดือนกรกฎาคม 2550 · the next one"
    )


class MeetingNew(MeetingFacts):
    """What is needed to record a meeting; the client makes the id. Exactly one organizer is named."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    kind: MeetingKind
    title_th: Words
    number: Number | None = Field(None, description="ครั้งที่")
    year_be: BuddhistYear | None = Field(None, description="ปี พ.ศ. ของครั้งที่")
    body_id: Id | None = Field(None, description="คณะที่จัด")
    organization_id: Id | None = Field(None, description="องค์กรที่จัด")
    agency_th: ShortWords | None = Field(None, description="หน่วยงานที่จัด")
    area_code: Scope = Field(description="พื้นที่ที่การประชุมนี้เป็นของ ว่างคือระดับชาติ · '' is the nation")
    state: MeetingState = MeetingState.HELD
    held_from: PlainDate
    held_to: PlainDate | None = Field(None, description="วันสุดท้าย (รวมวันนั้น) ว่างคือวันเดียว")
    held_precision: DatePrecision = DatePrecision.DAY
    attendance: Counts = []
    agenda: Agenda = []

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.number is None) != (self.year_be is None):
            raise PydanticCustomError("number-with-year", "A number needs its year")
        named = (self.body_id, self.organization_id, self.agency_th)
        if sum(each is not None for each in named) != 1:
            raise PydanticCustomError("one-organizer", "Exactly one organizer is named")
        return self


class MeetingChange(MeetingFacts):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"state": "HELD", "reason": "จัดแล้วตามกำหนด"}]},
    )

    title_th: Words = OMITTED
    state: MeetingState = OMITTED
    held_from: PlainDate = OMITTED
    held_to: PlainDate = OMITTED
    held_precision: DatePrecision = OMITTED
    attendance: Counts = OMITTED
    agenda: Agenda = OMITTED
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Meeting(BaseModel):
    """A meeting as it is known today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: MeetingKind
    title_th: str = Field(max_length=500)
    number: Number | None
    year_be: BuddhistYear | None
    body_id: Id | None
    organization_id: Id | None
    agency_th: str | None = Field(max_length=200)
    area: AreaBlock
    venue_th: str | None = Field(max_length=200)
    venue_alias_th: str | None = Field(max_length=200)
    venue_area_code: str | None = Field(max_length=8)
    state: MeetingState
    held_from: PlainDate
    held_to: PlainDate
    held_precision: DatePrecision
    attendance: list[Attendance] = Field(max_length=20, description="จำนวนที่บอก · as stated")
    named: list[Attendance] = Field(
        max_length=20,
        description="จำนวนที่ระบุว่าเป็นใคร ไม่เกินที่บอก · those known by seat, person or organization",
    )
    agenda: list[str] = Field(max_length=50)
    minutes_note_th: str | None = Field(max_length=500)
    next_words: str | None = Field(max_length=500)
    next_from: PlainDate | None
    next_to: PlainDate | None
    next_precision: DatePrecision | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class MeetingPage(BaseModel):
    """A page of meetings."""

    items: list[Meeting] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


def _whole_number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


class MeetingFilters(AreaQuery):
    """How the list of meetings may be narrowed; one month of a body is `body`, `since` and `until`."""

    kind: Annotated[MeetingKind | None, Field(description="ประเภทการประชุม")] = None
    state: Annotated[MeetingState | None, Field(description="สถานะ")] = None
    body: Annotated[Id | None, Field(description="คณะที่จัด")] = None
    organization: Annotated[Id | None, Field(description="องค์กรที่จัด")] = None
    year_be: Annotated[
        BuddhistYear | None, BeforeValidator(_whole_number), Field(description="ปีของครั้งที่")
    ] = None
    since: Annotated[PlainDate | None, Field(description="เริ่มตั้งแต่วันนี้")] = None
    until: Annotated[PlainDate | None, Field(description="เริ่มไม่เกินวันนี้")] = None
    sort: Annotated[MeetingSort | None, Field(description="เรียงใหม่ก่อน เก่าก่อน หรือตามชื่อ")] = None
