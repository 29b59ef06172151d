"""What candidates for a duplicate look like."""

import dataclasses
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.organizations.schemas import OrganizationKind, OrganizationStatus
from shared.ids import Id
from shared.places import AreaBlock, AreaCode
from shared.text import Name


class Why(StrEnum):
    """Why somebody may mean this organization."""

    SAME_NAME = "SAME_NAME"
    SAME_ALIAS = "SAME_ALIAS"
    SIMILAR_NAME = "SIMILAR_NAME"
    SAME_AREA = "SAME_AREA"
    SAME_TAMBON = "SAME_TAMBON"
    SAME_DISTRICT = "SAME_DISTRICT"
    SAME_PROVINCE = "SAME_PROVINCE"
    SAME_KIND = "SAME_KIND"


WHY_TH = {
    Why.SAME_NAME: "ชื่อเดียวกัน",
    Why.SAME_ALIAS: "ตรงกับชื่ออื่นขององค์กร",
    Why.SIMILAR_NAME: "ชื่อคล้ายกัน",
    Why.SAME_AREA: "พื้นที่เดียวกัน",
    Why.SAME_TAMBON: "ตำบลเดียวกัน",
    Why.SAME_DISTRICT: "อำเภอเดียวกัน",
    Why.SAME_PROVINCE: "จังหวัดเดียวกัน",
    Why.SAME_KIND: "ประเภทเดียวกัน",
}
CANDIDATE: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000303",
    "name_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "kind": "TAMBON_COUNCIL",
    "status": "ACTIVE",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "score": 70,
    "certain": False,
    "why": ["SAME_NAME", "SAME_PROVINCE"],
    "why_th": "ชื่อเดียวกัน จังหวัดเดียวกัน",
}


class DuplicatesAsked(BaseModel):
    """What is known of the organization that somebody is typing."""

    model_config = ConfigDict(extra="forbid")

    name_th: Annotated[Name, Field(description="ชื่อที่กำลังพิมพ์", examples=["สภาพองค์กรชุมชนหนองสาหร่าย"])]
    area: Annotated[AreaCode | None, Field(description="พื้นที่ขององค์กร")] = None
    kind: Annotated[OrganizationKind | None, Field(description="ประเภทองค์กร")] = None
    limit: Annotated[int, Field(ge=1, le=20, description="จำนวนสูงสุด")] = 10


class Candidate(BaseModel):
    """An organization that it may be."""

    model_config = ConfigDict(json_schema_extra={"examples": [CANDIDATE]})

    id: Id
    name_th: str = Field(max_length=200)
    kind: OrganizationKind
    status: OrganizationStatus
    area: AreaBlock
    score: int = Field(ge=0, le=100, json_schema_extra={"format": "int32"})
    certain: bool = Field(description="จดซ้ำต้องยืนยัน · registering it asks for `confirm_new`")
    why: list[Why] = Field(max_length=10)
    why_th: str = Field(max_length=500)


class Candidates(BaseModel):
    """The likeliest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [CANDIDATE]}]})

    items: list[Candidate] = Field(max_length=20)


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """An organization that is there: its stems begin with that of its name, then come its aliases."""

    id: UUID
    kind: str
    area_code: str
    stems: Sequence[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Scored:
    """How likely it is the one meant, 0 to 100, and why; certain when nobody should register it again."""

    id: UUID
    score: int
    why: tuple[Why, ...]
    certain: bool

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Return the candidate as JSON, `facts` being what its record says."""
        said = " ".join(WHY_TH[why] for why in self.why)
        judged = {"score": self.score, "certain": self.certain, "why": self.why, "why_th": said}
        return {**facts, **judged}
