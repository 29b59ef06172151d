"""What follow-up looks like."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.registry.action_items.schemas import OwnerKind
from shared.thai_time import PlainDate

PLACE_PATTERN = "^(TH|NATION|PROVINCE|DISTRICT|TAMBON|[1-9][0-9]([0-9]{2}){0,3}|[RGZE]-[A-Z0-9]+(-[A-Z0-9]+)*)$"
Place = Annotated[
    str,
    Field(
        pattern=PLACE_PATTERN,
        max_length=32,
        description="ระดับ (NATION PROVINCE DISTRICT TAMBON) รหัสพื้นที่ TH ทั้งประเทศ หรือรหัสกลุ่มพื้นที่",
    ),
]


class FollowUpQuery(BaseModel):
    """Of which day follow-up is asked."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[PlainDate | None, Field(description="ณ วันใด ว่างคือวันนี้")] = None


class Tally(BaseModel):
    """How many action items stand how on a day; the overdue ones are among the open ones."""

    open: int = Field(json_schema_extra={"format": "int32"})
    done: int = Field(json_schema_extra={"format": "int32"})
    dropped: int = Field(json_schema_extra={"format": "int32"})
    overdue: int = Field(json_schema_extra={"format": "int32"})


class OwnerTally(Tally):
    """The action items of one owner."""

    owner_kind: OwnerKind
    owner: str = Field(max_length=200)
    name_th: str | None = Field(max_length=200)


class FollowUp(Tally):
    """Follow-up of a level, an area or a region: all, and for each owner, the most overdue first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "place": "72", "as_of": "2026-11-21", "open": 1, "done": 0, "dropped": 0, "overdue": 1,
                    "owners_count": 1,
                    "owners": [{"owner_kind": "ROLE", "owner": "กองเลขานุการ", "name_th": "กองเลขานุการ",
                                "open": 1, "done": 0, "dropped": 0, "overdue": 1}],
                }
            ]
        }
    )  # fmt: skip

    place: Place
    as_of: PlainDate
    owners_count: int = Field(
        description="ผู้รับผิดชอบทั้งหมด แสดงไม่เกิน 200 ราย", json_schema_extra={"format": "int32"}
    )
    owners: list[OwnerTally] = Field(max_length=200)
