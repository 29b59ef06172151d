"""The one kind of route: policy first, strict input, idempotent writes, committed before the answer."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from shared import auth, conditions, events, strict
from shared.auth import Subject
from shared.database import Database
from shared.errors import Problem
from shared.lists import Listing, ListQuery
from shared.policies import POLICIES, READ, UNSAFE
from shared.views import View

F = TypeVar("F", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=300"
PRIVATE_CACHE = "private, max-age=0, must-revalidate"
VARY = "Accept-Language, Authorization"


class Policy(NamedTuple):
    """What a route needs: a right, and for an act an Idempotency-Key; `problems` are its unusual answers."""

    action: str
    act: bool
    problems: tuple[str, ...]


_DECLARED: dict[Callable[..., Any], Policy] = {}


def policy(action: str, *, act: bool = False, problems: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Declare the right that a route needs; an act also needs an Idempotency-Key.

    `problems` are codes of the catalogue that it may answer with besides the usual ones.
    """

    def declare(endpoint: F) -> F:
        _DECLARED[endpoint] = Policy(action, act, problems)
        return endpoint

    return declare


class Route(APIRoute):
    """A route that cannot exist without a policy, and that refuses bad requests before any work."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        declared = _DECLARED.get(endpoint)
        if declared is None or declared.action not in POLICIES:
            raise RuntimeError(f"{path}: every route declares a known policy")
        self.action, self.act, self.problems = declared
        methods = set(options.get("methods") or {"GET"})
        if not methods <= SAFE_METHODS and self.action not in UNSAFE:
            raise RuntimeError(f"{path}: an unsafe method needs a right to write")
        super().__init__(path, endpoint, **options)
        self.known = frozenset(_parameters(self.dependant))

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler with the checks that come before and the replays that come after."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request = strict.StrictRequest(request.scope, request.receive)
            state = request.app.state
            subject = state.verifier.subject(request.headers.get("authorization"))
            request.scope["subject"] = subject
            if not auth.holds(subject, self.action):
                auth.require(subject, self.action)
            strict.check_parameters(request, self.known)
            if request.method in SAFE_METHODS:
                return await inner(request)
            if self.body_field is not None:
                strict.check_media_type(request)
            key = conditions.key_of(request, subject.id, await request.body())
            if key is None and self.act:
                raise Problem("idempotency-key-required")
            request.scope["idempotency"] = key
            if key and (stored := await conditions.replay(state.database, key)):
                return _again(stored.body, stored.headers, stored.status)
            return await self._write(request, inner, key)

        return handle

    async def _write(
        self,
        request: Request,
        inner: Callable[[Request], Coroutine[Any, Any, Response]],
        key: conditions.Key | None,
    ) -> Response:
        database: Database = request.app.state.database
        for last_try in (False, True):
            try:
                return await inner(request)
            except events.AlreadyDoneError as done:
                one = await done.view.one(database, done.key, [""])
                if one is None:
                    raise Problem("id-conflict") from None
                return _again(one[0].encode(), {"ETag": conditions.etag(one[1])}, 200)
            except DBAPIError as error:
                state = str(getattr(error.orig, "sqlstate", "") or "")
                if state == "23505" and key and (stored := await conditions.replay(database, key)):
                    return _again(stored.body, stored.headers, stored.status)
                if state not in {"40001", "40P01"} or last_try:
                    raise
        raise AssertionError


def router(tag: str) -> APIRouter:
    """Return an empty router for a feature; `tag` is its Thai name in the documentation."""
    return APIRouter(route_class=Route, tags=[tag])


@dataclass(frozen=True, slots=True)
class Read:
    """A request that only looks: answers come straight from PostgreSQL's JSON."""

    request: Request
    subject: Subject
    database: Database

    async def page(self, listing: Listing, asked: ListQuery, **fixed: object) -> Response:
        """Answer one page of a list as this subject sees it; `fixed` are conditions of the path."""
        secret, path = self.request.app.state.cursor_secret, self.request.url.path
        body = await listing.page(self.database, asked, self.subject.areas, secret, path, **fixed)
        return self.answer(body, conditions.weak_etag(body))

    async def one(self, view: View, key: object, **more: object) -> Response:
        """Answer one thing, or 404 when it is not there or not for this subject."""
        found = await view.one(self.database, key, self.subject.areas, **more)
        if found is None:
            raise Problem("not-found")
        return self.answer(found[0].encode(), conditions.etag(found[1]))

    def answer(self, body: bytes, tag: str) -> Response:
        """Answer JSON bytes with their entity tag, or 304 when the caller has them."""
        public = self.subject is auth.ANONYMOUS
        headers = {
            "ETag": tag,
            "Cache-Control": PUBLIC_CACHE if public else PRIVATE_CACHE,
            "Vary": VARY,
        }
        if conditions.unchanged(self.request, tag):
            return Response(None, 304, headers)
        return Response(body, 200, headers, "application/json")


@dataclass(frozen=True, slots=True)
class Write:
    """A request that changes something: one session, one transaction, committed before the answer."""

    request: Request
    subject: Subject
    session: AsyncSession

    async def answer(self, view: View, key: Any, *, status: int = 200, at: str = "") -> Response:
        """Answer the thing as it is now, kept for a repeated request; `at` is where new ones live."""
        body, revision = await events.shown(self.session, view, key)
        headers = {"ETag": conditions.etag(revision), "Cache-Control": "no-store"}
        if status == 201:
            headers["Location"] = f"{at or self.request.url.path}/{key}"
        stored = conditions.Stored(status, headers, body.encode())
        if idempotency := self.request.scope.get("idempotency"):
            await conditions.store(self.session, idempotency, stored)
        return Response(stored.body, status, headers, "application/json")


async def _reading(request: Request) -> Read:
    return Read(request, request.scope["subject"], request.app.state.database)


async def _writing(request: Request) -> AsyncIterator[Write]:
    state = request.app.state
    async with state.database.transaction() as session:
        yield Write(request, request.scope["subject"], session)
    if session.info.get(events.EVENTS):
        state.relay.wake()


async def _if_match(request: Request) -> int:
    return conditions.expected_revision(request)


Reading = Annotated[Read, Depends(_reading)]
Writing = Annotated[Write, Depends(_writing, scope="function")]
IfMatch = Annotated[int, Depends(_if_match)]
"""The revision that the caller saw; the header is mandatory (428 without it)."""


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


__all__ = ["READ", "IfMatch", "Reading", "Route", "Writing", "policy", "router"]
