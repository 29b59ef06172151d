"""Tokens: verify what a caller shows, sign what our own processes show."""

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from shared import claims
from shared.auth import ANONYMOUS, Subject
from shared.errors import Problem
from shared.ids import new_id
from shared.policies import Role

ISSUER = AUDIENCE = "khabuan"
LEEWAY_SECONDS = 5
LONGEST_SECONDS = 86_400
"""How long a token may live at most; a revocation is remembered as long."""
KEYS_EVERY_SECONDS = 1.0
"""How often the file of public keys is looked at for a rotation."""
SECOND_FACTORS = frozenset({"otp", "pop", "client-secret"})
"""Ways of signing in (`amr`) that are more than a password: a one-time code, a machine's key or secret."""
KEPT_TOKENS = 10_000
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
            if not claims.part_of(head).keys() <= _MEMBERS or not claims.part_of(told):
                raise _refusal("token-invalid")
            header = jwt.decode(token, self._key, algorithms=["ES256"])
            said, kid = header.claims, str(header.header["kid"])
            if header.header.get("typ") != "at+jwt":
                raise _refusal("token-invalid")
            expires, issued = claims.whole(said["exp"]), claims.whole(said["iat"])
            audience = said["aud"]
            if said["iss"] != ISSUER or audience != AUDIENCE or not said["jti"]:
                raise _refusal("token-invalid")
            starts = claims.whole(said.get("nbf", issued))
            grants = tuple(claims.grant_of(g) for g in claims.few(said["grants"]))
            strong = not SECOND_FACTORS.isdisjoint(claims.words(said.get("amr", [])))
            jti = claims.name_of(said["jti"])
            subject = Subject(
                claims.name_of(said["sub"]), grants, strong, jti, issued, claims.person_of(said)
            )
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
        if not claims.within_key(kid, grants):
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
    ways: Sequence[str] = (),
    issued: int | None = None,
    person: str = "",
) -> str:
    """Return a signed access token (ES256, at+jwt) that lives for `minutes`.

    `ways` are the methods by which somebody signed in (`amr`), a password by default, with a one-time code
    when `strong`; `issued` is the second it says it was made, now by default; `person` is whose account it is.
    """
    now = int(time.time()) if issued is None else issued
    said = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "iat": now,
        "exp": now + int(minutes * 60),
        "jti": str(new_id()),
        "amr": list(ways) or (["pwd", "otp"] if strong else ["pwd"]),
        "grants": list(grants),
        **({"person": person} if person else {}),
    }
    header = {"alg": "ES256", "typ": "at+jwt", "kid": key["kid"]}
    return jwt.encode(header, said, ECKey.import_key(key), algorithms=["ES256"])


def service_token(key_file: Path) -> str:
    """Return a fresh token with which this process calls another one's internal routes."""
    key = json.loads(key_file.read_text())
    return sign(key, f"service:{key['kid']}", [{"role": Role.SERVICE.value}])


def _refusal(code: str) -> Problem:
    challenge = 'Bearer realm="khabuan", error="invalid_token"'
    return Problem(code, headers={"WWW-Authenticate": challenge})
