"""What councils look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.communities.schemas import NoticeStatus, Sha256, Verdict, distinct
from services.registry.organizations.schemas import SHOWN as ORGANIZATION
from services.registry.organizations.schemas import Count
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, TambonCode
from shared.privacy import ShortWords, Words
from shared.text import Line
from shared.thai_time import BuddhistYear, FiscalYearBeQuery, Instant, PastDate, PlainDate


class AreaKind(StrEnum):
    """Over what a council stands: the Act's tambon may be a municipality or a khet."""

    TAMBON = "TAMBON"
    MUNICIPALITY = "MUNICIPALITY"
    KHET = "KHET"
    PART = "PART"


AREA_KIND_TH = {
    AreaKind.TAMBON: "ทั้งตำบล",
    AreaKind.MUNICIPALITY: "เทศบาล",
    AreaKind.KHET: "เขต (กรุงเทพมหานคร)",
    AreaKind.PART: "ส่วนหนึ่งของตำบล",
}


class CouncilStatus(StrEnum):
    """FORMING until its notice is acknowledged; then what dated facts say."""

    FORMING = "FORMING"
    ACTIVE = "ACTIVE"
    WEAK = "WEAK"
    DISSOLVED = "DISSOLVED"


STATUS_TH = {
    CouncilStatus.FORMING: "กำลังจัดตั้ง",
    CouncilStatus.ACTIVE: "ดำเนินงาน",
    CouncilStatus.WEAK: "อ่อนแอ",
    CouncilStatus.DISSOLVED: "ยุบเลิก",
}


class CouncilSort(StrEnum):
    """Orders of the list: by place, by the end of the term, or newest change first."""

    PLACE = "place"
    TERM = "term_ends_on"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "organization_id": "01680000-0000-7000-8000-000000000b83",
    "area_kind": "TAMBON",
    "tambon_codes": ["710911"],
}
NOTICE: JsonDict = {
    "noticed_on": "2009-08-01",
    "communities_noticed": 40,
    "communities_agreed": 34,
}
ANSWER: JsonDict = {"status": "ACKNOWLEDGED", "answered_on": "2009-08-20", "number": "สพ 31/2552"}
STANDING: JsonDict = {
    "status": "WEAK",
    "since": "2025-01-01",
    "reason_th": "ไม่ได้ประชุมตลอดปี 2567 และไม่มีรายงานประจำปี",
}
SHOWN: JsonDict = {
    "id": ORGANIZATION["id"],
    "name_th": ORGANIZATION["name_th"],
    "area": ORGANIZATION["area"],
    "area_kind": "TAMBON",
    "tambon_codes": ["720602"],
    "status": "ACTIVE",
    "status_since": "2009-08-20",
    "notice_status": "ACKNOWLEDGED",
    "noticed_on": "2009-08-01",
    "acknowledged_on": "2009-08-20",
    "number": "สพ 31/2552",
    "communities_noticed": 40,
    "communities_agreed": 34,
    "term_starts_on": "2023-09-01",
    "term_ends_on": "2027-09-01",
    "village_representatives": 34,
    "community_representatives": 6,
    "experts": 8,
    "reported_years_be": [2567],
    "chair": {
        "membership_id": "01680000-0000-7000-8000-000000000801",
        "person_id": "01680000-0000-7000-8000-000000000701",
        "holder_th": "สมชาย ใจดี",
        "starts_on": "2025-10-01",
        "term_ends_on": None,
    },
    "revision": 5,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
_ONCE: JsonDict = {"uniqueItems": True}
Tambons = Annotated[
    list[TambonCode],
    Field(
        min_length=1,
        max_length=60,
        json_schema_extra=_ONCE,
        description="ตำบลหรือแขวงที่สภาครอบคลุม รวมตำบลที่องค์กรตั้งอยู่",
    ),
    AfterValidator(distinct),
]
Communities = Annotated[
    list[Id],
    Field(max_length=500, json_schema_extra=_ONCE, description="ชุมชนที่จดแจ้งและเห็นพ้อง"),
    AfterValidator(distinct),
]


class CouncilNew(BaseModel):
    """The council side of an organization of kind TAMBON_COUNCIL."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    organization_id: Id
    area_kind: AreaKind
    tambon_codes: Tambons


class CouncilChange(BaseModel):
    """What may be changed of a council's area."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"area_kind": "PART", "reason": "แยกสภาเขตเทศบาล"}]},
    )

    area_kind: AreaKind = OMITTED
    tambon_codes: Tambons = OMITTED
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class CouncilNoticeNew(BaseModel):
    """A council's notice to CODI; counts are for councils whose communities are not in the register."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NOTICE]})

    id: NewId
    noticed_on: PastDate
    community_ids: Communities = []
    communities_noticed: Count | None = Field(None, description="เฉพาะเมื่อไม่ส่งรายชุมชน")
    communities_agreed: Count | None = Field(None, description="เฉพาะเมื่อไม่ส่งรายชุมชน")
    sha256: Sha256 | None = Field(None, description="แบบจดแจ้งสภา")


class CouncilAnswerNew(BaseModel):
    """CODI acknowledges a council's notice under a number, or returns it with the reason."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ANSWER]})

    id: NewId
    status: Verdict
    answered_on: PastDate
    number: ShortWords | None = Field(None, description="เลขที่จดแจ้งสภา")
    reason_th: Words | None = Field(None, description="เหตุผลที่ส่งคืน")


class Standing(StrEnum):
    """What dated facts say of a council."""

    ACTIVE = "ACTIVE"
    WEAK = "WEAK"
    DISSOLVED = "DISSOLVED"


STANDING_TH = {
    Standing.ACTIVE: "ดำเนินงาน",
    Standing.WEAK: "อ่อนแอ",
    Standing.DISSOLVED: "ยุบเลิก",
}


class StandingNew(BaseModel):
    """From a day on a council is active, weak or dissolved, and the facts that say so."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [STANDING]})

    id: NewId
    status: Standing
    since: PastDate
    reason_th: Words


class Chair(BaseModel):
    """Who chairs a council today, and for which term."""

    membership_id: Id
    person_id: Id | None
    holder_th: str = Field(max_length=250)
    starts_on: PlainDate
    term_ends_on: PlainDate | None = Field(description="วันแรกหลังครบวาระ")


class Council(BaseModel):
    """A council as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    name_th: str = Field(max_length=200)
    area: AreaBlock
    area_kind: AreaKind
    tambon_codes: list[str] = Field(max_length=60)
    status: CouncilStatus
    status_since: PlainDate | None
    notice_status: NoticeStatus | None
    noticed_on: PlainDate | None
    acknowledged_on: PlainDate | None
    number: str | None = Field(max_length=100)
    communities_noticed: Count | None
    communities_agreed: Count | None
    term_starts_on: PlainDate | None
    term_ends_on: PlainDate | None
    village_representatives: Count | None
    community_representatives: Count | None
    experts: Count | None
    reported_years_be: list[BuddhistYear] = Field(max_length=200)
    chair: Chair | None = Field(
        description="ประธานสภาวันนี้ ว่างเมื่อยังไม่มีหรือถามถึงอดีต · today's chair; null in answers for `as_of`"
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CouncilPage(BaseModel):
    """A page of councils."""

    items: list[Council] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CouncilFilters(AreaQuery):
    """How the list of councils may be narrowed."""

    status: Annotated[CouncilStatus | None, Field(description="สถานะ")] = None
    area_kind: Annotated[AreaKind | None, Field(description="ลักษณะพื้นที่")] = None
    tambon: Annotated[TambonCode | None, Field(description="สภาที่ครอบคลุมตำบลนี้")] = None
    term_ends_before: Annotated[
        PlainDate | None, Field(description="วาระปัจจุบันสิ้นสุดก่อนวันที่ · whose term is due")
    ] = None
    without_report_of: Annotated[
        FiscalYearBeQuery | None, Field(description="ยังไม่มีรายงานประจำปี พ.ศ. นี้")
    ] = None
    sort: Annotated[CouncilSort | None, Field(description="เรียงตามที่ตั้ง วาระ หรือแก้ล่าสุด")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; second records are left out, by the end of the term all without."""
        asked = {**super().conditions(), "unmerged": {}}
        if self.sort is CouncilSort.TERM:
            asked["has_term"] = {}
        return asked
