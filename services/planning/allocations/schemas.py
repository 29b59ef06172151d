"""What allocations look like."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.places.schemas import NONG_SARAI
from shared.ids import Id
from shared.money import Baht, Money
from shared.places import AreaBlock

BAHT: JsonDict = {"amount": "350000.00", "currency": "THB"}
NEED = "01680000-0000-7000-8000-000000000501"
PART: JsonDict = {
    "plan_item_id": "01680000-0000-7000-8000-000000000512",
    "title_th": "ฝายชะลอน้ำและคลองส่งน้ำเพื่อการเกษตร",
    "area": NONG_SARAI,
    "own_budget": BAHT,
    "amount": BAHT,
    "households": 120,
    "needs": [{"need_id": NEED, "amount": BAHT, "households": 120}],
}
Households = Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]


class NeedPart(BaseModel):
    """What a need gets of what reaches a project that answers it."""

    need_id: Id
    amount: Money
    households: Households


class ItemPart(BaseModel):
    """What stays at a project for its own work; its needs share it equally."""

    plan_item_id: Id
    title_th: str = Field(max_length=500)
    area: AreaBlock
    own_budget: Money
    amount: Money
    households: Households
    needs: list[NeedPart] = Field(max_length=200)


class Allocation(BaseModel):
    """How an amount at an item spreads over the projects below it; the parts add up to it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_item_id": "01680000-0000-7000-8000-000000000512",
                    "budget": BAHT,
                    "amount": BAHT,
                    "households": 120,
                    "items": [PART],
                    "left_off": 0,
                }
            ]
        }
    )

    plan_item_id: Id
    budget: Money
    amount: Money = Field(description="จำนวนที่จัดสรร · what is allocated")
    households: Households
    items: list[ItemPart] = Field(max_length=2000, description="มากที่สุดก่อน · largest first")
    left_off: int = Field(
        ge=0,
        description="โครงการที่ไม่ได้แสดงเพราะเกิน 2000 · how many more there are",
        json_schema_extra={"format": "int32"},
    )


class AllocationQuery(BaseModel):
    """Of what amount; without one of the item's whole budget."""

    model_config = ConfigDict(extra="forbid")

    amount: Annotated[
        Baht | None,
        Field(description="จำนวนเงินที่ได้รับ เช่น 200000.00 ไม่เกินงบของรายการ · ไม่ระบุคือทั้งงบ"),
    ] = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an item below is shown: its title, its place and the needs that it answers."""

    title_th: str
    area: str
    """The block of its place as JSON: of thousands of items only those shown are read."""
    need_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """The item at which the money arrives."""

    id: UUID
    budget: Decimal
    households: int
