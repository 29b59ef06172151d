"""`khabuan up` with the real processes: starts, starts again quickly, and recovers from a kill."""

import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest

from khabuan import load, ports, processes
from shared.policies import Role

ROOT = Path(__file__).parents[2]
FIRST_START_SECONDS, SECOND_START_SECONDS = 90.0, 5.0
READING = 1.7
"""How often a start may cost what reading the code of its processes costs on the same machine."""
TROUBLES = ("event-parked", "not loaded", "traceback", '"level": "error"', '"level": "critical"')
pytestmark = pytest.mark.slow


class Platform:
    """A platform of its own: one home, one port, started and stopped as a person would."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "said"
        self.port = ports.find_free()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it, wait for its welcome and return the seconds that took."""
        began = time.monotonic()
        surroundings = {
            **{k: v for k, v in os.environ.items() if k not in processes.DATABASE_VARIABLES},
            "KHABUAN_HOME": str(self.home),
            "KHABUAN_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "khabuan", "up"],
                stdout=said,
                stderr=subprocess.STDOUT,
                env=surroundings,
            )
        while self.process.poll() is None and time.monotonic() - began < FIRST_START_SECONDS:
            if "Ctrl-C" in self.log.read_text("utf-8"):
                return time.monotonic() - began
            time.sleep(0.02)
        self.end(signal.SIGKILL)
        pytest.fail(self.log.read_text("utf-8")[-2000:])

    def worked(self) -> float:
        """Return the processor seconds that it and its processes have used so far.

        What a start costs, however busy the machine is with other things.
        """
        assert self.process is not None
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(") ")[2].split()
                if self.process.pid in (int(stat.parent.name), int(fields[1])):
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self, wish: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        assert self.process is not None
        self.process.send_signal(wish)
        return self.process.wait(40)

    def troubles(self) -> list[str]:
        """Return the lines of the log that no start may have."""
        lines = self.log.read_text("utf-8").splitlines()
        return [line for line in lines if any(mark in line.lower() for mark in TROUBLES)]

    def ask(self, path: str) -> int:
        """Return the status of a public page of the gateway."""
        address = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code

    def send(
        self, path: str, body: dict[str, str] | None = None, *, token: str | None = None
    ) -> dict[str, Any]:
        """Return the JSON of a good answer; a body makes it a POST."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps(body).encode() if body else None
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, content, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own
            told: dict[str, Any] = json.load(answer)
        return told


def read_of_the_code() -> float:
    """Return the processor seconds that four processes spend on reading the code of the services."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    for name in ("services.registry", "services.planning", "services.partners", "gateway"):
        subprocess.run([sys.executable, "-c", f"import {name}.main"], cwd=ROOT, check=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime


def _runs(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Start a platform from nothing."""
    made = Platform(tmp_path_factory.mktemp("home"))
    try:
        assert made.start() < FIRST_START_SECONDS
        yield made
    finally:
        if made.process is not None and made.process.poll() is None:
            made.end(signal.SIGKILL)


def test_the_first_start_serves_what_the_welcome_names(platform: Platform) -> None:
    address = f"http://127.0.0.1:{platform.port}"
    named = re.findall(rf"{address}(/\S*)", platform.log.read_text("utf-8"))
    assert {"/", "/docs", "/redoc", "/v1/tambon-profiles/720602"} < set(named)
    for path in (*named, "/readyz"):
        assert platform.ask(path) == 200, path
    assert load.running_gateway(platform.home, otherwise="") == address


def test_every_example_was_loaded(platform: Platform) -> None:
    assert platform.troubles() == []
    (hashes,) = json.loads((platform.home / "loaded.json").read_text()).values()
    stories = list((ROOT / "examples").glob("*.json"))
    assert stories
    assert len(hashes) == len(stories) + 1  # and the areas


ACCOUNT = re.compile(
    r"^  ([a-z.-]+) +([a-z0-9]{4}(?:-[a-z0-9]{4}){3}) +([A-Z2-7]{32})$", re.MULTILINE
)


def test_every_role_of_the_story_signs_in_with_what_was_printed_once(platform: Platform) -> None:
    accounts = ACCOUNT.findall(platform.log.read_text("utf-8"))
    roles = set()
    for login, password, factor in accounts:
        code = pyotp.TOTP(factor).at(int(time.time()) + 30)  # the code of now proved the factor
        signed_in = platform.send(
            "/v1/sign-ins", {"login": login, "password": password, "code": code}
        )
        me = platform.send("/v1/me", token=signed_in["access_token"])
        assert me["login"] == login
        assert me["signed_in_with_second_factor"]
        roles |= {grant["role"] for grant in me["grants"]}
    assert len(accounts) == 9
    assert roles == set(Role) - {Role.PUBLIC, Role.SERVICE}
    said = platform.log.read_text("utf-8")
    for file in platform.home.rglob("*.json"):
        assert not any(password in file.read_text("utf-8") for _, password, _ in accounts)
    assert said.count(accounts[0][1]) == 1


def test_a_stopped_platform_starts_again_in_seconds_and_loads_nothing_twice(
    platform: Platform,
) -> None:
    before = (platform.home / "loaded.json").read_bytes()
    assert platform.end(signal.SIGTERM) == 0
    assert platform.troubles() == []  # what the examples set off has long been followed
    assert not (platform.home / "running.json").exists()
    seconds = platform.start()
    worked = platform.worked()
    assert seconds < SECOND_START_SECONDS or worked < READING * read_of_the_code(), worked
    assert (platform.home / "loaded.json").read_bytes() == before
    assert ACCOUNT.findall(platform.log.read_text("utf-8")) == []
    steps = [line for line in platform.log.read_text("utf-8").splitlines() if line[:1] == "·"]
    assert [step.rpartition(" · ")[2] for step in steps] == [
        "starting PostgreSQL",
        "starting the services",
    ]


def test_after_a_sigkill_of_everything_the_next_start_recovers(platform: Platform) -> None:
    platform.end(signal.SIGKILL)
    platform.start()
    assert platform.ask("/v1/province-dashboards/72") == 200


def test_a_killed_database_is_started_again_under_the_services(platform: Platform) -> None:
    written = platform.home / "postgres" / "data" / "postmaster.pid"
    killed = int(written.read_text().split()[0])
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if platform.ask("/v1/areas?limit=1") == 200 and not _runs(killed):
            break
        time.sleep(0.1)
    assert int(written.read_text().split()[0]) != killed
    assert platform.ask("/v1/areas?limit=1") == 200


def test_a_stop_takes_no_longer_than_what_is_in_flight(platform: Platform) -> None:
    began = time.monotonic()
    assert platform.end(signal.SIGINT) == 0
    assert time.monotonic() - began < 9.0
