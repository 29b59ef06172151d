"""A figure is a command: one line on standard output, exit code 0 only at its goal, a seed that replays."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import figure, results, score
from bench.figure import Figure, Known, Size

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `bench.score` with figures of our own; return the exit code and what it printed."""

    async def honest(size: Size, seed: int, control: bool) -> Figure:
        print("noise")  # noqa: T201 - it must not reach standard output
        os.write(1, b"more noise")
        return Figure(f"{seed} {size}", met=not control, n=3)

    def broken(size: Size, seed: int, control: bool) -> Figure:
        raise ValueError("secret")

    def absent(size: Size, seed: int, control: bool) -> Figure:
        raise figure.MissingError("run `make bench` first")

    known = {f.__name__: Known(f.__name__, "a goal", "", f) for f in (honest, broken, absent)}
    monkeypatch.setattr(figure, "discover", lambda: known)
    monkeypatch.setattr(results, "FILE", tmp_path / "score.json")

    def call(*arguments: str) -> tuple[int, str]:
        code = score.main(arguments)
        return code, capfd.readouterr().out

    return call


def test_a_figure_prints_one_line_and_nothing_of_what_it_says_meanwhile(run: Run) -> None:
    code, out = run("honest", "--seed", "5")
    assert code == 0
    assert out == "honest: 5 full · goal a goal: met · full · seed 5\n"


def test_the_makefile_may_name_it_with_an_option(run: Run) -> None:
    assert run("--name", "honest", "--seed", "5", "--size", "small")[1].startswith(
        "honest: 5 small"
    )


def test_a_planted_bug_must_be_missed(run: Run) -> None:
    code, out = run("honest", "--control")
    assert code == 1
    assert "MISSED" in out


@pytest.mark.parametrize(("name", "code"), [("broken", 1), ("absent", 2), ("unknown", 2)])
def test_what_breaks_or_cannot_run_is_no_success(run: Run, name: str, code: int) -> None:
    assert run(name)[0] == code


def test_the_result_is_kept_with_what_it_depends_on(run: Run) -> None:
    run("honest", "--seed", "5", "--size", "small")
    entry = json.loads(results.FILE.read_text("utf-8"))["honest/small"]
    assert entry["n"] == 3
    assert entry["seed"] == 5
    assert entry["commit"]
    assert entry["machine"]["processors"]


def test_every_figure_of_the_project_can_be_found() -> None:
    known = figure.discover()
    assert {"crash", "events", "speed"} <= set(known)
    assert all(each.goal for each in known.values())
