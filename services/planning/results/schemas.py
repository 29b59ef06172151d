"""What results look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.places.schemas import NONG_SARAI
from services.planning.plan_items.schemas import Number
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Money
from shared.places import AreaBlock
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate

NEW: JsonDict = {
    "reported_on": "2025-09-30",
    "summary_th": "คลองส่งน้ำครบ 1.2 กิโลเมตร ครัวเรือน 120 จาก 120 มีน้ำทำการเกษตร",
    "starts_on": "2025-04-01",
    "ends_on": "2025-10-01",
    "indicator_value_th": "800 ไร่",
    "indicator_value": "800.00",
    "spent": {"amount": "350000.00", "currency": "THB"},
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000561",
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "plan_item_title_th": "ฝายชะลอน้ำและคลองส่งน้ำเพื่อการเกษตร",
    "area": NONG_SARAI,
    "reported_on": "2025-08-29",
    "summary_th": "ฝาย 2 แห่งและคลองส่งน้ำ 800 เมตรเสร็จ ครัวเรือน 92 จาก 120 มีน้ำทำการเกษตรตลอดฤดูแล้ง",
    "starts_on": "2024-11-01",
    "ends_on": "2025-09-01",
    "indicator_value_th": "640 ไร่",
    "indicator_value": "640.00",
    "indicator_unit_th": "ไร่",
    "indicator_target": "800.00",
    "closes": True,
    "spent": {"amount": "300000.00", "currency": "THB"},
    "over_budget_reason_th": None,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class ResultSort(StrEnum):
    """Orders of the list: newest report first, or oldest."""

    NEWEST = "-reported_on"
    OLDEST = "reported_on"


class ResultNew(BaseModel):
    """A report on an item; the item is named by the path."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    reported_on: PastDate
    summary_th: Prose = Field(description="ผลที่เกิดขึ้น")
    starts_on: PlainDate | None = Field(None, description="วันแรกของช่วงที่รายงาน มาคู่กับ ends_on")
    ends_on: PlainDate | None = Field(
        None, description="วันแรกหลังสิ้นสุดช่วง · first day after the period"
    )
    indicator_value_th: Line | None = Field(None, description="ค่าของตัวชี้วัด เป็นข้อความ")
    indicator_value: Number | None = Field(
        None, description="ค่าของตัวชี้วัด ในหน่วยของโครงการ · in the unit of the project's indicator"
    )
    closes: bool = Field(
        True,
        strict=True,
        description="ผลครั้งสุดท้าย เรื่องที่โครงการตอบจบแล้ว; false คือผลตามงวด งานยังดำเนินต่อ ต้องบอกช่วง · "
        "the last result, which ends its needs; false for that of a period, after which the work goes on",
    )
    spent: Money | None = Field(None, description="เงินที่ใช้จ่ายไปจนถึงวันรายงาน")
    over_budget_reason_th: Prose | None = Field(None, description="ต้องมีเมื่อใช้จ่ายเกินงบ")


class Result(BaseModel):
    """A report on an item."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    plan_item_id: Id
    plan_item_title_th: str = Field(max_length=500)
    area: AreaBlock
    reported_on: PlainDate
    summary_th: str = Field(max_length=5000)
    starts_on: PlainDate | None
    ends_on: PlainDate | None
    indicator_value_th: str | None = Field(max_length=500)
    indicator_value: Number | None
    indicator_unit_th: str | None = Field(max_length=200)
    indicator_target: Number | None = Field(description="ค่าที่โครงการตั้งเป้าไว้ · the target")
    closes: bool = Field(description="ผลครั้งสุดท้าย · the last result, not that of a period")
    spent: Money | None
    over_budget_reason_th: str | None = Field(max_length=5000)
    revision: Revision
    created_at: Instant


class ResultPage(BaseModel):
    """A page of results."""

    items: list[Result] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ResultFilters(AreaQuery):
    """How the list of results may be narrowed."""

    plan_item_id: Annotated[Id | None, Field(description="โครงการ")] = None
    sort: Annotated[ResultSort | None, Field(description="ใหม่สุดก่อน หรือเก่าสุดก่อน")] = None
