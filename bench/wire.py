"""Load a server over a few kept connections, cheaper than any server it measures.

`drive` uses wrk where it is installed, else one loop over non-blocking sockets. Both send the same
ready-made bytes, count only whole answers with the expected status, and stop by time and by number.
"""

import itertools
import re
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 16
PATIENCE_SECONDS = 20.0
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_SCRIPT = """
local requests, last = {}, 0
local file = io.open("%s", "rb"); local all = file:read("*a"); file:close()
for each in string.gmatch(all, "([^%%z]+)") do requests[#requests + 1] = each end
request = function() last = last %% #requests + 1; return requests[last] end
"""


class LoadError(Exception):
    """A server gave another answer than expected, or none in time."""


@dataclass(frozen=True)
class Load:
    """What came back: whole answers, the seconds they took together, and each one's own seconds."""

    answers: int
    seconds: float
    latencies: list[float] = field(default_factory=list, repr=False)

    @property
    def rate(self) -> float:
        """Return answers a second; half a one counts when none came, so that ratios stay finite."""
        return max(self.answers, 0.5) / self.seconds


def request(
    address: str,
    path: str,
    *,
    method: str = "GET",
    token: str = "",
    body: bytes = b"",
    more: str = "",
) -> bytes:
    """Return the bytes of a request; `more` holds further header lines, each with its line end."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {address}\r\nAccept: application/json\r\n"
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{more}\r\n".encode() + body


def drive(
    address: str,
    requests: Sequence[bytes],
    *,
    seconds: float,
    connections: int = CONNECTIONS,
    once: bool = False,
    status: bytes = b"200",
) -> Load:
    """Send the requests in turn for `seconds`; with `once` each at most once (writes).

    Raises `LoadError` for any answer with another status and for silence.
    """
    wrk = None if once else shutil.which("wrk")
    if wrk:
        return _by_wrk(wrk, address, requests, seconds, connections)
    turn = iter(requests) if once else itertools.cycle(requests)
    return _Loop(address, turn, status).run(seconds, connections)


def ask(address: str, message: bytes, *, status: bytes = b"200") -> bytes:
    """Send one request and return the body of its answer."""
    loop = _Loop(address, iter([message]), status)
    loop.run(PATIENCE_SECONDS, 1)
    return loop.body


@dataclass(slots=True)
class _Wire:
    socket: socket.socket
    sent_at: float = 0.0
    buffer: bytes = b""
    start: int = 0
    whole: int = 0
    closes: bool = False


class _Loop:
    """One thread, a few sockets, each with one request on its way."""

    def __init__(self, address: str, turn: Iterator[bytes], status: bytes) -> None:
        host, _, port = address.rpartition(":")
        self.target = (host, int(port))
        self.turn = turn
        self.status = status
        self.selector = selectors.DefaultSelector()
        self.latencies: list[float] = []
        self.body = b""

    def run(self, seconds: float, connections: int) -> Load:
        """Keep every connection busy until the time or the requests are over, then finish."""
        began = time.perf_counter()
        self.deadline = began + seconds
        open_wires = sum(self._open() for _ in range(connections))
        last = time.perf_counter()
        try:
            while open_wires:
                ready = self.selector.select(1.0)
                now = time.perf_counter()
                if ready:
                    last = now
                elif now - last > PATIENCE_SECONDS:
                    raise LoadError(f"no answer from {self.target[1]} in {PATIENCE_SECONDS} s")
                for key, _ in ready:
                    open_wires -= self._read(key.data, now)
        finally:
            for key in list(self.selector.get_map().values()):
                key.data.socket.close()
            self.selector.close()
        return Load(len(self.latencies), last - began, self.latencies)

    def _open(self) -> bool:
        """Connect and send the next request; say whether there was one."""
        message = next(self.turn, None)
        if message is None:
            return False
        opened = socket.create_connection(self.target, timeout=5)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire = _Wire(opened)
        self.selector.register(opened, selectors.EVENT_READ, wire)
        wire.sent_at = time.perf_counter()
        opened.sendall(message)
        return True

    def _read(self, wire: _Wire, now: float) -> bool:
        """Take in what came; say whether this connection is done for good."""
        got = wire.socket.recv(262_144)
        wire.buffer = wire.buffer + got if wire.buffer else got
        if not wire.whole and not self._head(wire):
            if not got:
                raise LoadError(f"{self.target[1]} closed the connection without an answer")
            return False
        if len(wire.buffer) < wire.whole:
            if not got:
                raise LoadError(f"{self.target[1]} closed the connection in its answer")
            return False
        if not self.latencies:
            self.body = wire.buffer[wire.start :]
        self.latencies.append(now - wire.sent_at)
        message = next(self.turn, None) if now < self.deadline else None
        if message is None or wire.closes:
            self.selector.unregister(wire.socket)
            wire.socket.close()
            if message is None:
                return True
            self.turn = itertools.chain([message], self.turn)
            return not self._open()
        wire.buffer, wire.whole = b"", 0
        wire.sent_at = time.perf_counter()
        wire.socket.sendall(message)
        return False

    def _head(self, wire: _Wire) -> bool:
        """Read status and length once the head is there; say whether it is."""
        end = wire.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = wire.buffer[: end + 2]
        length = _LENGTH.search(head)
        if head[9:12] != self.status or length is None:
            raise LoadError(f"{self.target[1]} answered {wire.buffer[:600]!r}")
        wire.whole = end + 4 + int(length[1])
        wire.closes = _CLOSE.search(head) is not None
        wire.start = end + 4
        return True


def _by_wrk(
    wrk: str, address: str, requests: Iterable[bytes], seconds: float, connections: int
) -> Load:
    """Let wrk send the same bytes from one thread."""
    with tempfile.TemporaryDirectory(prefix="khabuan-wrk-") as folder:
        messages, script = Path(folder, "requests"), Path(folder, "requests.lua")
        messages.write_bytes(b"\0".join(requests))
        script.write_text(_SCRIPT % messages, "utf-8")
        done = subprocess.run(
            [
                wrk,
                "-t1",
                f"-c{connections}",
                f"-d{max(1, round(seconds))}s",
                f"--timeout={PATIENCE_SECONDS:.0f}s",
                f"--script={script}",
                f"http://{address}/",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    failed = re.search(r"Non-2xx[^\n]*|Socket errors[^\n]*", done.stdout)
    if failed:
        raise LoadError(f"{address}: {failed[0]}")
    took = re.search(r"([0-9]+) requests in ([0-9.]+)(m?s)", done.stdout)
    if took is None:
        raise LoadError(f"{address}: wrk said {done.stdout!r}")
    return Load(int(took[1]), float(took[2]) / (1000 if took[3] == "ms" else 1))
