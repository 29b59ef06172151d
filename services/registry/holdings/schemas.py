"""What holdings look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.money import Baht, Money, Total
from shared.places import AreaCode
from shared.privacy import Words
from shared.thai_time import Instant, PastDate, PlainDate


class HoldingKind(StrEnum):
    """What is held."""

    SAVINGS = "SAVINGS"
    WELFARE = "WELFARE"
    LOAN = "LOAN"
    REVOLVING = "REVOLVING"
    LAND = "LAND"
    BUILDING = "BUILDING"
    EQUIPMENT = "EQUIPMENT"
    FOREST = "FOREST"
    WATER = "WATER"
    OTHER = "OTHER"


HOLDING_KIND_TH = {
    HoldingKind.SAVINGS: "เงินออม",
    HoldingKind.WELFARE: "กองทุนสวัสดิการ",
    HoldingKind.LOAN: "เงินให้กู้ยืม",
    HoldingKind.REVOLVING: "เงินทุนหมุนเวียน",
    HoldingKind.LAND: "ที่ดิน",
    HoldingKind.BUILDING: "อาคาร",
    HoldingKind.EQUIPMENT: "เครื่องมืออุปกรณ์",
    HoldingKind.FOREST: "ป่าชุมชน",
    HoldingKind.WATER: "แหล่งน้ำ",
    HoldingKind.OTHER: "ทุนอื่น",
}


class Measure(StrEnum):
    """What the statement says of it: how much there is, came in so far, or was paid out so far."""

    BALANCE = "BALANCE"
    RECEIVED = "RECEIVED"
    PAID = "PAID"


MEASURE_TH = {
    Measure.BALANCE: "คงเหลือ",
    Measure.RECEIVED: "รับสะสม",
    Measure.PAID: "จ่ายสะสม",
}


class Source(StrEnum):
    """From whom it came."""

    ALL = "ALL"
    MEMBERS = "MEMBERS"
    STATE_MATCH = "STATE_MATCH"
    LAO_MATCH = "LAO_MATCH"
    GRANT = "GRANT"
    EARNINGS = "EARNINGS"
    OTHER = "OTHER"


SOURCE_TH = {
    Source.ALL: "ทุกแหล่งรวมกัน",
    Source.MEMBERS: "สมาชิกสมทบ",
    Source.STATE_MATCH: "รัฐสมทบ",
    Source.LAO_MATCH: "องค์กรปกครองส่วนท้องถิ่นสมทบ",
    Source.GRANT: "เงินอุดหนุน",
    Source.EARNINGS: "ดอกผลและรายได้",
    Source.OTHER: "แหล่งอื่น",
}


class Unit(StrEnum):
    """In what a quantity is counted."""

    RAI = "RAI"
    SQUARE_METRE = "SQUARE_METRE"
    CUBIC_METRE = "CUBIC_METRE"
    PIECE = "PIECE"
    TREE = "TREE"


UNIT_TH = {
    Unit.RAI: "ไร่",
    Unit.SQUARE_METRE: "ตารางเมตร",
    Unit.CUBIC_METRE: "ลูกบาศก์เมตร",
    Unit.PIECE: "หลัง ชิ้น คัน",
    Unit.TREE: "ต้น",
}
_NEW: JsonDict = {
    "organization_id": "01680000-0000-7000-8000-000000000304",
    "kind": "REVOLVING",
    "measure": "BALANCE",
    "source": "MEMBERS",
    "value": {"amount": "48250.75", "currency": "THB"},
    "as_of": "2025-09-30",
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000f01",
    **_NEW,
    "quantity": None,
    "unit": None,
    "note_th": None,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
SUMS: JsonDict = {
    "as_of": "2026-11-20",
    "items": [
        {
            "kind": "REVOLVING",
            "measure": "BALANCE",
            "source": "MEMBERS",
            "value": {"amount": "48250.75", "currency": "THB"},
            "statements": 1,
            "organizations": 1,
        }
    ],
}
# The same rules as money: digits as text, at most two decimals, never a float.
Quantity = Annotated[Baht, Field(examples=["12.50"])]


class HoldingNew(BaseModel):
    """What is needed to state a holding; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    id: NewId
    organization_id: Id
    kind: HoldingKind
    measure: Measure = Measure.BALANCE
    source: Source = Source.ALL
    value: Money | None = None
    quantity: Quantity | None = None
    unit: Unit | None = None
    as_of: PastDate
    note_th: Words | None = None


class HoldingChange(BaseModel):
    """What may be put right in a statement; what is left out stays, null empties."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"value": {"amount": "125000.00", "currency": "THB"}, "reason": "พิมพ์ผิด"}]
        },
    )

    value: Money | None = None
    quantity: Quantity | None = None
    unit: Unit | None = None
    note_th: Words | None = None
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class Holding(BaseModel):
    """A statement of what an organization holds."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    organization_id: Id
    kind: HoldingKind
    measure: Measure
    source: Source
    value: Money | None
    quantity: str | None = Field(max_length=20)
    unit: Unit | None
    as_of: PlainDate
    note_th: str | None = Field(max_length=500)
    revision: Revision
    created_at: Instant
    updated_at: Instant


class HoldingPage(BaseModel):
    """A page of holdings."""

    items: list[Holding] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class HoldingFilters(AreaQuery):
    """How the list of holdings may be narrowed."""

    organization: Annotated[Id | None, Field(description="องค์กร")] = None
    kind: Annotated[HoldingKind | None, Field(description="ประเภททุน")] = None
    measure: Annotated[Measure | None, Field(description="คงเหลือ รับ หรือจ่าย")] = None
    source: Annotated[Source | None, Field(description="แหล่งที่มา")] = None


class HoldingSumsAsked(BaseModel):
    """Whose holdings are added up: one organization's, or those of an area."""

    model_config = ConfigDict(extra="forbid")

    organization: Annotated[Id | None, Field(description="องค์กร")] = None
    area: Annotated[AreaCode | None, Field(description="ทุกองค์กรในพื้นที่ ถ้าไม่ระบุคือทั้งประเทศ")] = None
    as_of: Annotated[PastDate | None, Field(description="ณ วันที่ ถ้าไม่ระบุคือวันนี้")] = None


class HoldingSum(BaseModel):
    """What the newest statements of one kind come to."""

    kind: HoldingKind
    measure: Measure
    source: Source
    value: Total
    statements: int = Field(ge=0, json_schema_extra={"format": "int64"})
    organizations: int = Field(ge=0, json_schema_extra={"format": "int64"})


class HoldingSums(BaseModel):
    """Sums by kind, measure and source; quantities are not added up: their units differ."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMS]})

    as_of: PlainDate
    items: list[HoldingSum] = Field(max_length=300)
