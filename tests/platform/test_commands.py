"""The command line: what it needs, what it refuses, and what it leaves behind."""

import json
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from khabuan import environment, keys, migrate, openapi, processes, refusal, welcome
from shared import auth, migrations, policies

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


def test_a_token_opens_what_its_role_may_and_nothing_else(tmp_path: Path) -> None:
    made = keys.make(tmp_path)
    printed = _khabuan(
        "token", "--role", "TAMBON_STAFF", "--area", "720602", KHABUAN_HOME=str(tmp_path)
    )
    token = printed.stdout.strip()
    subject = auth.Verifier(made.jwks).subject(f"Bearer {token}")
    assert subject.grants == (auth.Grant(policies.Role.TAMBON_STAFF, area="720602"),)
    assert printed.returncode == 0
    assert len(printed.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", [["token", "--role", "AUDITOR"], ["up"], ["load", "examples"]])
def test_production_gets_no_development_tools(tmp_path: Path, command: list[str]) -> None:
    keys.make(tmp_path)
    refused = _khabuan(*command, KHABUAN_HOME=str(tmp_path), KHABUAN_ENVIRONMENT="production")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert len(refused.stderr.splitlines()) == 1
    assert "KHABUAN_ENVIRONMENT" in refused.stderr


def test_a_token_without_keys_says_where_they_come_from(tmp_path: Path) -> None:
    refused = _khabuan("token", "--role", "AUDITOR", KHABUAN_HOME=str(tmp_path))
    assert refused.returncode == 1
    assert "khabuan up" in refused.stderr


def test_an_unknown_role_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    keys.make(tmp_path)
    refused = _khabuan("token", "--role", "KING", KHABUAN_HOME=str(tmp_path))
    assert refused.returncode == 2
    assert "TAMBON_STAFF" in refused.stderr


def test_keys_are_private_stay_the_same_and_say_that_they_are_for_development(
    tmp_path: Path,
) -> None:
    made = keys.make(tmp_path)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    keys.make(tmp_path)
    assert before == {path: path.read_bytes() for path in made.folder.iterdir()}
    names = {"cursor-secret", "jwks.json", "issuer.json"}
    assert {path.name for path in before} == names | {
        f"{p.name}.json" for p in processes.PROCESSES
    }
    for path in before:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        if path.suffix == ".json":
            assert '"development"' in path.read_text("utf-8")
    public = json.loads(made.jwks.read_text("utf-8"))["keys"]
    assert not any("d" in key for key in public)
    assert len({key["kid"] for key in public}) == 5


def test_a_lost_key_is_made_again_and_published(tmp_path: Path) -> None:
    made = keys.make(tmp_path)
    made.of("planning").unlink()
    keys.make(tmp_path)
    token = auth.service_token(made.of("planning"))
    assert auth.Verifier(made.jwks).subject(f"Bearer {token}").id == "service:planning"


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
    for path in ("/docs", "/redoc", "/v1/journeys/0199", "khabuan token --role"):
        assert path in said
    for code in ("72", "60", "19", "18"):
        assert f"http://127.0.0.1:8123/v1/province-dashboards/{code}" in said


def test_help_is_quick() -> None:
    began = time.monotonic()
    assert _khabuan("--help").returncode == 0
    assert time.monotonic() - began < 2.0
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import khabuan.main"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    for heavy in ("sqlalchemy", "fastapi", "alembic", "psycopg", "httpx"):
        assert f"| {heavy}\n" not in loaded.replace(" ", "").replace("|", "| ")
