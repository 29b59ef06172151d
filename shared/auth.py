"""Tokens and rights: who is asking, and may they do this here (`views.scoped` says what they see)."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from shared import refusals
from shared.errors import Problem
from shared.ids import new_id
from shared.policies import POLICIES, Reach, Role

ISSUER = AUDIENCE = "khabuan"
LEEWAY_SECONDS = 5
KEPT_TOKENS = 10_000
TAMBON_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Grant:
    """One role with its reach: an area prefix ('' is the nation), an organization or an agency."""

    role: Role
    area: str | None = None
    organization: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever asks; anonymous people are a subject too."""

    id: str
    grants: tuple[Grant, ...]

    @property
    def areas(self) -> list[str]:
        """Return the area prefixes whose drafts this subject may see."""
        if any(grant.role in SEES_ALL for grant in self.grants):
            return [""]
        drafts = (grant.area for grant in self.grants if grant.role in SEES_DRAFTS)
        return [area for area in drafts if area is not None]


SEES_ALL = frozenset({Role.NATIONAL_ADMIN, Role.AUDITOR, Role.SERVICE})
SEES_DRAFTS = frozenset(
    {Role.LEADER, Role.TAMBON_STAFF, Role.PROVINCE_WORKING_GROUP, Role.REGION_OFFICE}
)
ANONYMOUS = Subject("anonymous", (Grant(Role.PUBLIC),))


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
            subject = Subject(str(claims["sub"])[:200], grants)
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


def holds(subject: Subject, action: str) -> bool:
    """Say whether any grant could allow the action somewhere (asked before the body is read)."""
    policy = POLICIES[action]
    return any(grant.role in policy for grant in subject.grants) or Role.PUBLIC in policy


def allowed(
    subject: Subject,
    action: str,
    *,
    area: str | None = None,
    organization: object = None,
    agency: object = None,
) -> bool:
    """Say whether the subject may do `action` to an object of this area, organization or agency."""
    policy = POLICIES[action]
    return any(
        _reaches(policy.get(grant.role), grant, area, organization, agency)
        for grant in (*subject.grants, *ANONYMOUS.grants)
    )


def require(
    subject: Subject,
    action: str,
    *,
    area: str | None = None,
    organization: object = None,
    agency: object = None,
) -> None:
    """Raise 401 or 403 unless the subject may do `action` to this object."""
    if allowed(subject, action, area=area, organization=organization, agency=agency):
        return
    if subject is ANONYMOUS:
        raise Problem("unauthenticated")
    if not holds(subject, action):
        raise refusals.unfit(action)
    raise refusals.outside(action, [(grant.role, grant.area) for grant in subject.grants], area)


def _reaches(
    reach: Reach | None, grant: Grant, area: str | None, organization: object, agency: object
) -> bool:
    within = area is not None and grant.area is not None and area.startswith(grant.area)
    reached = {
        None: False,
        Reach.EVERYWHERE: True,
        Reach.AREA: within,
        Reach.EXACT_AREA: area is not None and area == grant.area,
        Reach.ABOVE_TAMBON: within and len(str(area)) < TAMBON_DIGITS,
        Reach.ORGANIZATION: organization is not None and str(organization) == grant.organization,
        Reach.AGENCY: agency is not None and str(agency) == grant.agency,
    }
    return reached[reach]


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


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _refusal(code: str) -> Problem:
    challenge = 'Bearer realm="khabuan", error="invalid_token"'
    return Problem(code, headers={"WWW-Authenticate": challenge})
