"""JWTs that others signed: outside providers and agencies' own clients."""

import base64
import json
import time
import warnings
from collections.abc import Collection
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import KeySet

from shared.tokens import LEEWAY_SECONDS

LONGEST = 16_384
LONGEST_WORD = 255


class BadTokenError(Exception):
    """The token is not what it has to be; `unknown_key` when only its key is not known (yet)."""

    def __init__(self, why: str, *, unknown_key: bool = False) -> None:
        self.unknown_key = unknown_key
        super().__init__(why)


def claims(
    token: str, keys: KeySet | None, algorithms: Collection[str], *, types: Collection[str]
) -> dict[str, Any]:
    """Return the claims of a token that one of `keys` signed and whose time is now.

    `types` are the values of `typ` that are good besides none. Raises `BadTokenError`.
    """

    def key(signed: Any) -> Any:
        kid = signed.headers().get("kid")
        known = [] if keys is None else list(keys)
        if kid is None and len(known) == 1:
            return known[0]
        found = next((each for each in known if each.kid == kid), None) if kid else None
        if found is None:
            raise BadTokenError("signed by an unknown key", unknown_key=True)
        return found

    if len(token) > LONGEST or not token.isascii():
        raise BadTokenError("too long or not a token")
    try:
        with warnings.catch_warnings():
            # RFC 9864 names Ed25519 instead of EdDSA; clients go on saying EdDSA for years.
            warnings.simplefilter("ignore", SecurityWarning)
            made = jwt.decode(token, key, algorithms=list(algorithms))
        if str(made.header.get("typ", "JWT")).casefold() not in {
            each.casefold() for each in types
        }:
            raise BadTokenError("of another type")
        return _timely(made.claims)
    except (JoseError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadTokenError("not signed as it has to be") from None


def _timely(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise BadTokenError("without claims")
    now = time.time()
    for name, required in (("exp", True), ("iat", False), ("nbf", False)):
        moment = said.get(name)
        if moment is None and not required:
            continue
        if isinstance(moment, bool) or not isinstance(moment, int | float):
            raise BadTokenError(f"without {name}")
        wrong = moment + LEEWAY_SECONDS <= now if name == "exp" else moment - LEEWAY_SECONDS > now
        if not 0 <= moment < 2**53 or wrong:
            raise BadTokenError(f"expired or from the future: {name}")
    return said


def stated(token: str, name: str) -> str:
    """Return what an unverified token says, to find out which keys it has to be verified with."""
    part = token[:LONGEST].split(".")[1:2]
    try:
        return str(json.loads(base64.urlsafe_b64decode(part[0] + "=" * (-len(part[0]) % 4)))[name])
    except (IndexError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def word(said: dict[str, Any], name: str) -> str:
    """Return a claim that is a short text; raise `BadTokenError` for anything else."""
    found = said.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_WORD or not found.isprintable():
        raise BadTokenError(f"without {name}")
    return found


def audiences(said: dict[str, Any]) -> list[str]:
    """Return whom the token is for."""
    found = said.get("aud")
    each = found if isinstance(found, list) else [found]
    named = [one for one in each if isinstance(one, str)]
    if not named or len(named) != len(each):
        raise BadTokenError("without aud")
    return named
