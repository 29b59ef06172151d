"""What memberships look like."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.people.schemas import FirstMembership, Post
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.privacy import Words
from shared.thai_time import PastDate, PlainDate

_NEW: JsonDict = {
    "person_id": "01680000-0000-7000-8000-000000000701",
    "organization_id": "01680000-0000-7000-8000-000000000303",
    "post": "CHAIR",
    "starts_on": "2025-10-01",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000801",
    **_NEW,
    "ends_on": None,
    "term_years": 4,
    "term_ends_on": "2029-10-01",
    "revision": 1,
    "holder_th": "สมชาย ใจดี",
}


class MembershipNew(FirstMembership):
    """What is needed to give somebody a post; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId  # ty: ignore[incompatible-mutable-override]  # nobody sets it later
    person_id: Id


class MembershipEnding(BaseModel):
    """The first day on which somebody no longer holds a post."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ends_on": "2026-11-20", "reason": "ครบวาระ"}]},
    )

    ends_on: PastDate
    reason: Words = Field(description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")


class Membership(BaseModel):
    """A post; who holds or held one of public office is named, a plain member is masked."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    person_id: Id | None = Field(
        description="ว่างเมื่อยังไม่เริ่ม ถอนรายการแล้ว หรือถูกลบข้อมูลแล้ว · null before it begins, withdrawn, erased"
    )
    organization_id: Id
    post: Post
    starts_on: PlainDate
    ends_on: PlainDate | None
    term_years: int | None = Field(json_schema_extra={"format": "int32"})
    term_ends_on: PlainDate | None = Field(
        description="วันแรกหลังครบวาระ · the first day after the term"
    )
    revision: Revision
    holder_th: str = Field(max_length=250)


class MembershipPage(BaseModel):
    """A page of memberships."""

    items: list[Membership] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class MembershipFilters(AreaQuery):
    """How the list of memberships may be narrowed."""

    organization: Annotated[Id | None, Field(description="องค์กร")] = None
    person: Annotated[Id | None, Field(description="บุคคล")] = None
    post: Annotated[Post | None, Field(description="ตำแหน่ง")] = None
    term_ends_before: Annotated[PlainDate | None, Field(description="ครบวาระก่อนวันนี้")] = None
    live: Annotated[bool, Field(description="เฉพาะที่ดำรงตำแหน่งอยู่วันนี้ · held today")] = True

    def order(self) -> str | None:
        """Return the order: by the end of the term where that is asked for, else by place."""
        return "place" if self.term_ends_before is None else "term"

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for; all memberships are those without the filter for live ones."""
        asked = super().conditions()
        del asked["live"]
        return {**asked, "live": {}} if self.live else asked
