"""What a route is handed: a request that looks, or one that changes something."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from shared import auth, conditions, events
from shared.auth import Subject
from shared.database import Database
from shared.errors import Problem
from shared.lists import Listing, ListQuery
from shared.views import View

PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=300"
PRIVATE_CACHE = "private, max-age=0, must-revalidate"
VARY = "Accept-Language, Authorization"


@dataclass(frozen=True, slots=True)
class Read:
    """A request that only looks: answers come straight from PostgreSQL's JSON."""

    request: Request
    subject: Subject
    database: Database

    async def page(self, listing: Listing, asked: ListQuery, **fixed: object) -> Response:
        """Answer one page of a list as this subject sees it; `fixed` are conditions of the path."""
        secret, path = self.request.app.state.cursor_secret, self.request.url.path
        body = await listing.page(
            self.database, asked, self.subject.granted, secret, path, **fixed
        )
        return self.answer(body, conditions.weak_etag(body))

    async def one(self, view: View, key: object, **more: object) -> Response:
        """Answer one thing, or 404 when it is not there or not for this subject."""
        found = await view.one(self.database, key, self.subject.granted, **more)
        if found is None:
            raise Problem("not-found")
        body = found[0].encode()
        return self.answer(body, conditions.etag(found[1], body))

    def answer(self, body: bytes, tag: str, media_type: str = "application/json") -> Response:
        """Answer bytes, JSON unless told, with their entity tag, or 304 when the caller has them."""
        public = self.subject is auth.ANONYMOUS
        headers = {
            "ETag": tag,
            "Cache-Control": PUBLIC_CACHE if public else PRIVATE_CACHE,
            "Vary": VARY,
        }
        if conditions.unchanged(self.request, tag):
            return Response(None, 304, headers)
        return Response(body, 200, headers, media_type)


@dataclass(frozen=True, slots=True)
class Write:
    """A request that changes something: one session, one transaction, committed before the answer."""

    request: Request
    subject: Subject
    session: AsyncSession

    async def answer(self, view: View, key: Any, *, status: int = 200, at: str = "") -> Response:
        """Answer the thing as it is now, kept for a repeated request; `at` is where new ones live."""
        text, revision = await events.shown(self.session, view, key)
        body = text.encode()
        headers = {"ETag": conditions.etag(revision, body), "Cache-Control": "no-store"}
        if status == 201:
            headers["Location"] = f"{at or self.request.url.path}/{key}"
        stored = conditions.Stored(status, headers, body)
        if idempotency := self.request.scope.get("idempotency"):
            await conditions.store(self.session, idempotency, stored)
        return Response(stored.body, status, headers, "application/json")


async def _reading(request: Request) -> Read:
    return Read(request, request.scope["subject"], request.app.state.database)


async def _writing(request: Request) -> AsyncGenerator[Write]:
    state = request.app.state
    async with state.database.transaction() as session:
        yield Write(request, request.scope["subject"], session)
    if session.info.get(events.EVENTS):
        state.relay.wake()


async def _if_match(request: Request) -> int:
    return conditions.expected_revision(request)


HANDED: tuple[Callable[..., Any], ...] = (_reading, _writing, _if_match)
"""What `handing` knows how to make."""


def looking(request: Request, given: Mapping[Callable[..., Any], str]) -> dict[str, Any]:
    """Return what a route that only looks takes from us, by the name of its parameter."""
    return {given[_reading]: Read(request, request.scope["subject"], request.app.state.database)}


@asynccontextmanager
async def handing(
    request: Request, given: Mapping[Callable[..., Any], str]
) -> AsyncGenerator[dict[str, Any]]:
    """Lend what a route takes from us, by the names of its parameters; at the end writes are committed."""
    values: dict[str, Any] = {}
    if name := given.get(_if_match):
        values[name] = await _if_match(request)
    if name := given.get(_writing):
        async with _open(request) as values[name]:
            yield values
    else:
        yield values


_open = asynccontextmanager(_writing)
Reading = Annotated[Read, Depends(_reading)]
Writing = Annotated[Write, Depends(_writing, scope="function")]
IfMatch = Annotated[int, Depends(_if_match)]
"""The revision that the caller saw; the header is mandatory (428 without it)."""
