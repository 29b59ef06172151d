"""What is allowed of agencies' machines."""

from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from services.registry.clients.schemas import ClientMethod, ClientStatus
from shared.errors import FieldError, Problem, field_problem

CURVES: Mapping[tuple[str, str], Any] = {("EC", "P-256"): ECKey, ("OKP", "Ed25519"): OKPKey}
_ALGORITHMS = {"EC": "ES256", "OKP": "EdDSA"}


def check_method(method: str, keys: list[dict[str, Any]] | None) -> None:
    """Raise 422 unless public keys are given exactly when the machine signs, and are good ones."""
    if method == ClientMethod.SECRET and keys is not None:
        raise field_problem("jwks", "not-with-this-method")
    if method == ClientMethod.PRIVATE_KEY_JWT and keys is None:
        raise field_problem("jwks", "required")
    errors = [
        FieldError(("body", "jwks", "keys", place), "not-a-public-key")
        for place, key in enumerate(keys or [])
        if not _is_good(key)
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)


def check_active(status: str) -> None:
    """Raise 409 when the machine was disabled: that is for ever."""
    if status == ClientStatus.DISABLED:
        raise Problem("state-conflict", ("ระบบนี้ปิดแล้ว", "This client is disabled"))


def check_has_secret(method: str) -> None:
    """Raise 409 for a machine that signs: it has no secret to change."""
    if method != ClientMethod.SECRET:
        said = ("ระบบนี้ลงนามด้วยกุญแจ ให้แก้ jwks", "This client signs with a key: change its jwks")
        raise Problem("state-conflict", said)


def _is_good(key: dict[str, Any]) -> bool:
    """Say whether a key is what it says, and a point on its curve."""
    kind = CURVES.get((key["kty"], key["crv"]))
    if kind is None or key.get("alg", _ALGORITHMS[key["kty"]]) != _ALGORITHMS[key["kty"]]:
        return False
    if ("y" in key) != (key["kty"] == "EC"):
        return False
    try:
        kind.import_key(key).get_op_key("verify")
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True
