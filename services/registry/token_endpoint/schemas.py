"""What the token endpoint looks like."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.registry.sign_in.schemas import SHORT_REFRESH, SHORT_TOKEN

ID_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id_token"  # noqa: S105 - a name, no secret
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEY: JsonDict = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "kid": "issuer-1f0c9a2b",
    "use": "sig",
    "alg": "ES256",
}
METADATA: JsonDict = {
    "issuer": "https://khabuan.example.go.th",
    "token_endpoint": "https://khabuan.example.go.th/oauth/token",
    "jwks_uri": "https://khabuan.example.go.th/.well-known/jwks.json",
    "response_types_supported": [],
    "grant_types_supported": ["client_credentials", "refresh_token", EXCHANGE],
    "token_endpoint_auth_methods_supported": ["none", "client_secret_basic", "private_key_jwt"],
    "token_endpoint_auth_signing_alg_values_supported": ["ES256", "EdDSA", "Ed25519"],
}
Word = Annotated[str, Field(max_length=500)]


class TokenAnswer(BaseModel):
    """A token as RFC 6749 section 5.1 and RFC 8693 section 2.2.1 write it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"access_token": SHORT_TOKEN, "token_type": "Bearer", "expires_in": 900}]
        }
    )

    access_token: str = Field(max_length=16_384)
    token_type: str = Field("Bearer", max_length=20)
    expires_in: int = Field(ge=1, le=86_400, json_schema_extra={"format": "int32"})
    refresh_token: str = Field("", max_length=100)
    issued_token_type: str = Field("", max_length=100)


class TokenRefusal(BaseModel):
    """Why there is no token, as RFC 6749 section 5.2 writes it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"error": "invalid_grant", "error_description": "The refresh token is not good"}
            ]
        }
    )

    error: str = Field(max_length=40)
    error_description: str = Field(max_length=200)


class PublicKey(BaseModel):
    """A public key (RFC 7517)."""

    kty: str = Field(max_length=10)
    crv: str = Field(max_length=20)
    x: str = Field(max_length=100)
    y: str = Field(max_length=100)
    kid: str = Field(max_length=100)
    use: str = Field(max_length=10)
    alg: str = Field(max_length=10)


class PublicKeys(BaseModel):
    """The keys that tokens of people and agencies are verified with: today's, the next, former ones."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"keys": [KEY]}]})

    keys: list[PublicKey] = Field(max_length=100)


class Metadata(BaseModel):
    """Where and how tokens are had (RFC 8414)."""

    model_config = ConfigDict(json_schema_extra={"examples": [METADATA]})

    issuer: Word
    token_endpoint: Word
    jwks_uri: Word
    response_types_supported: list[Word] = Field(max_length=10)
    grant_types_supported: list[Word] = Field(max_length=10)
    token_endpoint_auth_methods_supported: list[Word] = Field(max_length=10)
    token_endpoint_auth_signing_alg_values_supported: list[Word] = Field(max_length=10)


def _field(**schema: object) -> dict[str, Any]:
    return {"type": "string", "maxLength": 500, **schema}


TOKEN_FORM: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": _field(enum=["client_credentials", "refresh_token", EXCHANGE]),
                    "refresh_token": _field(maxLength=100),
                    "client_id": _field(maxLength=100),
                    "client_assertion_type": _field(enum=[ASSERTION]),
                    "client_assertion": _field(maxLength=16_384),
                    "subject_token_type": _field(enum=[ID_TOKEN_TYPE]),
                    "subject_token": _field(maxLength=16_384),
                },
            },
            "example": {"grant_type": "refresh_token", "refresh_token": SHORT_REFRESH},
        }
    },
}
