"""How the area of a thing looks."""

from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from shared.places import Level

Revision = Annotated[int, Field(ge=1, json_schema_extra={"format": "int64"})]
NONG_SARAI: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}


class AreaBlock(BaseModel):
    """The area of a thing, in short."""

    code: str = Field(max_length=8)
    level: Level
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
