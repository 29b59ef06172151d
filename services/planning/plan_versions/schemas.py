"""What the opening of a new version of a plan looks like."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from services.planning.plans.schemas import ChangeKind
from shared.ids import Id, NewId
from shared.text import Prose


def _distinct(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) != len(ids):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return ids


Ids = Annotated[
    list[Id],
    Field(max_length=2000, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
]


class VersionNew(BaseModel):
    """Why an adopted plan gets a new version, and what is not carried over into its draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "ADD",
                    "reason_th": "เพิ่มโครงการฟื้นฟูแหล่งน้ำหลังน้ำท่วมเดือนกันยายน",
                    "leave_out_item_ids": [],
                    "leave_out_inclusion_ids": [],
                }
            ]
        },
    )

    id: NewId
    kind: ChangeKind = Field(description="เปลี่ยนแปลง เพิ่มเติม หรือแก้ไขทบทวน")
    reason_th: Prose = Field(description="เหตุผลที่ต้องมีฉบับใหม่ · why")
    leave_out_item_ids: Ids = Field(default=[], description="โครงการที่ไม่อยู่ในฉบับใหม่")
    leave_out_inclusion_ids: Ids = Field(
        default=[], description="การรับโครงการจากข้างล่างที่จะพิจารณาใหม่"
    )


class WithdrawalNew(BaseModel):
    """Why the draft of a plan, or of its new version, is given up."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason_th": "ที่ประชุมให้ใช้แผนฉบับเดิมต่อไปจนสิ้นปี"}]},
    )

    id: NewId
    reason_th: Prose = Field(description="เหตุผลที่ถอนร่าง · why")
