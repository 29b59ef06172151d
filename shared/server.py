"""How a process listens: uvicorn's parser with a limit for the head of a request, in bytes and in seconds."""

import asyncio
import gc
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
"""For the first line and the headers of a request, from the connection or the first byte."""
HEAD_BYTES = 65_536
gc.set_threshold(
    50_000, 25, 25
)  # uvicorn reads this before the app, whose import makes only what stays


class Protocol(HttpToolsProtocol):
    """Closes a connection whose head does not come to an end: uvicorn would keep and collect it for ever."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._in_head = self._in_body = self._turned = False
        self._head_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes while a head is not complete; refuse a head that is too long."""
        self._turned = False
        super().data_received(data)
        if self._in_body or (self._turned and not self._in_head):
            return
        self._wait()
        if not self._turned:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        """Note that a head begins."""
        super().on_message_begin()
        self._in_head = self._turned = True
        self._head_bytes = 0

    def on_headers_complete(self) -> None:
        """Note that a head is complete."""
        self._in_head, self._in_body = False, True
        self._rest()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that a body is complete."""
        self._in_body, self._turned = False, True
        super().on_message_complete()

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._late)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        self._deadline = None
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait()  # an answer is on its way to whoever already sends the next request
        else:
            self.transport.close()
