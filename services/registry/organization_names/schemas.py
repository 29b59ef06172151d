"""What other names of organizations look like."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.field_problems import FIELDS
from shared.text import Name, refusal
from shared.thai_time import PlainDate

EXAMPLE: JsonDict = {"name_th": "ศตจ.", "since": "2003-11-01", "until": "2008-02-09"}
MOST = 20


class Alias(BaseModel):
    """Another name, perhaps only of some years; `until` is the first day without it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    name_th: Name
    since: PlainDate | None = None
    until: PlainDate | None = Field(
        None, description="วันแรกที่ไม่ใช้ชื่อนี้แล้ว · the first day without it"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until <= self.since:
            raise refusal(FIELDS, "end-before-start")
        return self


def _distinct(aliases: list[Alias]) -> list[Alias]:
    if len({alias.name_th for alias in aliases}) != len(aliases):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return aliases


Aliases = Annotated[
    list[Alias],
    Field(max_length=MOST, description="ชื่ออื่น ชื่อเดิม ชื่อย่อ · other, former and short names"),
    AfterValidator(_distinct),
]
