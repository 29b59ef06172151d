"""What people look like, and for what their data may be asked."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic.config import JsonDict

from services.registry.access_log.schemas import Basis, Purpose
from services.registry.areas.schemas import NameSort
from services.registry.bodies.schemas import SeatPost
from services.registry.council_offices.schemas import PublicCouncilSeat
from services.registry.organizations.schemas import SHOWN as GROUP
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, TambonCode
from shared.privacy import Email, LineId, Phone, PrivateWords, ShortWords, Words
from shared.text import Text
from shared.thai_time import BuddhistYear, Instant, PastDate, PlainDate


class Post(StrEnum):
    """What somebody is in an organization; all but MEMBER are posts of public office."""

    MEMBER = "MEMBER"
    LEADER = "LEADER"
    CHAIR = "CHAIR"
    SECRETARY = "SECRETARY"
    TREASURER = "TREASURER"
    COMMITTEE = "COMMITTEE"


POST_TH = {
    Post.MEMBER: "สมาชิก",
    Post.LEADER: "แกนนำ",
    Post.CHAIR: "ประธาน",
    Post.SECRETARY: "เลขานุการ",
    Post.TREASURER: "เหรัญญิก",
    Post.COMMITTEE: "กรรมการ",
}


class PersonStatus(StrEnum):
    """Whether the record stands for somebody."""

    ACTIVE = "ACTIVE"
    ERASED = "ERASED"
    MERGED = "MERGED"


PERSON_STATUS_TH = {
    PersonStatus.ACTIVE: "ใช้งานอยู่",
    PersonStatus.ERASED: "ผู้นำ (ลบข้อมูลแล้ว)",
    PersonStatus.MERGED: "รวมกับอีกระเบียนแล้ว",
}
_BASIS: JsonDict = {
    "purpose": "CONTACT_LEADERS",
    "basis": "PUBLIC_TASK",
    "source": "แบบรายงานตัวแกนนำ ประชุมสภาองค์กรชุมชน 12 พ.ย. 2569",
    "notice_version": "2569-1",
}
_POST: JsonDict = {"organization_id": GROUP["id"], "post": "CHAIR", "starts_on": "2025-10-01"}
NEW: JsonDict = {
    "area_code": "720602",
    "prefix_th": "นาย",
    "given_name_th": "สมชาย",
    "family_name_th": "ใจดี",
    "phone": "081-234-5678",
    "attested_on": "2026-11-12",
    "legal_bases": [_BASIS],
    "membership": _POST,
}
MASKED: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000701",
    "area": GROUP["area"],
    "posts": [{"organization_id": _POST["organization_id"], "post": "CHAIR"}],
    **{name: [] for name in ("seats", "council_seats")},
    **{name: NEW[name] for name in ("prefix_th", "given_name_th", "family_name_th")},
    "phone": "08x-xxx-5678",
    **dict.fromkeys(("birth_year_be", "work_phone", "email", "line_id", "address_th")),
    **dict.fromkeys(("expertise", "new_generation_on", "merged_into_id")),
    **{name: GROUP[name] for name in ("status", "revision", "created_at", "updated_at")},
    "masked": True,
    "attested_on": "2026-11-12",
}
BASIS_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000751",
    "person_id": MASKED["id"],
    **{name: _BASIS.get(name) for name in ("purpose", "basis", "notice_version", "expires_on")},
    "closed_at": None,
    "revision": 1,
}
Label = Annotated[str, Text(40)]
Expertise = Annotated[
    list[ShortWords],
    Field(max_length=20, description="ความถนัด: รหัสประเด็นงานหรือถ้อยคำ · issues or words"),
]
NewGeneration = Annotated[PastDate, Field(description="วันที่ประกาศเป็นผู้นำรุ่นใหม่ · day of declaration")]
TermYears = Annotated[
    int,
    Strict(),
    Field(ge=1, le=20, json_schema_extra={"format": "int32"}, description="วาระ (ปี)"),
]


class FirstBasis(BaseModel):
    """Why a person's data may be used for a purpose."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_BASIS]})

    id: Id | None = None
    purpose: Purpose
    basis: Basis
    source: Words = Field(description="ได้ข้อมูลมาจากไหน · from whom or what")
    notice_version: Label = Field(description="รุ่นของคำประกาศความเป็นส่วนตัวที่แจ้งแล้ว")
    expires_on: PlainDate | None = Field(None, description="วันแรกที่ใช้ไม่ได้แล้ว")


class LegalBasisNew(FirstBasis):
    """One more legal basis; the client makes the id."""

    id: NewId  # ty: ignore[incompatible-mutable-override]  # nobody sets it later


class LegalBasisShown(BaseModel):
    """A legal basis as those see it who may change the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [BASIS_SHOWN]})

    id: Id
    person_id: Id
    purpose: Purpose
    basis: Basis
    notice_version: str = Field(max_length=40)
    expires_on: PlainDate | None
    closed_at: Instant | None
    revision: Revision


class EndingNew(BaseModel):
    """That data may not be used any more on this basis."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "ถอนยินยอม"}]}
    )

    reason: Words = Field(description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")


class FirstMembership(BaseModel):
    """The post with which somebody is registered."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_POST]})

    id: Id | None = None
    organization_id: Id
    post: Post
    starts_on: PastDate
    ends_on: PastDate | None = Field(None, description="วันแรกที่พ้นตำแหน่ง · for one that is over")
    term_years: TermYears | None = None


class PersonNew(BaseModel):
    """What is needed to register somebody; a card is looked at, its number never written down."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    area_code: TambonCode
    prefix_th: Label | None = None
    given_name_th: ShortWords
    family_name_th: ShortWords
    birth_year_be: BuddhistYear | None = None
    phone: Phone | None = None
    work_phone: Phone | None = Field(
        None, description="ให้คนในองค์กรเดียวกันเห็นได้ · members may see it"
    )
    email: Email | None = None
    line_id: LineId | None = None
    address_th: PrivateWords | None = None
    expertise: Expertise | None = None
    new_generation_on: NewGeneration | None = None
    attested_on: PastDate = Field(description="วันที่ผู้บันทึกเห็นบัตร · when the caller saw the card")
    legal_bases: list[FirstBasis] = Field(min_length=1, max_length=10)
    membership: FirstMembership | None = Field(
        None, description="ตำแหน่งแรก แกนนำบันทึกได้เฉพาะคนขององค์กรตน · a leader must say theirs"
    )


class PersonChange(BaseModel):
    """What may be changed; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"phone": "081-234-5679", "reason": "เปลี่ยนเบอร์"}]},
    )

    area_code: TambonCode = OMITTED
    prefix_th: Label | None = None
    given_name_th: ShortWords = OMITTED
    family_name_th: ShortWords = OMITTED
    birth_year_be: BuddhistYear | None = None
    phone: Phone | None = None
    work_phone: Phone | None = None
    email: Email | None = None
    line_id: LineId | None = None
    address_th: PrivateWords | None = None
    expertise: Expertise | None = None
    new_generation_on: NewGeneration | None = None
    attested_on: PastDate = OMITTED
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข อย่าใส่ข้อมูลส่วนบุคคล · why")


class PublicPost(BaseModel):
    """A post of public office held today."""

    organization_id: Id
    post: Post


class PublicSeat(BaseModel):
    """A seat in a body held today."""

    body_id: Id
    post: SeatPost


class Person(BaseModel):
    """A person; `masked` says that personal fields are hidden as far as they are not public."""

    model_config = ConfigDict(json_schema_extra={"examples": [MASKED]})

    id: Id
    area: AreaBlock
    posts: list[PublicPost] = Field(max_length=100)
    seats: list[PublicSeat] = Field(max_length=100)
    council_seats: list[PublicCouncilSeat] = Field(max_length=100)
    prefix_th: str | None = Field(max_length=40)
    given_name_th: str | None = Field(max_length=100, examples=["ส***"])
    family_name_th: str | None = Field(max_length=100, examples=["จ***"])
    birth_year_be: int | None = Field(json_schema_extra={"format": "int32"})
    phone: str | None = Field(max_length=20, examples=["08x-xxx-5678"])
    work_phone: str | None = Field(max_length=20)
    email: str | None = Field(max_length=254)
    line_id: str | None = Field(max_length=60)
    address_th: str | None = Field(max_length=500)
    expertise: list[str] | None = Field(max_length=20)
    new_generation_on: PlainDate | None
    masked: bool
    attested_on: PlainDate | None
    status: PersonStatus
    merged_into_id: Id | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class PersonPage(BaseModel):
    """A page of people."""

    items: list[Person] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


Asked = Annotated[
    Purpose | None,
    Field(description="ใช้ทำอะไร ทุกครั้งถูกบันทึก ไม่มีฐานทางกฎหมายก็ยังปิดไว้ · for what; no basis: masked"),
]


class PersonQuery(BaseModel):
    """For what a person's data is asked; without a purpose it is masked."""

    model_config = ConfigDict(extra="forbid")
    purpose: Asked = None


class PersonFilters(AreaQuery):
    """How the list of people may be narrowed."""

    organization: Annotated[Id | None, Field(description="มีตำแหน่งในองค์กรนี้")] = None
    post: Annotated[Post | None, Field(description="ตำแหน่ง")] = None
    new_generation: Annotated[bool, Field(description="เฉพาะผู้นำรุ่นใหม่ เท่าที่ผู้ถามเห็นได้")] = False
    purpose: Asked = None
    sort: Annotated[NameSort | None, Field(description="ตามที่ตั้ง หรือชื่อของผู้มีตำแหน่งสาธารณะ")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; organization and post are of one membership."""
        asked = super().conditions()
        if (
            self.sort is NameSort.NAME
        ):  # the order would tell the names of those who are not public
            asked["in_office"] = {}
        if not asked["new_generation"]["new_generation"]:
            del asked["new_generation"]
        if "organization" in asked and "post" in asked:
            asked["organization+post"] = {**asked.pop("organization"), **asked.pop("post")}
        return asked
