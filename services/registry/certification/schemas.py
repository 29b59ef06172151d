"""What certifications look like."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock
from shared.privacy import ShortWords, Words
from shared.text import to_ascii_digits
from shared.thai_time import Instant, PastDate, PlainDate


class ActKind(StrEnum):
    """What was done."""

    FIND = "FIND"
    ENDORSE = "ENDORSE"
    CERTIFY = "CERTIFY"
    REFUSE = "REFUSE"
    DEVELOP = "DEVELOP"
    RENEW = "RENEW"
    SUSPEND = "SUSPEND"
    REINSTATE = "REINSTATE"
    REVOKE = "REVOKE"
    END = "END"
    MERGE = "MERGE"


KIND_TH = {
    ActKind.FIND: "ค้นหา",
    ActKind.ENDORSE: "ร่วมรับรอง",
    ActKind.CERTIFY: "ให้การรับรอง",
    ActKind.REFUSE: "ไม่ให้การรับรอง",
    ActKind.DEVELOP: "พัฒนาอย่างต่อเนื่อง",
    ActKind.RENEW: "ต่ออายุ",
    ActKind.SUSPEND: "พักการรับรอง",
    ActKind.REINSTATE: "คืนการรับรอง",
    ActKind.REVOKE: "ถอนการรับรอง",
    ActKind.END: "สิ้นสุดพร้อมองค์กร",
    ActKind.MERGE: "รวมเข้ากับการรับรองอีกรายการ",
}


class Stride(StrEnum):
    """How far it has come: the three strides."""

    FIND = "FIND"
    CERTIFY = "CERTIFY"
    DEVELOP = "DEVELOP"


STRIDE_TH = {
    Stride.FIND: "ค้นหา",
    Stride.CERTIFY: "ให้การรับรอง",
    Stride.DEVELOP: "พัฒนาอย่างต่อเนื่อง",
}


class CertificationState(StrEnum):
    """Where a certification stands on a day."""

    FOUND = "FOUND"
    REFUSED = "REFUSED"
    CERTIFIED = "CERTIFIED"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    ENDED = "ENDED"
    MERGED = "MERGED"


STATE_TH = {
    CertificationState.FOUND: "ค้นหาแล้ว รอการรับรอง",
    CertificationState.REFUSED: "ไม่ให้การรับรอง",
    CertificationState.CERTIFIED: "รับรองแล้ว",
    CertificationState.EXPIRED: "หมดอายุ",
    CertificationState.SUSPENDED: "พักการรับรอง",
    CertificationState.REVOKED: "ถอนการรับรองแล้ว",
    CertificationState.ENDED: "สิ้นสุดเพราะองค์กรเลิกแล้ว",
    CertificationState.MERGED: "รวมเข้ากับการรับรองอีกรายการขององค์กรเดียวกัน",
}


class EndorsingSide(StrEnum):
    """Whose word it is: a certification needs both (S2)."""

    COMMUNITY = "COMMUNITY"
    LOCAL_AGENCY = "LOCAL_AGENCY"


SIDE_TH = {EndorsingSide.COMMUNITY: "ฝ่ายชุมชน", EndorsingSide.LOCAL_AGENCY: "ฝ่ายหน่วยงานท้องถิ่น"}


class CertificationDecision(StrEnum):
    """What was decided about an organization that was found."""

    CERTIFY = "CERTIFY"
    REFUSE = "REFUSE"


DECISION_TH = {
    CertificationDecision.CERTIFY: "ให้การรับรอง",
    CertificationDecision.REFUSE: "ไม่ให้การรับรอง",
}

NUMBER_PATTERN = "^[1-9][0-9]-2[5-6][0-9]{2}-[0-9]{4,6}$"
Number = Annotated[
    str,
    AfterValidator(to_ascii_digits),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 16,
            "pattern": NUMBER_PATTERN,
            "examples": ["72-2569-0001"],
        }
    ),
]
"""A certificate's number, in any digits; whatever has another form is the number of none."""
Sha256 = Annotated[
    str,
    Field(
        pattern="^[0-9a-f]{64}$",
        max_length=64,
        description="sha256 ของเอกสารที่เก็บไว้ · of a stored document",
    ),
]
Note = Annotated[
    Words | None, Field(description="อ้างถึงหลักฐาน อย่าใส่ข้อมูลส่วนบุคคล · on what it rests")
]
ONE_OF_TWO = "ต้องมี evidence_sha256 หรือ note_th · one of evidence_sha256 and note_th is needed"
Evidence = Annotated[Sha256 | None, Field(description=ONE_OF_TWO)]
Ground = Annotated[
    Note, Field(description=f"อ้างถึงหลักฐาน อย่าใส่ข้อมูลส่วนบุคคล · on what it rests; {ONE_OF_TWO}")
]
Reason = Annotated[
    Words, Field(description="เหตุผล เปิดเผยต่อสาธารณะ อย่าใส่ข้อมูลส่วนบุคคล · why; public")
]
Signatory = Annotated[
    ShortWords,
    Field(description="ตำแหน่งผู้ลงนาม ไม่ใช่ชื่อบุคคล · the signatory's post, not a name"),
]
Count = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]
NOTE_SHOWN = "มติประชาคมหมู่บ้าน ครั้งที่ 2/2569"
CERTIFICATION: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000c01",
    "organization": {
        "id": "01680000-0000-7000-8000-000000000301",
        "name_th": "กลุ่มออมทรัพย์ตำบลดงขี้เหล็ก",
    },
    "area": {"code": "250111", "level": "TAMBON", "name_th": "ดงขี้เหล็ก", "name_en": "Dong Khi Lek"},
    "state": "CERTIFIED",
    "stride": "DEVELOP",
    "found_on": "2026-10-05",
    "finder_side": "COMMUNITY",
    "community_endorsements": 1,
    "local_agency_endorsements": 1,
    "number": "25-2570-0001",
    "edition": 1,
    "certified_on": "2026-11-12",
    "expires_on": "2030-11-12",
    "developments": 2,
    "developed_on": "2026-11-20",
    "successor_id": None,
    "revision": 6,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def examples(*shown: JsonDict) -> ConfigDict:
    """Return the configuration of a body with its examples."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(shown)})


class FindNew(BaseModel):
    """The first stride: an organization is found, on a day, by one of the sides."""

    model_config = examples(
        {"found_on": "2026-10-05", "finder_side": "COMMUNITY", "note_th": NOTE_SHOWN}
    )

    id: NewId
    found_on: PastDate
    finder_side: EndorsingSide
    evidence_sha256: Evidence = None
    note_th: Ground = None


class DecisionNew(BaseModel):
    """The second stride: it is certified, or refused for a reason."""

    model_config = examples(
        {
            "decision": "CERTIFY",
            "decided_on": "2026-11-12",
            "post_th": "ผู้อำนวยการสำนักงานภาค",
            "reason": "ครบสองฝ่าย และมีผลงานต่อเนื่องสามปี",
        }
    )

    id: NewId
    decision: CertificationDecision
    decided_on: PastDate
    post_th: Signatory
    evidence_sha256: Sha256 | None = None
    reason: Reason


class DevelopmentNew(BaseModel):
    """The third stride, again and again: what has been developed, on a day."""

    model_config = examples({"done_on": "2026-11-20", "note_th": "อบรมบัญชีและตั้งกองทุนสวัสดิการ"})

    id: NewId
    done_on: PastDate
    note_th: Words = Field(description="พัฒนาเรื่องใด อย่าใส่ข้อมูลส่วนบุคคล · what was developed")
    evidence_sha256: Sha256 | None = None


class NamedOrganization(BaseModel):
    """An organization in short."""

    id: Id
    name_th: str = Field(max_length=200)


class Certification(BaseModel):
    """Where the certification of an organization stands today."""

    model_config = ConfigDict(json_schema_extra={"examples": [CERTIFICATION]})

    id: Id
    organization: NamedOrganization
    area: AreaBlock
    state: CertificationState
    stride: Stride = Field(description="มาถึงจังหวะก้าวใด · how far it has come")
    found_on: PlainDate
    finder_side: EndorsingSide
    community_endorsements: Count
    local_agency_endorsements: Count
    number: Number | None
    edition: Count = Field(description="ฉบับของใบรับรอง เพิ่มเมื่อต่ออายุ · counts renewals from 1")
    certified_on: PlainDate | None
    expires_on: PlainDate | None = Field(
        description="วันแรกที่ไม่มีผลแล้ว · the first day it no longer holds"
    )
    developments: Count
    developed_on: PlainDate | None
    successor_id: Id | None = Field(
        description="การรับรองที่ยังอยู่ เมื่อองค์กรถูกบันทึกซ้ำ · the one that stands, of two records of one organization"
    )
    revision: Revision
    created_at: Instant
    updated_at: Instant


class CertificationPage(BaseModel):
    """A page of certifications."""

    items: list[Certification] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class CertificationSort(StrEnum):
    """Orders of the list: by place, or which expires next."""

    PLACE = "place"
    EXPIRY = "expires_on"


class CertificationFilters(AreaQuery):
    """How the list of certifications may be narrowed."""

    organization: Annotated[Id | None, Field(description="องค์กร")] = None
    state: Annotated[CertificationState | None, Field(description="สถานะวันนี้")] = None
    expires_before: Annotated[
        PlainDate | None, Field(description="หมดอายุก่อนวันที่ · expires before a day")
    ] = None
    sort: Annotated[CertificationSort | None, Field(description="เรียงตามที่ตั้ง หรือวันหมดอายุ")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; each state is a condition of its own."""
        asked = super().conditions()
        if self.state is not None:
            del asked["state"]
            asked[f"state:{self.state}"] = {}
        if self.sort is CertificationSort.EXPIRY:
            asked["expires"] = {}
        return asked
