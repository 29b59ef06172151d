"""What signing in looks like."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

SHORT_TOKEN = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTY4MCJ9.c2ln"  # noqa: S105
SHORT_REFRESH = "kr_Zk3vQ9pL2xW7rT5yB8nM4cD6fG1hJ0sAqE2uI9oP3tY"


class Method(StrEnum):
    """How somebody showed who they are."""

    PASSWORD = "PASSWORD"  # noqa: S105 - a name, no secret
    PASSWORD_CODE = "PASSWORD_CODE"  # noqa: S105
    OUTSIDE = "OUTSIDE"
    CLIENT_SECRET = "CLIENT_SECRET"  # noqa: S105
    CLIENT_KEY = "CLIENT_KEY"


METHOD_TH = {
    Method.PASSWORD: "รหัสผ่าน",
    Method.PASSWORD_CODE: "รหัสผ่านและรหัสใช้ครั้งเดียว",
    Method.OUTSIDE: "ผู้ให้บริการยืนยันตัวตนภายนอก",
    Method.CLIENT_SECRET: "รหัสลับของระบบหน่วยงาน",
    Method.CLIENT_KEY: "กุญแจส่วนตัวของระบบหน่วยงาน",
}

SIGN_IN: JsonDict = {
    "login": "somchai.nongsarai",
    "password": "น้ำประปาบ้านเรา ใสทุกวัน",
    "code": "492039",
}
SIGNED_IN: JsonDict = {
    "access_token": SHORT_TOKEN,
    "token_type": "Bearer",
    "expires_in": 900,
    "refresh_token": SHORT_REFRESH,
}
Jwt = Annotated[SecretStr, Field(min_length=1, max_length=16_384)]
_REFRESH = re.compile(r"kr_[A-Za-z0-9_-]{43}")


def _is_refresh(sent: SecretStr) -> SecretStr:
    if not _REFRESH.fullmatch(sent.get_secret_value()):
        raise PydanticCustomError("string_pattern_mismatch", "not a refresh token")
    return sent


Refresh = Annotated[
    SecretStr,
    Field(max_length=100, json_schema_extra={"pattern": f"^{_REFRESH.pattern}$"}),
    AfterValidator(_is_refresh),
]


class SignIn(BaseModel):
    """Who wants in; whether a part is wrong is told, which one never."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SIGN_IN]})

    login: str = Field(min_length=1, max_length=100, description="ชื่อเข้าระบบ · the login")
    password: SecretStr = Field(
        min_length=1, max_length=128, json_schema_extra={"writeOnly": True}
    )
    code: str | None = Field(
        None,
        pattern="^[0-9]{6}$",
        max_length=6,
        description="รหัสหกหลักจากแอปยืนยันตัวตน ถ้าบัญชีเปิดใช้ · six digits, of accounts with a second factor",
    )


class SignedIn(BaseModel):
    """What opens the doors: show `access_token` as Bearer, renew with `refresh_token` at /oauth/token."""

    model_config = ConfigDict(json_schema_extra={"examples": [SIGNED_IN]})

    access_token: str = Field(max_length=16_384)
    token_type: str = Field("Bearer", max_length=20)
    expires_in: int = Field(ge=1, le=86_400, json_schema_extra={"format": "int32"})
    refresh_token: str = Field(
        max_length=100, description="ใช้ได้ครั้งเดียว ได้ใบใหม่ทุกครั้งที่ต่ออายุ · good once"
    )


class SignOut(BaseModel):
    """Which session ends: this refresh token's, or every one of the account without one of its own.

    Access tokens of the account are refused in either case; a session that goes on renews its own.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"refresh_token": SHORT_REFRESH}]}
    )

    refresh_token: Refresh | None = None


class SignedOut(BaseModel):
    """Whether a session ended besides the tokens."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"session_ended": True}]})

    session_ended: bool
