"""What somebody sees of themselves."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic.config import JsonDict

from services.registry.access.schemas import SHOWN as ACCOUNT
from services.registry.access.schemas import Account, Password, Secret
from services.registry.grants.schemas import OrganizationBlock
from services.registry.sign_in.schemas import SHORT_TOKEN, Jwt
from shared.ids import Id
from shared.places import AreaBlock
from shared.policies import Reach, Role
from shared.thai_time import Instant, PlainDate


class MeKind(StrEnum):
    """What a token's subject is."""

    ACCOUNT = "ACCOUNT"
    CLIENT = "CLIENT"
    TOKEN = "TOKEN"  # noqa: S105 - a kind of subject


KIND_TH = {
    MeKind.ACCOUNT: "บัญชีผู้ใช้",
    MeKind.CLIENT: "ระบบของหน่วยงาน",
    MeKind.TOKEN: "บัตรผ่านที่ไม่มีบัญชี",
}


class FactorState(StrEnum):
    """Where the second factor stands."""

    NONE = "NONE"
    OFFERED = "OFFERED"
    CONFIRMED = "CONFIRMED"


FACTOR_TH = {
    FactorState.NONE: "ยังไม่มี",
    FactorState.OFFERED: "รอยืนยันรหัสแรก",
    FactorState.CONFIRMED: "ใช้งานแล้ว",
}

GRANT: JsonDict = {
    "role": "TAMBON_STAFF",
    "role_th": "เจ้าหน้าที่สภาองค์กรชุมชนตำบล",
    "area": {
        "code": "720602",
        "level": "TAMBON",
        "name_th": "หนองสาหร่าย",
        "name_en": "Nong Sarai",
    },
    "organization": None,
    "agency_id": None,
    "grant_id": "01680000-0000-7000-8000-000000000611",
    "post": None,
    "starts_on": "2026-10-01",
    "ends_on": "2027-10-01",
}
ME: JsonDict = {
    "subject": "01680000-0000-7000-8000-000000000601",
    "kind": "ACCOUNT",
    "account_id": "01680000-0000-7000-8000-000000000601",
    "login": "somchai.nongsarai",
    "person_id": None,
    "second_factor": "CONFIRMED",
    "signed_in_with_second_factor": True,
    "grants": [GRANT],
}
PERMISSION: JsonDict = {
    "action": "people.contact",
    "allowed": True,
    "where": [
        {
            "role": "TAMBON_STAFF",
            "reach": "AREA",
            "reach_th": "ในพื้นที่ที่รับผิดชอบ",
            "area": "720602",
            "organization_id": None,
            "agency_id": None,
        }
    ],
    "needs_second_factor": False,
    "needs_reason": False,
}
IDENTITY: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000621",
    "issuer": "https://id.example.go.th/realm",
    "linked_at": "2026-11-20T03:00:05.120000Z",
}
URI = "otpauth://totp/Khabuan:somchai.nongsarai?secret=JBSWY3DPEHPK3PXP&issuer=Khabuan"


class MyGrant(BaseModel):
    """A right of today: by a grant, or by a post in an organization while it is held."""

    role: Role
    role_th: str = Field(max_length=60)
    area: AreaBlock | None
    organization: OrganizationBlock | None
    agency_id: str | None = Field(max_length=200)
    grant_id: Id | None = Field(
        description="null เมื่อมาจากตำแหน่งในองค์กร · null when it comes from a post"
    )
    post: str | None = Field(max_length=20, description="ตำแหน่งในองค์กร · the post it comes from")
    starts_on: PlainDate | None
    ends_on: PlainDate | None


class Me(BaseModel):
    """Who asks, as the register knows them."""

    model_config = ConfigDict(json_schema_extra={"examples": [ME]})

    subject: str = Field(max_length=200)
    kind: MeKind
    account_id: Id | None
    login: str | None = Field(max_length=40)
    person_id: Id | None
    second_factor: FactorState
    signed_in_with_second_factor: bool
    grants: list[MyGrant] = Field(max_length=1000)


class Where(BaseModel):
    """How far one of the caller's grants lets them go."""

    role: Role
    reach: Reach
    reach_th: str = Field(max_length=60)
    area: str | None = Field(max_length=8, description="'' คือทั้งประเทศ · the nation")
    organization_id: str | None = Field(max_length=200)
    agency_id: str | None = Field(max_length=200)


class Permission(BaseModel):
    """Whether the caller's token lets them do something, where, and what it needs besides."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERMISSION]})

    action: str = Field(max_length=60)
    allowed: bool = Field(description="ทำได้ที่ใดที่หนึ่ง · somewhere at least, second factor aside")
    where: list[Where] = Field(max_length=1000)
    needs_second_factor: bool = Field(
        description="ต้องเข้าระบบใหม่ด้วยขั้นที่สอง · this token is too weak for it"
    )
    needs_reason: bool = Field(description="ต้องส่งเหตุผล (Change-Reason) · it asks for a reason")


class Permissions(BaseModel):
    """Every action of the policies, as the caller's token stands to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [PERMISSION]}]})

    items: list[Permission] = Field(max_length=500)


class PasswordChange(BaseModel):
    """One's present password, and the next one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"present": "น้ำประปาบ้านเรา ใสทุกวัน", "password": "ฝายใหม่ของหมู่บ้านเรา ปี 2570"}
            ]
        },
    )

    present: Secret
    password: Password


class FactorNew(BaseModel):
    """One's password: a token that was stolen adds no second factor."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"password": "น้ำประปาบ้านเรา ใสทุกวัน"}]}
    )

    password: Secret


class Factor(Account):
    """An account with the secret of its next second factor, for an authenticator; told once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **ACCOUNT,
                    "status": "ACTIVE",
                    "secret": "JBSWY3DPEHPK3PXP",
                    "provisioning_uri": URI,
                }
            ]
        }
    )

    secret: str = Field("", max_length=64)
    provisioning_uri: str = Field("", max_length=300)


class FactorProof(BaseModel):
    """The first code that the authenticator shows."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"code": "492039"}]})

    code: Annotated[SecretStr, Field(min_length=6, max_length=6)]


class Identity(BaseModel):
    """An identity at an outside provider that opens one's account; its name there is told to nobody."""

    model_config = ConfigDict(json_schema_extra={"examples": [IDENTITY]})

    id: Id
    issuer: str = Field(max_length=300, description="ผู้ให้บริการ · the provider")
    linked_at: Instant


class Identities(BaseModel):
    """The outside identities that open one's account."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [IDENTITY]}]})

    items: list[Identity] = Field(max_length=200)


class IdentityNew(BaseModel):
    """The proof that somebody has this name at an outside provider, and their password here."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"id_token": SHORT_TOKEN, "password": "น้ำประปาบ้านเรา ใสทุกวัน"}]
        },
    )

    id_token: Jwt
    password: Secret
