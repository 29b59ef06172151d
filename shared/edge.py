"""The first wall of every process, plain ASGI: request id, clean addresses, HEAD, the in-flight cap, last resort."""

import re
import time
from collections.abc import Mapping
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import errors
from shared.logging import request_id
from shared.strict import is_clean

SLOW_SECONDS = 0.5
DRAINED_BYTES = 16_777_216
_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_log = structlog.get_logger("access")
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Edge:
    """Wraps an app: what comes through is clean, what goes out is labelled, and nothing crashes outward."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        in_flight: int,
        max_body: int,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self.app = app
        self.cap = in_flight
        self.max_body = max_body
        self.larger = dict(larger or {})
        """What PUT may send to addresses that begin so, in bytes."""
        self.working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        token = request_id.set(given if _ID.match(given) else uuid4().hex)
        started, status, began = time.perf_counter(), 500, False
        head = scope["method"] == "HEAD"
        if head:
            scope = {**scope, "method": "GET"}  # the server still knows to send no body

        async def labelled(message: Message) -> None:
            nonlocal status, began
            if message["type"] == "http.response.start":
                began, status = True, message["status"]
                out = MutableHeaders(scope=message)
                out["X-Request-Id"] = request_id.get()
                for name, value in SECURITY_HEADERS.items():
                    out.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        self.working += 1
        try:
            await self._serve(scope, receive, labelled, headers)
        except ClientDisconnect:
            status = 499  # they went away while sending: nobody is there to answer
        except Exception as error:  # noqa: BLE001 - the last resort: nothing may crash outward
            _log.error("crash", exc_info=error, route=_template(scope))
            if not began:
                await _refuse(errors.Problem("internal-error"), scope, receive, labelled)
        finally:
            self.working -= 1
            _report(scope, status, time.perf_counter() - started)
            request_id.reset(token)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        refusal = self._refusal(scope, headers)
        if refusal is None:
            await self.app(scope, self._bounded(receive, self._most(scope)), send)
        else:
            await _refuse(refusal, scope, receive, send)

    def _most(self, scope: Scope) -> int:
        """Return how many bytes the body of this request may have."""
        if scope["method"] == "PUT":
            for start, most in self.larger.items():
                if scope["path"].startswith(start):
                    return most
        return self.max_body

    def _bounded(self, receive: Receive, most: int) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise errors.Problem("payload-too-large", max=most)
            return message

        return bounded

    def _refusal(self, scope: Scope, headers: Headers) -> errors.Problem | None:
        raw = scope.get("raw_path") or b""
        if not (is_clean(raw) and is_clean(scope["query_string"])):
            return errors.Problem("malformed-request")
        length = headers.get("content-length", "0")
        most = self._most(scope)
        if not (length.isascii() and length.isdigit()) or int(length[:18]) > most:
            return errors.Problem("payload-too-large", max=most)
        if self.working > self.cap and scope["path"] != "/livez":
            return errors.Problem("temporarily-unavailable")
        return None


async def _refuse(refusal: errors.Problem, scope: Scope, receive: Receive, send: Send) -> None:
    if refusal.code == "payload-too-large":
        await _drain(receive)
    answer = errors.answer(refusal, Headers(scope=scope).get("accept-language"))
    await answer(scope, receive, send)


async def _drain(receive: Receive) -> None:
    """Read on for a while: a client that is still sending would see a reset instead of the answer."""
    taken = 0
    while taken < DRAINED_BYTES:
        message = await receive()
        taken += len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def _report(scope: Scope, status: int, seconds: float) -> None:
    """Log what changed something, failed or was slow; the rest would only fill the disk."""
    if status >= 400 or seconds > SLOW_SECONDS or scope["method"] != "GET":
        _log.info(
            "request",
            method=scope["method"],
            route=_template(scope),
            status=status,
            ms=round(seconds * 1000, 1),
        )


def _template(scope: Scope) -> str:
    """Return the route's template, never the address itself: ids and queries stay out of the log."""
    return str(getattr(scope.get("route"), "path", "-"))
