"""What issues look like."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared import text
from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.text import Line, Name, Prose
from shared.thai_time import Instant, PlainDate

NEW: JsonDict = {
    "code": "SAFE_FOOD",
    "name_th": "อาหารปลอดภัย",
    "name_en": "Safe food",
    "aliases_th": ["เกษตรอินทรีย์"],
    "described_th": "ปลูก แปรรูป และขายอาหารที่ไม่มีสารพิษในตำบล",
    "parent_code": None,
    "valid_from": None,
    "valid_until": None,
    "succeeds_code": None,
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000107",
    "code": "WATER",
    "name_th": "น้ำ",
    "name_en": "Water",
    "aliases_th": ["น้ำเพื่อการเกษตร", "แหล่งน้ำ"],
    "described_th": None,
    "parent_code": None,
    "valid_from": None,
    "valid_until": None,
    "succeeds_code": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}

PATTERN = r"^[A-Z][A-Z0-9_]{1,39}$"


def _check_code(code: object) -> object:
    """Refuse what is no code, such as an issue's name, and say where the codes are."""
    if isinstance(code, str) and not re.fullmatch(PATTERN, code, re.ASCII):
        raise PydanticCustomError("pattern-mismatch", "Codes: {see}", {"see": "/v1/issues"})
    return code


IssueCode = Annotated[
    str,
    BeforeValidator(_check_code),
    Field(
        pattern=PATTERN,
        max_length=40,
        examples=["WATER"],
        description="รหัสประเด็น ดูที่ /v1/issues · the code of an issue, see /v1/issues",
    ),
]


def _distinct(names: list[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return names


Aliases = Annotated[
    list[Name],
    Field(max_length=50, description="ชื่อหรือรหัสอื่นที่ใช้เรียก"),
    AfterValidator(_distinct),
]


class IssueNew(BaseModel):
    """What is needed to define an issue; its code is how everything else names it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: IssueCode
    name_th: Name
    name_en: Name
    aliases_th: Aliases = []
    described_th: Prose | None = None
    parent_code: IssueCode | None = Field(None, description="ประเด็นแม่")
    valid_from: PlainDate | None = None
    valid_until: PlainDate | None = Field(None, description="วันแรกที่ไม่ใช้แล้ว")
    succeeds_code: IssueCode | None = Field(None, description="ใช้แทนประเด็นเดิม")


class IssueChange(BaseModel):
    """What may be changed of an issue; its code stays for ever."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"aliases_th": ["น้ำเพื่อการเกษตร", "แหล่งน้ำ", "ชลประทานชุมชน"]}]
        },
    )

    name_th: Name = OMITTED
    name_en: Name = OMITTED
    aliases_th: Aliases = OMITTED
    described_th: Prose | None = None
    parent_code: IssueCode | None = None
    valid_from: PlainDate | None = None
    valid_until: PlainDate | None = None
    succeeds_code: IssueCode | None = None
    reason: Line | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Issue(BaseModel):
    """An issue as it is defined today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    code: IssueCode
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aliases_th: list[str] = Field(max_length=50)
    described_th: str | None = Field(max_length=5000)
    parent_code: IssueCode | None
    valid_from: PlainDate | None
    valid_until: PlainDate | None
    succeeds_code: IssueCode | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class IssuePage(BaseModel):
    """A page of issues."""

    items: list[Issue] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class IssueFilters(ListQuery):
    """How the list of issues may be narrowed; it is in the order of their codes."""

    q: Annotated[Name | None, Field(description="ชื่อ ชื่ออื่น หรือรหัส พิมพ์แบบใดก็พบ · any name")] = None
    parent: Annotated[IssueCode | None, Field(description="ประเด็นแม่")] = None
    on: Annotated[PlainDate | None, Field(description="ใช้อยู่ในวันนั้น · in use on a day")] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, the name as a pattern of keys."""
        asked = super().conditions()
        if self.q is not None:
            asked["q"] = {"pattern": f"%{text.like(key_of(self.q))}%"}
        return asked


def key_of(name: str) -> str:
    """Return what a name is found by, however it is spaced and toned."""
    return text.loose_key(name).replace(" ", "")
