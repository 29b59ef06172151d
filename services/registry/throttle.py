"""How often a password may be tried: per account, and per network that somebody asks from.

Only what passes here reaches the hash. A place from which the account was opened before has its
own small allowance, so that strangers who guess do not lock the owner out. Counted in the memory
of this process: the registry is one.
"""

import ipaddress
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from shared.errors import Problem

UNKNOWN = "unknown"
PER_ACCOUNT = (RateLimitItemPerMinute(5), RateLimitItemPerMinute(10, 15))
PER_NETWORK = (RateLimitItemPerMinute(10), RateLimitItemPerMinute(20, 10))
MOST_KEYS = 100_000


def network_of(address: str | None) -> str:
    """Return the /24 or /64 that an address lies in, or `unknown` for anything else."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    length = 24 if found.version == 4 else 64
    return str(ipaddress.ip_network((found, length), strict=False))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the account's name as it was typed, the network, and whether the two belong together."""

    login: str
    network: str
    known: bool = False


class Throttle:
    """Counts tries."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def admit(self, attempt: Attempt) -> None:
        """Count the try, or raise 429 `too-many-attempts` without counting it."""
        if len(self._storage.events) > MOST_KEYS:
            self._storage.reset()
        asked = _limits(attempt)
        full = [(item, key) for item, key in asked if not self._limiter.test(item, *key)]
        if full:
            ends = [self._limiter.get_window_stats(item, *key).reset_time for item, key in full]
            wait = max(1, math.ceil(max(ends) - time.time()))
            raise Problem("too-many-attempts", headers={"Retry-After": str(wait)})
        for item, key in asked:
            self._limiter.hit(item, *key)

    def forget(self, attempt: Attempt) -> None:
        """Give the account its tries back: whoever it was knew the password."""
        for item, key in _limits(attempt):
            if key[0] != "network":
                self._limiter.clear(item, *key)


def _limits(attempt: Attempt) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    if attempt.known:
        return [(item, ("known", attempt.login, attempt.network)) for item in PER_ACCOUNT]
    return [
        *((item, ("network", attempt.network)) for item in PER_NETWORK),
        *((item, ("account", attempt.login)) for item in PER_ACCOUNT),
    ]
