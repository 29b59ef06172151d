"""What is answered of shapes: neighbours, and where a point lies."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.places import AreaBlock, AreaCode, Level


class Known(StrEnum):
    """From what something is known: official boundaries, or only the centres of areas."""

    SHAPE = "SHAPE"
    CENTRE = "CENTRE"


KNOWN_TH = {Known.SHAPE: "จากแนวเขตที่นำเข้า", Known.CENTRE: "จากจุดกลาง ไม่ใช่แนวเขต"}

_BLOCK: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
_AROUND = (
    ("720805", "บ้านสระ", "Ban Sa", 5.2),
    ("720601", "ดอนเจดีย์", "Don Chedi", 7.0),
    ("720507", "วังหว้า", "Wang Wa", 9.1),
    ("720603", "ไร่รถ", "Rai Rot", 9.7),
    ("720804", "หนองผักนาก", "Nong Phak Nak", 9.8),
    ("721002", "หนองราชวัตร", "Nong Ratchawat", 10.2),
    ("720502", "บ้านกร่าง", "Ban Krang", 10.7),
    ("720801", "ย่านยาว", "Yan Yao", 11.7),
)
NEIGHBOURS: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "neighbours": [
        {
            "code": code,
            "level": "TAMBON",
            "name_th": name_th,
            "name_en": name_en,
            "known_by": "CENTRE",
            "distance_km": distance,
        }
        for code, name_th, name_en, distance in _AROUND
    ],
}
FOUND: JsonDict = {
    "lat": 14.67,
    "lon": 100.01,
    "area": _BLOCK,
    "known_by": "CENTRE",
    "distance_km": 0.2,
    "within": [],
}


class Neighbour(AreaBlock):
    """An area beside another; 0 km where their boundaries touch, else between the centres."""

    known_by: Known
    distance_km: float = Field(ge=0, description="ระยะทางเป็นกิโลเมตร")


class Neighbours(BaseModel):
    """The areas beside one, nearest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEIGHBOURS]})

    code: str = Field(max_length=8)
    level: Level
    neighbours: list[Neighbour] = Field(max_length=200)


class FoundArea(BaseModel):
    """Where a point lies. By CENTRE it is the nearest tambon's centre, which need not be the tambon itself."""

    model_config = ConfigDict(json_schema_extra={"examples": [FOUND]})

    lat: float
    lon: float
    area: AreaBlock
    known_by: Known
    distance_km: float = Field(ge=0, description="0 เมื่ออยู่ในแนวเขต · 0 inside a shape")
    within: list[AreaBlock] = Field(
        max_length=20, description="พื้นที่ที่แนวเขตคลุมจุดนี้ · areas whose loaded shapes hold the point"
    )


class Point(BaseModel):
    """A point of the country, WGS 84."""

    model_config = ConfigDict(extra="forbid")

    lat: Annotated[float, Field(ge=5, le=21, allow_inf_nan=False, description="ละติจูด WGS84")]
    lon: Annotated[float, Field(ge=97, le=106, allow_inf_nan=False, description="ลองจิจูด WGS84")]


class ShapeNew(BaseModel):
    """The shape of an area from an official file."""

    area_code: AreaCode
    geometry: dict[str, Any]
