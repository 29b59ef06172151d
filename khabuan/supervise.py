"""Keep the processes of the platform running, and stop them in the right order.

A child that dies is started again at once, and with growing pauses when it keeps dying. To stop,
the gateway goes first and finishes what is in flight while the services still answer it; then the
services; the database, which the caller owns, comes last. Children live in sessions of their own,
so Ctrl-C in a terminal reaches only the supervisor, and on a leash (`leash.py`), so they end even
when the supervisor is killed.
"""

import asyncio
import contextlib
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from khabuan import health, leash, processes, refusal

FIRST_START_SECONDS = 60.0
KILL_AFTER_SECONDS = processes.GRACEFUL_SECONDS + 5.0
PAUSES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
SETTLED_SECONDS = 10.0
POLL_SECONDS = 0.05
COLOURS = ("\x1b[32m", "\x1b[34m", "\x1b[35m", "\x1b[36m")


@dataclass
class Child:
    """A process to keep running, and what is known about it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    address: str
    health_path: str = processes.HEALTH_PATH
    last: bool = True
    """Stops after those that are not `last` have finished."""
    process: Process | None = field(default=None, repr=False)
    ready: asyncio.Event = field(default_factory=asyncio.Event, repr=False)


class Supervisor:
    """Runs children until it is told to stop."""

    def __init__(self, children: Sequence[Child], *, prefixed: bool | None = None) -> None:
        """Prepare; `prefixed` puts the child's name before its lines (default: on a terminal)."""
        self.children = children
        self.prefixed = sys.stderr.isatty() if prefixed is None else prefixed
        self.stopping = asyncio.Event()
        self.hurry = asyncio.Event()
        self.failure: Exception | None = None

    def stop(self) -> None:
        """Begin to stop; asked a second time, do not wait for requests in flight."""
        (self.hurry if self.stopping.is_set() else self.stopping).set()

    def fail(self, reason: Exception) -> None:
        """Stop because of `reason`, which `run` raises in the end."""
        self.failure = self.failure or reason
        self.stopping.set()

    async def run(
        self,
        when_ready: Callable[[], Awaitable[None]],
        *,
        beside: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Start everything, call `when_ready` once all are ready, and return when all is stopped.

        `beside` runs all the while (it watches the database). Raises `Refusal` when a child does
        not become ready at the start.
        """
        loop = asyncio.get_running_loop()
        for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(wish, self.stop)
        keepers = [asyncio.create_task(self._guard(self._keep(child))) for child in self.children]
        others = [asyncio.create_task(self._guard(self._begin(when_ready)))]
        if beside is not None:
            others.append(asyncio.create_task(self._guard(beside())))
        try:
            await self.stopping.wait()
        finally:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await self._stop_all()
            await asyncio.gather(*keepers)
            for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(wish)
        if self.failure:
            raise self.failure

    async def _begin(self, when_ready: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(FIRST_START_SECONDS):
                await asyncio.gather(*(self._await_ready(child) for child in self.children))
        except TimeoutError:
            late = [child.name for child in self.children if not child.ready.is_set()]
            message = f"not ready after {FIRST_START_SECONDS:.0f} s: {', '.join(late)}"
            raise refusal.Refusal(message) from None
        await when_ready()

    async def _guard(self, work: Awaitable[None]) -> None:
        """Stop everything when a part of the work fails: nothing goes on half alive."""
        try:
            await work
        except Exception as reason:  # noqa: BLE001 - `run` raises it
            self.fail(reason)

    async def _await_ready(self, child: Child) -> None:
        ready = False
        while not ready:
            await asyncio.sleep(POLL_SECONDS)
            ready = await health.is_ready(child.address, child.health_path)
        child.ready.set()

    async def _keep(self, child: Child) -> None:
        """Start the child again whenever it ends, until we stop."""
        deaths = 0
        while not self.stopping.is_set():
            began = time.monotonic()
            code = await self._live(child)
            if self.stopping.is_set():
                return
            if not child.ready.is_set():
                message = f"{child.name} ended with code {code} before it was ready"
                raise refusal.Refusal(message)
            deaths = 0 if time.monotonic() - began > SETTLED_SECONDS else deaths + 1
            pause = PAUSES[min(deaths, len(PAUSES)) - 1] if deaths else 0.0
            self._say(child, f"ended with code {code}; starting again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), pause)

    async def _live(self, child: Child) -> int:
        pipe = PIPE if self.prefixed else None
        process = await asyncio.create_subprocess_exec(
            *leash.command(child.command, signal_number=signal.SIGKILL),
            env=child.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=pipe,
            stderr=asyncio.subprocess.STDOUT if pipe else None,
            start_new_session=True,
        )
        child.process = process
        if self.stopping.is_set():  # the wish to stop came while it was being made
            process.terminate()
        if process.stdout is not None:
            await self._relay(child, process.stdout)
        return await process.wait()

    async def _relay(self, child: Child, lines: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await lines.readline()
            except ValueError:
                line = b"(a line too long to show)\n"
            if not line:
                return
            self._say(child, line.decode("utf-8", "replace").rstrip("\n"))

    def _say(self, child: Child, line: str) -> None:
        if self.prefixed:
            colour = COLOURS[self.children.index(child) % len(COLOURS)]
            print(f"{colour}{child.name:>9} │\x1b[0m {line}", file=sys.stderr, flush=True)
        else:
            print(f"{child.name}: {line}", file=sys.stderr, flush=True)

    async def _stop_all(self) -> None:
        for last in (False, True):
            group = [child for child in self.children if child.last is last]
            await asyncio.gather(*(self._end(child) for child in group))

    async def _end(self, child: Child) -> None:
        """Ask the child to finish, and kill it when it takes too long or we are in a hurry."""
        process = child.process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        ended = asyncio.create_task(process.wait())
        hurry = asyncio.create_task(self.hurry.wait())
        await asyncio.wait(
            {ended, hurry}, timeout=KILL_AFTER_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        hurry.cancel()
        if not ended.done():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await ended
