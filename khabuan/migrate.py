"""Bring every service's database to its newest schema, with Alembic.

Whether there is anything to do is read from the migration files and one query, without Alembic:
starting an up-to-date platform should not pay for importing it.
"""

import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from khabuan import environment, home, postgres, refusal
from shared import revisions


def head(service: str, *, root: Path | None = None) -> str | None:
    """Return the newest revision of a service's migrations, nothing when it has none.

    Raises `Refusal` when the history has two ends.
    """
    try:
        return revisions.head(service, root=root or home.project())
    except ValueError as error:
        raise refusal.Refusal(str(error)) from None


def current(url: str) -> str | None:
    """Return the revision that a database is at, nothing for an empty one."""
    import psycopg

    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        row = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
        if row is None or row[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row[0] if row else None


def require_settled(urls: Mapping[str, str]) -> None:
    """Raise `Refusal` when a restore was cut short: what is there is neither the old state nor the new one."""
    import psycopg

    for service, url in urls.items():
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            row = connection.execute("SELECT to_regnamespace('before_restore')").fetchone()
        if row is not None and row[0] is not None:
            message = f"{service}: a restore was cut short; run `khabuan restore` again"
            raise refusal.Refusal(message)


def behind(urls: Mapping[str, str]) -> list[str]:
    """Return the services whose database is not at the newest revision."""
    return [service for service, url in urls.items() if current(url) != head(service)]


def upgrade(
    urls: Mapping[str, str], *, starting: Callable[[str], object] = lambda _: None
) -> list[str]:
    """Migrate the databases that are behind and return whose; `starting` hears of each."""
    late = behind(urls)
    if not late:
        return []

    from alembic import command

    from shared import migrations

    for service in late:
        starting(service)
        command.upgrade(migrations.config(service, urls[service]), "head")
    return late


def check() -> None:
    """Raise `Refusal` when the tables of a service and its migrations differ."""
    from alembic import command
    from alembic.util.exc import CommandError

    from shared import migrations

    with _new_databases() as urls:
        upgrade(urls)
        for service, url in urls.items():
            try:
                command.check(migrations.config(service, url))
            except CommandError as error:
                message = f"{service}: {error}"
                raise refusal.Refusal(message) from error


def write(service: str, message: str) -> None:
    """Write a migration of `service` from the difference between its tables and its history."""
    if service not in postgres.SERVICES or not message:
        reason = f"name a service ({', '.join(postgres.SERVICES)}) and say what the migration does"
        raise refusal.Refusal(reason, code=2)

    from alembic import command

    from shared import migrations

    with _new_databases() as urls:
        upgrade({service: urls[service]})
        options = migrations.config(service, urls[service])
        command.revision(options, message, autogenerate=True)


@contextmanager
def _new_databases() -> Generator[dict[str, str]]:
    """Lend empty databases on a server that lives for the block only."""
    with tempfile.TemporaryDirectory(prefix="khabuan-") as scratch:
        cluster = postgres.start(Path(scratch))
        try:
            yield environment.urls_of(cluster)
        finally:
            cluster.stop()
