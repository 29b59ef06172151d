"""What agencies' machines look like."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.conditions import OMITTED
from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.privacy import Words
from shared.text import Name
from shared.thai_time import Instant


class ClientMethod(StrEnum):
    """How a machine proves who it is."""

    SECRET = "SECRET"  # noqa: S105 - the name of a method
    PRIVATE_KEY_JWT = "PRIVATE_KEY_JWT"


METHOD_TH = {
    ClientMethod.SECRET: "รหัสลับ",
    ClientMethod.PRIVATE_KEY_JWT: "ลงนามด้วยกุญแจส่วนตัว",
}


class ClientStatus(StrEnum):
    """Whether it gets tokens."""

    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


STATUS_TH = {ClientStatus.ACTIVE: "ใช้งานได้", ClientStatus.DISABLED: "ปิดแล้ว"}


class ClientSort(StrEnum):
    """Orders of the list: newest first."""

    NEWEST = "-id"


AGENCY = "01680000-0000-7000-8000-000000000402"
KEY: JsonDict = {
    "kty": "EC",
    "crv": "P-256",
    "kid": "codi-2026",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
NEW: JsonDict = {"agency_id": AGENCY, "name_th": "ระบบงบประมาณ พอช.", "method": "SECRET"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000621",
    "agency_id": AGENCY,
    "name_th": "ระบบงบประมาณ พอช.",
    "method": "SECRET",
    "jwks": None,
    "secret_prefix": "khb_5e1f09ab",
    "former_prefix": None,
    "former_until": None,
    "status": "ACTIVE",
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
SECRET = "khb_5e1f09ab_K7x0b6m3PqvT2sYwZ1nQfJ4hR8dLcA5eG9uVoXiBtMk"  # noqa: S105 - an example

Coordinate = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{43}$", max_length=43)]


class PublicKey(BaseModel):
    """A public key (RFC 7517): EC on P-256 for ES256, or OKP on Ed25519 for EdDSA."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [KEY]})

    kty: Literal["EC", "OKP"]
    crv: Literal["P-256", "Ed25519"]
    kid: str = Field(min_length=1, max_length=100, pattern="^[A-Za-z0-9._:-]+$")
    x: Coordinate
    y: Coordinate = OMITTED
    use: Literal["sig"] = OMITTED
    alg: Literal["ES256", "EdDSA"] = OMITTED


class PublicKeys(BaseModel):
    """A JWK set of public keys; several while one takes over from another."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"keys": [KEY]}]})

    keys: list[PublicKey] = Field(min_length=1, max_length=5)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [key.kid for key in self.keys]
        if len(set(names)) != len(names):
            raise PydanticCustomError("repeated-item", "An item is repeated")
        return self


class ClientNew(BaseModel):
    """What is needed to register a machine of an agency; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    agency_id: Id
    name_th: Name
    method: ClientMethod
    jwks: PublicKeys | None = Field(
        None, description="กุญแจสาธารณะ เฉพาะ PRIVATE_KEY_JWT · only with PRIVATE_KEY_JWT"
    )


class ClientChange(BaseModel):
    """What may be changed; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name_th": "ระบบงบประมาณ พอช. (ใหม่)"}]}
    )

    name_th: Name = OMITTED
    jwks: PublicKeys = OMITTED
    reason: Words | None = Field(None, description="เหตุผลของการแก้ไข · why")


class SecretNew(BaseModel):
    """Another secret beside the present one, which lives on for some hours."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"former_hours": 24, "reason": "เปลี่ยนประจำปี"}]},
    )

    former_hours: int = Field(
        24,
        strict=True,
        ge=0,
        le=168,
        description="รหัสเดิมใช้ได้อีกกี่ชั่วโมง · how long the one before still counts",
        json_schema_extra={"format": "int32"},
    )
    reason: Words


class Client(BaseModel):
    """A machine of an agency; its id is the `client_id`."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    agency_id: Id
    name_th: str = Field(max_length=200)
    method: ClientMethod
    jwks: PublicKeys | None
    secret_prefix: str | None = Field(max_length=20, description="ต้นของรหัสลับที่ใช้อยู่")
    former_prefix: str | None = Field(max_length=20)
    former_until: Instant | None
    status: ClientStatus
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ClientTold(Client):
    """A machine with its secret; a repeated request is not told it again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SHOWN, "secret": SECRET}]})

    secret: str = Field("", max_length=80, description="แสดงครั้งเดียว · shown once")


class ClientPage(BaseModel):
    """A page of agencies' machines."""

    items: list[Client] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ClientFilters(ListQuery):
    """How the list of machines may be narrowed."""

    agency_id: Annotated[Id | None, Field(description="ของหน่วยงานนี้")] = None
    status: Annotated[ClientStatus | None, Field(description="สถานะ")] = None
    sort: Annotated[ClientSort | None, Field(description="ใหม่สุดก่อน")] = None
