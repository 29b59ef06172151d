"""`khabuan backup DIR`: all databases as of one moment, and a manifest that a restore is held against.

The services go on working. Their followers stop for the moment in which the snapshots are taken, so no
backup holds that a service has followed what its source has not yet told.
"""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from khabuan import home as home_folder
from khabuan import migrate, postgres_tools, refusal, table_hashes

FORMAT = 1
MANIFEST = "manifest.json"
NAME = "khabuan backup"
ASIDE = "before_restore"
"""The schema in which a restore keeps what was there, until what comes in its place is whole."""
PATIENCE_MS = 10_000
Say = Callable[[str], object]
Manifest = dict[str, Any]


def run(folder: Path, urls: Mapping[str, str], *, say: Say = print) -> Manifest:
    """Write a dump of every database and the manifest into a new folder; return the manifest.

    Raises `Refusal` when the folder has something in it. Until the manifest is there it is no backup.
    """
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty; a backup gets a folder of its own"
        raise refusal.Refusal(message, code=2)
    programs = {service: postgres_tools.find("pg_dump", url) for service, url in urls.items()}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    services: dict[str, Any] = {}
    with _snapshots(urls) as snapshots:
        for number, (service, url) in enumerate(urls.items(), start=1):
            say(f"· {number}/{len(urls)} {service}")
            connection, snapshot = snapshots[service]
            path = folder / f"{service}.dump"
            path.touch(mode=0o600)
            options = [
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--exclude-schema={ASIDE}",
            ]
            arguments = [*options, f"--snapshot={snapshot}", f"--file={path}"]
            postgres_tools.run(programs[service], arguments, url)
            services[service] = {
                "dump": path.name,
                "bytes": path.stat().st_size,
                "sha256": hash_of(path),
                "schema": migrate.current(url),
                "tables": table_hashes.of(connection),
            }
    manifest = {"format": FORMAT, "made_at": made_at, "services": services}
    manifest["seal"] = _seal(manifest)
    home_folder.write_private(folder / MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup after holding every dump against it; raise `Refusal` otherwise."""
    try:
        manifest: Manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        whole = manifest.get("format") == FORMAT and manifest["seal"] == _seal(manifest)
        dumps = {
            service: (folder / entry["dump"], entry["sha256"])
            for service, entry in manifest["services"].items()
        }
    except FileNotFoundError:
        message = f"{folder} is no backup: it has no {MANIFEST}"
        raise refusal.Refusal(message) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        whole, dumps = False, {}
    if not whole:
        message = f"{folder / MANIFEST} is damaged; nothing was changed"
        raise refusal.Refusal(message)
    for path, wanted in dumps.values():
        if not path.is_file() or hash_of(path) != wanted:
            message = f"{path} is damaged or missing; nothing was changed"
            raise refusal.Refusal(message)
    return manifest


def hash_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(manifest: Mapping[str, Any]) -> str:
    content = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@contextmanager
def _snapshots(
    urls: Mapping[str, str],
) -> Generator[dict[str, tuple[psycopg.Connection[Any], str]]]:
    """Lend a connection and the name of its snapshot for each database, all of one moment."""
    with contextlib.ExitStack() as stack:
        held: dict[str, tuple[psycopg.Connection[Any], str]] = {}
        with contextlib.ExitStack() as brakes:
            for url in urls.values():
                brake = brakes.enter_context(_connect(url))
                brakes.callback(brake.rollback)
                brake.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}".encode())
                brake.execute("LOCK TABLE followed IN SHARE MODE")
            for service, url in urls.items():
                connection = stack.enter_context(_connect(url))
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                connection.read_only = True
                row = connection.execute("SELECT pg_export_snapshot()").fetchone()
                assert row is not None
                held[service] = (connection, row[0])
        yield held


def _connect(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(
        url, options=table_hashes.SESSION, application_name=NAME, connect_timeout=5
    )
