"""Outside identity providers: their keys, fetched and kept, and what their ID tokens say."""

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx
import structlog
from joserfc.jwk import KeySet

from services.registry import jwts
from services.registry.jwts import BadTokenError
from services.registry.settings import Provider
from shared import http
from shared.errors import Problem

ALGORITHMS = (
    "EdDSA",
    "Ed25519",
    *(f"{kind}{bits}" for kind in ("ES", "PS", "RS") for bits in (256, 384, 512)),
)
"""Signatures with a private key only: a shared secret would be ours to forge with."""
TYPES = ("JWT", "id_token+jwt")
DISCOVERY = ".well-known/openid-configuration"
FRESH_SECONDS = 3600
"""How long a provider's keys count without asking again."""
KEPT_SECONDS = 86_400
"""How long they count while the provider does not answer."""
PAUSE_SECONDS = 30
"""Between two questions, whatever callers send."""
BUDGET_SECONDS = 5.0
CONNECT_SECONDS = 2.0
MOST_BYTES = 262_144
STRONG = frozenset({"mfa", "otp", "hwk"})
"""Values of `amr` (RFC 8176) that stand for more than a password."""
_log = structlog.get_logger("sign-in")


class Claimed(NamedTuple):
    """Who an outside provider says somebody is."""

    issuer: str
    subject: str
    strong: bool


@dataclass
class _Known:
    """A provider with what is known of its keys; moments are of the monotonic clock."""

    provider: Provider
    keys: KeySet | None = None
    read_at: float = 0.0
    asked_at: float = float("-inf")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def are_fresh(self) -> bool:
        """Say whether the keys may be used without asking again."""
        return self.keys is not None and time.monotonic() - self.read_at < FRESH_SECONDS


class Providers:
    """The providers of the settings; `transport` joins tests to one without a network."""

    def __init__(
        self, providers: Iterable[Provider], transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._known = {provider.issuer: _Known(provider) for provider in providers}
        self._transport = transport

    async def who(self, id_token: str) -> Claimed:
        """Return whom a provider's ID token speaks for.

        Signature, issuer, audience and time are checked. Raises `BadTokenError`, and 503 while the
        provider's keys can not be had.
        """
        known = self._known.get(jwts.stated(id_token, "iss"))
        if known is None:
            raise BadTokenError("of an issuer that is not trusted here")
        if not known.are_fresh():
            await self._ask(known)
        try:
            said = jwts.claims(id_token, known.keys, ALGORITHMS, types=TYPES)
        except BadTokenError as error:
            if not error.unknown_key or not await self._ask(known):
                raise
            said = jwts.claims(id_token, known.keys, ALGORITHMS, types=TYPES)
        return _claimed(said, known.provider)

    async def _ask(self, known: _Known) -> bool:
        """Fetch the keys unless that was tried just now; say whether they were fetched."""
        seen = known.asked_at
        async with known.lock:
            if known.asked_at != seen:
                return True  # somebody else has asked while we waited
            now = time.monotonic()
            if now - known.asked_at < PAUSE_SECONDS:
                self._require(known, now)
                return False
            known.asked_at = now
            try:
                known.keys = await self._fetched(known.provider.issuer)
                known.read_at = now
            except Exception as error:  # noqa: BLE001 - an outsider may answer anything
                _log.warning("provider-keys-not-read", error=type(error).__name__)
                self._require(known, now)
                return False
            return True

    @staticmethod
    def _require(known: _Known, now: float) -> None:
        if known.keys is None or now - known.read_at > KEPT_SECONDS:
            raise Problem("temporarily-unavailable")

    async def _fetched(self, issuer: str) -> KeySet:
        where = urljoin(issuer.rstrip("/") + "/", DISCOVERY)
        opened = http.client(issuer, transport=self._transport, connect=CONNECT_SECONDS)
        async with asyncio.timeout(BUDGET_SECONDS), opened as caller:
            described = await _json(caller, where)
            if described.get("issuer") != issuer:
                raise ValueError("another issuer")
            place = str(described.get("jwks_uri"))
            if urlsplit(place).scheme != urlsplit(issuer).scheme or not urlsplit(place).hostname:
                raise ValueError("keys at another kind of place")
            found = await _json(caller, place)
        keys = [key for key in found.get("keys", []) if key.get("use", "sig") == "sig"]
        return KeySet.import_key_set({"keys": keys})


async def _json(caller: httpx.AsyncClient, url: str) -> dict[str, Any]:
    """Return the JSON object at an address; raise ValueError for anything else or too much."""
    body = b""
    async with caller.stream("GET", url, headers={"Accept": "application/json"}) as answer:
        if answer.status_code != httpx.codes.OK:
            raise ValueError(str(answer.status_code))
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                raise ValueError("too much")
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - one kind of error for bad content
    return found


def _claimed(said: dict[str, Any], provider: Provider) -> Claimed:
    if said.get("iss") != provider.issuer:
        raise BadTokenError("of another issuer")
    wanted = jwts.audiences(said)
    party = said.get("azp", provider.audience)
    if provider.audience not in wanted or party != provider.audience:
        raise BadTokenError("for somebody else")
    if len(wanted) > 1 and "azp" not in said:
        raise BadTokenError("for several, without azp")
    methods = said.get("amr")
    shown = (
        {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    )
    return Claimed(provider.issuer, jwts.word(said, "sub"), not STRONG.isdisjoint(shown))
