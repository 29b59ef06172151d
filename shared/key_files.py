"""What is wrong with key files: whoever holds a wrong one must not start."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

PROCESSES = ("registry", "planning", "partners", "gateway")
ISSUER = "issuer-"
"""How the ids of the keys begin that sign people's tokens."""
LIVE_ISSUERS = 2
"""The issuer key that signs and the one that comes next: a rotation publishes before it signs."""
ANYBODY = 0o007
WRITES = 0o002
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
Key = Mapping[str, Any]


def of_public(path: Path) -> list[str]:
    """Return what is wrong with a file of public keys (a JWK set), one clause each, no key in it."""
    keys = _listed(path)
    if keys is None:
        return ["is not a JWK set with at least one key"]
    names = [str(key.get("kid", "")) for key in keys]
    missing = [name for name in PROCESSES if name not in names]
    found = [f"holds a key that {fault}" for key in keys for fault in _of_key(key)]
    if any(_PRIVATE & key.keys() for key in keys):
        found.append("holds private key material; only public keys belong there")
    if len(set(names)) != len(names):
        found.append("holds two keys with the same kid")
    if sum(name.startswith(ISSUER) for name in names) < LIVE_ISSUERS:
        found.append(
            f"holds fewer than {LIVE_ISSUERS} issuer keys; `khabuan rotate-keys` adds one"
        )
    if missing:
        found.append(f"holds no key of {', '.join(missing)}")
    if path.stat().st_mode & WRITES:
        found.append("can be written by everybody")
    return list(dict.fromkeys(found))


def of_private(path: Path, name: str, public: Path | None) -> list[str]:
    """Return what is wrong with the private key of a process, or with the issuer's.

    `name` is the process, or `ISSUER`; the key must be published in `public` under its kid, which is not
    asked when that file is wrong itself.
    """
    key = json.loads(path.read_text())
    if not isinstance(key, dict):
        return ["is not a JWK"]
    found = [
        fault if fault.startswith("has") else f"is a key that {fault}" for fault in _of_key(key)
    ]
    kid = str(key.get("kid", ""))
    if not isinstance(key.get("d"), str):
        found.append("holds no private key")
    if kid != name and not (name == ISSUER and kid.startswith(ISSUER)):
        found.append(f"is not the key of {'the issuer' if name == ISSUER else name}")
    listed = [key] if public is None else _listed(public) or []
    published = [each for each in listed if each.get("kid") == kid]
    if not any(
        each.get("x") == key.get("x") and each.get("y") == key.get("y") for each in published
    ):
        found.append("is not published in KHABUAN_JWKS_FILE")
    if path.stat().st_mode & ANYBODY:
        found.append("can be read by everybody; take the rights of others away (chmod o=)")
    return found


def readable(path: Path) -> Path:
    """Return the path of a key file; raise ValueError when it holds no JSON."""
    try:
        json.loads(path.read_text())
    except (OSError, ValueError):
        raise ValueError("is not a readable JSON key file") from None
    return path


def _listed(path: Path) -> list[Key] | None:
    told = json.loads(path.read_text())
    keys = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        return None
    return keys


def _of_key(key: Key) -> list[str]:
    """Return what is wrong with one key of either kind."""
    if key.get("kty") != "EC" or key.get("crv") != "P-256":
        return ["is not an EC key on P-256"]
    try:
        ECKey.import_key({name: key[name] for name in ("kty", "crv", "x", "y")}).public_key  # noqa: B018
    except (JoseError, KeyError, TypeError, ValueError):
        return ["is no point on P-256"]
    found = [] if key.get("kid") else ["has no kid"]
    if key.get("alg", "ES256") != "ES256" or key.get("use", "sig") != "sig":
        found.append("has another use than signing with ES256")
    return found
