"""What issues look like."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Name, Prose
from shared.thai_time import Instant

NEW: JsonDict = {
    "code": "SAFE_FOOD",
    "name_th": "อาหารปลอดภัย",
    "name_en": "Safe food",
    "aliases_th": ["เกษตรอินทรีย์"],
    "described_th": "ปลูก แปรรูป และขายอาหารที่ไม่มีสารพิษในตำบล",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000107",
    "code": "WATER",
    "name_th": "น้ำ",
    "name_en": "Water",
    "aliases_th": ["น้ำเพื่อการเกษตร", "แหล่งน้ำ"],
    "described_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}

IssueCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["WATER"])
]


def _distinct(names: list[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return names


class IssueNew(BaseModel):
    """What is needed to define an issue; its code is how everything else names it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: IssueCode
    name_th: Name
    name_en: Name
    aliases_th: Annotated[
        list[Name], Field(max_length=50, description="ชื่ออื่นที่ใช้เรียก"), AfterValidator(_distinct)
    ] = []
    described_th: Prose | None = None


class Issue(BaseModel):
    """An issue as it is defined today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    code: IssueCode
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aliases_th: list[str] = Field(max_length=50)
    described_th: str | None = Field(max_length=5000)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class IssuePage(BaseModel):
    """A page of issues."""

    items: list[Issue] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class IssueFilters(ListQuery):
    """The list of issues is short and in the order of their codes."""
