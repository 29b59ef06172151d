"""What sets the project up: the lock files, the Makefile, the file that CI runs."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.stem)


def _pins(lock: Path) -> dict[str, str]:
    """Return version by package of a lock file."""
    found = re.findall(
        r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", lock.read_text("utf-8"), re.MULTILINE
    )
    return dict(found)


def test_there_is_a_lock_file_for_every_purpose() -> None:
    assert [lock.stem for lock in LOCKS] == ["bench", "dev", "production", "run", "uv"]


@each_lock
def test_a_lock_file_names_no_address(lock: Path) -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|@ ", lock.read_text("utf-8"))


@each_lock
def test_every_pin_has_hashes(lock: Path) -> None:
    text = re.sub(r"^ *#.*$", "", lock.read_text("utf-8"), flags=re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    for entry in filter(str.strip, entries):
        assert re.match(r"[a-z0-9._-]+(?:\[[^]]*\])?==", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


@pytest.mark.parametrize(
    ("small", "large"), [("production", "run"), ("run", "dev"), ("dev", "bench")]
)
def test_a_larger_environment_holds_the_smaller_one_unchanged(small: str, large: str) -> None:
    folder = ROOT / "requirements"
    assert _pins(folder / f"{small}.txt").items() <= _pins(folder / f"{large}.txt").items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = _pins(ROOT / "requirements" / "production.txt")
    for wish in project["project"]["dependencies"]:
        name, _, version = re.sub(r"\[.*?\]", "", wish).partition("==")
        assert locked[name].startswith(version.rstrip("*")), wish


def test_make_alone_lists_at_most_fifteen_targets() -> None:
    listed = subprocess.run(
        ["make", "-C", ROOT], capture_output=True, text=True, check=True
    ).stdout
    named = re.findall(r"^  ([a-z]+) +\S", listed, re.MULTILINE)
    declared = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert declared is not None
    assert sorted(named) == sorted(declared[1].split())
    assert len(named) <= 15
    assert {"run", "test", "check", "score", "bench", "openapi", "lock"} <= set(named)


@pytest.mark.parametrize(
    ("wish", "surroundings", "workers"),
    [("", "", "2"), ("", "-n 3", "3"), ("-n 1", "", "1"), ("-n 1", "-n 3", "1")],
)
def test_the_tests_run_on_two_workers_unless_asked_otherwise(
    wish: str, surroundings: str, workers: str, tmp_path: Path
) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "Makefile").symlink_to(ROOT / "Makefile")
    stand_in = tmp_path / ".venv" / "bin" / "pytest"
    stand_in.write_text('#!/bin/sh\necho "$PYTEST_ADDOPTS $*"\n')
    stand_in.chmod(0o755)
    said = subprocess.run(
        ["make", "-s", "-C", tmp_path, "-o", ".venv/ready-dev", "test", f"args={wish}"],
        env={"PATH": "/usr/bin:/bin", "PYTEST_ADDOPTS": surroundings},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.findall(r"-n ([0-9])", said)[-1] == workers  # pytest takes the last
    assert "--dist loadfile" in said


def test_ci_runs_the_tests_and_the_checks() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text("utf-8")
    assert script.stat().st_mode & 0o100
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert re.findall(r"^make .*$", text, re.MULTILINE) == ["make test", "make check"]


@pytest.mark.parametrize(
    "step",
    [
        "ruff format --check",
        "ruff check",
        "mypy",
        "ty check",
        "lint-imports",
        "pytest -q tests/test_house.py",
        "khabuan openapi --check",
        "khabuan migrate --check",
    ],
)
def test_the_checks_are_complete(step: str) -> None:
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe is not None
    assert f"\t$(BIN)/{step}" in recipe[1]
    assert all(not line.startswith("\t-") for line in recipe[1].splitlines())


def test_a_machine_without_a_fitting_python_is_told_so(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements"):
        (tmp_path / name).symlink_to(ROOT / name)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "make", "echo", "touch"):
        found = subprocess.run(["which", tool], capture_output=True, text=True, check=True).stdout
        (tools / tool).symlink_to(found.strip())
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    asked = subprocess.run(
        ["make", "-C", tmp_path, "run"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode != 0
    assert "needs Python 3.11 or newer" in asked.stderr
