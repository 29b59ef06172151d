"""Claims that must not count even when we signed them ourselves."""

import time
from typing import Any

Facts = dict[str, Any]
REVOKED_SUBJECT, REVOKED_TOKEN = "forge:revoked", "forge-revoked-token"
ADMIN = [{"role": "NATIONAL_ADMIN", "area": ""}]


def all_of() -> dict[str, Facts]:
    """Return what stands in place of the good claims, by name; `...` takes a claim away."""
    return {**_times(), **_claims(), **_grants()}


def _times() -> dict[str, Facts]:
    """Too late, too early, too long."""
    now = int(time.time())
    return {
        "expired": {"iat": now - 700, "exp": now - 60},
        "expired long ago": {"iat": 0, "exp": 1},
        "issued tomorrow": {"iat": now + 86_400, "exp": now + 90_000},
        "issued in an hour": {"iat": now + 3600, "exp": now + 7200},
        "not yet": {"nbf": now + 3600},
        "a life of more than a day": {"exp": now + 86_401 + 60},
        "for ever": {"exp": 2**53},
        "exp missing": {"exp": ...},
        "exp as text": {"exp": str(now + 600)},
        "exp with a fraction": {"exp": now + 600.5},
        "exp true": {"exp": True},
        "exp null": {"exp": None},
        "iat missing": {"iat": ...},
        "iat as text": {"iat": str(now)},
        "iat before time": {"iat": -(2**62)},
    }


def _claims() -> dict[str, Facts]:
    """From somebody else, for somebody else, about nobody."""
    return {
        "iss of another": {"iss": "https://evil.example"},
        "iss almost ours": {"iss": "khabuan "},
        "iss missing": {"iss": ...},
        "iss in a list": {"iss": ["khabuan"]},
        "aud of another": {"aud": "other"},
        "aud missing": {"aud": ...},
        "aud of many": {"aud": ["khabuan", "other"]},
        "sub missing": {"sub": ...},
        "sub empty": {"sub": ""},
        "sub a number": {"sub": 1},
        "sub of nobody": {"sub": "anonymous"},
        "sub of two lines": {"sub": "a\nb"},
        "sub without end": {"sub": "a" * 5000},
        "person a number": {"person": 1},
        "person empty": {"person": ""},
        "person without end": {"person": "a" * 5000},
        "jti missing": {"jti": ...},
        "jti empty": {"jti": ""},
        "jti an object": {"jti": {"a": 1}},
        "amr as text": {"amr": "otp"},
        "amr of numbers": {"amr": [1]},
        "somebody whose rights ended": {"sub": REVOKED_SUBJECT},
        "a token that was called back": {"jti": REVOKED_TOKEN},
    }


def _grants() -> dict[str, Facts]:
    """Rights of a shape that we never write."""
    deep: Any = []
    for _ in range(60):
        deep = [deep]
    return {
        "grants missing": {"grants": ...},
        "grants null": {"grants": None},
        "grants empty": {"grants": []},
        "grants as text": {"grants": "NATIONAL_ADMIN"},
        "grants an object": {"grants": ADMIN[0]},
        "grants of text": {"grants": ["NATIONAL_ADMIN"]},
        "grants of grants": {"grants": [ADMIN]},
        "grants without end": {"grants": ADMIN * 2000},
        "grants deep": {"grants": deep},
        "role unknown": {"grants": [{"role": "ROOT"}]},
        "role in small letters": {"grants": [{"role": "national_admin"}]},
        "role missing": {"grants": [{"area": ""}]},
        "role in a list": {"grants": [{"role": ["NATIONAL_ADMIN"]}]},
        "role of the processes": {"grants": [{"role": "SERVICE"}]},
        "role of the processes besides": {"grants": [*ADMIN, {"role": "SERVICE"}]},
        "area a number": {"grants": [{"role": "NATIONAL_ADMIN", "area": 72}]},
        "area null": {"grants": [{"role": "NATIONAL_ADMIN", "area": None}]},
        "area a pattern": {"grants": [{"role": "TAMBON_STAFF", "area": "%"}]},
        "area in Thai digits": {"grants": [{"role": "TAMBON_STAFF", "area": "๗๒"}]},
        "agency an object": {"grants": [{"role": "PARTNER_AGENCY", "agency": {"id": "x"}}]},
    }
