"""What the access log looks like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id
from shared.lists import ListQuery
from shared.thai_time import Instant


class Purpose(StrEnum):
    """What personal data is used for; each use needs a legal basis of its own."""

    CONTACT_LEADERS = "CONTACT_LEADERS"
    VERIFY_IDENTITY = "VERIFY_IDENTITY"
    ARRANGE_MEETINGS = "ARRANGE_MEETINGS"
    PAY_SUPPORT = "PAY_SUPPORT"


PURPOSE_TH = {
    Purpose.CONTACT_LEADERS: "ติดต่อแกนนำ",
    Purpose.VERIFY_IDENTITY: "ยืนยันตัวบุคคล",
    Purpose.ARRANGE_MEETINGS: "นัดหมายและเชิญประชุม",
    Purpose.PAY_SUPPORT: "จ่ายเงินสนับสนุน",
}


class Basis(StrEnum):
    """The legal basis of a use (PDPA s.24)."""

    PUBLIC_TASK = "PUBLIC_TASK"
    CONSENT = "CONSENT"
    LEGITIMATE_INTEREST = "LEGITIMATE_INTEREST"
    CONTRACT = "CONTRACT"
    LEGAL_DUTY = "LEGAL_DUTY"


BASIS_TH = {
    Basis.PUBLIC_TASK: "ภารกิจเพื่อประโยชน์สาธารณะ",
    Basis.CONSENT: "ความยินยอม",
    Basis.LEGITIMATE_INTEREST: "ประโยชน์โดยชอบด้วยกฎหมาย",
    Basis.CONTRACT: "สัญญา",
    Basis.LEGAL_DUTY: "หน้าที่ตามกฎหมาย",
}


SHOWN: JsonDict = {
    "number": 17,
    "at": "2026-11-20T03:00:05.120000Z",
    "actor": "01680000-0000-7000-8000-000000000601",
    "purpose": "CONTACT_LEADERS",
    "route": "/v1/people/{id}",
    "persons": ["01680000-0000-7000-8000-000000000701"],
    "address": "203.0.113.7",
    "request_id": "4f1d2c3b4a59687766554433221100ff",
    "revision": 17,
}


class AccessEntry(BaseModel):
    """One request that was given personal data: who, for what, through which route, of whom."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    number: int = Field(ge=1, json_schema_extra={"format": "int64"})
    at: Instant
    actor: str = Field(max_length=200)
    purpose: str = Field(max_length=40)
    route: str = Field(max_length=200)
    persons: list[Id] = Field(max_length=200)
    address: str | None = Field(max_length=60)
    request_id: str = Field(max_length=100)
    revision: int = Field(ge=1, json_schema_extra={"format": "int64"})


class AccessPage(BaseModel):
    """A page of the access log, newest first."""

    items: list[AccessEntry] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AccessFilters(ListQuery):
    """How the access log may be narrowed."""

    person: Annotated[Id | None, Field(description="ข้อมูลของบุคคลนี้")] = None
    actor: Annotated[str | None, Field(max_length=200, description="ผู้เข้าดู")] = None
    since: Annotated[Instant | None, Field(description="ตั้งแต่เวลานี้")] = None
