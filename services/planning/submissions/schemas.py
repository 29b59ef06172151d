"""What submissions look like."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.planning.places.schemas import NONG_SARAI
from services.planning.plans.schemas import PlanLevel
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaCode, GroupCode
from shared.text import Prose
from shared.thai_time import FiscalYearBe, FiscalYearBeQuery, Instant, PastDate, PlainDate


class SubmissionStatus(StrEnum):
    """What the level above has done with it."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    RECEIVED = "RECEIVED"


STATUS_TH = {
    SubmissionStatus.SUBMITTED: "ส่งแล้ว รอพิจารณา",
    SubmissionStatus.RETURNED: "ส่งคืนพร้อมเหตุผล",
    SubmissionStatus.RECEIVED: "รับไว้แล้ว",
}
ITEM: JsonDict = {
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "reason_th": "ยังไม่มีแบบแปลนฝาย ขอให้แนบแบบก่อน",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-0000000005e1",
    "plan_id": "01680000-0000-7000-8000-000000000511",
    "plan_version": 1,
    "area": NONG_SARAI,
    "fiscal_year_be": 2568,
    "to_level": "DISTRICT",
    "to_area_code": "7206",
    "to_group_code": None,
    "submitted_on": "2024-08-22",
    "note_th": "ส่งแผนตำบลเพื่อบูรณาการระดับอำเภอ",
    "status": "RECEIVED",
    "decided_on": "2024-08-28",
    "reason_th": None,
    "item_reasons": [],
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


class SubmissionNew(BaseModel):
    """To which level an adopted plan is handed; the plan is named by the path."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"to_level": "DISTRICT", "submitted_on": "2024-08-22", "note_th": "ส่งแผนตำบล"}
            ]
        },
    )

    id: NewId
    to_level: PlanLevel
    to_group_code: GroupCode | None = Field(
        None, description="โซน กลุ่มจังหวัด หรือภาคที่ส่งถึง เมื่อส่งถึงระดับนั้น"
    )
    submitted_on: PastDate
    note_th: Prose | None = None


class ItemReason(BaseModel):
    """Why an item is returned."""

    model_config = ConfigDict(extra="forbid")

    plan_item_id: Id
    reason_th: Prose


def _each_once(items: list[ItemReason]) -> list[ItemReason]:
    if len({each.plan_item_id for each in items}) != len(items):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return items


class ReturnNew(BaseModel):
    """The return of a plan, with reasons for the whole and for single items."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "decided_on": "2024-08-28",
                    "reason_th": "ขอให้ปรับหนึ่งโครงการ",
                    "item_reasons": [ITEM],
                }
            ]
        },
    )

    id: NewId
    decided_on: PastDate
    reason_th: Prose = Field(description="เหตุผลที่ส่งคืน")
    item_reasons: Annotated[list[ItemReason], AfterValidator(_each_once)] = Field(
        default=[], max_length=2000, description="เหตุผลรายโครงการ"
    )

    def reasons(self) -> list[dict[str, str]]:
        """Return the reasons of the items as they are stored."""
        return [
            {"plan_item_id": str(e.plan_item_id), "reason_th": e.reason_th}
            for e in self.item_reasons
        ]

    def items(self) -> list[UUID]:
        """Return the items that are returned."""
        return [each.plan_item_id for each in self.item_reasons]


class ReceiptNew(BaseModel):
    """The receipt of a plan for the plan above."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"decided_on": "2024-08-28"}]}
    )

    id: NewId
    decided_on: PastDate
    reason_th: Prose | None = None


class Submission(BaseModel):
    """A version of a plan as it was handed to a level above, and what became of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_id: Id
    plan_version: int = Field(ge=1, json_schema_extra={"format": "int32"})
    area: AreaBlock
    fiscal_year_be: FiscalYearBe
    to_level: PlanLevel
    to_area_code: str = Field(max_length=8, description="ว่างเมื่อส่งถึงระดับเหนือจังหวัด")
    to_group_code: str | None = Field(max_length=40)
    submitted_on: PlainDate
    note_th: str | None = Field(max_length=5000)
    status: SubmissionStatus
    decided_on: PlainDate | None
    reason_th: str | None = Field(max_length=5000)
    item_reasons: list[ItemReason] = Field(max_length=2000)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class SubmissionPage(BaseModel):
    """A page of submissions."""

    items: list[Submission] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class SubmissionFilters(AreaQuery):
    """How the list of submissions may be narrowed."""

    plan_id: Annotated[Id | None, Field(description="แผน")] = None
    status: Annotated[SubmissionStatus | None, Field(description="สถานะ")] = None
    to_area: Annotated[AreaCode | None, Field(description="อำเภอหรือจังหวัดที่ส่งถึง")] = None
    to_level: Annotated[PlanLevel | None, Field(description="ระดับที่ส่งถึง")] = None
    fiscal_year_be: Annotated[FiscalYearBeQuery | None, Field(description="ปีงบประมาณ")] = None
