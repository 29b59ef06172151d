"""What headcounts look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.places import AreaCode


class CountedBy(StrEnum):
    """What the columns are."""

    POST = "post"
    GENERATION = "generation"


COUNTED_BY_TH = {CountedBy.POST: "ตามตำแหน่ง", CountedBy.GENERATION: "ตามรุ่นอายุ"}
GENERATIONS = tuple(str(year) for year in range(2440, 2580, 20))
SHOWN: JsonDict = {
    "area": "7206",
    "by": "post",
    "k": 10,
    "columns": ["LEADER", "CHAIR"],
    "rows": [
        {
            "code": "720602",
            "name_th": "หนองสาหร่าย",
            "cells": [{"count": 24, "suppressed": False}, {"count": None, "suppressed": True}],
            "total": {"count": 33, "suppressed": False},
        }
    ],
    "totals": [{"count": 24, "suppressed": False}, {"count": None, "suppressed": True}],
    "total": {"count": 33, "suppressed": False},
}


class Cell(BaseModel):
    """A count, or that it is too small, or would give away one that is."""

    count: int | None = Field(ge=0, json_schema_extra={"format": "int32"})
    suppressed: bool


class Row(BaseModel):
    """The counts of one area."""

    code: str = Field(max_length=8)
    name_th: str = Field(max_length=200)
    cells: list[Cell] = Field(max_length=50)
    total: Cell


class Headcounts(BaseModel):
    """How many people of each column live in each area below the one asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    area: str = Field(max_length=8)
    by: CountedBy
    k: int = Field(
        json_schema_extra={"format": "int32"}, description="ต่ำกว่านี้ไม่แสดง · below it, none"
    )
    columns: list[str] = Field(max_length=50)
    rows: list[Row] = Field(max_length=200)
    totals: list[Cell] = Field(max_length=50)
    total: Cell


class CountsQuery(BaseModel):
    """What is counted, and where."""

    model_config = ConfigDict(extra="forbid")

    area: Annotated[AreaCode | None, Field(description="จังหวัด อำเภอ หรือตำบล ว่าง = ทั้งประเทศ")] = (
        None
    )
    by: Annotated[CountedBy, Field(description="นับตามอะไร")] = CountedBy.POST
