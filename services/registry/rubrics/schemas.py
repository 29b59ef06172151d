"""What rubrics look like, and the three levels of strength that they lead to."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import Instant

DECLARED = "DECLARED"
"""The code of the rubric without items: who assesses says the level itself."""


class StrengthLevel(StrEnum):
    """The three ordered levels of strength (forum of the integrated provinces, Sep 2567)."""

    CAN_STAND = "CAN_STAND"
    STRONG = "STRONG"
    CAN_RUN = "CAN_RUN"


LEVEL_TH = {
    StrengthLevel.CAN_STAND: "ลุกยืนได้",
    StrengthLevel.STRONG: "แข็งแรง",
    StrengthLevel.CAN_RUN: "วิ่งได้",
}
LEVEL_EN = {
    StrengthLevel.CAN_STAND: "Can stand up",
    StrengthLevel.STRONG: "Strong",
    StrengthLevel.CAN_RUN: "Can run",
}


class RubricSort(StrEnum):
    """Orders of the list: by code and version."""

    CODE = "code"


NEW: JsonDict = {
    "code": "SHORT",
    "version": 2,
    "name_th": "เกณฑ์ชุมชนเข้มแข็งฉบับสั้น",
    "source_th": "แกนนำขอให้สั้น ง่าย กระชับ",
    "frames": [
        {
            "code": "PEOPLE",
            "name_th": "คนและผู้นำ",
            "items": [
                {
                    "code": "P1",
                    "name_th": "มีผู้นำหลายรุ่น",
                    "scale_min": 0,
                    "scale_max": 4,
                    "weight": 2,
                },
                {
                    "code": "P2",
                    "name_th": "ประชุมสม่ำเสมอ",
                    "scale_min": 0,
                    "scale_max": 4,
                    "weight": 1,
                },
            ],
        }
    ],
    "thresholds": {"can_stand": 30, "strong": 60, "can_run": 80},
}
_SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000d01",
    **NEW,
    "version": 1,
    "name_en": None,
    "items_count": 2,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}
RubricCode = Annotated[
    str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$", max_length=40, examples=["CODI_51"])
]
ItemCode = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9_.]{0,19}$", max_length=20)]
Version = Annotated[int, Field(strict=True, ge=1, le=1000, json_schema_extra={"format": "int32"})]
Mark = Annotated[int, Field(strict=True, ge=0, le=100, json_schema_extra={"format": "int32"})]
Percent = Annotated[int, Field(strict=True, ge=0, le=100, json_schema_extra={"format": "int32"})]


class Item(BaseModel):
    """One thing that is looked at, its scale and how much it weighs."""

    model_config = ConfigDict(extra="forbid")

    code: ItemCode
    name_th: Words
    scale_min: Mark = 0
    scale_max: Mark
    weight: Annotated[
        int, Field(strict=True, ge=1, le=1000, json_schema_extra={"format": "int32"})
    ] = 1


class Frame(BaseModel):
    """A frame of items (กรอบ)."""

    model_config = ConfigDict(extra="forbid")

    code: ItemCode
    name_th: Words
    items: list[Item] = Field(min_length=1, max_length=100)


class Thresholds(BaseModel):
    """From how many percent of the weighted scale each level is reached."""

    model_config = ConfigDict(extra="forbid")

    can_stand: Percent
    strong: Percent
    can_run: Percent


class RubricNew(BaseModel):
    """What defines a version of a rubric; a rubric is never changed, a new version follows it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    code: RubricCode = Field(description="รหัสเกณฑ์; DECLARED คือประกาศระดับโดยตรง ไม่มีรายข้อ")
    version: Version
    name_th: Name
    name_en: Name | None = None
    source_th: Words = Field(description="ที่มาของเกณฑ์ · where it comes from")
    frames: list[Frame] = Field(max_length=20)
    thresholds: Thresholds | None = Field(
        None, description="ว่างเฉพาะ DECLARED · null for DECLARED"
    )


class Rubric(BaseModel):
    """A version of a rubric."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    id: Id
    code: RubricCode
    version: Version
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    source_th: str = Field(max_length=500)
    frames: list[Frame] = Field(max_length=20)
    thresholds: Thresholds | None
    items_count: int = Field(ge=0, json_schema_extra={"format": "int32"})
    revision: Revision
    created_at: Instant


class RubricPage(BaseModel):
    """A page of rubrics."""

    items: list[Rubric] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class RubricFilters(ListQuery):
    """How the list of rubrics may be narrowed."""

    code: Annotated[RubricCode | None, Field(description="รหัสเกณฑ์")] = None


def items_of(frames: Any) -> list[dict[str, Any]]:
    """Return the items of all frames as they are stored, in their order."""
    return [item for frame in frames for item in frame["items"]]
