"""Official area codes: province, district, tambon and village as one prefix tree of digits.

A code is its own path (TIS 1099): 72 Suphan Buri, 7206 a district, 720602 a tambon, 72060201 a
village. So "in this province" is a range predicate and a grant is a prefix. What moves over time
(regions, clusters) has group codes, which are no part of the tree.
"""

import enum
import re
from collections.abc import Callable
from typing import Annotated, LiteralString

from pydantic import AfterValidator, BaseModel, Field, Strict, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

from shared import text

MESSAGES: dict[str, tuple[str, str]] = {
    "not-a-province-code": ("รหัสจังหวัดต้องเป็นเลข 2 หลัก", "A province code has 2 digits"),
    "not-a-district-code": ("รหัสอำเภอต้องเป็นเลข 4 หลัก", "A district code has 4 digits"),
    "not-a-tambon-code": ("รหัสตำบลต้องเป็นเลข 6 หลัก", "A tambon code has 6 digits"),
    "not-a-village-code": ("รหัสหมู่บ้านต้องเป็นเลข 8 หลัก", "A village code has 8 digits"),
    "not-an-area-code": (
        "รหัสพื้นที่ต้องเป็นเลข 2, 4, 6 หรือ 8 หลัก",
        "An area code has 2, 4, 6 or 8 digits",
    ),
    "not-a-group-code": (
        "รหัสกลุ่มพื้นที่ต้องขึ้นต้นด้วย R- G- Z- หรือ E- ตามด้วย A-Z และ 0-9 (ไม่เกิน {max} ตัว)",
        "A group code is R-, G-, Z- or E- and then A-Z and 0-9 (at most {max} characters)",
    ),
}

AREA_PATTERN = "^[1-9][0-9]([0-9]{2}){0,3}$"
GROUP_PATTERN = "^[RGZE]-[A-Z0-9]+(-[A-Z0-9]+)*$"
NATION = "TH"
"""How the nation is called where a place is asked for by its code (ISO 3166-1); in the tree it is ''."""
MAX_GROUP_CODE = 32
MAX_AREA_CODE = 8
_AREA = re.compile(AREA_PATTERN.strip("^$"))
_GROUP = re.compile(GROUP_PATTERN.strip("^$"))
# Longer than any code and made of digits: above every code in every collation.
_ABOVE_ALL = "9" * (MAX_AREA_CODE + 1)


class Level(enum.StrEnum):
    """A level of the country, from the whole down to the village."""

    NATION = "NATION"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    TAMBON = "TAMBON"
    VILLAGE = "VILLAGE"


LEVEL_LABELS: dict[Level, str] = {
    Level.NATION: "ประเทศ",
    Level.PROVINCE: "จังหวัด",
    Level.DISTRICT: "อำเภอ/เขต",
    Level.TAMBON: "ตำบล/แขวง",
    Level.VILLAGE: "หมู่บ้าน",
}
_LEVELS = dict(zip((0, 2, 4, 6, 8), Level, strict=True))


def _checked(code: LiteralString, *lengths: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        digits = text.to_ascii_digits(value)
        if len(digits) in lengths and _AREA.fullmatch(digits):
            return digits
        raise text.refusal(MESSAGES, code)

    return check


def _or_nation(value: str) -> str:
    return value if value == NATION else _checked("not-an-area-code", 2, 4, 6, 8)(value)


def _schema(length: int) -> JsonSchemaValue:
    pattern = f"^[1-9][0-9]{{{length - 1}}}$"
    return {"type": "string", "minLength": length, "maxLength": length, "pattern": pattern}


def _group_code(value: str) -> str:
    if len(value) > MAX_GROUP_CODE or not _GROUP.fullmatch(value):
        raise text.refusal(MESSAGES, "not-a-group-code", max=MAX_GROUP_CODE)
    return value


# Thai digits are taken in every code and stored as 0-9; the schemas ask for 0-9.
ProvinceCode = Annotated[
    str, Strict(), AfterValidator(_checked("not-a-province-code", 2)), WithJsonSchema(_schema(2))
]
DistrictCode = Annotated[
    str, Strict(), AfterValidator(_checked("not-a-district-code", 4)), WithJsonSchema(_schema(4))
]
TambonCode = Annotated[
    str, Strict(), AfterValidator(_checked("not-a-tambon-code", 6)), WithJsonSchema(_schema(6))
]
VillageCode = Annotated[
    str, Strict(), AfterValidator(_checked("not-a-village-code", 8)), WithJsonSchema(_schema(8))
]
AreaCode = Annotated[
    str,
    Strict(),
    AfterValidator(_checked("not-an-area-code", 2, 4, 6, 8)),
    WithJsonSchema(
        {"type": "string", "minLength": 2, "maxLength": MAX_AREA_CODE, "pattern": AREA_PATTERN}
    ),
]
AreaOrNation = Annotated[
    str,
    Strict(),
    AfterValidator(_or_nation),
    WithJsonSchema(
        {
            "type": "string",
            "minLength": 2,
            "maxLength": MAX_AREA_CODE,
            "pattern": f"^({NATION}|{AREA_PATTERN.strip('^$')})$",
        }
    ),
]
"""An area code, or TH for the whole country."""
GroupCode = Annotated[
    str,
    Strict(),
    AfterValidator(_group_code),
    WithJsonSchema(
        {"type": "string", "minLength": 3, "maxLength": MAX_GROUP_CODE, "pattern": GROUP_PATTERN}
    ),
]


def level_of(code: str) -> Level:
    """Return the level of an area code; '' is the nation. Raises ValueError for anything else."""
    if code and not _AREA.fullmatch(code):
        message = "not an area code"
        raise ValueError(message)
    return _LEVELS[len(code)]


def province_of(code: str) -> str:
    """Return the province code of an area code. Raises ValueError for '' and for no code."""
    if level_of(code) is Level.NATION:
        message = "the nation lies in no province"
        raise ValueError(message)
    return code[:2]


def path_of(code: str) -> list[str]:
    """Return the codes from the province down to `code` itself; [] for the nation."""
    level_of(code)
    return [code[:length] for length in range(2, len(code) + 1, 2)]


def covers(grant_prefix: str, code: str) -> bool:
    """Say whether a grant for `grant_prefix` reaches `code`; '' reaches everything.

    A malformed prefix reaches nothing, so half a code ("7") never opens ten provinces.
    """
    if not grant_prefix:
        return True
    return bool(_AREA.fullmatch(grant_prefix) and _AREA.fullmatch(code)) and code.startswith(
        grant_prefix
    )


def prefix_range(prefix: str) -> tuple[str, str]:
    """Return (low, high): `code >= low and code < high` finds the codes that `prefix` covers.

    '' finds every area code (group codes are none). Holds in every collation: digits only.
    Raises ValueError for a malformed prefix.
    """
    level_of(prefix)
    return prefix, prefix + _ABOVE_ALL


def within(code: str) -> str:
    """Return the prefix of what lies in a place: its area code, '' for the nation (TH)."""
    return "" if code == NATION else code


class AreaBlock(BaseModel):
    """The area of a thing, in short; a village shows its number and its tambon's name."""

    code: str = Field(max_length=8)
    level: Level
    name_th: str = Field(max_length=220)
    name_en: str | None = Field(max_length=220)
