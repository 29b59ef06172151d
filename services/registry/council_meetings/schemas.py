"""What the meetings of councils look like."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery, ListQuery
from shared.places import AreaBlock, ProvinceCode
from shared.privacy import ShortWords
from shared.text import Line
from shared.thai_time import (
    ERA,
    BuddhistYear,
    FiscalYearBeQuery,
    Instant,
    PlainDate,
    bangkok_date,
)


class MeetingLevel(StrEnum):
    """Whose councils meet: by the Act a meeting, not a standing council."""

    PROVINCE = "PROVINCE"
    NATION = "NATION"


LEVEL_TH = {
    MeetingLevel.PROVINCE: "การประชุมระดับจังหวัดของสภาองค์กรชุมชนตำบล",
    MeetingLevel.NATION: "การประชุมระดับชาติของสภาองค์กรชุมชน",
}


class DelegateKind(StrEnum):
    """Who stands for a council, and who is invited as an expert."""

    DELEGATE = "DELEGATE"
    EXPERT = "EXPERT"


DELEGATE_KIND_TH = {
    DelegateKind.DELEGATE: "ผู้แทนสภา",
    DelegateKind.EXPERT: "ผู้ทรงคุณวุฒิ",
}


class CouncilMeetingSort(StrEnum):
    """Orders of the list: by place and day, or the newest meeting first."""

    PLACE = "place"
    HELD = "-held_on"


NEW: JsonDict = {
    "province_code": "72",
    "number": 2,
    "held_on": "2025-11-20",
    "held_until": "2025-11-20",
    "venue_th": "ศาลากลางจังหวัดสุพรรณบุรี",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b61",
    "level": "PROVINCE",
    "area": {
        "code": "72",
        "level": "PROVINCE",
        "name_th": "สุพรรณบุรี",
        "name_en": "Suphan Buri",
    },
    "year_be": 2568,
    "number": 1,
    "held_on": "2025-05-20",
    "held_until": "2025-05-21",
    "venue_th": NEW["venue_th"],
    "meeting_id": None,
    "delegates": 1,
    "councils": 1,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
DELEGATE: JsonDict = {
    "council_meeting_id": "01680000-0000-7000-8000-000000000b61",
    "kind": "DELEGATE",
    "council_id": "01680000-0000-7000-8000-000000000303",
    "person_id": "01680000-0000-7000-8000-000000000702",
}
DELEGATE_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b71",
    **DELEGATE,
    "person_id": "01680000-0000-7000-8000-000000000701",
    "withdrawn_on": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Number = Annotated[int, Field(strict=True, ge=1, le=100, json_schema_extra={"format": "int32"})]
Tally = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class CouncilMeetingNew(BaseModel):
    """The councils of a province, or of the country, meet."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    province_code: ProvinceCode | None = Field(None, description="จังหวัด ไม่ระบุคือระดับชาติ")
    number: Number = Field(description="ครั้งที่ ของปีนั้น")
    held_on: PlainDate
    held_until: PlainDate | None = Field(None, description="วันสุดท้าย ไม่ระบุคือวันเดียว")
    venue_th: ShortWords | None = None
    meeting_id: Id | None = Field(None, description="บันทึกการประชุมที่มีมติ")


class CouncilMeetingChange(BaseModel):
    """What may be changed of a meeting; its year and number stay."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"venue_th": "โรงแรมสองพันบุรี", "reason": "ย้ายสถานที่"}]},
    )

    held_on: PlainDate = OMITTED
    held_until: PlainDate = OMITTED
    venue_th: ShortWords | None = None
    meeting_id: Id | None = None
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class CouncilMeeting(BaseModel):
    """A meeting of councils."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    level: MeetingLevel
    area: AreaBlock | None = Field(description="จังหวัด ว่างคือระดับชาติ")
    year_be: BuddhistYear
    number: Number
    held_on: PlainDate
    held_until: PlainDate
    venue_th: str | None = Field(max_length=200)
    meeting_id: Id | None
    delegates: Tally
    councils: Tally = Field(description="จำนวนสภาที่มีผู้แทน")
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CouncilMeetingPage(BaseModel):
    """A page of meetings of councils."""

    items: list[CouncilMeeting] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilMeetingFilters(AreaQuery):
    """How the list of meetings may be narrowed."""

    level: Annotated[MeetingLevel | None, Field(description="ระดับ")] = None
    year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปี พ.ศ.")] = None
    sort: Annotated[CouncilMeetingSort | None, Field(description="เรียงตามที่ตั้ง หรือล่าสุด")] = None


class CouncilDelegateNew(BaseModel):
    """Somebody stands for a council in a meeting, or is invited as an expert."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [DELEGATE]})

    id: NewId
    council_meeting_id: Id
    kind: DelegateKind
    council_id: Id | None = Field(None, description="สภาที่เป็นผู้แทน ผู้ทรงคุณวุฒิไม่มี")
    person_id: Id | None = Field(None, description="บุคคล ถ้าอยู่ในทะเบียน")


class CouncilDelegateWithdrawalNew(BaseModel):
    """A delegate is withdrawn; another one may take the place."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"withdrawn_on": "2025-05-15"}]}
    )

    id: NewId
    withdrawn_on: PlainDate


class CouncilDelegate(BaseModel):
    """A delegate to a meeting of councils."""

    model_config = ConfigDict(json_schema_extra={"examples": [DELEGATE_SHOWN]})

    id: Id
    council_meeting_id: Id
    kind: DelegateKind
    council_id: Id | None
    person_id: Id | None = Field(description="ว่างเมื่อไม่ทราบหรือลบข้อมูลแล้ว")
    withdrawn_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CouncilDelegatePage(BaseModel):
    """A page of delegates."""

    items: list[CouncilDelegate] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilDelegateFilters(ListQuery):
    """How the list of delegates may be narrowed."""

    meeting: Annotated[Id | None, Field(description="การประชุม")] = None
    council: Annotated[Id | None, Field(description="สภา")] = None
    person: Annotated[Id | None, Field(description="บุคคล")] = None


class CouncilMeetingGap(BaseModel):
    """A province whose councils met less often in a year than they have to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"area": SHOWN["area"], "councils": 1, "meetings": 0},
            ]
        }
    )

    area: AreaBlock
    councils: Tally
    meetings: Tally


class CouncilMeetingGapPage(BaseModel):
    """A page of provinces without their yearly meeting."""

    items: list[CouncilMeetingGap] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilMeetingGapFilters(AreaQuery):
    """Of which year it is asked."""

    year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปี พ.ศ. ไม่ระบุคือปีนี้")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; the year is this one unless told."""
        asked = super().conditions()
        this = bangkok_date(dt.datetime.now(dt.UTC)).year + ERA
        return {**asked, "year_be": {"year_be": self.year_be or this}}
