"""The one kind of route: policy first, strict input, idempotent writes, committed before the answer."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, NamedTuple, TypeVar

import psycopg
from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from shared import auth, conditions, events, exchange, reasons, strict
from shared.database import Database
from shared.errors import Problem
from shared.exchange import IfMatch, Reading, Writing
from shared.policies import POLICIES, READ, UNSAFE
from shared.questions import Questions

F = TypeVar("F", bound=Callable[..., Any])
Ask = Callable[[Request], Coroutine[Any, Any, Response]]
UNIQUE_VIOLATION = "23505"
UNLUCKY = frozenset({"40001", "40P01"})
"""Serialization failures and deadlocks: worth a second try."""
FORM = frozenset({"application/x-www-form-urlencoded"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Policy(NamedTuple):
    """What a route needs: a right, and for an act an Idempotency-Key; `problems` are its unusual answers."""

    action: str
    act: bool
    problems: tuple[str, ...]
    media: frozenset[str]


_DECLARED: dict[Callable[..., Any], Policy] = {}


def policy(
    action: str,
    *,
    act: bool = False,
    problems: tuple[str, ...] = (),
    media: frozenset[str] = strict.JSON_TYPES,
) -> Callable[[F], F]:
    """Declare the right that a route needs; an act also needs an Idempotency-Key.

    `problems` are codes of the catalogue that it may answer with besides the usual ones; `media` are
    the media types that its body may have.
    """

    def declare(endpoint: F) -> F:
        _DECLARED[endpoint] = Policy(action, act, problems, media)
        return endpoint

    return declare


class Route(APIRoute):
    """A route that cannot exist without a policy, and that refuses bad requests before any work."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        declared = _DECLARED.get(endpoint)
        if declared is None or declared.action not in POLICIES:
            raise RuntimeError(f"{path}: every route declares a known policy")
        self.action, self.act, self.problems, self.media = declared
        methods = set(options.get("methods") or {"GET"})
        if not methods <= SAFE_METHODS and self.action not in UNSAFE:
            raise RuntimeError(f"{path}: an unsafe method needs a right to write")
        super().__init__(path, endpoint, **options)
        self.known = frozenset(_parameters(self.dependant))
        self.questions = Questions(self.dependant, exchange.HANDED)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer directly; leave a route that takes unusual things to FastAPI."""
        if not self.questions.known or scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        answer = await self._answer(strict.StrictRequest(scope, receive), self._direct)
        await answer(scope, receive, send)

    def get_route_handler(self) -> Ask:
        """Wrap FastAPI's handler with the checks that come before and the replays that come after."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request = strict.StrictRequest(request.scope, request.receive)
            return await self._answer(request, inner)

        return handle

    async def _answer(self, request: Request, inner: Ask) -> Response:
        """Answer with `inner` what may be asked and was not answered before."""
        self._admit(request)
        if request.method in SAFE_METHODS:
            return await inner(request)
        if self.body_field is not None or self.media is not strict.JSON_TYPES:
            strict.check_media_type(request, self.media)
        subject, body = request.scope["subject"], await request.body()
        reasons.note(request, self.action, body)
        key = conditions.key_of(request, subject.standing, body)
        if key is None and self.act:
            raise Problem("idempotency-key-required")
        request.scope["idempotency"] = key
        return await self._write(request, inner, key)

    async def _direct(self, request: Request) -> Response:
        """Call the endpoint with what it takes."""
        if request.method in SAFE_METHODS:
            looked: Response = await self.endpoint(
                **await self.questions.read(request),
                **exchange.looking(request, self.questions.given),
            )
            return looked
        async with exchange.handing(request, self.questions.given) as given:
            answer: Response = await self.endpoint(**await self.questions.read(request), **given)
        return answer

    def _admit(self, request: Request) -> None:
        """Note who asks, and refuse who may not or asks with parameters that we do not know."""
        shown = request.headers.getlist("authorization")
        authorization = ", ".join(shown) if shown else None  # two of them are no token
        if self.media is FORM and len(shown) == 1 and shown[0][:6].lower() == "basic ":
            authorization = None  # a client that asks for a token: the endpoint checks its secret
        subject = request.app.state.verifier.subject(authorization)
        request.scope["subject"] = subject
        if not auth.holds(subject, self.action):
            auth.require(subject, self.action)
        strict.check_parameters(request, self.known)

    async def _write(self, request: Request, inner: Ask, key: conditions.Key | None) -> Response:
        """Write, and answer a repeated request with what it was answered before.

        Whether the request is a repeat is looked up only when it does not get through: a repeat
        cannot, for the last thing a write does is to keep its answer under the key.
        """
        for last_try in (False, True):
            try:
                return await inner(request)
            except (events.AlreadyDoneError, HTTPException, RequestValidationError) as refusal:
                return await _before(request, key, refusal)
            except (DBAPIError, psycopg.Error) as error:
                state = str(getattr(getattr(error, "orig", error), "sqlstate", "") or "")
                if state == UNIQUE_VIOLATION:
                    return await _before(request, key, error)
                if state not in UNLUCKY or last_try:
                    raise
        raise AssertionError


async def _before(request: Request, key: conditions.Key | None, refusal: Exception) -> Response:
    """Return the answer that was given before, or raise the refusal when there was none."""
    database: Database = request.app.state.database
    if key and (stored := await conditions.replay(database, key)):
        return _again(stored.body, stored.headers, stored.status)
    if not isinstance(refusal, events.AlreadyDoneError):
        raise refusal
    one = await refusal.view.one(database, refusal.key, [""])
    if one is None:
        raise Problem("id-conflict") from None
    body = one[0].encode()
    return _again(body, {"ETag": conditions.etag(one[1], body)}, 200)


def router(tag: str) -> APIRouter:
    """Return an empty router for a feature; `tag` is its Thai name in the documentation."""
    return APIRouter(route_class=Route, tags=[tag])


def _again(body: bytes, headers: dict[str, str], status: int) -> Response:
    return Response(
        body, status, {**headers, "Idempotent-Replayed": "true", "Cache-Control": "no-store"},
        "application/json",
    )  # fmt: skip


def _parameters(dependant: Any) -> Iterator[str]:
    """Yield the query parameters of a route and of everything it depends on."""
    for field in dependant.query_params:
        yield from _names(field)
    for each in dependant.dependencies:
        yield from _parameters(each)


def _names(field: Any) -> list[str]:
    """Return the parameter names of a query field; a query model stands for its fields."""
    annotation = field.field_info.annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [info.alias or name for name, info in annotation.model_fields.items()]
    return [str(field.alias)]


__all__ = ["FORM", "READ", "IfMatch", "Reading", "Route", "Writing", "policy", "router"]
