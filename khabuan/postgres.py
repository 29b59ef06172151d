"""The development PostgreSQL: a private cluster below `$KHABUAN_HOME/postgres`.

`start(home)` makes or continues it, `Cluster.stop()` ends it; nothing is left running when the
starting process dies. It listens on a free port of 127.0.0.1 and nowhere else, asks for a
password (scram), checks its pages and keeps `fsync` and `synchronous_commit` on, so a crash here
means what it means in production. Each service has a role that owns one database and is no
superuser; the passwords lie in `passwords.json` (mode 0600).

As root the server runs as an unprivileged user. The data stays in place even when that user may
not pass the folders above it: the server is handed its data folder as an open descriptor and told
to find it at `/proc/self/fd/…`, so no mode of any parent folder is ever changed.
"""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from khabuan import home as home_folder
from khabuan import lock, postgres_binaries, postgres_server, refusal

SERVICES = ("registry", "planning", "partners")
ADMIN = "postgres"
FIRST_WITH_BUILTIN_LOCALES = 17


@dataclass
class Cluster:
    """A running cluster; `stop` it when you are done (not when it was only joined)."""

    server: postgres_server.Server
    passwords: dict[str, str] = field(repr=False)
    held: lock.Lock | None = field(repr=False)

    @property
    def port(self) -> int:
        """Return the TCP port on 127.0.0.1."""
        return self.server.port

    def url(self, service: str, *, database: str | None = None) -> str:
        """Return the URL that a service connects with, as the owner of its database.

        `database` names another one, such as a test's copy.
        """
        return self._url(service, database or service)

    @property
    def admin_url(self) -> str:
        """Return the superuser's URL, for making and copying databases in development."""
        return self._url(ADMIN, ADMIN)

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def is_dead(self) -> bool:
        """Tell whether the server that we started has ended."""
        process = self.server.process
        return process is not None and process.poll() is not None

    def revive(self) -> None:
        """Start the server again, on the same port, after it died."""
        postgres_server.launch(self.server)

    def stop(self) -> None:
        """Shut down: running transactions are rolled back, what was committed stays."""
        if self.held is None:
            return
        postgres_server.shut_down(self.server)
        self.held.release()


def start(home: Path) -> Cluster:
    """Make or continue the cluster of `home` and wait until it answers.

    Raises `Refusal` when another process runs it, when there are no binaries, or when it does not
    start; an orphan of a killed run is ended first. Call it in the main thread: the server ends
    with the thread that started it.
    """
    folder = home / "postgres"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = lock.Lock(home / "postgres.lock")
    try:
        folder.mkdir(mode=0o711, exist_ok=True)
        folder.chmod(0o711)  # ours, whatever the umask: initdb passes it to read its password
        user = postgres_binaries.account()
        binaries = postgres_binaries.reachable(postgres_binaries.find(), user)
        passwords = _passwords(folder)
        server = postgres_server.Server(binaries.folder, folder, user)
        _make_data(server, binaries, passwords[ADMIN])
        postgres_server.end_orphan(server.data)
        postgres_server.launch(server)
        cluster = Cluster(server, passwords, held)
        _make_databases(cluster)
    except BaseException:
        held.release()
        raise
    return cluster


def join(home: Path) -> Cluster | None:
    """Return the cluster that another process runs for `home`, if one is ready."""
    folder = home / "postgres"
    port = postgres_server.ready_port(folder / "data")
    if port is None or not (folder / "passwords.json").is_file():
        return None
    server = postgres_server.Server(Path(), folder, None, port)
    return Cluster(server, _passwords(folder), None)


@contextmanager
def serving(home: Path) -> Generator[Cluster]:
    """Lend the cluster of `home`: the running one, or one started for the length of the block."""
    cluster = join(home) or start(home)
    try:
        yield cluster
    finally:
        cluster.stop()


def _passwords(folder: Path) -> dict[str, str]:
    path = folder / "passwords.json"
    if path.is_file():
        found: dict[str, str] = json.loads(path.read_text("utf-8"))
        return found
    if (folder / "data").exists():
        message = f"{path} is missing; remove {folder} to begin anew (its data is lost)"
        raise refusal.Refusal(message)
    made = {role: secrets.token_urlsafe(24) for role in (ADMIN, *SERVICES)}
    home_folder.write_private(path, json.dumps(made))
    return made


def _make_data(
    server: postgres_server.Server, binaries: postgres_binaries.Binaries, password: str
) -> None:
    """Run initdb beside the final place, so that `data` is whole whenever it exists."""
    if server.data.exists():
        _check_version(server.data, binaries)
        return
    draft, secret = server.folder / "data.new", server.folder / "admin-password"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    home_folder.write_private(secret, password)
    if server.user is not None:
        os.chown(draft, *server.user)
        os.chown(secret, *server.user)
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= FIRST_WITH_BUILTIN_LOCALES:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    uid, gid = server.user or (None, None)
    with postgres_server.reached(draft, server.user) as (data, descriptors):
        answer = subprocess.run(
            [
                binaries.folder / "initdb",
                f"--pgdata={data}",
                f"--username={ADMIN}",
                "--auth=scram-sha-256",
                f"--pwfile={data}/../admin-password",
                "--encoding=UTF8",
                "--data-checksums",
                "--no-sync",
                *locale,
            ],
            cwd="/",
            env=postgres_server.ENVIRONMENT,
            pass_fds=descriptors,
            user=uid,
            group=gid,
            extra_groups=[] if server.user else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    secret.unlink()
    if answer.returncode != 0:
        message = f"initdb failed: {answer.stderr.strip().splitlines()[-1:]}"
        raise refusal.Refusal(message)
    draft.rename(server.data)


def _check_version(data: Path, binaries: postgres_binaries.Binaries) -> None:
    written = (data / "PG_VERSION").read_text("ascii").strip()
    if written != str(binaries.major):
        message = (
            f"{data} was made by PostgreSQL {written}, but {binaries.folder} is "
            f"{binaries.version}; set KHABUAN_HOME to a new folder or dump and reload"
        )
        raise refusal.Refusal(message)


def _make_databases(cluster: Cluster) -> None:
    """Give every service its role and its database, which nobody else may enter."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        for service in SERVICES:
            name = sql.Identifier(service)
            if service not in roles:
                statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                password = sql.Literal(cluster.passwords[service])
                connection.execute(statement.format(name, password))
            if service not in databases:
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
