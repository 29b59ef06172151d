"""What is asked of coverage; its answer is the contract that the gateway reads too."""

import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, WithJsonSchema
from pydantic.config import JsonDict

from shared import places, text
from shared.contracts import registry
from shared.thai_time import PlainDate

NATION = places.NATION
PATTERN = f"^({NATION}|{places.AREA_PATTERN.strip('^$')}|{places.GROUP_PATTERN.strip('^$')})$"
_PLACE = re.compile(PATTERN.strip("^$"))
_EXAMPLE: JsonDict = {
    "code": "18",
    "kind": "PROVINCE",
    "name_th": "ชัยนาท",
    "name_en": "Chai Nat",
    "as_of": "2026-11-20",
    "tambons": 53,
    "assessed_tambons": 36,
    "assessed_percent": 67.9,
    "not_assessed_tambons": 17,
    "below_tambons": 0,
    "by_level": [
        {"level": "CAN_STAND", "name_th": "ลุกยืนได้", "tambons": 20, "percent": 37.7},
        {"level": "STRONG", "name_th": "แข็งแรง", "tambons": 12, "percent": 22.6},
        {"level": "CAN_RUN", "name_th": "วิ่งได้", "tambons": 4, "percent": 7.5},
    ],
    "strong_tambons": 16,
    "strong_percent": 30.2,
    "fiscal_year_be": 2570,
    "target_year_be": 2579,
    "target_alternative_be": 2575,
    "target_source_th": "เวทีสรุปจังหวัดบูรณาการ 22 จังหวัด วันที่ 4-5 กันยายน 2567 (วาระครบรอบ 20 ปี พอช. ใช้ 2575)",
    "years_left": 9,
    "trend": [
        {
            "fiscal_year_be": year,
            "assessed_tambons": 36 if year == 2570 else 0,
            "assessed_percent": 67.9 if year == 2570 else 0.0,
            "strong_tambons": 16 if year == 2570 else 0,
            "strong_percent": 30.2 if year == 2570 else 0.0,
        }
        for year in range(2561, 2571)
    ],
}


def _place(value: str) -> str:
    code = text.to_ascii_digits(value)
    if len(code) <= places.MAX_GROUP_CODE and _PLACE.fullmatch(code):
        return code
    raise text.refusal(places.MESSAGES, "not-an-area-code")


PlaceCode = Annotated[
    str,
    Strict(),
    AfterValidator(_place),
    WithJsonSchema(
        {"type": "string", "minLength": 2, "maxLength": places.MAX_GROUP_CODE, "pattern": PATTERN}
    ),
]
"""A province, district or tambon, a group such as R-SOUTH, or TH for the nation."""


class AsOfDay(BaseModel):
    """Of which day is asked."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[PlainDate | None, Field(description="ณ วันที่ ถ้าไม่บอกคือวันนี้")] = None


class Coverage(registry.StrengthCoverage):
    """The coverage of a place on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})


class Place(NamedTuple):
    """What is counted: code, kind and names."""

    code: str
    kind: str
    name_th: str
    name_en: str | None


class Change(NamedTuple):
    """By how much the number of tambons at a level changed within a fiscal year; no level: below all."""

    fiscal_year_be: int
    level: str | None
    tambons: int


class Target(NamedTuple):
    """The year by which all communities are to be strong, and who says so."""

    year_be: int
    source_th: str
