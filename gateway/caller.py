"""Where a caller sits, told to the service that counts tries at passwords and logs looks at people.

The address of the connection counts. Only when that is one of our own proxies (TLS in front of us) its
`X-Forwarded-For` is read, from the right, up to the first address that is not ours: what a caller
writes there stands further left and is never believed.
"""

import ipaddress
from collections.abc import Sequence
from itertools import chain

from starlette.types import Scope

TOLD = frozenset(
    {
        "/v1/sign-ins",
        "/oauth/token",
        "/v1/people",
        "/v1/people/{id}",
        "/v1/me/personal-data",
        "/v1/data-subject-requests/{id}",
    }
)
"""Operations whose service hears it."""
ADDRESS_HEADER = "Caller-Address"
VOUCHER_HEADER = "Caller-Voucher"
"""Carries our own token: without it nobody believes the other."""
_FORWARDED = b"x-forwarded-for"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def address(scope: Scope, proxies: Sequence[Network]) -> str:
    """Return the address that a request comes from, nothing when it can not be known."""
    client = scope.get("client")
    hops = [str(client[0])] if client else []
    if hops and _is_ours(hops[0], proxies):
        lines = (value for name, value in scope["headers"] if name == _FORWARDED)
        told = chain.from_iterable(line.decode("latin-1").split(",") for line in lines)
        hops += reversed([hop.strip() for hop in told])
    return next((hop for hop in hops if not _is_ours(hop, proxies)), "")


def _is_ours(hop: str, proxies: Sequence[Network]) -> bool:
    try:
        found = ipaddress.ip_address(hop)
    except ValueError:
        return False
    return any(found in network for network in proxies)
