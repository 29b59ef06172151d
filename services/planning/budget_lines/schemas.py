"""What budget lines look like; they are told with their plan item."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.ids import Id, NewId
from shared.money import Money
from shared.text import Name


class Source(StrEnum):
    """Whose money a budget line is."""

    COMMUNITY = "COMMUNITY"
    LAO = "LAO"
    AGENCY = "AGENCY"
    PROVINCE = "PROVINCE"
    OTHER = "OTHER"


SOURCE_TH = {
    Source.COMMUNITY: "ชุมชน",
    Source.LAO: "องค์กรปกครองส่วนท้องถิ่น",
    Source.AGENCY: "หน่วยงานภาคี",
    Source.PROVINCE: "จังหวัด",
    Source.OTHER: "แหล่งอื่น",
}
CODI = "01680000-0000-7000-8000-000000000401"
SHOWN: list[JsonDict] = [
    {
        "id": "01680000-0000-7000-8000-000000000517",
        "source": "COMMUNITY",
        "agency_id": None,
        "source_th": "กองทุนสวัสดิการชุมชน",
        "amount": {"amount": "50000.00", "currency": "THB"},
    },
    {
        "id": "01680000-0000-7000-8000-000000000518",
        "source": "AGENCY",
        "agency_id": CODI,
        "source_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
        "amount": {"amount": "100000.00", "currency": "THB"},
    },
    {
        "id": "01680000-0000-7000-8000-000000000519",
        "source": "PROVINCE",
        "agency_id": None,
        "source_th": None,
        "amount": {"amount": "200000.00", "currency": "THB"},
    },
]


class BudgetLineNew(BaseModel):
    """One line of an item's own budget; the client makes its id, and keeps it when the line changes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{k: v for k, v in SHOWN[0].items() if k != "agency_id"}]},
    )

    id: NewId
    source: Source
    agency_id: Id | None = Field(None, description="หน่วยงาน เมื่อแหล่งเงินเป็น AGENCY")
    source_th: Name | None = Field(None, description="ชื่อแหล่งเงิน ต้องมีเมื่อเป็น OTHER")
    amount: Money


class BudgetLine(BaseModel):
    """A line of an item's own budget; the name of an agency is the one it has today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN[0]]})

    id: Id
    source: Source
    agency_id: Id | None
    source_th: str | None = Field(max_length=200)
    amount: Money


def _distinct(lines: list[BudgetLineNew]) -> list[BudgetLineNew]:
    if len({line.id for line in lines}) != len(lines):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return lines


Lines = Annotated[
    list[BudgetLineNew],
    Field(max_length=50, description="แหล่งเงินของงบของแผนนี้เอง รวมแล้วไม่เกินงบนั้น"),
    AfterValidator(_distinct),
]
