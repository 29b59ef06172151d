"""One PostgreSQL server process: start it, see that it is ready, end it, mend after a crash."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from khabuan import leash, ports, refusal

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LC_MESSAGES": "C", "TZ": "UTC"}
# Four services with pools, test workers, migrations and a person with psql: add them up here.
MAX_CONNECTIONS = 200
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": str(MAX_CONNECTIONS),
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_error_verbosity": "terse",  # details quote rows: names, phone numbers, logins
}
RETRY_SECONDS = 30.0
READY_SECONDS = 120.0
STOP_SECONDS = 60.0
LOG_BYTES = 10_000_000
# What the log says when waiting helps: the backends of a killed server still hold its memory,
# or somebody else took the port between our look and the server's.
PASSING = ("pre-existing shared memory block", "Address already in use", "could not bind")


@dataclass
class Server:
    """Where a server lives and, once launched, its process and port."""

    binaries: Path
    folder: Path
    user: tuple[int, int] | None
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.folder / "data"


@contextmanager
def reached(folder: Path, user: tuple[int, int] | None) -> Generator[tuple[str, tuple[int, ...]]]:
    """Lend a name by which `user` reaches `folder`, and the descriptors to hand over for it.

    The user that root drops to may not be allowed to follow the folder's absolute name; through
    a descriptor that root opened nothing above the folder is asked.
    """
    if user is None or not Path("/proc/self/fd").exists():
        yield str(folder), ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def launch(server: Server) -> None:
    """Start the server on its port (a free one the first time) and wait until it is ready.

    Raises `Refusal` with the server's own words when it does not start.
    """
    deadline = time.monotonic() + RETRY_SECONDS
    wanted = server.port
    log = server.folder / "log"
    while True:
        server.port = wanted or ports.find_free()
        seen = _trim(log)
        server.process = _spawn(server, log)
        if _wait_ready(server):
            return
        words = log.read_bytes()[seen:].decode("utf-8", "replace")
        if time.monotonic() > deadline or not any(mark in words for mark in PASSING):
            reasons = [line for line in words.splitlines() if "FATAL" in line or "PANIC" in line]
            reason = (reasons or words.splitlines() or ["no word in its log"])[-1]
            message = f"PostgreSQL does not start: {reason} (see {log})"
            raise refusal.Refusal(message)
        time.sleep(0.1)


def ready_port(data: Path) -> int | None:
    """Return the port of a server that is ready for this data folder, whoever runs it."""
    lines = _pid_file(data)
    return int(lines[3]) if _says_ready(lines) and _runs(int(lines[0]), data) else None


def shut_down(server: Server) -> None:
    """End the server in PostgreSQL's fast mode, at once if it does not follow."""
    process = server.process
    if process is None or process.poll() is not None:
        return
    for wish in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(wish)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


def end_orphan(data: Path) -> None:
    """End a server that a killed run left behind and make its stale pid file harmless."""
    lines = _pid_file(data)
    if not lines:
        return
    pid = abs(int(lines[0]))
    deadline = time.monotonic() + STOP_SECONDS
    if _runs(pid, data):
        os.kill(pid, signal.SIGINT)
    while _runs(pid, data) and time.monotonic() < deadline:
        time.sleep(0.02)
    if _runs(pid, data):
        os.kill(pid, signal.SIGQUIT)
    lines = _pid_file(data)
    if lines:
        # The pid may belong to a stranger by now, for whom PostgreSQL would refuse to start. It
        # never minds its own parent, which we are; the file's other lines still guard the memory.
        (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))


def _pid_file(data: Path) -> list[str]:
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").split("\n")
    except OSError:
        return []
    return lines if lines[0].strip().lstrip("-").isdecimal() else []


def _says_ready(lines: list[str]) -> bool:
    return lines[7:8] != [] and lines[7].strip() == "ready"


def _runs(pid: int, data: Path) -> bool:
    """Tell whether `pid` is a living server of this data folder, no stranger with its number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False  # somebody else's process: our servers run as us, or we are root
    if sys.platform != "linux":
        answer = subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return str(data) in answer.stdout
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2]
        return not state.startswith(" Z") and Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return False


def _trim(log: Path) -> int:
    """Return the log's length; one that grew too long starts again."""
    log.touch(mode=0o600)
    size = log.stat().st_size
    if size < LOG_BYTES:
        return size
    log.write_bytes(b"")
    return 0


def _spawn(server: Server, log: Path) -> subprocess.Popen[bytes]:
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with log.open("ab") as words, reached(server.data, server.user) as (data, descriptors):
        program = [str(server.binaries / "postgres"), f"-D{data}", f"-cport={server.port}"]
        return subprocess.Popen(
            leash.command([*program, *settings], signal_number=signal.SIGINT, account=server.user),
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops us last
        )


def _wait_ready(server: Server) -> bool:
    """Wait until the server takes connections; return False when it ended instead."""
    process = server.process
    deadline = time.monotonic() + READY_SECONDS
    while process is not None and process.poll() is None:
        lines = _pid_file(server.data)
        if _says_ready(lines) and lines[0] == str(process.pid):
            return True
        if time.monotonic() > deadline:
            shut_down(server)
            return False
        time.sleep(0.01)
    return False
