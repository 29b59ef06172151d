"""The pass-through: bytes from a caller to the service that documents the operation, and back.

Plain ASGI without requests, responses or routes, because every microsecond here is paid by
everybody. It sees every request first and leaves the gateway's own operations to the app inside.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from multidict import CIMultiDict
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway import caller
from gateway.directory import OURSELVES, Directory, Place
from gateway.ready import Shelf
from gateway.settings import SERVICES, Settings
from gateway.wire import Answer, Headers, Wire
from shared import errors, tokens
from shared.errors import Problem
from shared.logging import request_id
from shared.settings import FILES

TO_SERVICE = {
    name.lower().encode(): name
    for name in (
        "Accept",
        "Accept-Language",
        "Authorization",
        "Content-Type",
        "Content-Encoding",
        "If-Match",
        "If-None-Match",
        "Idempotency-Key",
        "Change-Reason",
    )
}
"""What a service may hear of a caller; lengths and the request id are written anew."""
TO_CALLER = frozenset(
    b"accept-patch accept-post allow cache-control content-disposition content-encoding"
    b" content-language content-security-policy content-type etag idempotent-replayed"
    b" last-modified link location retry-after vary www-authenticate".split()
)
"""What a caller may hear from a service; connection, server and date belong to this process."""
_BODY_AHEAD = frozenset({b"content-length", b"transfer-encoding"})
NO_BODY = frozenset({204, 304})


class Front:
    """Sends each request where it belongs."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        directory: Directory,
        settings: Settings,
        wires: Mapping[str, Wire],
        shelf: Shelf,
    ) -> None:
        self.app = app
        self.directory = directory
        self.settings = settings
        self.wires = wires
        self.shelf = shelf
        self.waiting = dict.fromkeys(SERVICES, 0)
        self.receiving = 0
        self.files = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if messages := self.shelf.answer(scope):
            for message in messages:
                await send(dict(message))  # what is shared is not written on by those outside
            return
        try:
            await self._hand_on(scope, receive, send)
        except Problem as problem:
            languages = (v for k, v in scope["headers"] if k == b"accept-language")
            language = next(languages, b"").decode("latin-1")
            await errors.answer(problem, language)(scope, receive, send)

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = self.directory.find(scope["raw_path"])
        if place is None:
            raise Problem("not-found")
        owner = place.owners.get(scope["method"])
        if owner == OURSELVES:
            await self.app(scope, receive, send)
        elif owner:
            scope["route"] = place
            await self.forward(owner, scope, receive, send)
        else:
            await _other_method(place, scope, send)

    async def forward(self, service: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to a service and its answer to the caller."""
        headers = _to_service(scope["headers"])
        if scope["route"].path in caller.TOLD:
            token = tokens.service_token(self.settings.service_key_file)
            address = caller.address(scope, self.settings.proxies)
            headers.update({caller.ADDRESS_HEADER: address, caller.VOUCHER_HEADER: token})
        async with self._room(scope):
            body = await self._body(scope, receive)
            await self._pass(service, scope, headers, body, send)

    @asynccontextmanager
    async def _room(self, scope: Scope) -> AsyncGenerator[None]:
        """Hold a place for a body above the usual size until it is passed on; raise 503 without one."""
        if not self._is_large(scope):
            yield
            return
        if self.files >= self.settings.files_at_once:
            raise Problem("temporarily-unavailable", headers={"Connection": "close"})
        self.files += 1
        try:
            yield
        finally:
            self.files -= 1

    def _is_large(self, scope: Scope) -> bool:
        """Say whether more than the usual body may come: the length says so, or says nothing."""
        if scope["method"] != "PUT" or not scope["path"].startswith(FILES):
            return False
        sizes = [int(value) for name, value in scope["headers"] if name == b"content-length"]
        return not sizes or sizes[0] > self.settings.max_body_bytes

    async def _pass(
        self,
        service: str,
        scope: Scope,
        headers: CIMultiDict[str],
        body: bytes | None,
        send: Send,
    ) -> None:
        if self.waiting[service] >= self.settings.per_service:
            raise Problem("temporarily-unavailable")
        target = scope["raw_path"]
        if query := scope["query_string"]:
            target = target + b"?" + query
        self.waiting[service] += 1
        try:
            answer = await self._ask(
                service, scope["method"], target.decode("ascii"), headers, body
            )
            async with asyncio.timeout(self.settings.pass_seconds):
                await _to_caller(answer, send)
        finally:
            self.waiting[service] -= 1

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """Return the body; raise 503 at once while too many others are still sending theirs.

        Bodies that do not come leave room for everybody who has none to send.
        """
        if not any(name in _BODY_AHEAD and value != b"0" for name, value in scope["headers"]):
            return None
        if self.receiving >= self.settings.per_service:
            raise Problem("temporarily-unavailable", headers={"Connection": "close"})
        self.receiving += 1
        try:
            return await _whole(receive, self.settings.body_seconds)
        finally:
            self.receiving -= 1

    async def _ask(
        self, service: str, method: str, target: str, headers: CIMultiDict[str], body: bytes | None
    ) -> Answer:
        try:
            async with asyncio.timeout(self.settings.pass_seconds):
                return await self.wires[service].ask(method, target, headers, body)
        except TimeoutError:
            raise Problem("upstream-timeout") from None


async def _whole(receive: Receive, seconds: float) -> bytes:
    """Return the body; raise 400 when it does not come in time. The edge before us holds it to its size."""
    pieces = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    break
                pieces.append(message.get("body", b""))
                if not message.get("more_body"):
                    return b"".join(pieces)
    except TimeoutError:
        pass
    said = ("ข้อมูลมาไม่ครบในเวลาที่กำหนด", "The body did not arrive in time")
    raise Problem("malformed-request", said, headers={"Connection": "close"})


def _to_service(given: Headers) -> CIMultiDict[str]:
    """Return the headers that the service may see; raise 400 for bytes beyond ASCII in one of them."""
    headers = CIMultiDict({"X-Request-Id": request_id.get()})
    for name, value in given:
        if known := TO_SERVICE.get(name):
            if not value.isascii():
                raise Problem("malformed-request")
            headers.add(known, value.decode("ascii"))
    return headers


async def _to_caller(answer: Answer, send: Send) -> None:
    headers: Headers = []
    size = b""
    for name, value in answer.headers:
        lower = name.lower()
        if lower in TO_CALLER:
            headers.append((lower, value))
        elif lower == b"content-length":
            size = value
    empty = answer.status in NO_BODY
    if answer.pieces is None and not empty:
        size = str(len(answer.body)).encode()
    if size and not empty:
        headers.append((b"content-length", size))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.pieces is not None:
        async for piece in answer.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"" if empty else answer.body})


async def _other_method(place: Place, scope: Scope, send: Send) -> None:
    """Tell what a place allows; raise 405 unless that was the question."""
    if scope["method"] != "OPTIONS":
        raise Problem("method-not-allowed", headers={"Allow": place.allow})
    headers = [(b"allow", place.allow.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
