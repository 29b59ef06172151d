"""PostgreSQL's own programs for dumps: where they are, and how they run without secrets in sight."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import conninfo

from khabuan import postgres_binaries, postgres_server, refusal

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "options": "PGOPTIONS",
}


def find(name: str, url: str) -> Path:
    """Return the program `name` of the version of the server at `url`, else the next higher one.

    Raises `Refusal` when there is none: an older program does not understand a newer server.
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        wanted = connection.info.server_version // 10_000
    found = sorted((_major(path), path) for path in _candidates(name))
    for major, path in found:
        if major >= wanted:
            return path
    have = ", ".join(str(major) for major, _ in found) or "none"
    message = f"no {name} for PostgreSQL {wanted} (found: {have}); install its client programs"
    raise refusal.Refusal(message)


def run(program: Path, arguments: Sequence[str], url: str) -> None:
    """Run a program on the database at `url`; raise `Refusal` with its last words when it fails.

    The password goes through the environment: a command line is for everybody to read.
    """
    given = conninfo.conninfo_to_dict(url)
    unknown = given.keys() - _VARIABLES.keys()
    if unknown:
        message = (
            f"the database URL has options that {program.name} is not told: {sorted(unknown)}"
        )
        raise refusal.Refusal(message, code=2)
    surroundings = {_VARIABLES[name]: str(value) for name, value in given.items()}
    done = subprocess.run(
        [str(program), *arguments],
        env={**postgres_server.ENVIRONMENT, **surroundings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["no word"])[-1]
        message = f"{program.name} failed: {words}"
        raise refusal.Refusal(message)


def _candidates(name: str) -> set[Path]:
    folders = [*postgres_binaries.DEBIAN.glob("*/bin")]
    with contextlib.suppress(
        refusal.Refusal
    ):  # databases are given: a server of our own is not needed
        folders.append(postgres_binaries.find().folder)
    on_path = shutil.which(name, path=os.environ.get("PATH", os.defpath))
    paths = [folder / name for folder in folders] + ([Path(on_path)] if on_path else [])
    return {path for path in paths if path.is_file()}


def _major(program: Path) -> int:
    answer = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r" ([0-9]+)(?:\.[0-9]+)*", answer)
    return int(found[1]) if found else 0
