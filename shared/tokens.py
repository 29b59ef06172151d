"""Tokens: verify what a caller shows, sign what our own processes show."""

import base64
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
LONGEST_SECONDS = 86_400
"""How long a token may live at most; a revocation is remembered as long."""
KEYS_EVERY_SECONDS = 1.0
"""How often the file of public keys is looked at for a rotation."""
SECOND_FACTORS = frozenset({"otp", "pop"})
"""Ways of signing in (`amr`) that are more than a password: a one-time code, a private key."""
KEPT_TOKENS = 10_000
LONGEST_NAME = 200
MOST_GRANTS = 200
_MEMBERS = frozenset({"alg", "typ", "kid"})
"""What the header of a token of ours says; anything else could ask for another way of reading it."""


class Verifier:
    """Verifies bearer tokens with the published keys and remembers good ones until they expire."""

    def __init__(self, jwks_file: Path) -> None:
        self._file = jwks_file
        self._seen: tuple[int, int] = (0, 0)
        self._looked = 0.0
        self._keys: dict[str, ECKey] = {}
        self._known: dict[str, tuple[Subject, float]] = {}
        self.revoked: dict[str, int] = {}
        """`subject:ID` or `token:JTI` to the last second whose tokens are refused."""
        self._read_keys()

    def subject(self, authorization: str | None) -> Subject:
        """Return who the Authorization header speaks for; raise 401 for anything but a good token."""
        if authorization is None:
            return ANONYMOUS
        if time.monotonic() - self._looked > KEYS_EVERY_SECONDS:
            self._read_keys()
        known = self._known.get(authorization)
        if not known or known[1] <= time.time():
            scheme, _, token = authorization.partition(" ")
            if scheme.lower() != "bearer" or not token:
                raise _refusal("token-invalid")
            known = self._verify(token)
            if len(self._known) >= KEPT_TOKENS:
                self._known.clear()
            self._known[authorization] = known
        subject = known[0]
        if self.revoked and self._is_revoked(subject):
            raise _refusal("token-revoked")
        return subject

    def _is_revoked(self, subject: Subject) -> bool:
        last = self.revoked.get(f"subject:{subject.id}")
        return (last is not None and subject.issued <= last) or (
            f"token:{subject.token}" in self.revoked
        )

    def _verify(self, token: str) -> tuple[Subject, float]:
        try:
            head, told, _ = token.split(".")
            if not _strict(head).keys() <= _MEMBERS or not _strict(told):
                raise _refusal("token-invalid")
            header = jwt.decode(token, self._key, algorithms=["ES256"])
            claims, kid = header.claims, str(header.header["kid"])
            if header.header.get("typ") != "at+jwt":
                raise _refusal("token-invalid")
            expires, issued = _whole(claims["exp"]), _whole(claims["iat"])
            audience = claims["aud"]
            if claims["iss"] != ISSUER or audience != AUDIENCE or not claims["jti"]:
                raise _refusal("token-invalid")
            starts = _whole(claims.get("nbf", issued))
            grants = tuple(_grant(g) for g in _few(claims["grants"]))
            strong = not SECOND_FACTORS.isdisjoint(_words(claims.get("amr", [])))
            jti = _name(claims["jti"])
            subject = Subject(_name(claims["sub"]), grants, strong, jti, issued)
        except (
            JoseError,
            KeyError,
            IndexError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ):
            raise _refusal("token-invalid") from None
        if expires + LEEWAY_SECONDS <= time.time():
            raise _refusal("token-expired")
        if (
            max(issued, starts) - LEEWAY_SECONDS > time.time()
            or expires - issued > LONGEST_SECONDS
        ):
            raise _refusal("token-invalid")
        if not _within_key(kid, grants):
            raise _refusal("token-invalid")
        return subject, expires + LEEWAY_SECONDS

    def _key(self, signed: Any) -> ECKey:
        kid = signed.headers()["kid"]
        if kid not in self._keys:
            self._read_keys()
        return self._keys[kid]

    def _read_keys(self) -> None:
        """Read the public keys when their file changed; what a former key signed is verified anew."""
        self._looked = time.monotonic()
        try:
            state = self._file.stat()
            seen = (state.st_mtime_ns, state.st_ino)
            if seen == self._seen:
                return
            keys = json.loads(self._file.read_text())["keys"]
            self._keys = {key["kid"]: ECKey.import_key(key) for key in keys}
        except (OSError, ValueError, KeyError, JoseError):
            if not self._keys:
                raise
            return  # being replaced: the keys that are known stay until the file is whole again
        self._seen = seen
        self._known.clear()


def sign(
    key: dict[str, Any],
    subject: str,
    grants: Iterable[dict[str, str]],
    *,
    minutes: float = 15,
    strong: bool = False,
    issued: int | None = None,
) -> str:
    """Return a signed access token (ES256, at+jwt) that lives for `minutes`.

    `strong` says that a second factor was shown; `issued` is the second it says it was made, now by default.
    """
    now = int(time.time()) if issued is None else issued
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "iat": now,
        "exp": now + int(minutes * 60),
        "jti": str(new_id()),
        "amr": ["pwd", "otp"] if strong else ["pwd"],
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


def _strict(part: str) -> dict[str, Any]:
    """Return what a part of a token says: UTF-8, one JSON object, no name twice."""
    raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    told: dict[str, Any] = json.loads(raw.decode(), object_pairs_hook=_once)
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def _few(grants: Any) -> list[dict[str, str]]:
    if not isinstance(grants, list) or len(grants) > MOST_GRANTS:
        raise TypeError
    return grants


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


def _words(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _refusal(code: str) -> Problem:
    challenge = 'Bearer realm="khabuan", error="invalid_token"'
    return Problem(code, headers={"WWW-Authenticate": challenge})
