"""What signing in holds open for the lifetime of the process, and where a request comes from."""

import ipaddress
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from services.registry import throttle
from services.registry.providers import Providers
from services.registry.settings import Settings
from services.registry.throttle import Throttle
from services.registry.watched import Watched
from shared.errors import Problem
from shared.policies import Role

ADDRESS_HEADER = "Caller-Address"
"""Where the gateway's caller sits; believed only together with the gateway's own token."""
VOUCHER_HEADER = "Caller-Voucher"
GATEWAY = "service:gateway"
PUBLIC_MEMBERS = ("kty", "crv", "x", "y", "kid", "use", "alg")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people and machines sign in."""

    address: str
    secret: bytes
    key: Watched[dict[str, Any]]
    published: Watched[list[dict[str, str]]]
    throttle: Throttle
    providers: Providers

    @property
    def token_endpoint(self) -> str:
        """Return the address of the token endpoint as the outside knows it."""
        return f"{self.address}/oauth/token"


def prepare(settings: Settings, transports: dict[str, Any] | None = None) -> Desk:
    """Return the desk of a registry; `transports` may hold one for `oidc`."""
    return Desk(
        address=settings.public_address,
        secret=settings.cursor_secret.get_secret_value().encode(),
        key=Watched(settings.issuer_keys_file, _signing),
        published=Watched(settings.jwks_file, _public),
        throttle=Throttle(),
        providers=Providers(settings.oidc, (transports or {}).get("oidc")),
    )


def of(request: Request) -> Desk:
    """Return the desk of the app that got the request."""
    found: Desk = request.app.state.desk
    return found


def network(request: Request) -> str:
    """Return the network that a request comes from."""
    return throttle.network_of(_told(request))


def address(request: Request) -> str | None:
    """Return the address that a request comes from, None when it can not be known."""
    try:
        return str(ipaddress.ip_address(_told(request) or ""))
    except ValueError:
        return None


def _told(request: Request) -> str | None:
    """Return whom the gateway names as its caller; from anybody else the connection counts and no header."""
    voucher = request.headers.get(VOUCHER_HEADER)
    if voucher is not None and _is_gateway(request, voucher):
        return request.headers.get(ADDRESS_HEADER)
    return request.client.host if request.client else None


def _is_gateway(request: Request, voucher: str) -> bool:
    try:
        subject = request.app.state.verifier.subject(f"Bearer {voucher}")
    except Problem:
        return False
    return subject.id == GATEWAY and all(g.role is Role.SERVICE for g in subject.grants)


def _signing(key: dict[str, Any]) -> dict[str, Any]:
    if not str(key["kid"]).startswith("issuer-") or not key["d"]:
        raise ValueError("not an issuer's private key")
    return key


def _public(found: dict[str, Any]) -> list[dict[str, str]]:
    """Return the issuer's keys as everybody may have them; the services' own are nobody's business."""
    return [
        {name: key[name] for name in PUBLIC_MEMBERS if name in key}
        for key in found["keys"]
        if str(key["kid"]).startswith("issuer-")
    ]
