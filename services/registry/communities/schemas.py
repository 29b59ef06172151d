"""What communities that gave notice look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.registry.organizations.schemas import Count
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode, VillageCode
from shared.privacy import ShortWords, Words
from shared.text import Name
from shared.thai_time import Instant, PastDate, PlainDate


class CommunityKind(StrEnum):
    """The three kinds of communities of the Act."""

    VILLAGE = "VILLAGE"
    TRADITIONAL = "TRADITIONAL"
    OTHER = "OTHER"


KIND_TH = {
    CommunityKind.VILLAGE: "ชุมชนท้องถิ่น (หมู่บ้านเดียว)",
    CommunityKind.TRADITIONAL: "ชุมชนท้องถิ่นดั้งเดิม",
    CommunityKind.OTHER: "ชุมชนอื่น (สมาชิกหลายหมู่บ้าน)",
}


class Receiver(StrEnum):
    """To whom a community gives notice; the last two where there is no village head."""

    VILLAGE_HEAD = "VILLAGE_HEAD"
    KAMNAN = "KAMNAN"
    MUNICIPALITY_HEAD = "MUNICIPALITY_HEAD"
    KHET_HEAD = "KHET_HEAD"


RECEIVER_TH = {
    Receiver.VILLAGE_HEAD: "ผู้ใหญ่บ้าน",
    Receiver.KAMNAN: "กำนัน",
    Receiver.MUNICIPALITY_HEAD: "นายกเทศมนตรี",
    Receiver.KHET_HEAD: "ผู้อำนวยการเขต",
}


class NoticeStatus(StrEnum):
    """NOTICED → ACKNOWLEDGED or RETURNED."""

    NOTICED = "NOTICED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RETURNED = "RETURNED"


NOTICE_STATUS_TH = {
    NoticeStatus.NOTICED: "ยื่นจดแจ้งแล้ว",
    NoticeStatus.ACKNOWLEDGED: "รับจดแจ้งแล้ว",
    NoticeStatus.RETURNED: "ส่งคืน",
}


class Verdict(StrEnum):
    """What the receiver of a notice says to it."""

    ACKNOWLEDGED = "ACKNOWLEDGED"
    RETURNED = "RETURNED"


VERDICT_TH = {Verdict.ACKNOWLEDGED: "รับจดแจ้ง", Verdict.RETURNED: "ส่งคืนพร้อมเหตุผล"}


class Consent(StrEnum):
    """What a community says to setting up a council."""

    AGREED = "AGREED"
    DECLINED = "DECLINED"


CONSENT_TH = {Consent.AGREED: "เห็นพ้องให้ตั้งสภา", Consent.DECLINED: "ไม่เห็นพ้อง"}


class CommunitySort(StrEnum):
    """Orders of the list: by place and Thai name, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NEW: JsonDict = {
    "kind": "OTHER",
    "name_th": "เครือข่ายกลุ่มออมทรัพย์ตำบลหนองสาหร่าย",
    "area_code": "720602",
    "village_codes": ["72060201", "72060204"],
    "members_count": 85,
    "resolved_on": "2009-05-10",
    "noticed_on": "2009-05-20",
    "given_to": "KAMNAN",
    "representative_ids": [
        "01680000-0000-7000-8000-000000000701",
        "01680000-0000-7000-8000-000000000702",
    ],
}
ANSWER: JsonDict = {"status": "ACKNOWLEDGED", "answered_on": "2009-06-01", "number": "12/2552"}
CONSENT: JsonDict = {"consent": "AGREED", "decided_on": "2009-07-15"}
ENDING: JsonDict = {"ended_on": "2024-01-01", "reason_th": "กลุ่มรวมกับชุมชนหมู่ที่ 1"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000b21",
    **{name: value for name, value in NEW.items() if name != "area_code"},
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "organization_id": None,
    "notice_form_sha256": None,
    "data_form_sha256": None,
    "resolution_form_sha256": None,
    "status": "ACKNOWLEDGED",
    "number": "12/2552",
    "answered_on": "2009-06-01",
    "answer_reason_th": None,
    "consent": "AGREED",
    "consent_on": "2009-07-15",
    "council_id": None,
    "ended_on": None,
    "revision": 3,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def distinct(items: list[str]) -> list[str]:
    """Return the list; raise `repeated-item` when something stands in it twice."""
    if len(set(items)) != len(items):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return items


Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64, examples=[_DIGEST])]
"""A stored document by the digest of its bytes."""
_ONCE: JsonDict = {"uniqueItems": True}
Villages = Annotated[
    list[VillageCode],
    Field(max_length=40, json_schema_extra=_ONCE, description="หมู่บ้านของสมาชิก"),
    AfterValidator(distinct),
]
Representatives = Annotated[
    list[Id],
    Field(
        max_length=20,
        json_schema_extra=_ONCE,
        description="ผู้แทนที่ยื่น: ชุมชนละหนึ่ง ชุมชนอื่นสอง ว่างเมื่อไม่ทราบ · person ids, or none when unknown",
    ),
    AfterValidator(distinct),
]


class CommunityNoticeNew(BaseModel):
    """A community gives notice (form จช.01, with จช.02 data and จช.03 resolution)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    kind: CommunityKind
    name_th: Name
    area_code: AreaCode = Field(description="หมู่บ้าน หรือตำบลสำหรับชุมชนอื่นและที่ไม่มีหมู่บ้าน")
    village_codes: Villages = []
    organization_id: Id | None = Field(None, description="องค์กรในทะเบียนที่เป็นชุมชนนี้")
    members_count: Count | None = None
    resolved_on: PastDate = Field(description="วันประชุมมีมติ (จช.03)")
    noticed_on: PastDate = Field(description="วันที่ยื่น (จช.01)")
    given_to: Receiver
    representative_ids: Representatives = []
    notice_form_sha256: Sha256 | None = Field(None, description="แบบ จช.01")
    data_form_sha256: Sha256 | None = Field(None, description="แบบ จช.02")
    resolution_form_sha256: Sha256 | None = Field(None, description="แบบ จช.03")


class NoticeAnswerNew(BaseModel):
    """The receiver acknowledges a notice under a number, or returns it with the reason."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ANSWER]})

    id: NewId
    status: Verdict
    answered_on: PastDate
    number: ShortWords | None = Field(None, description="เลขที่รับจดแจ้ง")
    reason_th: Words | None = Field(None, description="เหตุผลที่ส่งคืน")


class ConsentNew(BaseModel):
    """A community's meeting agrees to set up a council, or declines."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CONSENT]})

    id: NewId
    consent: Consent
    decided_on: PastDate


class CommunityEndingNew(BaseModel):
    """The end of a noticed community."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENDING]})

    id: NewId
    ended_on: PastDate
    reason_th: Words


class CommunityNotice(BaseModel):
    """A community's notice as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: CommunityKind
    name_th: str = Field(max_length=200)
    area: AreaBlock
    village_codes: list[str] = Field(max_length=40)
    organization_id: Id | None
    members_count: Count | None
    resolved_on: PlainDate
    noticed_on: PlainDate
    given_to: Receiver
    representative_ids: list[Id | None] = Field(
        max_length=20, description="null: ลบข้อมูลบุคคลแล้ว · erased"
    )
    notice_form_sha256: Sha256 | None
    data_form_sha256: Sha256 | None
    resolution_form_sha256: Sha256 | None
    status: NoticeStatus
    number: str | None = Field(max_length=100)
    answered_on: PlainDate | None
    answer_reason_th: str | None = Field(max_length=500)
    consent: Consent | None
    consent_on: PlainDate | None
    council_id: Id | None
    ended_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CommunityNoticePage(BaseModel):
    """A page of notices of communities."""

    items: list[CommunityNotice] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CommunityNoticeFilters(AreaQuery):
    """How the list of notices may be narrowed."""

    kind: Annotated[CommunityKind | None, Field(description="ประเภทชุมชน")] = None
    status: Annotated[NoticeStatus | None, Field(description="สถานะการจดแจ้ง")] = None
    consent: Annotated[Consent | None, Field(description="เห็นพ้องให้ตั้งสภาหรือไม่")] = None
    council: Annotated[Id | None, Field(description="ชุมชนที่ร่วมตั้งสภานี้")] = None
    holding: Annotated[PlainDate | None, Field(description="รับจดแจ้งแล้วและยังอยู่ ณ วันที่")] = None
    sort: Annotated[CommunitySort | None, Field(description="เรียงตามที่ตั้งและชื่อ หรือแก้ล่าสุด")] = None
