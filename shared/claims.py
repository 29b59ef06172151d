"""What a token may claim: each claim read strictly, so that nothing odd becomes a right."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from shared.auth import ANONYMOUS, Grant
from shared.policies import Role

LONGEST_NAME = 200
MOST_GRANTS = 200


def grant_of(claim: dict[str, str]) -> Grant:
    """Return the grant that a claim says; raise for anything else."""
    if not all(isinstance(value, str) for value in claim.values()):
        raise TypeError
    grant = Grant(
        Role(claim["role"]), claim.get("area"), claim.get("organization"), claim.get("agency")
    )
    if grant.area and not (grant.area.isascii() and grant.area.isdigit()):
        raise ValueError
    return grant


def part_of(part: str) -> dict[str, Any]:
    """Return what a part of a token says: UTF-8, one JSON object, no name twice."""
    raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    told: dict[str, Any] = json.loads(raw.decode(), object_pairs_hook=_once)
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def few(grants: Any) -> list[dict[str, str]]:
    """Return a list of at most 200 grants; raise for anything else."""
    if not isinstance(grants, list) or len(grants) > MOST_GRANTS:
        raise TypeError
    return grants


def within_key(kid: str, grants: tuple[Grant, ...]) -> bool:
    """Hold a service's key to service tokens and the issuer's keys to people and agencies."""
    issued = kid.startswith("issuer-")
    return bool(grants) and all((grant.role is Role.SERVICE) is not issued for grant in grants)


def name_of(value: object) -> str:
    """Return who a token names, printable and never `anonymous`; raise for anything else."""
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= LONGEST_NAME:
        raise TypeError
    if value == ANONYMOUS.id:
        raise ValueError
    return value


def person_of(said: Mapping[str, object]) -> str:
    """Return the person that a token names behind its account, '' for none; raise for an odd one."""
    return name_of(said["person"]) if "person" in said else ""


def words(value: object) -> list[str]:
    """Return a list of words; raise TypeError for anything else."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError
    return value


def whole(value: object) -> int:
    """Return a whole number, no boolean; raise TypeError for anything else."""
    if type(value) is not int:
        raise TypeError
    return value
