"""The token endpoint: which grant is asked for, and answers as RFC 6749 writes them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Response
from fastapi.responses import JSONResponse

from services.registry.sign_in import actions, clients, rules, schemas
from services.registry.sign_in import desk as desks
from services.registry.sign_in.actions import Issued
from services.registry.sign_in.desk import Desk
from services.registry.sign_in.jwts import BadTokenError
from shared.errors import Problem
from shared.exchange import Write

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
MOST_FIELDS = 20
LONGEST_FIELD = 16_384
Form = Mapping[str, str]


class RefusedError(Exception):
    """There is no token; `error` is a code of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str) -> None:
        self.error = error
        self.description = description
        super().__init__(error)

    def answer(self) -> Response:
        """Return the refusal as the answer."""
        unknown = self.error == "invalid_client"
        headers = {"WWW-Authenticate": 'Basic realm="khabuan"'} if unknown else {}
        body = {"error": self.error, "error_description": self.description}
        return JSONResponse(body, 401 if unknown else 400, {**NO_STORE, **headers})


async def answer(write: Write) -> Response:
    """Answer a request for a token.

    A refusal is an answer too: what it must leave behind, a session that ended because its token was
    stolen, is committed with it.
    """
    try:
        form = _form(await write.request.body())
        return await _granting(form)(write, form)
    except RefusedError as refusal:
        return refusal.answer()
    except Problem as problem:
        if problem.code != "no-rights":
            raise
        return RefusedError("invalid_grant", "There are no rights for a token to carry").answer()


def _granting(form: Form) -> Callable[[Write, Form], Awaitable[Response]]:
    grant = GRANTS.get(_needed(form, "grant_type"))
    if grant is None:
        raise RefusedError("unsupported_grant_type", "Not one of our grant types")
    if form.get("scope"):
        raise RefusedError("invalid_scope", "Rights come from grants; leave scope out")
    return grant


async def _client_credentials(write: Write, form: Form) -> Response:
    desk, request = desks.of(write.request), write.request
    try:
        client_id, method = await clients.prove(
            desk, write.session, request.headers.get("authorization"), form
        )
    except clients.NotThatClientError:
        raise RefusedError("invalid_client", "The client did not prove who it is") from None
    return _given(await actions.open_for_client(desk, write.session, client_id, method))


async def _refresh(write: Write, form: Form) -> Response:
    token = _needed(form, "refresh_token")
    issued = await actions.renew(desks.of(write.request), write.session, token)
    if issued is None:
        raise RefusedError("invalid_grant", "The refresh token is not good")
    return _given(issued)


async def _exchange(write: Write, form: Form) -> Response:
    if form.get("subject_token_type") != schemas.ID_TOKEN_TYPE:
        raise RefusedError("invalid_request", "subject_token_type must be that of an ID token")
    if form.get("requested_token_type", schemas.ACCESS_TOKEN_TYPE) != schemas.ACCESS_TOKEN_TYPE:
        raise RefusedError("invalid_request", "Only access tokens are issued")
    desk = desks.of(write.request)
    try:
        claimed = await desk.providers.who(_needed(form, "subject_token"))
    except BadTokenError as error:
        raise RefusedError("invalid_grant", f"The ID token is {error}") from None
    network = desks.network(write.request)
    issued = await actions.open_by_identity(desk, write.session, claimed, network)
    if issued is None:
        raise RefusedError("invalid_grant", "No account is linked to this identity")
    return _given(issued, issued_token_type=schemas.ACCESS_TOKEN_TYPE)


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
        "token_endpoint_auth_signing_alg_values_supported": list(clients.ALGORITHMS),
    }


def _given(issued: Issued, **more: str) -> Response:
    return JSONResponse({**tokens_of(issued), **more}, headers=NO_STORE)


def tokens_of(issued: Issued) -> dict[str, str | int]:
    """Return what was issued as it is written to the caller."""
    refresh = {"refresh_token": issued.refresh_token} if issued.refresh_token else {}
    return {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": rules.ACCESS_SECONDS,
        **refresh,
    }


def _form(body: bytes) -> Form:
    """Return the fields of the form; each comes once, in good UTF-8 and without control characters."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise RefusedError("invalid_request", "The form could not be read") from None
    form = dict(pairs)
    good = all(value.isprintable() and len(value) <= LONGEST_FIELD for value in form.values())
    if len(form) != len(pairs) or not good:
        raise RefusedError("invalid_request", "A field is repeated, too long or unreadable")
    return form


def _needed(form: Form, name: str) -> str:
    found = form.get(name, "")
    if not found:
        raise RefusedError("invalid_request", f"{name} is missing")
    return found
