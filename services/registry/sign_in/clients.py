"""How an agency's client proves who it is: a secret (RFC 6749, 2.3.1) or a signature (RFC 7523)."""

import base64
import hashlib
import re
import time
from collections.abc import Mapping
from urllib.parse import unquote_plus
from uuid import UUID

from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import credentials
from services.registry.sign_in import actions, jwts, queries, schemas
from services.registry.sign_in.desk import Desk
from services.registry.sign_in.jwts import BadTokenError
from services.registry.sign_in.queries import Client
from services.registry.sign_in.schemas import Method
from shared import ids
from shared.tokens import LEEWAY_SECONDS

ALGORITHMS = ("ES256", "EdDSA")
TYPES = ("JWT", "client-authentication+jwt")
LONGEST_SECONDS = 300
_ID = re.compile(ids.PATTERN)


class NotThatClientError(Exception):
    """The client did not prove who it is."""


async def prove(
    desk: Desk, session: AsyncSession, authorization: str | None, form: Mapping[str, str]
) -> tuple[UUID, Method]:
    """Return which client asks and how it proved that; raise `NotThatClientError`."""
    signed = "client_assertion" in form or "client_assertion_type" in form
    if signed == bool(authorization):
        raise NotThatClientError  # none, or two ways at once
    if signed:
        return await _by_key(desk, session, form), Method.CLIENT_KEY
    return await _by_secret(session, authorization or ""), Method.CLIENT_SECRET


async def _by_secret(session: AsyncSession, authorization: str) -> UUID:
    scheme, _, encoded = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        raise NotThatClientError from None
    if scheme.lower() != "basic":
        raise NotThatClientError
    found = await _active(session, unquote_plus(name))
    if not credentials.same(unquote_plus(secret), *found.secrets):
        raise NotThatClientError
    return found.id


async def _by_key(desk: Desk, session: AsyncSession, form: Mapping[str, str]) -> UUID:
    """Check the signed assertion: whose it is, for whom, how long, and that it comes for the first time."""
    assertion = form.get("client_assertion", "")
    if form.get("client_assertion_type") != schemas.ASSERTION:
        raise NotThatClientError
    try:
        found = await _active(session, jwts.stated(assertion, "sub"))
        keys = KeySet.import_key_set({"keys": list((found.jwks or {})["keys"])})
        said = jwts.claims(assertion, keys, ALGORITHMS, types=TYPES)
        name, proof = jwts.word(said, "sub"), jwts.word(said, "jti")
        right = (
            said.get("iss") == name == str(found.id)
            and form.get("client_id", name) == name
            and not {desk.address, desk.token_endpoint}.isdisjoint(jwts.audiences(said))
            and said["exp"] <= time.time() + LONGEST_SECONDS + LEEWAY_SECONDS
        )
    except (BadTokenError, JoseError, KeyError, TypeError, ValueError):
        raise NotThatClientError from None
    once = f"assertion:{found.id}:{hashlib.sha256(proof.encode()).hexdigest()}"
    if not right or not await actions.burn(session, once, said["exp"] + LEEWAY_SECONDS):
        raise NotThatClientError
    return found.id


async def _active(session: AsyncSession, name: str) -> Client:
    found = await queries.client(session, UUID(name)) if _ID.fullmatch(name) else None
    if found is None or found.status != actions.ACTIVE:
        raise NotThatClientError
    return found
