"""What a local data centre looks like."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id
from shared.places import AreaBlock
from shared.thai_time import Instant, PlainDate


class RecordKind(StrEnum):
    """What sort of record is counted."""

    ORGANIZATION = "ORGANIZATION"
    COMMUNITY = "COMMUNITY"
    COUNCIL = "COUNCIL"
    NETWORK = "NETWORK"
    BODY = "BODY"
    PEOPLE_IN_POSTS = "PEOPLE_IN_POSTS"
    ASSESSMENT = "ASSESSMENT"
    DEMONSTRATION = "DEMONSTRATION"
    MEETING = "MEETING"
    RESOLUTION = "RESOLUTION"
    ACTION_ITEM = "ACTION_ITEM"
    DOCUMENT = "DOCUMENT"


KIND_TH = {
    RecordKind.ORGANIZATION: "องค์กรชุมชน",
    RecordKind.COMMUNITY: "ชุมชนที่จดแจ้ง",
    RecordKind.COUNCIL: "สภาองค์กรชุมชน",
    RecordKind.NETWORK: "เครือข่าย",
    RecordKind.BODY: "คณะกรรมการและคณะทำงาน",
    RecordKind.PEOPLE_IN_POSTS: "ผู้ดำรงตำแหน่งสาธารณะ",
    RecordKind.ASSESSMENT: "ผลประเมินความเข้มแข็ง",
    RecordKind.DEMONSTRATION: "พื้นที่รูปธรรม",
    RecordKind.MEETING: "การประชุมและเวที",
    RecordKind.RESOLUTION: "มติ",
    RecordKind.ACTION_ITEM: "งานที่มอบหมาย",
    RecordKind.DOCUMENT: "เอกสารสาธารณะ",
}


class Verifier(StrEnum):
    """Which side or paper stands behind what is verified; never a name."""

    COMMUNITY = "COMMUNITY"
    LOCAL_AGENCY = "LOCAL_AGENCY"
    JOINT = "JOINT"
    NOTICE_OFFICE = "NOTICE_OFFICE"
    MINUTES = "MINUTES"


VERIFIER_TH = {
    Verifier.COMMUNITY: "ฝ่ายชุมชน",
    Verifier.LOCAL_AGENCY: "ฝ่ายหน่วยงานท้องถิ่น",
    Verifier.JOINT: "ชุมชนและหน่วยงานร่วมกัน",
    Verifier.NOTICE_OFFICE: "ผู้รับจดแจ้ง",
    Verifier.MINUTES: "มีรายงานการประชุมแนบ",
}
_COUNTED: tuple[tuple[str, str | None, int, int | None, list[str]], ...] = (
    ("ORGANIZATION", "OCCUPATION_GROUP", 1, 0, []),
    ("ORGANIZATION", "TAMBON_COUNCIL", 1, 0, []),
    ("COMMUNITY", "ACKNOWLEDGED", 2, 2, ["NOTICE_OFFICE"]),
    ("COUNCIL", "ACTIVE", 1, 1, ["NOTICE_OFFICE"]),
    ("NETWORK", None, 0, None, []),
    ("BODY", None, 0, None, []),
    ("PEOPLE_IN_POSTS", None, 1, None, []),
    ("ASSESSMENT", "STRONG", 1, 1, ["JOINT"]),
    ("DEMONSTRATION", None, 0, None, []),
    ("MEETING", "MEETING", 1, 0, []),
    ("RESOLUTION", None, 1, None, []),
    ("ACTION_ITEM", "OPEN", 1, None, []),
    ("DOCUMENT", "OTHER", 1, None, []),
)
_AT = "2026-11-20T03:00:05.120000Z"
_SHOWN: JsonDict = {
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "requested_code": "720602",
    "superseded": False,
    "as_of": "2026-11-21",
    "stale_after_days": 15,
    "records": [
        {
            "kind": kind,
            "detail": detail,
            "count": count,
            "newest_at": _AT if count else None,
            "age_days": 1 if count else None,
            "stale": False,
            "verified": verified,
            "verified_by": [*by],
            "oldest_unverified_at": _AT if verified is not None and verified < count else None,
        }
        for kind, detail, count, verified, by in _COUNTED
    ],
    "certified_count": 0,
    "certified": [],
}


class Counted(BaseModel):
    """One kind of record here: how many, how old, and what is verified by whom."""

    kind: RecordKind
    detail: str | None = Field(
        max_length=40, description="ประเภทหรือสถานะย่อย · kind or state within"
    )
    count: int = Field(json_schema_extra={"format": "int32"})
    newest_at: Instant | None
    age_days: int | None = Field(
        description="วันนับจากการแก้ไขล่าสุด", json_schema_extra={"format": "int32"}
    )
    stale: bool = Field(description="แก้ไขล่าสุดเก่ากว่า stale_after_days วัน")
    verified: int | None = Field(
        description="จำนวนที่มีผู้รับรอง ว่างเมื่อข้อมูลชนิดนี้ไม่มีการรับรอง · null: nobody verifies this kind",
        json_schema_extra={"format": "int32"},
    )
    verified_by: list[Verifier] = Field(max_length=10)
    oldest_unverified_at: Instant | None


class CertifiedOrganization(BaseModel):
    """An organization whose certification holds today."""

    organization_id: Id
    name_th: str = Field(max_length=200)
    kind: str = Field(max_length=40)
    number: str | None = Field(max_length=16)
    expires_on: PlainDate | None


class Centre(BaseModel):
    """What is known of an area and all below, by kind of record; only what everybody may see."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    area: AreaBlock
    requested_code: str = Field(max_length=8)
    superseded: bool = Field(description="รหัสที่ถามเลิกใช้แล้ว · the code asked for is an old one")
    as_of: PlainDate
    stale_after_days: int = Field(json_schema_extra={"format": "int32"})
    records: list[Counted] = Field(max_length=200)
    certified_count: int = Field(json_schema_extra={"format": "int32"})
    certified: list[CertifiedOrganization] = Field(
        max_length=200, description="องค์กรที่การรับรองมีผลวันนี้ แสดงไม่เกิน 200 ราย"
    )
