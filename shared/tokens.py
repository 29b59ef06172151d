"""Tokens: verify what a caller shows, sign what our own processes show."""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from shared.auth import ANONYMOUS, Grant, Subject
from shared.errors import Problem
from shared.ids import new_id
from shared.policies import Role

ISSUER = AUDIENCE = "khabuan"
LEEWAY_SECONDS = 5
KEPT_TOKENS = 10_000
LONGEST_NAME = 200


class Verifier:
    """Verifies bearer tokens with the published keys and remembers good ones until they expire."""

    def __init__(self, jwks_file: Path) -> None:
        keys = json.loads(jwks_file.read_text())["keys"]
        self._keys = {key["kid"]: ECKey.import_key(key) for key in keys}
        self._known: dict[str, tuple[Subject, float]] = {}

    def subject(self, authorization: str | None) -> Subject:
        """Return who the Authorization header speaks for; raise 401 for anything but a good token."""
        if authorization is None:
            return ANONYMOUS
        known = self._known.get(authorization)
        if known and known[1] > time.time():
            return known[0]
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _refusal("token-invalid")
        subject, expires = self._verify(token)
        if len(self._known) >= KEPT_TOKENS:
            self._known.clear()
        self._known[authorization] = (subject, expires)
        return subject

    def _verify(self, token: str) -> tuple[Subject, float]:
        try:
            header = jwt.decode(token, self._key, algorithms=["ES256"])
            claims, kid = header.claims, str(header.header["kid"])
            if header.header.get("typ") != "at+jwt":
                raise _refusal("token-invalid")
            expires = _whole(claims["exp"]) + LEEWAY_SECONDS
            issued = _whole(claims["iat"]) - LEEWAY_SECONDS
            audience = claims["aud"]
            if claims["iss"] != ISSUER or audience != AUDIENCE or not claims["jti"]:
                raise _refusal("token-invalid")
            grants = tuple(_grant(g) for g in claims["grants"])
            subject = Subject(_name(claims["sub"]), grants)
        except (JoseError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
            raise _refusal("token-invalid") from None
        if expires <= time.time():
            raise _refusal("token-expired")
        if issued > time.time() or not _within_key(kid, grants):
            raise _refusal("token-invalid")
        return subject, expires

    def _key(self, signed: Any) -> ECKey:
        return self._keys[signed.headers()["kid"]]


def sign(
    key: dict[str, Any], subject: str, grants: Iterable[dict[str, str]], *, minutes: float = 15
) -> str:
    """Return a signed access token (ES256, at+jwt) that lives for `minutes`."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "iat": now,
        "exp": now + int(minutes * 60),
        "jti": str(new_id()),
        "grants": list(grants),
    }
    header = {"alg": "ES256", "typ": "at+jwt", "kid": key["kid"]}
    return jwt.encode(header, claims, ECKey.import_key(key), algorithms=["ES256"])


def service_token(key_file: Path) -> str:
    """Return a fresh token with which this process calls another one's internal routes."""
    key = json.loads(key_file.read_text())
    return sign(key, f"service:{key['kid']}", [{"role": Role.SERVICE.value}])


def _grant(claim: dict[str, str]) -> Grant:
    if not all(isinstance(value, str) for value in claim.values()):
        raise TypeError
    grant = Grant(
        Role(claim["role"]), claim.get("area"), claim.get("organization"), claim.get("agency")
    )
    if grant.area and not (grant.area.isascii() and grant.area.isdigit()):
        raise ValueError
    return grant


def _within_key(kid: str, grants: tuple[Grant, ...]) -> bool:
    """Hold a service's key to service tokens and the issuer's keys to people and agencies."""
    issued = kid.startswith("issuer-")
    return bool(grants) and all((grant.role is Role.SERVICE) is not issued for grant in grants)


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= LONGEST_NAME:
        raise TypeError
    if value == ANONYMOUS.id:
        raise ValueError
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _refusal(code: str) -> Problem:
    challenge = 'Bearer realm="khabuan", error="invalid_token"'
    return Problem(code, headers={"WWW-Authenticate": challenge})
