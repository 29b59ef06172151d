"""The command line: what it needs, what it refuses, and what it leaves behind."""

import json
import socket
import stat
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from khabuan import (
    environment,
    hints,
    keys,
    load,
    migrate,
    openapi,
    processes,
    refusal,
    welcome,
)
from shared import migrations, tokens

ROOT = Path(__file__).parents[2]


def _khabuan(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "khabuan", *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command", [["token", "--role", "AUDITOR"], ["up"], ["load", "examples"], ["generate"]]
)
def test_production_gets_no_development_tools(tmp_path: Path, command: list[str]) -> None:
    keys.make(tmp_path)
    refused = _khabuan(*command, KHABUAN_HOME=str(tmp_path), KHABUAN_ENVIRONMENT="production")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert len(refused.stderr.splitlines()) == 1
    assert "KHABUAN_ENVIRONMENT" in refused.stderr


def test_keys_are_private_stay_the_same_and_say_that_they_are_for_development(
    tmp_path: Path,
) -> None:
    made = keys.make(tmp_path)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    keys.make(tmp_path)
    assert before == {path: path.read_bytes() for path in made.folder.iterdir()}
    names = {"cursor-secret", "jwks.json", "issuer.json", "issuer-next.json"}
    names |= {"certificate-authority.key", "certificate-authority.pem"}
    assert {path.name for path in before} == names | {
        f"{p.name}.json" for p in processes.PROCESSES
    }
    for path in before:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        if path.suffix == ".json":
            assert '"development"' in path.read_text("utf-8")
    public = json.loads(made.jwks.read_text("utf-8"))["keys"]
    assert not any("d" in key for key in public)
    assert len({key["kid"] for key in public}) == 6


def test_a_lost_key_is_made_again_and_published(tmp_path: Path) -> None:
    made = keys.make(tmp_path)
    made.of("planning").unlink()
    keys.make(tmp_path)
    token = tokens.service_token(made.of("planning"))
    assert tokens.Verifier(made.jwks).subject(f"Bearer {token}").id == "service:planning"


@pytest.mark.parametrize("asked", ["0", "65536", "http", "-1", "๘๐๐๐", "80 "])
def test_an_impossible_port_is_refused(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABUAN_PORT", asked)
    with pytest.raises(refusal.Refusal, match="KHABUAN_PORT"):
        environment.port()


def test_half_the_database_urls_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in processes.DATABASE_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    assert environment.given_databases() is None
    monkeypatch.setenv("REGISTRY_DATABASE_URL", "postgresql://r:r@127.0.0.1/r")
    with pytest.raises(refusal.Refusal, match=r"missing: PLANNING_\S+, PARTNERS_\S+"):
        environment.given_databases()


def test_given_database_urls_start_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in processes.DATABASE_VARIABLES:
        monkeypatch.setenv(variable, f"postgresql://{variable}")
    with environment.databases(tmp_path) as urls:
        assert urls["planning"] == "postgresql://PLANNING_DATABASE_URL"
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = _khabuan("up", KHABUAN_HOME=str(tmp_path), KHABUAN_PORT=port)
    assert refused.returncode == 1
    assert refused.stderr == f"khabuan: port {port} is taken; set KHABUAN_PORT to another one\n"
    assert not (tmp_path / "postgres").exists()


def _history(root: Path, *revisions: str) -> None:
    folder = root / "services" / "registry" / "migrations" / "versions"
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(revisions):
        (folder / f"{number}.py").write_text(text)


def test_the_newest_revision_is_the_one_that_nothing_builds_on(tmp_path: Path) -> None:
    assert migrate.head("registry", root=tmp_path) is None
    _history(
        tmp_path,
        'revision = "aa"\ndown_revision = None\n',
        'revision: str = "bb"\ndown_revision: str | None = "aa"\n',
    )
    assert migrate.head("registry", root=tmp_path) == "bb"


def test_a_history_with_two_ends_is_refused(tmp_path: Path) -> None:
    _history(tmp_path, 'revision = "aa"\ndown_revision = None\n', 'revision = "bb"\n')
    with pytest.raises(refusal.Refusal, match="several ends: aa, bb"):
        migrate.head("registry", root=tmp_path)


@pytest.mark.parametrize("service", [service.name for service in processes.SERVICES])
def test_our_quick_look_sees_the_head_that_alembic_sees(service: str) -> None:
    assert (
        migrate.head(service)
        == ScriptDirectory.from_config(migrations.config(service)).get_current_head()
    )
    assert migrate.head(service) is not None


def test_writing_the_documents_ends_the_drift_and_a_change_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"registry.json": "{}\n", "gateway.json": "{}\n"}
    monkeypatch.setattr(openapi, "documents", lambda: made)
    with pytest.raises(refusal.Refusal, match=r"gateway\.json, registry\.json"):
        openapi.check(tmp_path)
    assert len(openapi.write(tmp_path)) == 2
    assert openapi.write(tmp_path) == []
    openapi.check(tmp_path)
    (tmp_path / "old.json").write_text("{}\n")
    with pytest.raises(refusal.Refusal, match=r": old\.json;"):
        openapi.check(tmp_path)


def test_the_welcome_names_everything_to_open(capsys: pytest.CaptureFixture[str]) -> None:
    welcome.show("http://127.0.0.1:8123", need="0199", seconds=1.0)
    said = capsys.readouterr().out
    for path in (
        "/\n",
        "/docs\n",
        "/redoc\n",
        "/v1/journeys/0199\n",
        "/v1/tambon-profiles/720602 ",
    ):
        assert f"  http://127.0.0.1:8123{path}" in said
    for code in ("72", "60", "19", "18"):
        assert f"http://127.0.0.1:8123/v1/province-dashboards/{code}" in said


def _shown_commands(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the commands that the welcome shows, as they stand on their lines."""
    welcome.show("http://127.0.0.1:8123", need=None, seconds=1.0)
    said = capsys.readouterr().out.splitlines()
    return [line.strip() for line in said if "khabuan" in line.partition("http")[0]]


def test_the_commands_of_the_welcome_work_when_they_are_pasted_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "a home"
    made = keys.make(home)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KHABUAN_HOME", str(home))
    monkeypatch.setenv("KHABUAN_PORT", "8123")
    token, new_id = _shown_commands(capsys)
    surroundings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    for command in (f'{token}; echo "$TOKEN"', new_id):
        pasted = subprocess.run(
            ["sh", "-c", command], env=surroundings, capture_output=True, text=True, check=True
        )
        if command == new_id:
            assert uuid.UUID(pasted.stdout.strip()).version == 7
        else:
            tokens.Verifier(made.jwks).subject(f"Bearer {pasted.stdout.strip()}")


def test_a_hint_names_what_differs_from_the_default_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KHABUAN_HOME", raising=False)
    monkeypatch.setenv("KHABUAN_PORT", "8000")
    assert hints.make("run") == "make run"
    monkeypatch.setenv("KHABUAN_PORT", "8123")
    assert hints.make("run") == "KHABUAN_PORT=8123 make run"
    monkeypatch.setenv("KHABUAN_HOME", "data of today")
    assert hints.make("run") == "KHABUAN_HOME='data of today' KHABUAN_PORT=8123 make run"


def test_load_with_nothing_running_says_so_at_once(tmp_path: Path) -> None:
    keys.make(tmp_path)
    began = time.monotonic()
    refused = _khabuan(
        "load", str(ROOT / "examples"), KHABUAN_HOME=str(tmp_path), KHABUAN_PORT="1"
    )
    assert time.monotonic() - began < load.PATIENCE_SECONDS / 2
    assert refused.returncode == 1
    assert refused.stderr == (
        "khabuan: no gateway at http://127.0.0.1:1; "
        f"is `KHABUAN_HOME={tmp_path} KHABUAN_PORT=1 make run` running?\n"
    )


def test_ids_are_new_every_time() -> None:
    first, second = (uuid.UUID(_khabuan("id").stdout.strip()) for _ in range(2))
    assert first.version == second.version == 7
    assert first < second


def test_help_loads_nothing_heavy() -> None:
    assert _khabuan("--help").returncode == 0
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import khabuan.main"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    for heavy in ("sqlalchemy", "fastapi", "alembic", "psycopg", "httpx"):
        assert f"| {heavy}\n" not in loaded.replace(" ", "").replace("|", "| ")
