"""What happens when a token is asked for: which grant it is, and whether the client is who it says.

A client shows a secret (RFC 6749, 2.3.1) or a signature (RFC 7523); a person a refresh token or what an
outside provider says of them (RFC 8693).
"""

import base64
import hashlib
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from fastapi import Response
from fastapi.responses import JSONResponse
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import credentials, jwts
from services.registry import desk as desks
from services.registry.desk import Desk
from services.registry.jwts import BadTokenError
from services.registry.sign_in import actions as sign_in
from services.registry.sign_in import queries
from services.registry.sign_in.queries import Client
from services.registry.sign_in.schemas import Method
from services.registry.token_endpoint import rules, schemas
from services.registry.token_endpoint.rules import Form, RefusedError
from shared import ids
from shared.errors import Problem
from shared.exchange import Write
from shared.tokens import LEEWAY_SECONDS

ALGORITHMS = ("ES256", "EdDSA", "Ed25519")
TYPES = ("JWT", "client-authentication+jwt")
LONGEST_SECONDS = 300
_ID = re.compile(ids.PATTERN)


class NotThatClientError(Exception):
    """The client did not prove who it is."""


async def answer(write: Write) -> Response:
    """Answer a request for a token.

    A refusal is an answer too: what it must leave behind, a session that ended because its token was
    stolen, is committed with it.
    """
    try:
        form = rules.read(await write.request.body())
        return await _granting(form)(write, form)
    except RefusedError as refusal:
        return _refused(refusal)
    except Problem as problem:
        if problem.code != "no-rights":
            raise
        return _refused(RefusedError("invalid_grant", "There are no rights for a token to carry"))


def _granting(form: Form) -> Callable[[Write, Form], Awaitable[Response]]:
    grant = GRANTS.get(rules.needed(form, "grant_type"))
    if grant is None:
        raise RefusedError("unsupported_grant_type", "Not one of our grant types")
    if form.get("scope"):
        raise RefusedError("invalid_scope", "Rights come from grants; leave scope out")
    return grant


def _refused(refusal: RefusedError) -> Response:
    unknown = refusal.error == "invalid_client"
    headers = {"WWW-Authenticate": 'Basic realm="khabuan"'} if unknown else {}
    body = {"error": refusal.error, "error_description": refusal.description}
    return JSONResponse(body, 401 if unknown else 400, {**sign_in.NO_STORE, **headers})


async def _client_credentials(write: Write, form: Form) -> Response:
    desk, request = desks.of(write.request), write.request
    try:
        client_id, method = await _prove(
            desk, write.session, request.headers.get("authorization"), form
        )
    except NotThatClientError:
        raise RefusedError("invalid_client", "The client did not prove who it is") from None
    issued = await sign_in.open_for_client(desk, write.session, client_id, method)
    return issued.shown()


async def _refresh(write: Write, form: Form) -> Response:
    token = rules.needed(form, "refresh_token")
    issued = await sign_in.renew(desks.of(write.request), write.session, token)
    if issued is None:
        raise RefusedError("invalid_grant", "The refresh token is not good")
    return issued.shown()


async def _exchange(write: Write, form: Form) -> Response:
    if form.get("subject_token_type") != schemas.ID_TOKEN_TYPE:
        raise RefusedError("invalid_request", "subject_token_type must be that of an ID token")
    if form.get("requested_token_type", schemas.ACCESS_TOKEN_TYPE) != schemas.ACCESS_TOKEN_TYPE:
        raise RefusedError("invalid_request", "Only access tokens are issued")
    desk = desks.of(write.request)
    try:
        claimed = await desk.providers.who(rules.needed(form, "subject_token"))
    except BadTokenError as error:
        raise RefusedError("invalid_grant", f"The ID token is {error}") from None
    network = desks.network(write.request)
    issued = await sign_in.open_by_identity(desk, write.session, claimed, network)
    if issued is None:
        raise RefusedError("invalid_grant", "No account is linked to this identity")
    return issued.shown(issued_token_type=schemas.ACCESS_TOKEN_TYPE)


GRANTS: Mapping[str, Callable[[Write, Form], Awaitable[Response]]] = {
    "client_credentials": _client_credentials,
    "refresh_token": _refresh,
    schemas.EXCHANGE: _exchange,
}


def metadata(desk: Desk) -> dict[str, Any]:
    """Return where and how tokens are had (RFC 8414)."""
    return {
        "issuer": desk.address,
        "token_endpoint": desk.token_endpoint,
        "jwks_uri": f"{desk.address}/.well-known/jwks.json",
        "response_types_supported": [],
        "grant_types_supported": list(GRANTS),
        "token_endpoint_auth_methods_supported": [
            "none",
            "client_secret_basic",
            "private_key_jwt",
        ],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
    }


async def _prove(
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
        keys = KeySet.import_key_set({"keys": [_shape(key) for key in (found.jwks or {})["keys"]]})
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
    if not right or not await sign_in.burn(session, once, said["exp"] + LEEWAY_SECONDS):
        raise NotThatClientError
    return found.id


async def _active(session: AsyncSession, name: str) -> Client:
    found = await queries.client(session, UUID(name)) if _ID.fullmatch(name) else None
    if found is None or found.status != sign_in.ACTIVE:
        raise NotThatClientError
    return found


def _shape(key: dict[str, Any]) -> Any:
    """Return what verifies; the curve says which algorithm, by whichever of its names."""
    return {name: value for name, value in key.items() if name not in {"alg", "use", "key_ops"}}
