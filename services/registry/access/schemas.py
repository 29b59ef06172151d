"""What accounts look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaCode
from shared.privacy import Words
from shared.thai_time import Instant


class AccountStatus(StrEnum):
    """Whether somebody can sign in with it."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


STATUS_TH = {
    AccountStatus.INVITED: "รอเจ้าของตั้งรหัสผ่าน",
    AccountStatus.ACTIVE: "ใช้งานได้",
    AccountStatus.DISABLED: "ปิดแล้ว",
}


class AccountSort(StrEnum):
    """Orders of the list: by the area that looks after it, or newest first."""

    PLACE = "place"
    NEWEST = "-id"


NEW: JsonDict = {"login": "somchai.nongsarai", "area_code": "720602"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000601",
    "login": "somchai.nongsarai",
    "area_code": "720602",
    "person_id": None,
    "status": "INVITED",
    "has_second_factor": False,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
INVITATION = "K7x0b6m3PqvT2sYwZ1nQfJ4hR8dLcA5eG9uVoXiBtMk"

Login = Annotated[
    str,
    Field(
        min_length=3,
        max_length=40,
        pattern=r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$",
        description="ชื่อเข้าระบบ ตัวพิมพ์เล็ก a-z 0-9 . _ - และไม่ใช่อีเมล · not an e-mail address",
    ),
]
Password = Annotated[
    SecretStr,
    Field(
        min_length=12,
        max_length=128,
        description="อย่างน้อย 12 ตัวอักษร ภาษาใดก็ได้ · any characters, long rather than odd",
        json_schema_extra={"writeOnly": True},
    ),
]
Secret = Annotated[SecretStr, Field(min_length=1, max_length=128)]


class AccountNew(BaseModel):
    """What is needed to invite somebody; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    login: Login
    area_code: AreaCode | None = Field(
        None, description="พื้นที่ที่ดูแลบัญชีนี้ ไม่ส่งคือระดับชาติ · who looks after it; none is the nation"
    )
    person_id: Id | None = Field(None, description="บุคคลในทะเบียนที่เป็นเจ้าของบัญชี")


class Account(BaseModel):
    """An account as those see it who look after it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    login: str = Field(max_length=40)
    area_code: str = Field(max_length=8, description="'' คือระดับชาติ · the nation")
    person_id: Id | None
    status: AccountStatus
    has_second_factor: bool
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AccountInvited(Account):
    """An account with an invitation for its owner; a repeated request is not told it again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**SHOWN, "invitation": INVITATION}]},
    )

    invitation: str = Field(
        "",
        max_length=60,
        description="แสดงครั้งเดียว ใช้ครั้งเดียวใน 7 วัน · shown once, used once, 7 days",
    )


class AccountPage(BaseModel):
    """A page of accounts."""

    items: list[Account] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AccountFilters(AreaQuery):
    """How the list of accounts may be narrowed."""

    status: Annotated[AccountStatus | None, Field(description="สถานะ")] = None
    person_id: Annotated[Id | None, Field(description="บัญชีของบุคคลนี้")] = None
    sort: Annotated[AccountSort | None, Field(description="เรียงตามพื้นที่ หรือใหม่สุดก่อน")] = None


class PasswordNew(BaseModel):
    """The invitation, and the password that its owner chose."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"invitation": INVITATION, "password": "น้ำประปาบ้านเรา ใสทุกวัน"}]
        },
    )

    invitation: Secret
    password: Password


class Because(BaseModel):
    """Why it is done; it is kept in the history."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "ย้ายไปทำงานที่อื่นแล้ว"}]}
    )

    reason: Words = Field(description="เหตุผล · why")
