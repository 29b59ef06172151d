"""The supervisor heals what dies, lets requests finish, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabuan import ports

STANDIN = Path(__file__).with_name("standin.py")


def _get(port: int, path: str = "/") -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return int(answer.read())


def _start(factory: str, *options: str) -> tuple[subprocess.Popen[str], list[int]]:
    chosen = [ports.find_free(), ports.find_free()]
    command = [sys.executable, str(STANDIN), *map(str, chosen), factory, *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(STANDIN.parents[2])},
    )
    return process, chosen


@pytest.fixture
def running() -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Two stand-ins under a supervisor of their own, ready."""
    process, chosen = _start("create_app")
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process, chosen
        if process.poll() is None:
            process.kill()


def _ends_within(pids: list[int], seconds: float) -> bool:
    """Wait until none of the processes lives any more (a zombie has ended)."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(_lives(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def _lives(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_killed_process_is_started_again(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    _, (_, back) = running
    first = _get(back)
    os.kill(first, signal.SIGKILL)
    killed = time.monotonic()
    second = first
    while second == first:
        assert time.monotonic() - killed < 15
        try:
            second = _get(back)
        except OSError:
            time.sleep(0.02)
    assert second != first


def test_a_request_in_flight_finishes_after_sigterm_and_everything_ends(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, (front, back) = running
    pids = [_get(front), _get(back)]
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(_get(front, "/slow")))
    asking.start()
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    asking.join()
    assert answers == [pids[0]]
    assert process.wait(10) == 0
    assert process.stdout is not None
    assert process.stdout.read() == "stopped\n"
    assert not any(_lives(pid) for pid in pids)


def test_the_back_still_answers_while_the_front_finishes(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, (front, back) = running
    asking = threading.Thread(target=lambda: _get(front, "/slow"))
    asking.start()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert _get(back) > 0
    asking.join()
    assert process.wait(10) == 0


def test_a_second_signal_does_not_wait_for_requests(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, (front, _) = running
    answers: list[int] = []

    def ask() -> None:
        try:
            answers.append(_get(front, "/slow"))
        except OSError:
            answers.append(0)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    asking.join()
    assert answers == [0]
    assert process.wait(5) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the leash is Linux's")
def test_nothing_outlives_a_killed_supervisor(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, (front, back) = running
    pids = [_get(front), _get(back)]
    process.kill()
    assert _ends_within(pids, 3.0)


def test_a_process_that_cannot_start_stops_everything_with_one_clear_line() -> None:
    process, _ = _start("missing")
    with process:
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    last = errors.strip().splitlines()[-1]
    assert last.startswith("refused: ")
    assert last.endswith("before it was ready")


def test_on_a_terminal_every_line_carries_the_name_of_its_process() -> None:
    process, (_, back) = _start("create_app", "prefixed")
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        _get(back, "/say")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    lines = [line for line in said.splitlines() if " │" in line]
    assert [line.split("│\x1b[0m ")[0].strip().endswith("back") for line in lines] == [True] * 3
    assert "สวัสดี" in lines[0]
    assert "too long" in lines[1]
    assert lines[2].endswith("last")


def test_what_fails_after_the_start_stops_everything_and_is_told() -> None:
    process, chosen = _start("create_app", "failing")
    with process:
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.strip().splitlines()[-1] == "refused: the examples were refused"
    assert all(ports.is_free(port) for port in chosen)
