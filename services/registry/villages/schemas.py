"""What lists of villages look like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import ProvinceCode, VillageCode
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import Instant

MOST = 5000
_NEW: JsonDict = {
    "province_code": "72",
    "source_th": "ที่ทำการปกครองจังหวัดสุพรรณบุรี",
    "villages": [
        {"code": "72060201", "number": 1, "name_th": "บ้านหนองสาหร่าย"},
        {"code": "72060202", "number": 2, "name_th": "บ้านดอนพุทรา"},
    ],
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000971",
    "province_code": "72",
    "source_th": "ที่ทำการปกครองจังหวัดสุพรรณบุรี",
    "villages": 2,
    "changed": 2,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
}


class Village(BaseModel):
    """A village; its number (หมู่ที่) is the end of its code."""

    model_config = ConfigDict(extra="forbid")

    code: VillageCode
    name_th: Name
    name_en: Name | None = None
    number: (
        Annotated[int, Field(strict=True, ge=1, le=99, json_schema_extra={"format": "int32"})]
        | None
    ) = None


class VillageListNew(BaseModel):
    """Villages of one province; those that are known get the names told here."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    province_code: ProvinceCode
    source_th: Words = Field(description="ที่มาของรายชื่อ · where the list comes from")
    villages: list[Village] = Field(min_length=1, max_length=MOST)


class VillageList(BaseModel):
    """A list that was loaded, and how many villages of it were new or renamed."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    province_code: str = Field(max_length=2)
    source_th: str = Field(max_length=500)
    villages: int = Field(json_schema_extra={"format": "int32"})
    changed: int = Field(json_schema_extra={"format": "int32"})
    revision: Revision
    created_at: Instant


class VillageListPage(BaseModel):
    """A page of lists of villages."""

    items: list[VillageList] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class VillageListFilters(AreaQuery):
    """How the lists may be narrowed: by province."""
