"""What the processes of the development platform find in their environment."""

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from khabuan import home as home_folder
from khabuan import keys, postgres, processes, refusal

DEVELOPMENT = "development"
HIGHEST_PORT = 65535


def require_development(what: str) -> None:
    """Raise `Refusal` (code 2) when the environment says production."""
    if os.environ.get("KHABUAN_ENVIRONMENT", DEVELOPMENT) != DEVELOPMENT:
        message = f"{what} is for development only, and KHABUAN_ENVIRONMENT is not development"
        raise refusal.Refusal(message, code=2)


def port() -> int:
    """Return the gateway's port from `KHABUAN_PORT`; raise `Refusal` for anything but a port."""
    asked = os.environ.get("KHABUAN_PORT") or "8000"
    if not (asked.isascii() and asked.isdecimal() and 0 < int(asked) <= HIGHEST_PORT):
        message = f"KHABUAN_PORT must be a number from 1 to {HIGHEST_PORT}, not {asked!r}"
        raise refusal.Refusal(message, code=2)
    return int(asked)


def given_databases() -> dict[str, str] | None:
    """Return the database URLs that the environment names, by service: all of them or none."""
    found = {
        service.name: os.environ[variable]
        for service in processes.SERVICES
        if (variable := service.database_variable) and os.environ.get(variable)
    }
    if not found:
        return None
    missing = [v for v in processes.DATABASE_VARIABLES if not os.environ.get(v)]
    if missing:
        message = f"set every database URL or none; missing: {', '.join(missing)}"
        raise refusal.Refusal(message, code=2)
    return found


def issuer_files() -> tuple[Path, Path, bool]:
    """Return the issuer's key file, the file of public keys, and whether they are for development.

    In production both come from the environment; raises `Refusal` (code 2) when one is not given.
    """
    given = [os.environ.get(v) for v in (processes.ISSUER_VARIABLE, "KHABUAN_JWKS_FILE")]
    if given[0] and given[1]:
        development = os.environ.get("KHABUAN_ENVIRONMENT") == DEVELOPMENT
        return Path(given[0]), Path(given[1]), development
    if os.environ.get("KHABUAN_ENVIRONMENT", DEVELOPMENT) != DEVELOPMENT or any(given):
        message = f"set both {processes.ISSUER_VARIABLE} and KHABUAN_JWKS_FILE"
        raise refusal.Refusal(message, code=2)
    made = keys.make(home_folder.folder())
    return made.issuer, made.jwks, True


def urls_of(cluster: postgres.Cluster) -> dict[str, str]:
    """Return the URL of every service's database in the development cluster."""
    return {service: cluster.url(service) for service in postgres.SERVICES}


@contextmanager
def databases(home: Path) -> Generator[dict[str, str]]:
    """Lend the services' database URLs: the given ones, or those of the development cluster."""
    given = given_databases()
    if given is not None:
        yield given
        return
    with postgres.serving(home) as cluster:
        yield urls_of(cluster)


@contextmanager
def replaced(variables: Mapping[str, str]) -> Generator[None]:
    """Make `variables` this process's whole environment for the length of the block."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def of_process(
    process: processes.Process,
    *,
    home: Path,
    urls: Mapping[str, str],
    addresses: Mapping[str, str],
) -> dict[str, str]:
    """Return the environment of one process: ours and everything that the table says it needs.

    `urls` are the databases by service, `addresses` the `host:port` of every process. A process
    receives no other service's database URL.
    """
    made = keys.make(home)
    inherited = {k: v for k, v in os.environ.items() if k not in processes.DATABASE_VARIABLES}
    own = {
        "KHABUAN_ENVIRONMENT": DEVELOPMENT,
        "KHABUAN_HOME": str(home),
        "KHABUAN_JWKS_FILE": str(made.jwks),
        "KHABUAN_SERVICE_KEY_FILE": str(made.of(process.name)),
        "KHABUAN_CURSOR_SECRET": made.cursor_secret.read_text("utf-8").strip(),
        "KHABUAN_LOG_LEVEL": os.environ.get("KHABUAN_LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
    }
    others = {f"{name.upper()}_URL": f"http://{addresses[name]}" for name in process.others}
    database = {process.database_variable: urls[process.name]} if process.database_variable else {}
    issuer = {
        processes.ISSUER_VARIABLE: str(made.issuer),
        processes.ADDRESS_VARIABLE: f"http://{addresses.get('gateway', f'127.0.0.1:{port()}')}",
        **dict(
            zip(
                processes.PAPER_VARIABLES,
                (str(made.certificate_key), str(made.certificate)),
                strict=True,
            )
        ),
    }
    wanted = {*process.more, *process.may}
    more = {name: value for name, value in issuer.items() if name in wanted}
    return {**inherited, **own, **others, **database, **more}
